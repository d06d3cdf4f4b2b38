"""Edits of what a program is worth: its benefits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from simulator.files.building.benefits import Benefits
from simulator.files.building.texts import money
from simulator.files.document.benefit import BenefitDoc
from simulator.files.place import At, Problems
from simulator.files.writing.benefits import benefits_of
from simulator.model.benefit import Benefit, Gain
from simulator.model.correlation import Subject, What
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.scenario.common import days_of, factor, listed, scaled, uncorrelated
from simulator.scenario.money_document import ScaleBenefitsDoc, SetBenefitDoc, ShiftBenefitsDoc

_GAINS = frozenset(gain.value for gain in Gain)


def add_benefits(
    program: Program, docs: tuple[BenefitDoc, ...] | None, at: At, problems: Problems
) -> Program:
    """With more benefits, under names that the plan has not."""
    found = _builder(program, problems).of(docs, at, program.benefits)
    return replace(program, benefits=(*program.benefits, *found))


def remove_benefits(
    program: Program, names: tuple[str, ...], at: At, problems: Problems
) -> Program:
    """Without some benefits, and without what is correlated with them."""
    gone = _chosen(program, names, at, problems)
    program = uncorrelated(program, {Subject(What.BENEFIT, name) for name in gone})
    left = tuple(one for one in program.benefits if one.name not in gone)
    return replace(program, benefits=left)


def set_benefit(program: Program, doc: SetBenefitDoc, at: At, problems: Problems) -> Program:
    """With new values of one benefit. An amount of another kind takes the old one's place, and its
    date's."""
    at = at.about(f"benefit {doc.name}")
    if not _chosen(program, (doc.name,), at.down("benefit"), problems):
        return program
    written = next(row for row in benefits_of(program) if row["name"] == doc.name)
    said = {
        key: getattr(doc, key)
        for key in SetBenefitDoc.model_fields
        if key != "name" and getattr(doc, key) is not None
    }
    given = _GAINS.intersection(said)
    dates = {"until", "due"} if given <= set(written) else set()
    kept = {"name", "from", *dates} if given else set(written)
    row = {key: value for key, value in written.items() if key in kept}
    whole = BenefitDoc.model_validate(row).model_copy(update=said)
    # A single row stands for a list of one, so that places in the file stay those of the row.
    new = _builder(program, problems).one(whole, at)
    return _with(program, {doc.name: new} if new is not None else {})


def scale_benefits(program: Program, doc: ScaleBenefitsDoc, at: At, problems: Problems) -> Program:
    """With a factor on the amounts of some benefits."""
    by = factor(doc.amount, at.down("amount"), problems)
    chosen = _chosen(program, doc.benefits, at.down("benefits"), problems)
    return _with(
        program,
        {one.name: _worth(one, one.amount * by) for one in program.benefits if one.name in chosen},
    )


def shift_benefits(program: Program, doc: ShiftBenefitsDoc, at: At, problems: Problems) -> Program:
    """With money added to some benefits, or their dates moved."""
    chosen = _chosen(program, doc.benefits, at.down("benefits"), problems)
    if doc.model_fields_set == {"benefits"}:
        message = "this row names benefits, and nothing that moves"
        problems.add(at, "missing-key", message, "Add amount or dates.")
    here = at.down("amount")
    more = 0.0 if doc.amount is None else money(doc.amount, here, problems) or 0.0
    by = timedelta(days=days_of(doc.dates, at.down("dates"), problems))
    found = {}
    for one in (benefit for benefit in program.benefits if benefit.name in chosen):
        if more and one.spread is not None and not one.amount:
            message = f"benefit {one.name} is planned at 0, so that its range has no proportion"
            problems.add(here, "shift-amount", message, "Give it another range with set:.")
            continue
        if one.amount + more < 0:
            message = f"benefit {one.name} would be less than nothing"
            problems.add(here, "shift-amount", message, "Take less away, or remove the benefit.")
            continue
        if doc.dates is not None and one.date is None:
            message = f"benefit {one.name} comes at a finish, and has no date that could move"
            mend = "Shift the task that it begins with."
            problems.add(at.down("dates"), "shift-dates", message, mend)
        date = None if one.date is None else one.date + by
        found[one.name] = replace(_worth(one, one.amount + more), date=date)
    return _with(program, found)


def _worth(one: Benefit, amount: float) -> Benefit:
    """The benefit with another amount; its range keeps its proportion."""
    if one.spread is None or amount == one.amount:
        return replace(one, amount=amount)
    spread = Spread(scaled(one.spread.distribution, amount / one.amount))
    return replace(one, amount=amount, spread=spread)


def _with(program: Program, changed: dict[str, Benefit]) -> Program:
    benefits = tuple(changed.get(one.name, one) for one in program.benefits)
    return replace(program, benefits=benefits)


def _chosen(program: Program, names: tuple[str, ...], at: At, problems: Problems) -> set[str]:
    return listed([one.name for one in program.benefits], names, at, problems, "benefit")


def _builder(program: Program, problems: Problems) -> Benefits:
    return Benefits(program.task, program.project, problems)
