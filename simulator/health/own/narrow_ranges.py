"""Ranges that claim to know."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Outcome, Verdict, not_judged
from simulator.health.own.spreads import quantiles, ranged
from simulator.health.plan import Plan

NARROW = 0.1
"""Width, P10 to P90, as a share of the plan, below which a range is called narrow."""


def judge(plan: Plan) -> Outcome:
    """Ranges of less than a tenth of the planned duration from P10 to P90, the narrowest first."""
    rows = ranged(plan)
    if not rows:
        return not_judged("the plan holds no ranges yet")
    found = []
    for task in rows:
        low, high = quantiles(plan, task, 0.1, 0.9)
        width = (high - low) * plan.day(task) / task.remaining if task.remaining else 1.0
        if width < NARROW:
            why = f"P10 to P90 is {width:.1%} of the plan"
            found.append((width, Concern(task.id, task.name, why)))
    found.sort(key=lambda one: one[0])
    return Outcome(len(found), len(rows), "ranges", tuple(concern for _, concern in found))


CHECK = Check(
    key="narrow_ranges",
    name="Narrow ranges",
    definition="ranges whose P10 and P90 lie less than 10 % of the planned duration apart, of all "
    "ranges of open work",
    effect="Nearly certain work adds nothing to the spread; few teams know their durations to "
    "within five per cent either way.",
    mend="Compare with how well past estimates of such work came true.",
    source="overconfidence of estimated ranges: Alpert and Raiffa 1982",
    judge=judge,
    weight=4,
    worst=Verdict.WARN,
)
