"""What is compared, activity by activity."""

from __future__ import annotations

from enum import Enum


class Part(Enum):
    """Fields that differ for the same kind of reason: dates found forwards, dates found backwards
    with the floats that follow from them, and flags."""

    EARLY = "early dates"
    LATE = "late dates"
    FLOAT = "floats"
    FLAG = "flags"


class Field(Enum):
    """One thing that a tool stores of an activity. START and FINISH are the early dates: those of
    the work still to do in P6, Start and Finish elsewhere."""

    START = "start"
    FINISH = "finish"
    LATE_START = "late start"
    LATE_FINISH = "late finish"
    TOTAL_FLOAT = "total float"
    FREE_FLOAT = "free float"
    CRITICAL = "critical by float"
    LONGEST_PATH = "longest path"

    @property
    def part(self) -> Part:
        """The part it belongs to."""
        return PARTS[self]


PARTS = {
    Field.START: Part.EARLY,
    Field.FINISH: Part.EARLY,
    Field.LATE_START: Part.LATE,
    Field.LATE_FINISH: Part.LATE,
    Field.TOTAL_FLOAT: Part.FLOAT,
    Field.FREE_FLOAT: Part.FLOAT,
    Field.CRITICAL: Part.FLAG,
    Field.LONGEST_PATH: Part.FLAG,
}
