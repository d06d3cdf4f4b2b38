"""The sheets Scales and Branches to the document of a plan file; one branch has several rows."""

from __future__ import annotations

from typing import Any

from simulator.files.damage import Damage
from simulator.files.lists import items_of
from simulator.files.workbook.gather import Gathered
from simulator.files.workbook.gather_more import complete
from simulator.files.workbook.grid import Grid, Row
from simulator.files.workbook.sheet_logic import SCALE_KEYS

_ONCE = frozenset({"id", "name", "after", "if"})
"""Columns of a branch; all others are of its paths."""


def gather_scales(plan: Gathered) -> None:
    """Words and what they stand for, by scale."""
    for grid, row in plan.rows("Scales"):
        if not complete(grid, row, "scale", "step", "value"):
            continue
        key, word = row.cells["scale"].casefold(), row.cells["step"]
        if key not in SCALE_KEYS:
            mend = f"Known are: {', '.join(SCALE_KEYS)}."
            grid.add(row.number, "scale", Damage("unknown-word", f"unknown scale '{key}'", mend))
            continue
        steps = plan.root.setdefault("scales", {}).setdefault(key, {})
        if word in steps:
            message = f"two rows of the scale of {key} are called '{word}'"
            grid.add(row.number, "step", Damage("duplicate-key", message, "Rename one of them."))
        steps[word] = row.cells["value"]
        plan.places[("scales", key, word)] = (grid, row.number, "value")


def gather_branches(plan: Gathered) -> None:
    """Every branch with the paths in its rows."""
    found: list[tuple[Grid, list[Row]]] = []
    for grid, row in plan.rows("Branches"):
        id_ = row.cells.get("id")
        if not found or (id_ is not None and id_ != found[-1][1][0].cells.get("id")):
            found.append((grid, []))
        found[-1][1].append(row)
    for at, (grid, rows) in enumerate(found):
        branch = plan.append(grid, _once(rows[0]), plan.root.setdefault("branches", []), _BRANCHES)
        for row in rows[1:]:
            if any(rows[0].cells.get(header) != text for header, text in _once(row).cells.items()):
                message = "this row of a branch says otherwise than its first"
                mend = "Say it once, in the first row of the branch."
                grid.add(row.number, "id", Damage("two-values", message, mend))
        _paths(plan, grid, rows, branch, at)


_BRANCHES = ("branches",)


def _once(row: Row) -> Row:
    return Row(row.number, {h: text for h, text in row.cells.items() if h in _ONCE})


def _paths(plan: Gathered, grid: Grid, rows: list[Row], branch: dict[str, Any], at: int) -> None:
    """Paths by their first tasks, or with all their tasks."""
    led = [row for row in rows if "first task" in row.cells]
    if led and any("tasks" in row.cells for row in rows):
        message = "the branch has both first tasks and tasks"
        mend = "Fill one of the two columns, in all rows of the branch."
        grid.add(led[0].number, "first task", Damage("two-values", message, mend))
    elif led and "if" in branch:
        for key, row in zip(("then", "else"), rows, strict=False):
            branch[key] = items_of(row.cells.get("first task", ""))
            plan.places[("branches", at, key)] = (grid, row.number, "first task")
        for row in rows[2:]:
            message = "a condition is true or not, and this is a third path"
            grid.add(row.number, "if", Damage("branch", message, "Give it two paths at most."))
    elif led:
        branch["paths"] = heads = {}
        for row in rows:
            head = row.cells.get("first task", "")
            if not head or head in heads:
                message = f"'{head}' is not one first task of a path of its own"
                mend = "Name one in each row; or name all tasks of each path."
                grid.add(row.number, "first task", Damage("missing-cell", message, mend))
            heads[head] = row.cells.get("chance", "")
            plan.places[("branches", at, "paths", head)] = (grid, row.number, "chance")
    else:
        branch["paths"] = [_exact(plan, grid, row, at, k) for k, row in enumerate(rows)]


def _exact(plan: Gathered, grid: Grid, row: Row, at: int, number: int) -> dict[str, Any]:
    path: dict[str, Any] = {"tasks": items_of(row.cells.get("tasks", ""))}
    here = (*_BRANCHES, at, "paths", number)
    plan.places[here] = (grid, row.number, "path")
    for key, header in (("name", "path"), ("chance", "chance")):
        if header in row.cells:
            path[key] = row.cells[header]
        plan.places[(*here, key)] = (grid, row.number, header)
    plan.places[(*here, "tasks")] = (grid, row.number, "tasks")
    return path
