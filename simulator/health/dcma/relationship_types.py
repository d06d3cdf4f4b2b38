"""Point 4: how much of the logic is finish-to-start."""

from __future__ import annotations

from collections import Counter

from simulator.health.concerns import of_links
from simulator.health.finding import Check, Family, Outcome, not_judged
from simulator.health.plan import Plan
from simulator.model.dependency import Relation


def judge(plan: Plan) -> Outcome:
    """Finish-to-start links; the others are the concerns, SF first."""
    if not plan.links:
        return not_judged("no links between activities")
    kinds = Counter(link.relation for link in plan.links)
    order = (Relation.SF, Relation.FF, Relation.SS)
    others = sorted(
        (link for link in plan.links if link.relation is not Relation.FS),
        key=lambda link: order.index(link.relation),
    )
    concerns = of_links(plan, others)
    note = ", ".join(f"{kinds[kind]:,} {kind.value}" for kind in Relation if kinds[kind])
    return Outcome(kinds[Relation.FS], len(plan.links), "links", concerns, note=f"{note}.")


CHECK = Check(
    key="relationship_types",
    name="Finish-to-start links",
    definition="finish-to-start links, of all links into open activities; the concerns are the "
    "others",
    effect="SS and FF links tie only one end of the work: where the other end is left open, delay "
    "within the activity does not pass on, and a longer activity can even bring the finish "
    "forward. SF links are nearly always mistakes.",
    mend="Prefer finish-to-start between shorter activities; where work overlaps, use SS and FF "
    "together.",
    source="DCMA point 4",
    judge=judge,
    family=Family.DCMA,
    weight=3,
)
