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
    unused = _number(project, is_unused)
    report.count(
        "constraints on summaries", unused, 0, "only 'start no earlier than' is used there"
    )


def _assumed(project: RawProject, report: ImportReport) -> None:
    """What is used, but in a way that a planner should know of."""
    clock = elapsed_calendar()
    kinds: list[tuple[str, Callable[[RawRow], bool], str]] = [
        (
            "manually scheduled tasks",
            lambda row: is_pinned(row) and row["external"] != "true",
            "they stay at their stored dates whatever their links say",
        ),
        (
            "tasks of other files",
            lambda row: row["external"] == "true",
            "they stay at their stored dates",
        ),
        (
            "split tasks",
            lambda row: is_split(project, row) and not row["actual_finish"],
            "the gaps in the work count as work",
        ),
        (
            "levelled tasks",
            lambda row: is_leveled(project, row),
            "they start no earlier than their levelled start",
        ),
        (
            "suspended activities",
            lambda row: bool(row["suspend"]) and not row["actual_finish"],
            "their remaining work goes on at the resume date, if that is later than the data date",
        ),
        (
            "WBS summary activities",
            lambda row: row["type"] == "WBS_SUMMARY",
            "they span the activities of their WBS element",
        ),
        (
            "expected finishes",
            lambda row: (
                project.is_p6
                and not row["actual_finish"]
                and expected_minutes(project, row, clock) is not None
            ),
            "the remaining duration is what leads to them",
        ),
        (
            "activities without a duration",
            lambda row: (
                project.is_p6
                and row["summary"] != "true"
                and not (row["type"] or "").endswith("MILESTONE")
                and lacks_duration(row)
            ),
            "the file's own cannot be read: it is taken from the dates",
        ),
        (
            "activities with external dates",
            lambda row: (
                bool(row["external_start"] or row["external_finish"])
                and not project.properties["ignore_other_projects"]
            ),
            "they bind like constraints",
        ),
        (
            "levelled activities",
            lambda row: project.is_p6 and _is_moved(row),
            "stored dates later than the early dates come from levelling, which is not repeated",
        ),
    ]
    for kind, holds, why in kinds:
        number = _number(project, holds)
        report.count(kind, number, number, why)


def _number(project: RawProject, holds: Callable[[RawRow], bool]) -> int:
    return sum(1 for row in project.rows if holds(row))


def _is_moved(row: RawRow) -> bool:
    """True for an open activity of P6 whose start is not its early start."""
    early, start = moment(row["early_start"]), moment(row["start"])
    is_open = row["summary"] != "true" and row["actual_start"] is None
    return is_open and early is not None and start is not None and start > early


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
