"""Constraints: fewer of them, for tools that hold one or two a task."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from simulator.model.task import Constraint, ConstraintType

LATEST = (ConstraintType.START_NO_EARLIER, ConstraintType.FINISH_NO_EARLIER)
EARLIEST = (ConstraintType.START_NO_LATER, ConstraintType.FINISH_NO_LATER)
ORDER = (
    ConstraintType.MANDATORY_START,
    ConstraintType.MANDATORY_FINISH,
    ConstraintType.AS_LATE_AS_POSSIBLE,
    ConstraintType.START_ON,
    ConstraintType.FINISH_ON,
    ConstraintType.START_NO_EARLIER,
    ConstraintType.FINISH_NO_EARLIER,
    ConstraintType.START_NO_LATER,
    ConstraintType.FINISH_NO_LATER,
)
"""What is kept first: dates that hold, then those that push, then those that only limit."""


BY_HAND = {
    one: ConstraintType[one.name.replace("MANUAL", "MANDATORY")]
    for one in ConstraintType
    if one.name.startswith("MANUAL")
}
"""Dates of tasks that MS Project does not schedule hold like mandatory ones."""


def is_by_hand(constraints: Iterable[Constraint]) -> bool:
    """True for the dates of a manually scheduled task."""
    return any(one.type in BY_HAND for one in constraints)


def mandatory(constraints: Iterable[Constraint]) -> list[Constraint]:
    """Constraints with mandatory dates for those set by hand."""
    return [replace(one, type=BY_HAND.get(one.type, one.type)) for one in constraints]


def merged(constraints: Iterable[Constraint]) -> list[Constraint]:
    """One constraint a type: the latest of "no earlier", the earliest of "no later"; in the order
    in which they are kept."""
    found: dict[ConstraintType, Constraint] = {}
    for one in constraints:
        known = found.get(one.type)
        if known is None or _binds_more(one, known):
            found[one.type] = one
    start_on = found.get(ConstraintType.START_ON)
    if start_on is not None and not _later(found.get(ConstraintType.START_NO_EARLIER), start_on):
        found.pop(ConstraintType.START_NO_EARLIER, None)
    return sorted(found.values(), key=lambda one: ORDER.index(one.type))


def _binds_more(one: Constraint, known: Constraint) -> bool:
    if one.date is None or known.date is None:
        return False
    return one.date > known.date if one.type in LATEST else one.date < known.date


def _later(one: Constraint | None, other: Constraint) -> bool:
    return bool(one and one.date and other.date and one.date > other.date)


def earliest_start(at: datetime) -> Constraint:
    """Start no earlier than `at`."""
    return Constraint(ConstraintType.START_NO_EARLIER, at)
