"""Small phrases that several checks use."""

from __future__ import annotations

from datetime import datetime, timedelta

from simulator.health.plan import Link, Plan
from simulator.model.calendar import DAY
from simulator.model.task import PINS, Constraint, ConstraintType, Task

MOST_LETTERS = 30
"""Characters of an id that stands in a sentence."""


def brief(text: str) -> str:
    """An id within a sentence: on one line, and not for pages."""
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    return line if len(line) <= MOST_LETTERS else f"{line[: MOST_LETTERS - 1]}…"


def until(moment: datetime) -> str:
    """The last day of what ends at `moment`: 24:00 belongs to the day before."""
    return f"{moment - timedelta(microseconds=1):%Y-%m-%d}"


def in_days(value: float) -> str:
    """``12 d``, ``2.5 d``."""
    return f"{round(value, 1):,g} d"


def lag_text(plan: Plan, link: Link) -> str:
    """``FS + 12 d from A100``, by the predecessor's calendar."""
    return f"{relation_text(plan, link)} from {near(link.predecessor, link)}"


def relation_text(plan: Plan, link: Link) -> str:
    """``FS``, ``FS + 12 d``, ``FS + 28 d by the clock``."""
    lag = link.dependency.lag
    if not link.lag:
        return link.relation.value
    day = DAY if lag.elapsed else plan.day(link.predecessor)
    wait = f"{'−' if link.lag < 0 else '+'} {in_days(abs(link.lag) / day)}"
    more = f"{' by the clock' if lag.elapsed else ''}{' (a range)' if lag.spread else ''}"
    return f"{link.relation.value} {wait}{more}"


def near(task: Task, link: Link) -> str:
    """The id of one end of a link: in full where the other end is in another project."""
    same = link.predecessor.project == link.successor.project
    return task.short_id if same else task.id


def constraint_text(constraint: Constraint) -> str:
    """``finish no later than 2027-03-01``."""
    date = constraint.date
    if date is None:
        return constraint.type.value
    ends = "finish" in constraint.type.value
    return f"{constraint.type.value} {until(date) if ends else f'{date:%Y-%m-%d}'}"


HARD = PINS | {
    ConstraintType.START_ON,
    ConstraintType.FINISH_ON,
    ConstraintType.START_NO_LATER,
    ConstraintType.FINISH_NO_LATER,
}
"""The DCMA's hard constraints: MSO, MFO, SNLT and FNLT; mandatory dates of P6, dates by hand."""
