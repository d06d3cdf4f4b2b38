"""What moves together: statements about pairs of uncertain quantities, in Spearman coefficients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from simulator.model.risk import Risk, active


class What(Enum):
    """What kind of quantity is meant; the values begin its name in a plan. Of two that begin alike
    the longer comes first."""

    DURATION = "task"
    COST = "cost of"
    RATE = "cost per day of"
    ELEMENT = "cost"
    OCCURRENCE = "risk"
    IMPACT = "impact of"
    FACTOR = "driver"
    RESOURCE = "rate of"
    OVERHEAD = "overhead"
    CURRENCY = "currency"
    INDEX = "escalation"
    BENEFIT = "benefit"


OF_TASK = (What.DURATION, What.COST, What.RATE, What.ELEMENT)
"""Quantities of which the id is that of a task."""


class Side(Enum):
    """Which draws of an impact are meant; the values end its name in a plan."""

    BOTH = ""
    TIME = " on time"
    MONEY = " on cost"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement names. id : full id of a task, or id of what it is. side : of an impact.
    part : name of a cost element of a task, or of an overhead of a project."""

    what: What
    id: str
    side: Side = Side.BOTH
    part: str = ""

    def __str__(self) -> str:
        whose = f"{self.part} of {self.id}" if self.part else self.id
        return f"{self.what.value} {whose}{self.side.value}"


@dataclass(frozen=True, slots=True)
class Correlation:
    """One Spearman coefficient between any two of the quantities named, -1 to 1."""

    of: tuple[Subject, ...]
    coefficient: float

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All that it names."""
        return self.of

    def without(self, gone: set[Subject]) -> Correlation | None:
        """The same of what is left; None where that is no pair. What names nothing that is gone
        stays as it is: one subject alone may stand for several draws."""
        left = tuple(subject for subject in self.of if subject not in gone)
        if len(left) == len(self.of):
            return self
        return replace(self, of=left) if len(left) > 1 else None


@dataclass(frozen=True, slots=True)
class CorrelationMatrix:
    """Coefficients pair by pair. below : row i holds those of subject i with subjects 0 .. i - 1;
    None says nothing about a pair."""

    subjects: tuple[Subject, ...]
    below: tuple[tuple[float | None, ...], ...]

    def without(self, gone: set[Subject]) -> CorrelationMatrix | None:
        """The same of what is left; None where that is no pair."""
        if not gone.intersection(self.subjects):
            return self
        kept = [k for k, subject in enumerate(self.subjects) if subject not in gone]
        below = tuple(tuple(self.below[i][j] for j in kept if j < i) for i in kept)
        left = tuple(self.subjects[k] for k in kept)
        return CorrelationMatrix(left, below) if len(kept) > 1 else None

    @classmethod
    def of_pairs(
        cls, coefficients: Mapping[tuple[Subject, Subject], float], named: Iterable[Subject]
    ) -> CorrelationMatrix:
        """The matrix of all `named`, in an order that does not depend on that of a file.

        coefficients : by pair, in either order.
        """
        subjects = tuple(sorted(named, key=str))
        below = tuple(
            tuple(coefficients.get((one, two), coefficients.get((two, one))) for two in earlier)
            for one, earlier in ((one, subjects[:i]) for i, one in enumerate(subjects))
        )
        return cls(subjects, below)


Statement = Correlation | CorrelationMatrix


@dataclass(frozen=True, slots=True)
class Drawn:
    """One random quantity. impact : number of a risk's impact, from 0; task : that is delayed,
    none where the impact is money. part : as of a subject."""

    what: What
    id: str
    impact: int = 0
    task: str = ""
    part: str = ""

    @property
    def key(self) -> tuple[str, str, int, str, str]:
        """By which quantities are put in an order that no file changes."""
        return self.what.value, self.id, self.impact, self.task, self.part

    def __str__(self) -> str:
        if self.what is not What.IMPACT:
            return str(Subject(self.what, self.id, part=self.part))
        number = f" {self.impact + 1}" if self.impact else ""
        return f"impact{number} of {self.id} on {self.task or 'cost'}"


def drawn_of(subject: Subject, risks: Mapping[str, Risk]) -> Iterator[Drawn]:
    """The random quantities that a subject stands for: one, or all that an impact draws."""
    if subject.what is not What.IMPACT:
        yield Drawn(subject.what, subject.id, part=subject.part)
    elif subject.id in risks:
        for k, impact in enumerate(active(risks[subject.id]).impacts):
            if impact.delay is not None and subject.side is not Side.MONEY:
                for task in impact.tasks:
                    yield Drawn(What.IMPACT, subject.id, k, task)
            if impact.cost is not None and subject.side is not Side.TIME:
                yield Drawn(What.IMPACT, subject.id, k)


def durations(tasks: Iterable[str]) -> tuple[Subject, ...]:
    """The durations of tasks, by full id."""
    return tuple(Subject(What.DURATION, task) for task in tasks)
