"""Ranges as wide to the good side as to the bad."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Outcome, Verdict, not_judged
from simulator.health.own.spreads import quantiles, ranged
from simulator.health.plan import Plan
from simulator.health.words import in_days

EVEN = 0.1
"""Sides that differ by at most this share of the whole are called even."""


def judge(plan: Plan) -> Outcome:
    """Ranges whose P5 and P95 lie as far from the planned duration."""
    rows = ranged(plan)
    if not rows:
        return not_judged("the plan holds no ranges yet")
    concerns = []
    for task in rows:
        planned = task.remaining / plan.day(task)
        low, high = quantiles(plan, task, 0.05, 0.95)
        down, up = planned - low, high - planned
        if abs(up - down) <= EVEN * (high - low):
            why = f"{in_days(down)} below the plan, {in_days(up)} above (P5, P95)"
            concerns.append(Concern(task.id, task.name, why))
    return Outcome(len(concerns), len(rows), "ranges", tuple(concerns))


CHECK = Check(
    key="symmetric_ranges",
    name="Symmetric ranges",
    definition="ranges of which P5 and P95 are equally far from the planned duration, to 10 % of "
    "their distance, of all ranges of open work",
    effect="Work overruns more easily than it ends early. Symmetric ranges mostly come from a "
    "'plus or minus' put on everything, and keep the forecast near the plan whatever the team "
    "knows.",
    mend="Ask what could go well and what could go wrong separately, and where the plan lies.",
    source="GAO-16-89G practice 8, three-point estimates",
    judge=judge,
    weight=4,
    worst=Verdict.WARN,
)
