"""What a project holds that p80 does not use, or uses in its own way: counted for the report."""

from __future__ import annotations

from collections.abc import Callable

from simulator.files.mpxj.constraints import is_leveled, is_pinned, is_unused
from simulator.files.mpxj.progress import (
    expected_minutes,
    is_split,
    lacks_duration,
    late_to_start,
)
from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.mpxj.values import moment
from simulator.files.report import ImportReport
from simulator.model.calendar import elapsed_calendar


def remarks(project: RawProject, report: ImportReport) -> None:
    """Add to `report` what of `project` is dropped or assumed."""
    _dropped(project, report)
    _assumed(project, report)
    _settings(project, report)


def _dropped(project: RawProject, report: ImportReport) -> None:
    resources = len({uid for uids in project.assigned.values() for uid in uids})
    report.count("resources", resources, 0, "durations stay those of the file, without levelling")
    report.count("assignments", project.assignments, 0, "their cost is in the cost of the task")
    extras = {name: len(rows) for name, rows in project.extras.items()}
    report.count(
        "activities with expenses", extras["expenses"], 0, "their cost is in the cost of the task"
    )
    report.count("activities with steps", extras["steps"], 0, "steps have no dates")
    report.count("activities with notes", extras["notes"], 0, "notes change no date")
    # MPXJ gives P6's planned dates as a baseline; only MS Project's are baselines proper.
    baselines = sum(row["baseline_start"] is not None for row in project.rows if not project.is_p6)
    report.count("baseline dates", baselines, 0, "the current plan is what is simulated")
    unused = sum(1 for row in project.rows if is_unused(row))
    report.count(
        "constraints on summaries", unused, 0, "only 'start no earlier than' is used there"
    )


def _assumed(project: RawProject, report: ImportReport) -> None:
    """What is used, but in a way that a planner should know of."""
    for kind, (holds, why) in ASSUMED.items():
        number = sum(1 for row in project.rows if holds(project, row))
        report.count(kind, number, number, why)


def _is_manual(project: RawProject, row: RawRow) -> bool:
    return is_pinned(row) and row["external"] != "true"


def _is_outside(project: RawProject, row: RawRow) -> bool:
    return row["external"] == "true"


def _is_split(project: RawProject, row: RawRow) -> bool:
    return is_split(project, row) and not row["actual_finish"]


def _is_suspended(project: RawProject, row: RawRow) -> bool:
    return bool(row["suspend"]) and not row["actual_finish"]


def _sums_up(project: RawProject, row: RawRow) -> bool:
    return row["type"] == "WBS_SUMMARY"


def _is_expected(project: RawProject, row: RawRow) -> bool:
    is_open = project.is_p6 and not row["actual_finish"]
    return is_open and expected_minutes(project, row, CLOCK) is not None


def _lacks_duration(project: RawProject, row: RawRow) -> bool:
    lasts = row["summary"] != "true" and not (row["type"] or "").endswith("MILESTONE")
    return project.is_p6 and lasts and lacks_duration(row)


def _has_external_dates(project: RawProject, row: RawRow) -> bool:
    given = bool(row["external_start"] or row["external_finish"])
    return given and not project.properties["ignore_other_projects"]


def _is_moved(project: RawProject, row: RawRow) -> bool:
    """True for an open activity of P6 whose start is not its early start."""
    early, start = moment(row["early_start"]), moment(row["start"])
    is_open = row["summary"] != "true" and row["actual_start"] is None
    return project.is_p6 and is_open and bool(early and start and start > early)


CLOCK = elapsed_calendar()
ASSUMED: dict[str, tuple[Callable[[RawProject, RawRow], bool], str]] = {
    "manually scheduled tasks": (
        _is_manual,
        "they stay at their stored dates whatever their links say",
    ),
    "tasks of other files": (_is_outside, "they stay at their stored dates"),
    "split tasks": (_is_split, "the gaps in the work count as work"),
    "levelled tasks": (is_leveled, "they start no earlier than their levelled start"),
    "suspended activities": (
        _is_suspended,
        "their remaining work goes on at the resume date, if that is later than the data date",
    ),
    "WBS summary activities": (_sums_up, "they span the activities of their WBS element"),
    "expected finishes": (_is_expected, "the remaining duration is what leads to them"),
    "activities without a duration": (
        _lacks_duration,
        "the file's own cannot be read: it is taken from the dates",
    ),
    "activities with external dates": (_has_external_dates, "they bind like constraints"),
    "levelled activities": (
        _is_moved,
        "stored dates later than the early dates come from levelling, which is not repeated",
    ),
}


def _settings(project: RawProject, report: ImportReport) -> None:
    of = project.properties
    if of["schedule_from"] == "FINISH":
        report.remark(
            f"Project {project.id} is scheduled backwards from its finish; here it runs forwards "
            "from its start."
        )
    if of["logic"] == "ACTUAL_DATES":
        report.remark(f"Project {project.id} is set to 'actual dates': retained logic is used.")
    if late := late_to_start(project):
        report.remark(
            f"Project {project.id}: {late} open tasks start before the status date, "
            f"{moment(of['data_date']):%Y-%m-%d}, and keep their dates, as in the "
            "file (`data_date` in a plan file moves them)."
        )
    if of["calendar"] is None and not any(row["calendar"] for row in project.rows):
        report.remark(f"Project {project.id} has no calendar: Mon-Fri 08:00-12:00, 13:00-17:00.")
