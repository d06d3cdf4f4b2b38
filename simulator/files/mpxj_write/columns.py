"""Values that p80 adds to the tasks of a schedule, such as P50 and P80 dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class ColumnKind(Enum):
    """What a column holds; the value is the first word of MS Project's custom fields for it."""

    START = "Start"
    FINISH = "Finish"
    DATE = "Date"
    NUMBER = "Number"
    TEXT = "Text"


@dataclass(frozen=True, slots=True)
class Column:
    """One custom field. name : its title in P6 or MS Project. values : by full task id.

    spare : not needed where the schedule has a user-defined field of that title already.
    """

    name: str
    kind: ColumnKind
    values: Mapping[str, datetime | float | str]
    spare: bool = False
