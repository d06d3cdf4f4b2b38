"""A program with only some of its causes of uncertainty: pure functions from program to program."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from simulator.model.distribution import Distribution
from simulator.model.program import Program
from simulator.model.risk import Driver, Risk
from simulator.model.spread import Spread

CAUSES = ("ranges", "risks", "drivers")
"""Ranges of tasks, lags, rates and prices; risk events; common causes."""


def with_only(program: Program, causes: frozenset[str]) -> Program:
    """`program` with those of `CAUSES`; the others do what the plan's own dates take them to do.

    Branches, loops and weather stay. So do the names of all draws, and with them the luck.
    """
    if "ranges" not in causes:
        program = replace(
            program,
            tasks=tuple(_certain(task) for task in program.tasks),
            resources={key: _certain(one) for key, one in program.resources.items()},
            terms=_certain(program.terms),
        )
    if "risks" not in causes:
        program = replace(program, risks=tuple(never(risk) for risk in program.risks))
    if "drivers" not in causes:
        program = replace(program, drivers=tuple(idle(one) for one in program.drivers))
    return program


def never(risk: Risk) -> Risk:
    """The same risk, which neither happens by itself nor sets off others."""
    response = risk.response
    if response is not None:
        response = replace(response, probability=0.0, spread=None)
    return replace(risk, probability=0.0, spread=None, raises=(), response=response)


def idle(driver: Driver) -> Driver:
    """The same driver, which never acts."""
    return replace(driver, probability=0.0)


def without_risk(program: Program, id: str) -> Program:
    """`program` in which one risk never happens, whatever else would set it off."""
    left = []
    for risk in program.risks:
        rest = tuple(one for one in risk.raises if one.risk != id)
        left.append(never(risk) if risk.id == id else replace(risk, raises=rest))
    return replace(program, risks=tuple(left))


def without_driver(program: Program, id: str) -> Program:
    """`program` in which one driver never acts."""
    drivers = tuple(idle(one) if one.id == id else one for one in program.drivers)
    return replace(program, drivers=drivers)


def mitigated(program: Program, taken: bool) -> Program:
    """`program` with every response taken, or with none."""
    risks = tuple(
        risk if risk.response is None else replace(risk, mitigated=taken) for risk in program.risks
    )
    return replace(program, risks=risks)


def _certain(value: Any) -> Any:
    """A part of the model with every range in it, however deep, taken out."""
    if isinstance(value, Spread | Distribution):
        return None
    if isinstance(value, tuple):
        parts = tuple(_certain(one) for one in value)
        return parts if any(a is not b for a, b in zip(parts, value, strict=True)) else value
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for one in fields(value):
        before = getattr(value, one.name)
        after = _certain(before)
        if after is not before:
            changed[one.name] = after
    return replace(value, **changed) if changed else value
