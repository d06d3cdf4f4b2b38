"""Resources, their rates, assignments and expenses, as plain lists and texts.

Runs in the child process, like `extract.py`.
"""

from __future__ import annotations

from typing import Any

from simulator.files.mpxj.columns import column, get

RESOURCE = "org.mpxj.Resource"
RESOURCE_COLUMNS = {
    "uid": "UniqueID",
    "name": "Name",
    "id": "ResourceID",
    "parent": "ParentResourceUniqueID",
    "type": "Type",
    "calendar": "CalendarUniqueID",
    "capacity": "MaxUnits",
}
ASSIGNMENT = "org.mpxj.ResourceAssignment"
ASSIGNMENT_COLUMNS = {
    "resource": "ResourceUniqueID",
    "role": "RoleUniqueID",
    "units": "Units",
    "work": "Work",
    "remaining": "RemainingWork",
    "cost": "Cost",
    "actual_cost": "ActualCost",
    "remaining_cost": "RemainingCost",
}
EXPENSE = "org.mpxj.ExpenseItem"
EXPENSE_COLUMNS = {
    "name": "Name",
    "cost": "AtCompletionCost",
    "actual_cost": "ActualCost",
    "remaining_cost": "RemainingCost",
}
MOST_RATES = 60
"""Rates of one resource that are kept: five years of months."""

Table = dict[str, list[str | None]]


def resources_of(project: Any) -> Table:
    """All resources of the file, those without assignments included."""
    rows = project.getResources()
    return {
        key: column(rows, get(RESOURCE, f"get{name}")) for key, name in RESOURCE_COLUMNS.items()
    }


def assignments_of(project: Any) -> Table:
    """All assignments, those without a resource included."""
    rows = project.getResourceAssignments()
    contour = get(ASSIGNMENT, "getWorkContour")
    return {
        "task": column(rows, get(ASSIGNMENT, "getTask"), get("org.mpxj.Task", "getUniqueID")),
        **{
            key: column(rows, get(ASSIGNMENT, f"get{name}"))
            for key, name in ASSIGNMENT_COLUMNS.items()
        },
        "flat": column(rows, contour, get("org.mpxj.WorkContour", "isContourFlat")),
    }


def rates_of(project: Any, used: set[str | None]) -> dict[str, list[list[str | None]]]:
    """Rates by resource: (from, price, price per use), for the resources whose id is in `used`."""
    return {
        str(resource.getUniqueID()): [
            _texts(entry.getStartDate(), entry.getStandardRate(), entry.getCostPerUse())
            for entry in list(resource.getCostRateTable(0))[:MOST_RATES]
        ]
        for resource in project.getResources()
        if str(resource.getUniqueID()) in used
    }


def expenses_of(tasks: Any, numbers: dict[str, int]) -> dict[str, Table]:
    """Expenses by row of their task. numbers : how many each row has."""
    return {
        row: {
            key: column(tasks.get(int(row)).getExpenseItems(), get(EXPENSE, f"get{name}"))
            for key, name in EXPENSE_COLUMNS.items()
        }
        for row in numbers
    }


def _texts(*values: Any) -> list[str | None]:
    return [None if value is None else str(value) for value in values]
