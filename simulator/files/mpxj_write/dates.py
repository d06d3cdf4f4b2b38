"""The plan's own dates by task, as far as writing needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates of one activity; of what is finished only `start` and `finish` are known.

    start : the actual one where there is one. early_start : of the remaining work.
    total_float, free_float : working minutes.
    """

    start: datetime
    finish: datetime
    early_start: datetime | None = None
    late_start: datetime | None = None
    late_finish: datetime | None = None
    total_float: float | None = None
    free_float: float | None = None
    critical: bool = False


AllDates = Mapping[str, Dates]
"""By full task id; summaries have none."""
