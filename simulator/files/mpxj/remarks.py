"""What a project holds, what of it is not used or used in p80's own way: counted for the report."""

from __future__ import annotations

from collections.abc import Callable

from simulator.files.mpxj.constraints import is_leveled, is_unused
from simulator.files.mpxj.peculiarities import (
    has_external_dates,
    is_manual,
    is_moved,
    is_open_split,
    is_outside,
    is_suspended,
)
from simulator.files.mpxj.progress import is_expected, lacks_duration, late_to_start
from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.mpxj.resources import paid_by_time
from simulator.files.mpxj.stored import baseline_of
from simulator.files.mpxj.values import moment, number
from simulator.files.report import ImportReport


def remarks(project: RawProject, report: ImportReport) -> None:
    """Add to `report` what of `project` is dropped or assumed."""
    _things(project, report)
    _assumed(project, report)
    _settings(project, report)


def _things(project: RawProject, report: ImportReport) -> None:
    """What a project holds besides activities and logic."""
    used = {uid for row in project.rows for uid in project.assigned(row)}
    why = "durations stay those of the file, without levelling"
    report.count("resources", len(used), len(used), why)
    why = "rate times planned work is taken"
    report.count("tasks without a cost for their resources", project.priced, project.priced, why)
    paid = paid_by_time(project)
    why = "what is left of their cost grows with the remaining duration, other costs do not"
    report.count("costs of people and machines", paid, paid, why)
    unused = sum(1 for row in project.rows if is_unused(row))
    report.count(
        "constraints on summaries", unused, 0, "only 'start no earlier than' is used there"
    )
    why = "each is one task with its stored duration; read its own file for what is in it"
    report.count("inserted projects", sum(bool(row["subproject"]) for row in project.rows), 0, why)
    kept = {
        "assignments": sum(len(project.assigned(row)) for row in project.rows),
        "expenses": sum(len(project.expenses.get(str(row["uid"]), ())) for row in project.rows),
        "notes": sum(row["notes"] is not None for row in project.rows),
        "activities with a baseline": sum(
            baseline_of(project, row) is not None for row in project.rows
        ),
        "assignments with work below 0, taken as 0": project.below_zero,
        "assignments with a curve": sum(
            bool(one.get("curve")) for rows in project.assignments.values() for one in rows
        ),
        "fields for selectors": len({name for fields in project.fields for name in fields}),
    }
    for kind, found in kept.items():
        report.quiet(kind, found, found)
    by_hand = sum(
        one.get("flat") == "false" and not one.get("curve")
        for rows in project.assignments.values()
        for one in rows
    )
    report.quiet("assignments with work spread by hand", by_hand, 0)


def idle(projects: list[RawProject], report: ImportReport) -> None:
    """Count what p80 has no use for; most kinds belong to the file, and every project has them."""
    for kind in dict.fromkeys(kind for project in projects for kind in project.idle):
        numbers = [project.idle[kind] for project in projects]
        report.quiet(kind, sum(numbers) if kind in OWN else max(numbers), 0)


OWN = ("activities with steps", "assignments to roles", "further baselines")


def _assumed(project: RawProject, report: ImportReport) -> None:
    """What is used, but in a way that a planner should know of."""
    for kind, (holds, why) in ASSUMED.items():
        found = sum(1 for row in project.rows if holds(project, row))
        report.count(kind, found, found, why)


def _sums_up(project: RawProject, row: RawRow) -> bool:
    return row["type"] == "WBS_SUMMARY"


def _lacks_duration(project: RawProject, row: RawRow) -> bool:
    lasts = row["summary"] != "true" and not (row["type"] or "").endswith("MILESTONE")
    return project.is_p6 and lasts and lacks_duration(row)


def _is_begun_in_name(project: RawProject, row: RawRow) -> bool:
    done = number(row["percent"]) or 0.0
    return row["summary"] != "true" and done > 0 and row["actual_start"] is None


ASSUMED: dict[str, tuple[Callable[[RawProject, RawRow], bool], str]] = {
    "manually scheduled tasks": (
        is_manual,
        "they stay at their stored dates whatever their links say",
    ),
    "tasks of other files": (is_outside, "they stay at their stored dates"),
    "tasks with a percentage complete and no actual start": (
        _is_begun_in_name,
        "they count as not begun; give them actual_start and remaining in a plan file",
    ),
    "split tasks": (is_open_split, "the gaps in the work count as work"),
    "levelled tasks": (is_leveled, "they start no earlier than their levelled start"),
    "suspended activities": (
        is_suspended,
        "their remaining work goes on at the resume date, if that is later than the data date",
    ),
    "WBS summary activities": (_sums_up, "they span the activities of their WBS element"),
    "expected finishes": (is_expected, "the remaining duration is what leads to them"),
    "activities without a duration": (
        _lacks_duration,
        "the file's own cannot be read: it is taken from the dates",
    ),
    "activities with external dates": (has_external_dates, "they bind like constraints"),
    "levelled activities": (
        is_moved,
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
