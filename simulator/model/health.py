"""Limits of schedule health: from when on a check is not met. A plan file may set its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit of one check.

    share : what is allowed, 0.05 = 5 % of all that is looked at; for indices the least value.
    size : from which value on a single one counts, in `unit`; None where every one counts.
    unit : "d" for working days of the activity's own calendar, "" for a plain number.
    at_least : True where more is better.
    """

    share: float
    size: float | None = None
    unit: str = "d"
    at_least: bool = False


DEFAULTS: Mapping[str, Limit] = {
    # The DCMA 14 points.
    "logic": Limit(0.05),
    "leads": Limit(0.0),
    "lags": Limit(0.05),
    "relationship_types": Limit(0.90, at_least=True),
    "hard_constraints": Limit(0.05),
    "high_float": Limit(0.05, 44.0),
    "negative_float": Limit(0.0),
    "high_duration": Limit(0.05, 44.0),
    "invalid_dates": Limit(0.0),
    "resources": Limit(0.0),
    "missed_tasks": Limit(0.05),
    "critical_path_test": Limit(0.95, at_least=True),
    "cpli": Limit(0.95, at_least=True),
    "bei": Limit(0.95, at_least=True),
    # What else tells whether a forecast can be trusted.
    "dangling": Limit(0.0),
    "set_by_date": Limit(0.05),
    "path_coverage": Limit(0.90, at_least=True),
    "reverse_critical": Limit(0.0),
    "merge_points": Limit(0.0, 5.0, ""),
    "detail": Limit(0.30, at_least=True),
    "no_range": Limit(0.10),
    "off_range": Limit(0.0),
    "symmetric_ranges": Limit(0.50),
    "narrow_ranges": Limit(0.20),
    "idle_risks": Limit(0.0),
    "summary_links": Limit(0.0),
    "out_of_sequence": Limit(0.0),
    "status": Limit(0.0),
    "calendars": Limit(0.0),
    "duplicate_names": Limit(0.0),
    "baseline": Limit(0.05),
}
"""Every check by its key, with the limit that holds unless the plan sets another."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a plan. own : those that the plan sets."""

    own: Mapping[str, Limit] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Limit:
        return self.own.get(key, DEFAULTS[key])
