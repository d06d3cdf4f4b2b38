"""A tool that stores days and no hours is compared by working time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import fabricated
import pytest

from simulator.model.program import Program
from simulator.model.task import StoredDates
from simulator.results.parity import compare


def plan(source: str, stored: datetime) -> Program:
    """One task that ends on Friday 6 March 2026 at 17:00, as its tool has stored it."""
    own = fabricated.program()
    task = replace(own.tasks[0], stored=StoredDates(finish=stored))
    return replace(own, tasks=(task,), projects=(replace(own.projects[0], source=source),))


@pytest.mark.parametrize(
    ("source", "stored", "agree"),
    [
        ("GanttProject", datetime(2026, 3, 7), 1),
        ("GanttProject", datetime(2026, 3, 9), 1),
        ("GanttProject", datetime(2026, 3, 6), 0),
        ("GanttProject", datetime(2026, 3, 10), 0),
        ("MS Project", datetime(2026, 3, 9), 0),
        ("MS Project", datetime(2026, 3, 6, 17), 1),
    ],
)
def test_monday_midnight_is_friday_evening_where_there_are_no_hours(
    source: str, stored: datetime, agree: int
) -> None:
    program = plan(source, stored)
    dates = fabricated.schedule(program)
    finish = (datetime(2026, 3, 6, 17) - fabricated.START).total_seconds() / 60
    dates = replace(dates, finish=dates.finish * 0 + finish)
    parity = compare(program, dates, fabricated.START)
    assert (parity.compared, parity.agree) == (1, agree)
