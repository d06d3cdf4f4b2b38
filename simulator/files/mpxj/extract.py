"""What a schedule file holds, as plain lists and texts: the raw document between the processes.

Runs in the child process. Tables are columns of equal length, values are Java's own texts
(``2012-05-01T08:00``, ``16.0h``, ``-50.0%``), None where a field is empty; `read.py` gives
them a meaning.
"""

from __future__ import annotations

from typing import Any

from simulator.files.mpxj.calendar_days import calendar_days
from simulator.files.mpxj.columns import column, get
from simulator.files.mpxj.extract_fields import fields_of
from simulator.files.mpxj.extract_resources import (
    assignments_of,
    expenses_of,
    idle_of,
    rates_of,
    resources_of,
)

TASK = "org.mpxj.Task"
TASK_COLUMNS = {
    "uid": "UniqueID",
    "name": "Name",
    "summary": "Summary",
    "milestone": "Milestone",
    "null": "Null",
    "activity_id": "ActivityID",
    "type": "ActivityType",
    "wbs": "WBS",
    "outline": "OutlineNumber",
    "mode": "TaskMode",
    "active": "Active",
    "external": "ExternalTask",
    "parent": "ParentTaskUniqueID",
    "calendar": "CalendarUniqueID",
    "ignore_resource_calendar": "IgnoreResourceCalendar",
    "primary_resource": "PrimaryResourceUniqueID",
    "duration": "Duration",
    "planned_duration": "PlannedDuration",
    "remaining": "RemainingDuration",
    "percent": "PercentageComplete",
    "actual_start": "ActualStart",
    "actual_finish": "ActualFinish",
    "suspend": "SuspendDate",
    "resume": "Resume",
    "stop": "Stop",
    "expected_finish": "ExpectedFinish",
    "constraint": "ConstraintType",
    "constraint_date": "ConstraintDate",
    "constraint2": "SecondaryConstraintType",
    "constraint2_date": "SecondaryConstraintDate",
    "external_start": "ExternalEarlyStart",
    "external_finish": "ExternalLateFinish",
    "deadline": "Deadline",
    "leveling_delay": "LevelingDelay",
    "early_start": "EarlyStart",
    "early_finish": "EarlyFinish",
    "late_start": "LateStart",
    "late_finish": "LateFinish",
    "start": "Start",
    "finish": "Finish",
    "total_float": "TotalSlack",
    "free_float": "FreeSlack",
    "critical": "Critical",
    "longest_path": "LongestPath",
    "cost": "Cost",
    "actual_cost": "ActualCost",
    "remaining_cost": "RemainingCost",
    "fixed_cost": "FixedCost",
    "baseline_start": "BaselineStart",
    "baseline_finish": "BaselineFinish",
    "baseline_duration": "BaselineDuration",
    "baseline_cost": "BaselineCost",
    "notes": "Notes",
    "subproject": "SubprojectFile",
}
PROPERTIES = {
    "uid": "UniqueID",
    "id": "ProjectID",
    "name": "Name",
    "title": "ProjectTitle",
    "application": "FileApplication",
    "file_type": "FileType",
    "data_date": "StatusDate",
    "planned_start": "PlannedStart",
    "start": "StartDate",
    "finish": "FinishDate",
    "scheduled_finish": "ScheduledFinish",
    "scheduled": "LastScheduledDate",
    "changed": "LastSaved",
    "critical_by": "CriticalActivityType",
    "float_from": "TotalSlackCalculationType",
    "critical_float": "CriticalSlackLimit",
    "must_finish": "MustFinishBy",
    "currency": "CurrencyCode",
    "symbol": "CurrencySymbol",
    "lag_calendar": "RelationshipLagCalendar",
    "logic": "SchedulingProgressedActivities",
    "minutes_per_day": "MinutesPerDay",
    "minutes_per_week": "MinutesPerWeek",
    "days_per_month": "DaysPerMonth",
}
FLAGS = {
    "exported": "ExportFlag",
    "ss_lag_from_early_start": "ComputeStartToStartLagFromEarlyStart",
    "use_expected_finish": "UseExpectedFinishDates",
    "ignore_other_projects": "IgnoreRelationshipsToAndFromOtherProjects",
    "splits_in_progress": "SplitInProgressTasks",
}
LONGEST_NOTE = 4000
"""Characters of a note that are kept."""


