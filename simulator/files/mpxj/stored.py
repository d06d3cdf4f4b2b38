"""What the source tool computed or once agreed, kept to compare with: dates, floats, baselines."""

from __future__ import annotations

from datetime import datetime

from simulator.files.mpxj.peculiarities import peculiarities_of
from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.mpxj.values import moment, money
from simulator.model.program import FloatFrom, StoredProject
from simulator.model.resource import Baseline
from simulator.model.task import Peculiarity, StoredDates, Task

FLOATS = {"START_SLACK": FloatFrom.START, "FINISH_SLACK": FloatFrom.FINISH}


def stored_of(project: RawProject, row: RawRow, shows_longest: bool) -> StoredDates:
    """Dates and floats of a row. shows_longest : the file says what lies on the longest path."""
    units = project.units
    return StoredDates(
        early_start=moment(row["early_start"]),
        early_finish=moment(row["early_finish"]),
        late_start=moment(row["late_start"]),
        late_finish=moment(row["late_finish"]),
        start=moment(row["start"]),
        finish=moment(row["finish"]),
        total_float=units.minutes(row["total_float"]),
        free_float=units.minutes(row["free_float"]),
        critical=_critical(project, row),
        longest_path=row["longest_path"] == "true" if shows_longest else None,
        peculiarities=peculiarities_of(project, row),
    )


def _critical(project: RawProject, row: RawRow) -> bool | None:
    """The tool's flag. The reader makes P6's from the float: without one it says nothing."""
    if row["critical"] is None or (project.is_p6 and row["total_float"] is None):
        return None
    return row["critical"] == "true"


def shows_longest_path(project: RawProject) -> bool:
    """True where P6 marked the longest path: files without the mark read as false throughout."""
    return project.is_p6 and any(row["longest_path"] == "true" for row in project.rows)


def baseline_of(project: RawProject, row: RawRow) -> Baseline | None:
    """The baseline of a row. Where a file of P6 brings no baseline project, the reader gives the
    planned dates of the current one, which are no baseline."""
    if project.is_p6 and not project.properties["baselines"]:
        return None
    start, finish = moment(row["baseline_start"]), moment(row["baseline_finish"])
    duration = project.units.minutes(row["baseline_duration"])
    if start is None and finish is None:
        return None
    return Baseline(start, finish, duration, money(row["baseline_cost"]))


def stored_project(
    project: RawProject, tasks: list[Task], changed: datetime | None
) -> StoredProject:
    """What the tool says of the whole project. changed : when an activity was last edited."""
    of = project.properties
    by_float = of["critical_by"] != "LONGEST_PATH"
    return StoredProject(
        finish=moment(of["scheduled_finish"]) or moment(of["finish"]),
        scheduled=moment(of["scheduled"]),
        changed=moment(of["changed"]) or changed,
        critical_float=(project.units.minutes(of["critical_float"]) or 0.0) if by_float else None,
        float_from=FLOATS.get(of["float_from"], FloatFrom.SMALLER),
        leveled=any(
            task.stored is not None and Peculiarity.LEVELED in task.stored.peculiarities
            for task in tasks
        ),
    )
