"""Edits of a program's prices, overheads, penalties and bonuses."""

from __future__ import annotations

from dataclasses import replace

from simulator.files.building.prices import Prices
from simulator.files.building.terms import Charges
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.program import Program
from simulator.scenario.document import AddDoc, RemoveDoc, ScenarioDoc


def with_prices(program: Program, doc: ScenarioDoc, at: At, problems: Problems) -> Program:
    """With other exchange rates, escalation and discount; what is not said stays."""
    prices = Prices(program.currency, at, problems, program.terms)
    return replace(program, terms=prices.of(doc.currencies, doc.escalation, doc.discount))


def with_charges(program: Program, doc: AddDoc | None, at: At, problems: Problems) -> Program:
    """With more overheads, penalties and bonuses."""
    if doc is None:
        return program
    charges = Charges(program.project, program.task, at, problems)
    terms = charges.over(program.terms, doc.overheads, doc.penalties, doc.bonuses)
    return replace(program, terms=terms)


def without_charges(program: Program, doc: RemoveDoc | None, at: At, problems: Problems) -> Program:
    """Without some overheads, penalties and bonuses, by their names."""
    if doc is None:
        return program
    terms = program.terms
    known = {
        "overheads": {one.name for one in terms.overheads},
        "penalties": {one.name for one in terms.penalties if not one.bonus},
        "bonuses": {one.name for one in terms.penalties if one.bonus},
    }
    gone: dict[str, set[str]] = {}
    for key, names in known.items():
        gone[key] = set(getattr(doc, key) or ())
        for index, name in enumerate(getattr(doc, key) or ()):
            if name not in names:
                some = ", ".join(sorted(names)) or "none"
                mend = did_you_mean(name, sorted(names), f"Known are: {some}.")
                message = f"the plan has no '{name}' among its {key}"
                problems.add(at.down(key, index), "unknown-id", message, mend)
    left = (
        one
        for one in terms.penalties
        if one.name not in gone["bonuses" if one.bonus else "penalties"]
    )
    stay = tuple(one for one in terms.overheads if one.name not in gone["overheads"])
    return replace(program, terms=replace(terms, overheads=stay, penalties=tuple(left)))
