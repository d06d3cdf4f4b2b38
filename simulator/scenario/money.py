"""Edits of a program's prices, overheads, penalties, bonuses and funding."""

from __future__ import annotations

from dataclasses import replace

from simulator.files.building.funding import funding_of
from simulator.files.building.prices import Prices, share_of
from simulator.files.building.terms import Charges
from simulator.files.document.money import TermDoc
from simulator.files.place import At, Problems, did_you_mean
from simulator.files.writing.money import terms_of
from simulator.model.correlation import Subject, What
from simulator.model.expression import Unit
from simulator.model.money import Overhead, Terms
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.scenario.benefits import add_benefits, remove_benefits
from simulator.scenario.common import factor, scaled, uncorrelated
from simulator.scenario.document import AddDoc, RemoveDoc, ScenarioDoc
from simulator.scenario.money_document import (
    ScaleOverheadsDoc,
    SetBonusDoc,
    SetOverheadDoc,
    SetPenaltyDoc,
)


def with_prices(program: Program, doc: ScenarioDoc, at: At, problems: Problems) -> Program:
    """With other exchange rates, escalation and discount; what is not said stays."""
    prices = Prices(program.currency, at, problems, program.terms)
    return replace(program, terms=prices.of(doc.currencies, doc.escalation, doc.discount))


def with_charges(program: Program, doc: AddDoc | None, at: At, problems: Problems) -> Program:
    """With more overheads, penalties, bonuses and benefits."""
    if doc is None:
        return program
    charges = Charges(program.project, program.task, at, problems)
    terms = charges.over(program.terms, doc.overheads, doc.penalties, doc.bonuses)
    program = replace(program, terms=terms)
    return add_benefits(program, doc.benefits, at.down("benefits"), problems)


def without_charges(program: Program, doc: RemoveDoc | None, at: At, problems: Problems) -> Program:
    """Without some overheads, penalties, bonuses and benefits, by their names, and without what is
    correlated with them; without the limits of funding."""
    if doc is None:
        return program
    program = remove_benefits(program, doc.benefits or (), at.down("benefits"), problems)
    terms = program.terms
    known = _names(terms)
    gone: dict[str, set[str]] = {}
    for key, names in known.items():
        gone[key] = set(getattr(doc, key) or ())
        for index, name in enumerate(getattr(doc, key) or ()):
            _known(name, names, key, at.down(key, index), problems)
    left = (
        one
        for one in terms.penalties
        if one.name not in gone["bonuses" if one.bonus else "penalties"]
    )
    stay = tuple(one for one in terms.overheads if one.name not in gone["overheads"])
    lost = {
        Subject(What.OVERHEAD, one.project, part=one.name)
        for one in terms.overheads
        if one.name in gone["overheads"]
    }
    if doc.funding and not program.funding:
        message = "the plan has no limits of funding"
        problems.add(at.down("funding"), "no-funding", message, "Take this line out.")
    terms = replace(terms, overheads=stay, penalties=tuple(left))
    funding = () if doc.funding else program.funding
    return uncorrelated(replace(program, terms=terms, funding=funding), lost)


def with_funding(program: Program, doc: ScenarioDoc, at: At, problems: Problems) -> Program:
    """With other limits of funding in place of the plan's."""
    if doc.funding is None:
        return program
    return replace(program, funding=funding_of(doc.funding, at.down("funding"), problems))


def set_overhead(program: Program, doc: SetOverheadDoc, at: At, problems: Problems) -> Program:
    """With another share of one overhead, in one of its projects or in all."""
    terms, at = program.terms, at.about(f"overhead {doc.name}")
    if not _known(doc.name, _names(terms)["overheads"], "overheads", at.down("overhead"), problems):
        return program
    homes = [one.project for one in terms.overheads if one.name == doc.name]
    if doc.project is not None and doc.project not in homes:
        message = f"project {doc.project} has no overhead '{doc.name}'"
        problems.add(at.down("project"), "unknown-id", message, f"It is of {', '.join(homes)}.")
    share, spread = share_of(doc.share, Unit.factor(), at.down("share"), problems)

    def other(one: Overhead) -> Overhead:
        meant = one.name == doc.name and doc.project in (None, one.project)
        return replace(one, share=share, spread=spread) if meant else one

    overheads = tuple(map(other, terms.overheads))
    return replace(program, terms=replace(terms, overheads=overheads))


def set_term(
    program: Program, doc: SetPenaltyDoc | SetBonusDoc, at: At, problems: Problems
) -> Program:
    """With new values of one penalty or bonus; what is not said stays."""
    what, key = ("bonus", "bonuses") if isinstance(doc, SetBonusDoc) else ("penalty", "penalties")
    terms, at = program.terms, at.about(f"{what} {doc.name}")
    if not _known(doc.name, _names(terms)[key], key, at.down(what), problems):
        return program
    row = next(row for row in terms_of(terms)[key] if row["name"] == doc.name)
    said = {k: getattr(doc, k) for k in doc.model_fields_set if getattr(doc, k) is not None}
    whole = TermDoc.model_validate(row).model_copy(update=said)
    charges = Charges(program.project, program.task, at, problems)
    new = charges.term(whole, what == "bonus", at)
    others = (one if one.name != doc.name or new is None else new for one in terms.penalties)
    return replace(program, terms=replace(terms, penalties=tuple(others)))


def scale_overheads(
    program: Program, doc: ScaleOverheadsDoc, at: At, problems: Problems
) -> Program:
    """With a factor on the shares of some overheads; ranges keep their proportion."""
    terms, by = program.terms, factor(doc.share, at.down("share"), problems)
    for index, name in enumerate(doc.overheads):
        _known(name, _names(terms)["overheads"], "overheads", at.down("overheads", index), problems)

    def other(one: Overhead) -> Overhead:
        if one.name not in doc.overheads:
            return one
        spread = one.spread
        if spread is not None and not spread.relative:
            spread = Spread(scaled(spread.distribution, by))
        return replace(one, share=one.share * by, spread=spread)

    return replace(program, terms=replace(terms, overheads=tuple(map(other, terms.overheads))))


def _names(terms: Terms) -> dict[str, set[str]]:
    return {
        "overheads": {one.name for one in terms.overheads},
        "penalties": {one.name for one in terms.penalties if not one.bonus},
        "bonuses": {one.name for one in terms.penalties if one.bonus},
    }


def _known(name: str, names: set[str], key: str, at: At, problems: Problems) -> bool:
    """True where the plan has it; else with a problem."""
    if name not in names:
        some = ", ".join(sorted(names)) or "none"
        mend = did_you_mean(name, sorted(names), f"Known are: {some}.")
        problems.add(at, "unknown-id", f"the plan has no '{name}' among its {key}", mend)
    return name in names
