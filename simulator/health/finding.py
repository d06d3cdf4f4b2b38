"""What a check says, and what a check is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from simulator.health.plan import Plan
from simulator.model.health import Limit


class Verdict(Enum):
    """What comes out of a check; a failure weighs more than a warning."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    NOT_APPLICABLE = "not applicable"


class Family(Enum):
    """Where a check comes from."""

    DCMA = "DCMA 14 points"
    OWN = "risk analysis"


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that a finding is about. kind : "task", "risk", "driver",
    "escalation", "resource", "calendar", "project" or "program"; why : what is the matter with it,
    in a few words."""

    id: str
    name: str
    why: str = ""
    kind: str = "task"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check measured.

    count, of : how many, and of how many; count / of is held to the limit unless `value` is
    there, which is an index. noun : what `of` counts. note : a sentence on how it came about.
    why_not : why there is nothing to judge; "" where there is.
    """

    count: int = 0
    of: int = 0
    noun: str = "activities"
    concerns: tuple[Concern, ...] = ()
    value: float | None = None
    note: str = ""
    why_not: str = ""

    @property
    def measured(self) -> float:
        """What is held to the limit."""
        if self.value is not None:
            return self.value
        return self.count / self.of if self.of else 0.0


def not_judged(why: str) -> Outcome:
    """The outcome where there is nothing to judge."""
    return Outcome(why_not=why)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its words, and the function that measures.

    definition : what is counted, of what. source : who says so.
    effect : what it does to a risk analysis. mend : what to do. weight : how much it harms a
    forecast, 1 to 10; says what to mend first. worst : the verdict where the limit is not kept.
    is_index : its value is an index, shown as 0.95 and not as 95 %.
    """

    key: str
    name: str
    definition: str
    effect: str
    mend: str
    source: str
    judge: Callable[[Plan], Outcome]
    family: Family = Family.OWN
    weight: int = 5
    worst: Verdict = Verdict.FAIL
    is_index: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A check with its outcome and verdict under the plan's limits."""

    check: Check
    outcome: Outcome
    limit: Limit
    verdict: Verdict

    @property
    def key(self) -> str:
        """Stable name of the check."""
        return self.check.key

    def to_dict(self) -> dict[str, object]:
        """The part of the JSON document of docs/reference/health.md."""
        check, outcome, limit = self.check, self.outcome, self.limit
        judged = self.verdict is not Verdict.NOT_APPLICABLE
        return {
            "key": check.key,
            "name": check.name,
            "family": check.family.value,
            "verdict": self.verdict.value,
            "why_not": outcome.why_not or None,
            "count": outcome.count if judged else None,
            "of": outcome.of if judged else None,
            "noun": outcome.noun,
            "share": outcome.count / outcome.of if judged and outcome.of else None,
            "value": outcome.value,
            "limit": {
                "value": limit.share,
                "at_least": limit.at_least,
                "size": limit.size,
                "unit": limit.unit if limit.size is not None else None,
            },
            "note": outcome.note,
            "definition": check.definition,
            "source": check.source,
            "effect": check.effect,
            "mend": check.mend,
            "concerns": [
                {"kind": one.kind, "id": one.id, "name": one.name, "why": one.why}
                for one in outcome.concerns
            ],
        }


def found(check: Check, plan: Plan) -> Finding:
    """Hold a check to its limit."""
    outcome, limit = check.judge(plan), plan.limits[check.key]
    if outcome.why_not:
        return Finding(check, outcome, limit, Verdict.NOT_APPLICABLE)
    kept = outcome.measured >= limit.share if limit.at_least else outcome.measured <= limit.share
    return Finding(check, outcome, limit, Verdict.PASS if kept else check.worst)
