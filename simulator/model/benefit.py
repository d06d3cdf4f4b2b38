"""What a program is worth once it is there: benefits, and what is lost by being late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from simulator.model.spread import Spread


class Gain(Enum):
    """How the money of a benefit comes."""

    PER_MONTH = "per_month"
    ONCE = "once"
    LOST_PER_WEEK = "lost_per_week"


@dataclass(frozen=True, slots=True)
class Benefit:
    """Money that follows from a finish. A month is a twelfth of 365.25 days.

    name : unique. start : full id of the task, or id of the project, whose finish begins it; "" for
    the program's finish. gain : `amount` each month from there until `date`; once, there; or lost
    for each week that the finish comes after `date`. spread : range of the amount, None where
    certain.
    """

    name: str
    start: str
    gain: Gain
    amount: float
    date: datetime | None = None
    spread: Spread | None = None
