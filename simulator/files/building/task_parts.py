"""Constraints and money of one draft."""

from __future__ import annotations

from simulator.files import dates
from simulator.files.building.drafts import Draft
from simulator.files.building.texts import is_spread, money, spread_of_money
from simulator.files.document.base import present
from simulator.files.document.task import CONSTRAINTS
from simulator.files.place import Problems
from simulator.model.task import Constraint, ConstraintType, Cost

_FINISHES = frozenset(
    {
        ConstraintType.FINISH_NO_EARLIER,
        ConstraintType.FINISH_NO_LATER,
        ConstraintType.FINISH_ON,
        ConstraintType.MANDATORY_FINISH,
        ConstraintType.MANUAL_FINISH,
    }
)


def constraints_of(draft: Draft, problems: Problems) -> tuple[Constraint, ...]:
    """Constraints of the row, or those of the row below where it gives none."""
    docs = draft.get("constraint")
    base = draft.base.constraints if draft.base else ()
    found = [] if docs is not None else list(base)
    for index, doc in present(docs):
        type_ = CONSTRAINTS[doc.type]
        at = draft.where("constraint").down(index, "date")
        if type_ is ConstraintType.AS_LATE_AS_POSSIBLE:
            found.append(Constraint(type_))
            continue
        if doc.date is None:
            message = f"'{type_.value}' needs a date"
            problems.add(at, "constraint", message, f"Write {type_.value} 2027-03-01.")
            continue
        read = dates.until if type_ in _FINISHES else dates.moment
        try:
            found.append(Constraint(type_, read(doc.date)))
        except ValueError as fault:
            problems.add(at, "date", f"constraint: {fault}", dates.MEND)
    late = Constraint(ConstraintType.AS_LATE_AS_POSSIBLE)
    if draft.get("alap") and late not in found:
        found.append(late)
    if draft.get("alap") is False:
        found = [one for one in found if one != late]
    return tuple(found)


def cost_of(draft: Draft, problems: Problems) -> Cost:
    """Money of the row, each part over that of the row below."""
    base = draft.base.cost if draft.base else Cost()
    fixed, spread, per_day = base.fixed, base.spread, base.per_day
    text, at = draft.get("cost"), draft.where("cost")
    if text is not None and is_spread(text):
        spread = spread_of_money(text, at, problems)
        if spread is not None and not spread.relative:
            fixed = spread.distribution.planned
    elif text is not None:
        fixed, spread = money(text, at, problems) or 0.0, None
    if draft.get("cost_uncertainty") is not None:
        where = draft.where("cost_uncertainty")
        spread = spread_of_money(draft.get("cost_uncertainty"), where, problems)
        if spread is not None and not spread.relative and not fixed:
            fixed = spread.distribution.planned
    if spread is not None and spread.relative and fixed == 0:
        problems.add(
            at, "cost", "this range is a share of a cost that is not given", "Write cost: 100k."
        )
    if draft.get("cost_per_day") is not None:
        where = draft.where("cost_per_day")
        per_day = money(draft.get("cost_per_day"), where, problems) or 0.0
    return Cost(fixed, per_day, spread)
