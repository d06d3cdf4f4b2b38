"""Logic that luck decides: branches of which one is taken, and work that is done again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Measure(Enum):
    """What a condition looks at; the values are the words of the plan file."""

    START = "start"
    FINISH = "finish"
    DURATION = "duration"
    COST = "cost"
    HAPPENS = "happens"


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is true or not in an iteration.

    subject : full id of a task; id of a risk for HAPPENS, which has no limit.
    above : True for "later or more than the limit", False for "not later, at most".
    moment : the limit of a date. limit : working minutes of a duration, or money.
    """

    subject: str
    measure: Measure
    above: bool = True
    moment: datetime | None = None
    limit: float = 0.0


@dataclass(frozen=True, slots=True)
class Path:
    """One way on: the tasks that are done if it is taken. chance : its share; None where a
    condition decides."""

    name: str
    tasks: tuple[str, ...]
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A fork of which at most one path is taken in each iteration; tasks on the others are absent.

    after : full id of the task at whose end it is decided, "" where a condition decides.
    condition : takes the first path where it is true, the second (if any) where not.
    """

    id: str
    name: str
    after: str
    paths: tuple[Path, ...]
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Loop:
    """Rework: after `last`, with `chance`, all from `first` to `last` is done again.

    first, last : full ids, the same for a loop of one task. at_most : repeats at most.
    work : duration and cost of a repeat as a share of the first time's.
    repeats : once `network.loops` has unrolled it, the tasks of each repeat.
    """

    id: str
    name: str
    first: str
    last: str
    chance: float
    at_most: int
    work: float = 1.0
    repeats: tuple[tuple[str, ...], ...] = ()
