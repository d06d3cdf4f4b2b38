"""The ten practices of the GAO Schedule Assessment Guide, as far as a file can show them.

Source: GAO Schedule Assessment Guide, GAO-16-89G, December 2015.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.health.finding import Finding, Verdict


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice. checks : keys of what a file shows of it. beyond : what no file can show."""

    number: int
    name: str
    checks: tuple[str, ...]
    beyond: str


PRACTICES = (
    Practice(
        1,
        "Capturing all activities",
        ("duplicate_names",),
        "whether all the work is in the plan: compare it with the scope and the contract",
    ),
    Practice(
        2,
        "Sequencing all activities",
        (
            "logic", "dangling", "leads", "lags", "relationship_types", "hard_constraints",
            "set_by_date", "summary_links", "merge_points",
        ),
        "whether the order is that of the work",
    ),
    Practice(
        3,
        "Assigning resources to all activities",
        ("resources",),
        "whether the people are there when they are needed",
    ),
    Practice(
        4,
        "Establishing the duration of all activities",
        ("high_duration", "detail", "calendars"),
        "whether the durations are realistic, and who estimated them from what",
    ),
    Practice(
        5,
        "Verifying that the schedule can be traced horizontally and vertically",
        ("logic", "dangling", "critical_path_test"),
        "whether summary and detailed schedules of the program agree",
    ),
    Practice(
        6,
        "Confirming that the critical path is valid",
        ("critical_path_test", "path_coverage", "reverse_critical", "hard_constraints"),
        "whether the team believes in that path",
    ),
    Practice(
        7,
        "Ensuring reasonable total float",
        ("high_float", "negative_float", "cpli"),
        "who owns the float",
    ),
    Practice(
        8,
        "Conducting a schedule risk analysis",
        ("no_range", "off_range", "symmetric_ranges", "narrow_ranges", "idle_risks"),
        "where ranges and chances come from, and what is done about the risks",
    ),
    Practice(
        9,
        "Updating the schedule using actual progress and logic",
        ("invalid_dates", "out_of_sequence", "status"),
        "whether updates come regularly and are explained",
    ),
    Practice(
        10,
        "Maintaining a baseline schedule",
        ("baseline", "missed_tasks", "bei"),
        "whether changes to the baseline are controlled",
    ),
)  # fmt: skip
"""In the order and words of the guide."""

_GRAVITY = (Verdict.FAIL, Verdict.WARN, Verdict.PASS)


@dataclass(frozen=True, slots=True)
class Judged:
    """A practice with the gravest verdict of its findings. because : keys of those."""

    practice: Practice
    verdict: Verdict
    because: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """The part of the JSON document."""
        return {
            "number": self.practice.number,
            "name": self.practice.name,
            "verdict": self.verdict.value,
            "because": list(self.because),
            "checks": list(self.practice.checks),
            "beyond": self.practice.beyond,
        }


def judged(practice: Practice, findings: Mapping[str, Finding]) -> Judged:
    """The gravest verdict among the practice's findings; not applicable where none was judged."""
    for verdict in _GRAVITY:
        because = tuple(key for key in practice.checks if findings[key].verdict is verdict)
        if because:
            return Judged(practice, verdict, because if verdict is not Verdict.PASS else ())
    return Judged(practice, Verdict.NOT_APPLICABLE, practice.checks)
