"""From plain values of a job to Java objects, and into the fields of MPXJ's objects."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import jpype

ENUMS = {
    "ACTIVITY_TYPE": "org.mpxj.ActivityType",
    "CONSTRAINT": "org.mpxj.ConstraintType",
    "CRITICAL_ACTIVITY_TYPE": "org.mpxj.CriticalActivityType",
    "PERCENT_COMPLETE_TYPE": "org.mpxj.PercentCompleteType",
    "RELATIONSHIP_LAG_CALENDAR": "org.mpxj.RelationshipLagCalendar",
    "RESOURCE_TYPE": "org.mpxj.ResourceType",
    "SCHEDULE_FROM": "org.mpxj.ScheduleFrom",
    "SCHEDULING_PROGRESSED_ACTIVITIES": "org.mpxj.SchedulingProgressedActivities",
    "TASK_MODE": "org.mpxj.TaskMode",
    "TASK_TYPE": "org.mpxj.TaskType",
}
NUMBERS = ("CURRENCY", "NUMERIC", "PERCENTAGE", "UNITS")
AMOUNTS = ("DURATION", "WORK", "DELAY")


@cache
def java(name: str) -> Any:
    """The Java class of that name."""
    return jpype.JClass(name)


@cache
def field(kind: str, name: str) -> Any:
    """A field such as ``("Task", "EARLY_START")``."""
    return java(f"org.mpxj.{kind}Field").valueOf(name)


def put(target: Any, kind: str, values: Mapping[str, Any]) -> None:
    """Set fields of a task, project, resource or assignment by MPXJ's names for them."""
    for name, value in values.items():
        one = field(kind, name)
        target.set(one, converted(str(one.getDataType()), value))


def converted(data_type: str, value: Any) -> Any:
    """`value` as what a field of that type holds; None stays null."""
    if value is None:
        return None
    if data_type == "DATE":
        return java("java.time.LocalDateTime").parse(value)
    if data_type in AMOUNTS:
        return amount(*value)
    if data_type in NUMBERS:
        return java("java.lang.Double").valueOf(float(value))
    if data_type in ("INTEGER", "SHORT"):
        return java("java.lang.Integer").valueOf(int(value))
    if data_type == "BOOLEAN":
        return java("java.lang.Boolean").valueOf(bool(value))
    if data_type == "NOTES":
        return java("org.mpxj.Notes")(value)
    if data_type in ENUMS:
        return java(ENUMS[data_type]).valueOf(value)
    return java("java.lang.String")(str(value))


def amount(number: float, unit: str) -> Any:
    """A duration, such as ``(4.0, "HOURS")``."""
    return java("org.mpxj.Duration").getInstance(
        float(number), java("org.mpxj.TimeUnit").valueOf(unit)
    )


def identified(made: Any, file: Any, kind: str) -> Any:
    """`made` with a unique id: schedules that were read give new parts none."""
    if made.getUniqueID() is None:
        made.setUniqueID(next_id(file, kind))
    return made


def next_id(file: Any, kind: str) -> Any:
    """The next unique id of a kind of things, such as ``ExpenseItem``."""
    return file.getUniqueIdObjectSequence(java(f"org.mpxj.{kind}").class_).getNext()
