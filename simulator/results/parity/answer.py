"""What a comparison gives: counts, the values that differ, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from simulator.results.parity.fields import Field, Part
from simulator.results.parity.reasons import Reason

Value = datetime | float | bool
"""A date, a float in working minutes, or a flag."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many values were compared, and how many of them agree."""

    compared: int = 0
    agree: int = 0

    def to_dict(self) -> dict[str, int]:
        """The part of a JSON document."""
        return {"compared": self.compared, "agree": self.agree}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One value of one activity that differs.

    which : the value of a `Field`, such as "start" or "late finish". days : ours minus the stored,
    working days of the activity's calendar; 0 for flags.
    """

    id: str
    which: str
    stored: Value
    computed: Value
    days: float = 0.0

    @property
    def field(self) -> Field:
        """What it is a value of."""
        return Field(self.which)

    def to_dict(self) -> dict[str, object]:
        """The part of a JSON document; floats in working minutes."""
        return {
            "field": self.which,
            "stored": _plain(self.stored),
            "computed": _plain(self.computed),
            "days": round(self.days, 4),
        }


@dataclass(frozen=True, slots=True)
class Finish:
    """The finish of one project, stored and computed; `agrees` as its tool stores dates."""

    project: str
    stored: datetime
    computed: datetime
    agrees: bool

    @property
    def days(self) -> float:
        """Ours minus the stored, elapsed days."""
        return (self.computed - self.stored).total_seconds() / 86_400

    def to_dict(self) -> dict[str, object]:
        """The part of a JSON document."""
        dates = {"stored": _plain(self.stored), "computed": _plain(self.computed)}
        return {**dates, "agrees": self.agrees}


@dataclass(frozen=True, slots=True)
class Difference:
    """One activity that differs in one part of what is compared, and why.

    because : the proof in this case, a sentence, or "". root : id of the activity that it follows
    from, where the reason is FOLLOWS. followers : how many activities follow from this one.
    """

    id: str
    part: Part
    mismatches: tuple[Mismatch, ...]
    reason: Reason = Reason.UNEXPLAINED
    because: str = ""
    root: str | None = None
    followers: int = 0

    @property
    def days(self) -> float:
        """The largest of its differences, working days with its sign."""
        return max((mismatch.days for mismatch in self.mismatches), key=abs)

    def to_dict(self) -> dict[str, object]:
        """The part of a JSON document."""
        return {
            "id": self.id,
            "part": self.part.value,
            "days": round(self.days, 4),
            "reason": self.reason.short,
            "because": self.because or self.reason.sentence,
            "root": self.root,
            "followers": self.followers,
            "values": [mismatch.to_dict() for mismatch in self.mismatches],
        }


@dataclass(frozen=True, slots=True)
class Parity:
    """Unfinished activities with stored dates, and how many agree.

    compared, agree : activities with early dates, and those of which all early dates agree to the
    minute: the headline. source : the tools' names, e.g. "P6". mismatches : the early dates that
    differ, in plan order. counts : values by field. finishes : of the projects that store one.
    differences : every activity and part that differs, in plan order; with reasons, root causes
    first, once `explain` has looked at them.
    """

    compared: int
    agree: int
    source: str
    mismatches: tuple[Mismatch, ...] = ()
    counts: Mapping[Field, Count] = field(default_factory=dict)
    finishes: tuple[Finish, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def share(self) -> float:
        """Share of activities whose early dates agree; NaN where none was compared."""
        return self.agree / self.compared if self.compared else float("nan")

    def count(self, part: Part) -> Count:
        """Values compared in the fields of one part."""
        own = [count for one, count in self.counts.items() if one.part is part]
        return Count(sum(c.compared for c in own), sum(c.agree for c in own))

    def to_dict(self) -> dict[str, object]:
        """The part of a run's JSON document."""
        return {
            "compared": self.compared,
            "agree": self.agree,
            "source": self.source,
            "fields": {one.value: count.to_dict() for one, count in self.counts.items()},
            "projects": {finish.project: finish.to_dict() for finish in self.finishes},
        }

    def details(self) -> dict[str, object]:
        """The same with every activity that differs, and why."""
        differences = [difference.to_dict() for difference in self.differences]
        return {**self.to_dict(), "differences": differences}


def _plain(value: Value) -> object:
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value
