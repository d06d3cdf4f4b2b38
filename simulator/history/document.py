"""The JSON documents of `p80 calibrate`: docs/reference/calibrate.md."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from simulator.results.estimate import finite

if TYPE_CHECKING:
    from simulator.files.history import Unused
    from simulator.history.calibration import Calibration, Group, Measured
    from simulator.history.fit import Candidate, Fit
    from simulator.history.reference import ClassRecord, ReferenceClass

LEVELS = (10, 50, 80, 90)
"""Percentiles that are published."""


def calibration(found: Calibration) -> dict[str, Any]:
    """Ranges by category."""
    return {
        "history": found.history.name,
        "version": version("p80"),
        "seed": found.seed,
        "rows": found.history.rows,
        "category": found.history.heading or None,
        "least": found.least,
        "measures": {one.measure: _measured(one) for one in found.measures},
        "notes": list(found.notes),
    }


def reference(found: ReferenceClass) -> dict[str, Any]:
    """Uplifts of a reference class."""
    return {
        "history": found.history.name,
        "version": version("p80"),
        "rows": found.history.rows,
        "class": found.only or None,
        "measures": {one.measure: _class(one) for one in found.records},
        "notes": list(found.notes),
    }


def _class(record: ClassRecord) -> dict[str, Any]:
    return {
        "cases": len(record.cases),
        "uplifts": {
            f"P{one.level}": {
                "uplift": one.value,
                "low": one.low,
                "high": one.high,
                "cases_needed": one.needed,
            }
            for one in record.uplifts
        },
        "unused": _unused(record.unused),
    }


def _measured(measured: Measured) -> dict[str, Any]:
    return {
        "cases": len(measured.whole.cases),
        "all": _group(measured.whole),
        "categories": {group.name: _group(group) for group in measured.groups},
        "unused": _unused(measured.unused),
    }


def _unused(rows: Sequence[Unused]) -> list[dict[str, Any]]:
    return [{"line": row.line, "reason": row.reason, "shown": row.shown or None} for row in rows]


def _group(group: Group) -> dict[str, Any]:
    return {
        "cases": len(group.cases),
        "recorded": {f"P{p}": group.recorded(p) for p in LEVELS},
        "range": None if group.fit is None else _range(group.fit),
        "why_not": group.why or None,
        "remarks": list(group.remarks),
    }


def _range(fit: Fit) -> dict[str, Any]:
    return {
        "text": fit.text,
        "percentiles": {f"P{p}": fit.value(p) for p in LEVELS},
        "wider": fit.wider,
        "family": fit.curve.name,
        "anderson_darling": fit.distance,
        "p_value": fit.replay.p_value,
        "replays": fit.replay.number,
        "candidates": [_candidate(one) for one in fit.candidates],
    }


def _candidate(one: Candidate) -> dict[str, Any]:
    possible = finite(one.log_likelihood) is not None
    return {
        "family": one.name,
        "parameters": list(one.parameters) if possible else None,
        "log_likelihood": finite(one.log_likelihood),
        "aic": finite(one.aic),
        "aicc": finite(one.aicc),
        "refused": one.refused or None,
    }
