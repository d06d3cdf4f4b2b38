"""Point 2: links that let the successor begin before the predecessor allows it."""

from __future__ import annotations

from simulator.health.concerns import of_links
from simulator.health.finding import Check, Family, Outcome, not_judged
from simulator.health.plan import Plan


def judge(plan: Plan) -> Outcome:
    """Links with a negative lag."""
    if not plan.links:
        return not_judged("no links between activities")
    leads = sorted((link for link in plan.links if link.lag < 0), key=lambda link: link.lag)
    concerns = of_links(plan, leads)
    return Outcome(len(leads), len(plan.links), "links", concerns)


CHECK = Check(
    key="leads",
    name="Leads",
    definition="links with a negative lag, of all links into open activities",
    effect="A lead pretends to know when its predecessor will end, and keeps its length however "
    "long that work takes: the successor begins 'five days before the end' of something whose end "
    "is uncertain. It also distorts float and the critical path.",
    mend="Split the predecessor where the successor can really begin, and link to that part.",
    source="DCMA point 2",
    judge=judge,
    family=Family.DCMA,
    weight=4,
)
