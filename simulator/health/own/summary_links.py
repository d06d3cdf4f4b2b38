"""Logic on summaries."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Outcome, Verdict, not_judged
from simulator.health.plan import Plan
from simulator.health.words import near
from simulator.model.task import Kind


def judge(plan: Plan) -> Outcome:
    """Links that begin or end at a summary."""
    links = [link for links in plan.into.values() for link in links]
    if not links:
        return not_judged("no links")
    found = []
    for link in links:
        ends = [("from", link.predecessor), ("to", link.successor)]
        summaries = [(word, task) for word, task in ends if task.kind is Kind.SUMMARY]
        if summaries:
            task = summaries[-1][1]
            ends_of = [near(end, link) for end in (link.predecessor, link.successor)]
            text = f"{link.relation.value} from {ends_of[0]} to {ends_of[1]}"
            found.append(Concern(task.id, task.name, text))
    return Outcome(len(found), len(links), "links", tuple(found))


CHECK = Check(
    key="summary_links",
    name="Links on summaries",
    definition="links from or to a summary, of all links",
    effect="Such a link binds everything in the summary at once: p80 obeys it, but every new task "
    "below it is bound unseen, and one late task there holds up all that follows.",
    mend="Link the activities that really wait for each other.",
    source="GAO-16-89G practice 2",
    judge=judge,
    weight=3,
    worst=Verdict.WARN,
)
