"""The engine against MPXJ's own schedulers on random networks: a second opinion, not our own.

`networks.Make` says what a network may hold. Left out is what MPXJ is known to do otherwise than
the tools themselves (docs/reference/parity.md lists it), so that every date must be the same.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from networks import Make, document, program

from simulator.engine import schedule
from simulator.model.program import Program

ORACLE = Path(__file__).parents[1] / "mpxj_oracle.py"
FEW, MANY = 40, 300
"""Networks of each sort: in every run of the tests, and where all are run."""

ALL = ("early start", "early finish", "late start", "late finish")
EARLY = ALL[:2]
SORTS = {
    "P6": (Make(), ALL),
    "P6, in progress": (Make(progress=True, constraints=False), ALL),
    "P6, three calendars": (Make(calendars=3, constraints=False), EARLY),
    "P6, three calendars, late dates": (
        Make(calendars=3, starts=False, pushes=False, constraints=False, milestones=False), ALL,
    ),
    "MS Project": (Make(source="MS Project", milestones=False), ALL),
}  # fmt: skip


def theirs(programs: list[Program]) -> list[dict[str, list[str | None]]]:
    """Dates by MPXJ, by short id of the activity; one start of Java for all."""
    given = json.dumps([document(one) for one in programs])
    command = [sys.executable, str(ORACLE)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[dict[str, list[str | None]]] = json.loads(done.stdout)
    return found


def ours(found: Program) -> dict[str, list[datetime]]:
    """Our dates of the activities that are not finished."""
    dates = schedule(found)
    columns = (dates.remaining_start, dates.finish, dates.late_start, dates.late_finish)
    return {
        found.task[id].short_id: [
            dates.origin + timedelta(minutes=round(float(column[row]))) for column in columns
        ]
        for row, id in enumerate(dates.ids)
        if not found.task[id].is_finished
    }


def same(found: Program, id: str, which: str, own: datetime, other: datetime) -> bool:
    """To the minute; late dates of start milestones where no work lies between: P6 leaves them at
    the end of a day, MPXJ moves them to the next."""
    task = found.task[f"P/{id}"]
    if which in EARLY or not task.is_milestone:
        return own == other
    return found.calendars[task.calendar].worked(min(own, other), max(own, other)) == 0


def check(make: Make, fields: tuple[str, ...], count: int) -> None:
    programs = [program(Random(number), make) for number in range(count)]
    compared, wrong = 0, []
    for number, (one, dates) in enumerate(zip(programs, theirs(programs), strict=True)):
        assert isinstance(dates, dict), dates
        for id, own in ours(one).items():
            for which, moment, text in zip(ALL, own, dates[id], strict=True):
                if which not in fields:
                    continue
                compared += 1
                other = datetime.fromisoformat(text or "9999-01-01")
                if not same(one, id, which, moment, other):
                    wrong.append(f"network {number}, {id}: {which} {moment}, MPXJ {other}")
    assert not wrong
    assert compared > count * 10


sorts = pytest.mark.parametrize(("make", "fields"), SORTS.values(), ids=SORTS.keys())


@sorts
def test_dates_are_those_of_mpxj(make: Make, fields: tuple[str, ...]) -> None:
    check(make, fields, FEW)


@pytest.mark.slow
@sorts
def test_dates_of_many_networks_are_those_of_mpxj(make: Make, fields: tuple[str, ...]) -> None:
    check(make, fields, MANY)
