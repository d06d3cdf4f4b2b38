"""MPXJ's own schedulers, as a child process: networks in, dates out, both as JSON.

``python mpxj_oracle.py < networks.json > dates.json``. Java is started once for all networks.
Times are texts without a zone, durations and lags working minutes.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

import jpype

from simulator.files.mpxj import jvm

SCHEDULERS = {
    "P6": "org.mpxj.cpm.PrimaveraScheduler",
    "MS Project": "org.mpxj.cpm.MicrosoftScheduler",
}
RELATIONS = {
    "FS": "FINISH_START",
    "SS": "START_START",
    "FF": "FINISH_FINISH",
    "SF": "START_FINISH",
}
DATES = ("EarlyStart", "EarlyFinish", "LateStart", "LateFinish")


def java(name: str) -> Any:
    """A class of MPXJ or of Java."""
    return jpype.JClass(name if "." in name else f"org.mpxj.{name}")


def moment(text: str) -> Any:
    """A local date and time."""
    return java("java.time.LocalDateTime").parse(text)


def minutes(amount: float) -> Any:
    """A duration."""
    return java("Duration").getInstance(float(amount), java("TimeUnit").MINUTES)


def ranges(hours: Any, shifts: list[list[int]]) -> None:
    """Add shifts, in minutes of the day, to the hours of a day; 24:00 is 00:00."""
    local = java("java.time.LocalTime")
    for first, last in shifts:
        end = local.ofSecondOfDay(last % 1440 * 60)
        hours.add(java("LocalTimeRange")(local.ofSecondOfDay(first * 60), end))


def calendars(project: Any, given: dict[str, Any]) -> dict[str, Any]:
    """The calendars of a network in `project`, by name."""
    found = {}
    for name, one in given.items():
        calendar = project.addCalendar()
        calendar.setName(name)
        for day, shifts in zip(java("java.time.DayOfWeek").values(), one["week"], strict=True):
            working = java("DayType").WORKING if shifts else java("DayType").NON_WORKING
            calendar.setCalendarDayType(day, working)
            ranges(calendar.addCalendarHours(day), shifts)
        for text, shifts in one["exceptions"].items():
            day = java("java.time.LocalDate").parse(text)
            ranges(calendar.addCalendarException(day), shifts)
        found[name] = calendar
    return found


def add_task(project: Any, given: dict[str, Any], known: dict[str, Any], source: str) -> Any:
    """One task of a network."""
    task = project.addTask()
    task.setUniqueID(jpype.JInt(given["uid"]))
    task.setActivityID(str(given["uid"]))
    task.setName(str(given["uid"]))
    task.setCalendar(known[given["calendar"]])
    whole = given["done"] + given["remaining"] if given["actual_start"] else given["minutes"]
    task.setDuration(minutes(whole))
    task.setPlannedDuration(minutes(given["minutes"]))
    task.setRemainingDuration(minutes(given["remaining"]))
    task.setActualDuration(minutes(given["done"]))
    task.setMilestone(given["type"] != "TASK_DEPENDENT")
    if source == "P6":
        task.setActivityType(java("ActivityType").valueOf(given["type"]))
        task.setActivityStatus(java("ActivityStatus").valueOf(given["status"]))
    else:
        task.setTaskMode(java("TaskMode").AUTO_SCHEDULED)
    if given["constraint"]:
        task.setConstraintType(java("ConstraintType").valueOf(given["constraint"]))
        task.setConstraintDate(moment(given["date"]))
    if given["actual_start"]:
        task.setActualStart(moment(given["actual_start"]))
    if given["actual_finish"]:
        task.setActualFinish(moment(given["actual_finish"]))
    return task


def dates_of(network: dict[str, Any]) -> dict[str, list[str | None]] | str:
    """Early and late dates by unique id, or why there are none."""
    project = java("ProjectFile")()
    known = calendars(project, network["calendars"])
    of = project.getProjectProperties()
    of.setDefaultCalendar(known[network["calendar"]])
    for name in ("StartDate", "PlannedStart"):
        getattr(of, f"set{name}")(moment(network["start"]))
    if network["data_date"]:
        of.setStatusDate(moment(network["data_date"]))
    of.setRelationshipLagCalendar(java("RelationshipLagCalendar").valueOf(network["lag_calendar"]))
    of.setComputeStartToStartLagFromEarlyStart(True)
    logic = java("SchedulingProgressedActivities").RETAINED_LOGIC
    of.setSchedulingProgressedActivities(logic)
    source = network["source"]
    tasks = {one["uid"]: add_task(project, one, known, source) for one in network["tasks"]}
    for link in network["links"]:
        builder = java("Relation$Builder")().predecessorTask(tasks[link["predecessor"]])
        kind = java("RelationType").valueOf(RELATIONS[link["relation"]])
        tasks[link["successor"]].addPredecessor(builder.type(kind).lag(minutes(link["lag"])))
    scheduler = java(SCHEDULERS[source])()
    try:
        scheduler.schedule(project, moment(network["data_date"] or network["start"]))
    except java("org.mpxj.cpm.CpmException") as refused:
        return str(refused)
    return {str(uid): [_iso(task, name) for name in DATES] for uid, task in tasks.items()}


def _iso(task: Any, name: str) -> str | None:
    found = getattr(task, f"get{name}")()
    return None if found is None else datetime.fromisoformat(str(found)).isoformat()


if __name__ == "__main__":
    jvm.start()
    json.dump([dates_of(network) for network in json.load(sys.stdin)], sys.stdout)
