"""Point 3: links that wait."""

from __future__ import annotations

from simulator.health.concerns import of_links
from simulator.health.finding import Check, Family, Outcome, not_judged
from simulator.health.plan import Link, Plan
from simulator.model.calendar import DAY


def judge(plan: Plan) -> Outcome:
    """Links with a positive lag, the longest first."""
    if not plan.links:
        return not_judged("no links between activities")

    def length(link: Link) -> float:
        return link.lag / (DAY if link.dependency.lag.elapsed else plan.day(link.predecessor))

    lags = sorted((link for link in plan.links if link.lag > 0), key=length, reverse=True)
    concerns = of_links(plan, lags)
    return Outcome(len(lags), len(plan.links), "links", concerns)


CHECK = Check(
    key="lags",
    name="Lags",
    definition="links with a positive lag, of all links into open activities",
    effect="Long lags hide work: a lag has no risk, no owner and mostly no range, so that the time "
    "in it never varies in the simulation, though the work behind it does.",
    mend="Turn long lags into activities with a name and a range: curing, delivery, approval.",
    source="DCMA point 3",
    judge=judge,
    family=Family.DCMA,
    weight=6,
)
