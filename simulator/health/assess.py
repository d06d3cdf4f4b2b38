"""All checks of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from simulator.engine import schedule as scheduled
from simulator.health import dcma, own
from simulator.health.finding import Check, Finding, Verdict, found
from simulator.health.gao import PRACTICES, Judged, judged
from simulator.health.plan import Plan
from simulator.model.program import Program
from simulator.results.raw import Schedule

CHECKS: tuple[Check, ...] = (*dcma.CHECKS, *own.CHECKS)
"""Every check, the DCMA's first."""

MOST_FIRST = 3
"""Things that are named as what to do first."""


@dataclass(frozen=True)
class Health:
    """What was found. findings : one a check, in the order of `CHECKS`; plan : what they were
    found in."""

    plan: Plan
    findings: tuple[Finding, ...]

    @cached_property
    def finding(self) -> Mapping[str, Finding]:
        """Findings by key."""
        return {finding.key: finding for finding in self.findings}

    @cached_property
    def practices(self) -> tuple[Judged, ...]:
        """The GAO's ten practices."""
        return tuple(judged(practice, self.finding) for practice in PRACTICES)

    @property
    def verdict(self) -> Verdict:
        """The gravest verdict of all; not applicable where nothing could be judged."""
        counts = self.counts
        order = (Verdict.FAIL, Verdict.WARN, Verdict.PASS)
        return next((one for one in order if counts[one]), Verdict.NOT_APPLICABLE)

    @cached_property
    def counts(self) -> Counter[Verdict]:
        """How many findings have each verdict."""
        return Counter(finding.verdict for finding in self.findings)

    def of(self, verdict: Verdict) -> tuple[Finding, ...]:
        """Findings with this verdict, those first that harm a forecast most."""
        chosen = [finding for finding in self.findings if finding.verdict is verdict]
        return tuple(sorted(chosen, key=lambda finding: -finding.check.weight))

    @property
    def first(self) -> tuple[Finding, ...]:
        """What to mend first."""
        return (*self.of(Verdict.FAIL), *self.of(Verdict.WARN))[:MOST_FIRST]

    def to_dict(self) -> dict[str, object]:
        """The part `health` of the JSON document of docs/reference/health.md."""
        return {
            "verdict": self.verdict.value,
            "counts": {verdict.value: self.counts[verdict] for verdict in Verdict},
            "first": [finding.key for finding in self.first],
            "findings": [finding.to_dict() for finding in self.findings],
            "practices": [practice.to_dict() for practice in self.practices],
        }


def assess(program: Program, schedule: Schedule | None = None) -> Health:
    """Judge `program` by the limits in it. schedule : its own dates, where they are known already.

    Raises PlanError where the plan cannot be scheduled.
    """
    plan = Plan(program, scheduled(program) if schedule is None else schedule)
    return Health(plan, tuple(found(check, plan) for check in CHECKS))
