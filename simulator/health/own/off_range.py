"""Ranges that do not hold the duration they stand beside."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Outcome, not_judged
from simulator.health.own.spreads import quantiles, ranged
from simulator.health.plan import Plan
from simulator.health.words import in_days
from simulator.model.task import Task

LOW, HIGH = 0.001, 0.999
"""A plan outside these probabilities of its range is outside of it."""

FACTORS = (0.2, 5.0)
"""Numbers between these, written as days, may have been meant as shares of the plan."""


def judge(plan: Plan) -> Outcome:
    """Ranges with the planned duration below their lowest or above their highest value."""
    rows = ranged(plan)
    if not rows:
        return not_judged("the plan holds no ranges yet")
    concerns = []
    for task in rows:
        planned = task.remaining / plan.day(task)
        low, high = quantiles(plan, task, LOW, HIGH)
        hair = 1e-9 * max(1.0, planned)
        if not low - hair <= planned <= high + hair:
            why = f"planned {in_days(planned)}, range {in_days(low)} to {in_days(high)}"
            if _looks_like_shares(task, planned, low, high):
                why += "; were shares meant? write 90% and not 0.9"
            concerns.append(Concern(task.id, task.name, why))
    return Outcome(len(concerns), len(rows), "ranges", tuple(concerns))


def _looks_like_shares(task: Task, planned: float, low: float, high: float) -> bool:
    relative = task.spread is not None and task.spread.relative
    around_one = FACTORS[0] <= low <= 1 <= high <= FACTORS[1]
    return not relative and around_one and planned > high


CHECK = Check(
    key="off_range",
    name="Plan outside its range",
    definition="ranges whose planned (remaining) duration lies below their P0.1 or above their "
    "P99.9, of all ranges of open work",
    effect="Plan and range contradict each other: the simulation believes the range, so the plan's "
    "own duration can never happen. Mostly a unit is wrong: days beside shares.",
    mend="Write shares with a percent sign, `triangular(90%, 100%, 130%)`, or mend the duration.",
    source="consistency of the plan with itself",
    judge=judge,
    weight=9,
)
