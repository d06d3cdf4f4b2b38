"""Progress against the logic."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Outcome, Verdict, not_judged
from simulator.health.plan import ENDS, STARTS, Link, Plan, is_activity
from simulator.health.words import near


def judge(plan: Plan) -> Outcome:
    """Activities that began or ended before a predecessor allowed it; links with leads excepted."""
    moved = [task for task in plan.activities if task.is_started or task.is_finished]
    if not moved:
        return not_judged("nothing has begun")
    concerns = []
    for task in moved:
        links = [link for link in plan.into[task.id] if is_activity(link.predecessor)]
        broken = [link for link in links if link.lag >= 0 and _is_broken(link)]
        if broken:
            first = broken[0]
            verb = "began" if first.relation in STARTS else "ended"
            until = "ended" if first.relation in ENDS else "began"
            why = f"{verb} before {near(first.predecessor, first)} {until} ({first.relation.value})"
            concerns.append(Concern(task.id, task.name, why))
    return Outcome(len(concerns), len(moved), "activities begun", tuple(concerns))


def _is_broken(link: Link) -> bool:
    """True where the successor's end is history and the predecessor's is not, or is later."""
    mine, theirs = link.successor.progress, link.predecessor.progress
    own = mine.actual_start if link.relation in STARTS else mine.actual_finish
    needed = theirs.actual_finish if link.relation in ENDS else theirs.actual_start
    return own is not None and (needed is None or own < needed)


CHECK = Check(
    key="out_of_sequence",
    name="Out-of-sequence progress",
    definition="activities whose actual start or finish came before the predecessor's date that "
    "their link waits for, links with a lead excepted, of all activities begun",
    effect="What remains of such work waits for the broken link (retained logic) or ignores it "
    "(progress override): the forecast depends on a setting and not on the work.",
    mend="Change the logic to how the work really went.",
    source="GAO-16-89G practice 9",
    judge=judge,
    weight=4,
    worst=Verdict.WARN,
)
