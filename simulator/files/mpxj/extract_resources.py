"""Resources, their rates, assignments and expenses, as plain lists and texts.

Runs in the child process, like `extract.py`.
"""

from __future__ import annotations

import re
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
BASELINE = re.compile(r"Baseline ?(\d+) ")
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
    flat = column(rows, contour, get("org.mpxj.WorkContour", "isContourFlat"))
    return {
        "task": column(rows, get(ASSIGNMENT, "getTask"), get("org.mpxj.Task", "getUniqueID")),
        **{
            key: column(rows, get(ASSIGNMENT, f"get{name}"))
            for key, name in ASSIGNMENT_COLUMNS.items()
        },
        "flat": flat,
        "curve": [
            _curve(rows.get(place)) if even == "false" else None for place, even in enumerate(flat)
        ],
    }


def _curve(assignment: Any) -> str:
    """Weights of the twentieths of its time, with that of its start before them; nothing where the
    work was spread by hand."""
    return " ".join(str(value) for value in assignment.getWorkContour().getCurveValues() or ())


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


def idle_of(project: Any) -> dict[str, int]:
    """How many there are of things that p80 has no use for, by kind."""
    roles = column(project.getResources(), get(RESOURCE, "getRole"))
    posts = column(project.getResourceAssignments(), get(ASSIGNMENT, "getResourceUniqueID"))
    to_roles = column(project.getResourceAssignments(), get(ASSIGNMENT, "getRoleUniqueID"))
    fields = [str(one.getFieldTypeClass()) for one in project.getUserDefinedFields()]
    populated = (str(one.getName()) for one in project.getTasks().getPopulatedFields())
    return {
        "roles": roles.count("true"),
        "assignments to roles": sum(
            role is not None and who is None for who, role in zip(posts, to_roles, strict=True)
        ),
        "further baselines": len({n[1] for name in populated if (n := BASELINE.match(name))}),
        "resource codes": int(project.getResourceCodes().size()),
        "role codes": int(project.getRoleCodes().size()),
        "project codes": int(project.getProjectCodes().size()),
        "assignment codes": int(project.getResourceAssignmentCodes().size()),
        "cost accounts": int(project.getCostAccounts().size()),
        "custom fields of resources and projects": sum(one != "TASK" for one in fields),
    }


def _texts(*values: Any) -> list[str | None]:
    return [None if value is None else str(value) for value in values]
