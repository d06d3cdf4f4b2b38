"""Findings of schedule health in words, for the screen and the page."""

from __future__ import annotations

from collections import defaultdict

from simulator.health import Concern, Finding, Health, Verdict
from simulator.reports.words import count

WORDS = {
    Verdict.FAIL: "fail",
    Verdict.WARN: "warn",
    Verdict.PASS: "pass",
    Verdict.NOT_APPLICABLE: "not judged",
}
"""Verdicts as people say them, the gravest first."""


def headline(health: Health) -> str:
    """The verdict in one sentence."""
    failed, warned = health.counts[Verdict.FAIL], health.counts[Verdict.WARN]
    if failed:
        mend = "mend this before you trust" if failed == 1 else "mend these before you trust"
        return f"{count(failed, 'check')} failed: {mend} a forecast of this plan."
    if warned:
        return f"No check failed; {count(warned, 'warning')} to look at."
    if health.plan.open:
        return "Every check that applies is passed."
    return "There is nothing to judge: no open work."


def tally(health: Health) -> str:
    """``5 fail · 4 warn · 12 pass · 10 not judged``."""
    return " · ".join(
        f"{health.counts[one]} {word}" for one, word in WORDS.items() if health.counts[one]
    )


def measured(finding: Finding) -> str:
    """``312 of 4,217 activities · 7.4 %``, or the index."""
    outcome = finding.outcome
    if outcome.value is not None:
        return f"{outcome.value:.2f}" if finding.check.is_index else percent(outcome.value)
    return f"{outcome.count:,} of {outcome.of:,} {outcome.noun} · {percent(outcome.measured)}"


def allowed(finding: Finding) -> str:
    """``at most 5 %``, ``none allowed``, ``at least 0.95``; with the size from which one counts."""
    limit = finding.limit
    share = f"{limit.share:.2f}" if finding.check.is_index else percent(limit.share)
    text = f"at {'least' if limit.at_least else 'most'} {share}"
    if limit.share == 0 and not limit.at_least:
        text = "none allowed"
    if limit.size is None:
        return text
    if limit.unit == "d":
        return f"{text} above {limit.size:g} days"
    return f"{text} with {limit.size:g} or more"


def percent(share: float) -> str:
    """``7.4 %``, ``<0.1 %``, ``5 %``."""
    if 0 < share < 0.001:
        return "<0.1 %"
    return f"{round(share * 100, 1):g} %"


def name(finding: Finding) -> str:
    """``Lags (DCMA 3)``: the DCMA's points with their number."""
    source = finding.check.source
    point = source.removeprefix("DCMA point ")
    return f"{finding.check.name} (DCMA {point})" if point != source else finding.check.name


def who(health: Health, concern: Concern) -> str:
    """Id and name of what a finding is about; once where they are the same."""
    id = health.plan.label(concern.id) if concern.kind == "task" else concern.id
    return " ".join(dict.fromkeys(part for part in (id, concern.name) if part))


def not_judged(health: Health) -> dict[str, list[str]]:
    """Names of the checks that do not apply, by the reason why."""
    found: dict[str, list[str]] = defaultdict(list)
    for finding in health.of(Verdict.NOT_APPLICABLE):
        found[finding.outcome.why_not].append(finding.check.name)
    return dict(found)


def beside(health: Health, keys: tuple[str, ...]) -> str:
    """Names of checks, for a practice that rests on them."""
    return ", ".join(health.finding[key].check.name.lower() for key in keys)
