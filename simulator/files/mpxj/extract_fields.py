"""Activity codes, user-defined and custom fields, as plain texts by row.

Runs in the child process, like `extract.py`.
"""

from __future__ import annotations

import re
from typing import Any

from simulator.files.mpxj.columns import call, column, get

TASK = "org.mpxj.Task"
CUSTOM_FIELD = re.compile(
    r"(Enterprise )?(Custom Field |Text|Number|Flag|Date|Duration|Cost|Start|Finish|Outline Code)"
    r" ?(\d+)( Value)?"
)
WHOLE = re.compile(r"^(-?\d+)\.0$")
EMPTY = re.compile(r"false|-?0(\.0)?[a-z]*")
"""What the built-in fields of MS Project hold where nobody filled them in."""

Values = dict[str, str]
"""Text by row number, where there is any."""


def fields_of(project: Any) -> dict[str, Any]:
    """fields : values by name. durations : names of those that hold durations. titles : what users
    call the built-in fields of MS Project."""
    fields: dict[str, Values] = {}
    durations: list[str] = []
    titles: dict[str, str] = {}
    tasks = project.getTasks()
    for code in project.getActivityCodes():
        steps = (
            get(TASK, "getActivityCodeValues"),
            call("java.util.Map", "get", "java.lang.Object", code),
            get("org.mpxj.ActivityCodeValue", "getName"),
        )
        _keep(fields, str(code.getName()), _filled(column(tasks, *steps)))
    aliases = {str(f.getFieldType()): f.getAlias() for f in tasks.getCustomFields()}
    for field in tasks.getPopulatedFields():
        name = str(field.getName())
        own = field.getClass().getSimpleName() == "UserDefinedField"
        if not own and not CUSTOM_FIELD.fullmatch(name):
            continue
        values = _filled(column(tasks, call(TASK, "get", "org.mpxj.FieldType", field)))
        if own or not all(EMPTY.fullmatch(value) for value in values.values()):
            key = _keep(fields, str(aliases.get(str(field)) or name), values)
            titles[name] = key
            if str(field.getDataType()) == "DURATION":
                durations.append(key)
    return {"fields": fields, "durations": durations, "titles": titles}


def _filled(values: list[str | None]) -> Values:
    """The values that are there; a number such as 3.0 is written 3."""
    return {str(row): WHOLE.sub(r"\1", value) for row, value in enumerate(values) if value}


def _keep(fields: dict[str, Values], name: str, values: Values) -> str:
    """Add the values under `name`, numbered where another field has it."""
    key, count = name, 1
    while values and key in fields:
        count += 1
        key = f"{name} ({count})"
    if values:
        fields[key] = values
    return key
