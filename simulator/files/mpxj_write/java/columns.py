"""Columns that p80 adds: user-defined fields in P6, free custom fields in MS Project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.files.mpxj_write.java.values import converted, java

TYPES = {"Start": "DATE", "Finish": "DATE", "Date": "DATE", "Number": "NUMERIC", "Text": "STRING"}
FREE = {"Start": ("Start", "Date"), "Finish": ("Finish", "Date")}
"""Where MS Project's fields of one kind are all in use, those of another do."""
MOST = 30


def add_columns(columns: list[Mapping[str, Any]], files: list[Any], p6: bool) -> dict[str, str]:
    """Fill the columns; says which field of the tool each one got, "" where none was free."""
    fields: dict[str, str] = {}
    for column in columns:
        if column["spare"] and _titled(column["name"], files[0]) is not None:
            continue
        field = _user_field(column, files[0]) if p6 else _custom_field(column, files)
        fields[column["name"]] = "" if field is None else str(field.getName())
        if field is None:
            continue
        for place, uid, value in column["values"]:
            task = files[place].getTaskByUniqueID(java("java.lang.Integer").valueOf(uid))
            if task is not None:
                task.set(field, converted(TYPES[column["kind"]], value))
    return fields


def _user_field(column: Mapping[str, Any], file: Any) -> Any:
    """P6's field of that title and type, where an earlier run left one; else a new one."""
    data_type = java("org.mpxj.DataType").valueOf(TYPES[column["kind"]])
    known = _titled(column["name"], file)
    if known is not None and known.getDataType() == data_type:
        return known
    builder = java("org.mpxj.UserDefinedField$Builder")(file)
    builder.fieldTypeClass(java("org.mpxj.FieldTypeClass").TASK).dataType(data_type)
    name = column["name"]
    made = builder.externalName(name).internalName(_internal(name)).summaryTaskOnly(False).build()
    file.getUserDefinedFields().add(made)
    file.getCustomFields().getOrCreate(made).setAlias(name).setUniqueID(made.getUniqueID())
    return made


def _titled(name: str, file: Any) -> Any:
    """The user-defined field of tasks with that title, or None."""
    for known in file.getUserDefinedFields().getTaskFields():
        alias = file.getCustomFields().get(known)
        title = alias.getAlias() if alias is not None else known.getName()
        if str(title) == name:
            return known
    return None


def _internal(name: str) -> str:
    return "p80_" + "".join(one if one.isalnum() else "_" for one in name.lower())


def _custom_field(column: Mapping[str, Any], files: list[Any]) -> Any:
    """MS Project's field with that title, else the first that is neither titled nor filled."""
    titles = files[0].getCustomFields()
    for known in titles:
        if str(known.getAlias()) == column["name"] and _is_task(known.getFieldType()):
            return known.getFieldType()
    filled = {str(one) for file in files for one in file.getTasks().getPopulatedFields()}
    for kind in FREE.get(column["kind"], (column["kind"],)):
        for number in range(1, MOST + 1):
            field = _standard(f"{kind.upper()}{number}")
            if field is None:
                break
            if titles.get(field) is None and str(field) not in filled:
                titles.getOrCreate(field).setAlias(column["name"])
                return field
    return None


def _is_task(field: Any) -> bool:
    return field is not None and str(field.getFieldTypeClass().name()) == "TASK"


def _standard(name: str) -> Any:
    """MS Project's task field of that name, or None."""
    known = {str(one.name()) for one in java("org.mpxj.TaskField").values()}
    return java("org.mpxj.TaskField").valueOf(name) if name in known else None
