"""What may be spent by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Grant:
    """So much may be spent up to `until`, from the first day of the program on, in its currency."""

    until: datetime
    amount: float
