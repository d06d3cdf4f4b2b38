"""Small phrases that several checks use."""

from __future__ import annotations

from simulator.health.plan import Link, Plan
from simulator.model.calendar import DAY
from simulator.model.task import ConstraintType, Task


def in_days(value: float) -> str:
    """``12 d``, ``2.5 d``."""
    return f"{round(value, 1):,g} d"


def lag_text(plan: Plan, link: Link) -> str:
    """``FS + 12 d from A100``, by the predecessor's calendar."""
    lag = link.dependency.lag
    day = DAY if lag.elapsed else plan.day(link.predecessor)
    unit = " by the clock" if lag.elapsed else ""
    wait = f" {'−' if link.lag < 0 else '+'} {in_days(abs(link.lag) / day)}{unit}"
    return f"{link.relation.value}{wait if link.lag else ''} from {near(link.predecessor, link)}"


def near(task: Task, link: Link) -> str:
    """The id of one end of a link: in full where the other end is in another project."""
    same = link.predecessor.project == link.successor.project
    return task.short_id if same else task.id


HARD = {
    ConstraintType.MANDATORY_START: "must start on",
    ConstraintType.MANDATORY_FINISH: "must finish on",
    ConstraintType.START_ON: "start on",
    ConstraintType.FINISH_ON: "finish on",
    ConstraintType.START_NO_LATER: "start no later than",
    ConstraintType.FINISH_NO_LATER: "finish no later than",
}
"""Hard constraints in words."""

PINNED = frozenset({ConstraintType.MANDATORY_START, ConstraintType.MANDATORY_FINISH})
"""Constraints that hold a date in every iteration, whatever the logic says."""
