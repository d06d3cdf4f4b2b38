"""Sheets of money to the document of a plan file."""

from __future__ import annotations

from simulator.files.damage import Damage
from simulator.files.workbook.gather import Gathered
from simulator.files.workbook.gather_more import Tasks, complete, named
from simulator.files.workbook.grid import Grid, Row


def gather_money(plan: Gathered) -> None:
    """Currencies, escalation, costs of tasks, penalties and bonuses."""
    for grid, row in plan.rows("Currencies"):
        _currency(plan, grid, row)
    _gather_escalation(plan)
    tasks = Tasks(plan)
    for grid, row in plan.rows("Costs"):
        found = tasks.of(grid, row)
        if found is not None:
            task, loc = found
            plan.append(grid, row, task.setdefault("costs", []), (*loc, "costs"))
    for grid, row in plan.rows("Penalties"):
        key = "bonuses" if "before" in row.cells and "after" not in row.cells else "penalties"
        plan.append(grid, row, plan.root.setdefault(key, []), (key,))


def _currency(plan: Gathered, grid: Grid, row: Row) -> None:
    if not complete(grid, row, "rate"):
        return
    name = named(plan, grid, row, "currencies", "currency")
    if name is not None:
        plan.root["currencies"][name] = row.cells["rate"]
        plan.places[("currencies", name)] = (grid, row.number, "rate")


def _gather_escalation(plan: Gathered) -> None:
    """How prices rise; rows without a name go on with the steps of the one above."""
    name: str | None = None
    for grid, row in plan.rows("Escalation"):
        said = row.cells.get("name")
        if name is None or (said is not None and said != name):
            name = named(plan, grid, row, "escalation", "name")
            if name is not None:
                plan.fill(grid, row, plan.root["escalation"][name], ("escalation", name))
        elif "per year" in row.cells or "since" in row.cells:
            message = f"this row goes on with '{name}', whose first row says how prices rise"
            mend = "Leave per year and since empty here, or give it a name of its own."
            grid.add(row.number, "name", Damage("two-values", message, mend))
            continue
        if name is not None and ("from" in row.cells or "level" in row.cells):
            _step(plan, grid, row, name)


def _step(plan: Gathered, grid: Grid, row: Row, name: str) -> None:
    if not complete(grid, row, "from", "level"):
        return
    steps, day = plan.root["escalation"][name].setdefault("steps", {}), row.cells["from"]
    if day in steps:
        message = f"two rows of '{name}' are about {day}"
        grid.add(row.number, "from", Damage("duplicate-key", message, "Keep one of them."))
    steps[day] = row.cells["level"]
    plan.places[("escalation", name, "steps", day)] = (grid, row.number, "level")