def document(projects: list[Any]) -> dict[str, Any]:
    """The raw document of everything that was read."""
    return {"projects": [_project(project) for project in projects]}


def _project(project: Any) -> dict[str, Any]:
    tasks = project.getTasks()
    table = {key: column(tasks, get(TASK, f"get{name}")) for key, name in TASK_COLUMNS.items()}
    table["notes"] = [text[:LONGEST_NOTE] if text else None for text in table["notes"]]
    assignments, resources = assignments_of(project), resources_of(project)
    return {
        "properties": _properties(project),
        "tasks": table,
        "splits": _sizes(tasks, "getWorkSplits"),
        "idle": {"activities with steps": len(_sizes(tasks, "getSteps")), **idle_of(project)},
        "relations": _relations(project),
        "assignments": assignments,
        "resources": resources,
        "rates": rates_of(project, set(assignments["resource"])),
        "expenses": expenses_of(tasks, _sizes(tasks, "getExpenseItems")),
        "calendars": calendar_days(project, _used(project, table, resources), _dates(table)),
        **fields_of(project),
        "ignored": int(project.getIgnoredErrors().size()),
    }


def _used(
    project: Any, table: dict[str, list[str | None]], resources: dict[str, list[str | None]]
) -> set[str]:
    """Ids of the calendars of tasks and resources, and of the project's own."""
    default = project.getDefaultCalendar()
    own = () if default is None else (str(default.getUniqueID()),)
    return {uid for uid in (*table["calendar"], *resources["calendar"], *own) if uid}


def _dates(table: dict[str, list[str | None]]) -> list[str]:
    keys = ("start", "finish", "actual_start", "late_finish", "early_start", "early_finish")
    return [value for key in keys for value in table[key] if value]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _properties(project: Any) -> dict[str, Any]:
    of = project.getProjectProperties()
    calendar, direction = project.getDefaultCalendar(), of.getScheduleFrom()
    baselines = (file.getProjectProperties() for file in project.getBaselines().values())
    return {
        **{key: _text(getattr(of, f"get{name}")()) for key, name in PROPERTIES.items()},
        **{key: bool(getattr(of, f"get{name}")()) for key, name in FLAGS.items()},
        "calendar": None if calendar is None else _text(calendar.getUniqueID()),
        "schedule_from": None if direction is None else _text(direction.name()),
        "baselines": [_text(of.getUniqueID()) for of in baselines],
    }


def _sizes(tasks: Any, getter: str) -> dict[str, int]:
    """Length of a list by row, for the rows where it is not empty."""
    lengths = column(tasks, get(TASK, getter), get("java.util.List", "size"))
    return {str(row): int(n) for row, n in enumerate(lengths) if n and n != "0"}


def _relations(project: Any) -> dict[str, list[str | None]]:
    relation = "org.mpxj.Relation"
    ends = {end: get(relation, f"get{end.title()}Task") for end in ("predecessor", "successor")}
    owner = (
        get(TASK, "getParentFile"),
        get("org.mpxj.ProjectFile", "getProjectProperties"),
        get("org.mpxj.ProjectProperties", "getUniqueID"),
    )
    rows = project.getRelations()
    table = {end: column(rows, step, get(TASK, "getUniqueID")) for end, step in ends.items()}
    return {
        **table,
        "predecessor_project": column(rows, ends["predecessor"], *owner),
        "successor_project": column(rows, ends["successor"], *owner),
        "type": column(rows, get(relation, "getType")),
        "lag": column(rows, get(relation, "getLag")),
    }
