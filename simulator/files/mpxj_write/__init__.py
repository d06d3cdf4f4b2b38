"""Schedules written for P6 (XER, PMXML) and MS Project (MSPDI), through MPXJ in a child process."""

from __future__ import annotations

from simulator.files.mpxj_write.columns import Column, ColumnKind
from simulator.files.mpxj_write.dates import AllDates, Dates
from simulator.files.mpxj_write.formats import Format, format_of
from simulator.files.mpxj_write.origin import Origin, origins
from simulator.files.mpxj_write.process import WriteError
from simulator.files.mpxj_write.write import Plan, Written, write_schedule

__all__ = [
    "AllDates",
    "Column",
    "ColumnKind",
    "Dates",
    "Format",
    "Origin",
    "Plan",
    "WriteError",
    "Written",
    "format_of",
    "origins",
    "write_schedule",
]
