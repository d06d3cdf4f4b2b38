"""The sheet Risks to the risks of a plan file: several rows may be one risk."""

from __future__ import annotations

from typing import Any

from simulator.files.damage import Damage
from simulator.files.place import Loc
from simulator.files.workbook.gather import Gathered
from simulator.files.workbook.grid import Grid, Row
from simulator.files.workbook.sheet_risks import GROUP, STATES

_ONCE = frozenset(
    {
        "id", "name", "probability", "mitigated probability", "mitigation cost",
        "mitigation tasks", "window from", "window to", "window during", "raises", "parallel",
        GROUP,
    }
)  # fmt: skip
"""Columns of a risk; all others are of its impacts."""


def gather_risks(plan: Gathered) -> None:
    """Every risk, with the impacts in its rows."""
    risks: list[dict[str, Any]] = []
    groups: dict[str, list[str]] = {}
    for grid, row in plan.rows("Risks"):
        id_ = row.cells.get("id")
        once = Row(row.number, {h: text for h, text in row.cells.items() if h in _ONCE})
        if not risks or (id_ is not None and id_ != risks[-1].get("id")):
            risks.append({})
            loc: Loc = ("risks", len(risks) - 1)
            plan.places[loc] = (grid, row.number, "")
            plan.fill(grid, once, risks[-1], loc, ranges=False)
            if GROUP in row.cells:
                group = groups.setdefault(row.cells[GROUP], [])
                group.append(str(id_))
                place = list(groups).index(row.cells[GROUP])
                plan.places[("exclusive", place, len(group) - 1)] = (grid, row.number, GROUP)
        else:
            _repeated(plan, grid, once, risks[-1])
        _impact(plan, grid, row, risks[-1], ("risks", len(risks) - 1))
    asked = {" ".join(row.cells.get("if", "").split()) for _, row in plan.rows("Branches")}
    for at, risk in enumerate(risks):
        used = risk["impacts"] or risk.get("mitigated", {}).get("impacts") or risk.get("raises")
        if not used and f"{risk.get('id', '')} happens" not in asked:
            message, mend = "the risk does nothing", "Give it a delay of some tasks, or a cost."
            where, number, _ = plan.places[("risks", at)]
            where.add(number, "", Damage("empty-impact", message, mend))
    if risks:
        plan.root["risks"] = risks
    if groups:
        plan.root["exclusive"] = list(groups.values())


def _repeated(plan: Gathered, grid: Grid, row: Row, risk: dict[str, Any]) -> None:
    """A further row of a risk may repeat what stands once, and not contradict it."""
    said: dict[str, Any] = {}
    plan.fill(grid, row, said, ("repeated", row.number), ranges=False)
    columns = grid.by_header
    for header in row.cells:
        keys = columns[header].key.split(".")
        if _at(said, keys) != _at(risk, keys):
            message = f"this row of risk {risk.get('id', '')} says otherwise than its first"
            mend = "Say it once, in the first row of the risk."
            grid.add(row.number, header, Damage("two-values", message, mend))


def _at(values: Any, keys: list[str]) -> Any:
    for key in keys:
        values = values.get(key, {})
    return values


def _impact(plan: Gathered, grid: Grid, row: Row, risk: dict[str, Any], loc: Loc) -> None:
    """What the risk does by this row, now or once it is mitigated."""
    cells = {h: text for h, text in row.cells.items() if h not in _ONCE}
    impacts = risk.setdefault("impacts", [])
    state = cells.pop("state", STATES[0]).casefold()
    if state not in STATES:
        mend = f"Write {' or '.join(STATES)}."
        grid.add(row.number, "state", Damage("unknown-word", f"unknown state '{state}'", mend))
    elif state == STATES[0]:
        if cells:
            plan.append(grid, Row(row.number, cells), impacts, (*loc, "impacts"))
    else:
        after = (*loc, "mitigated")
        plan.places.setdefault(after, (grid, row.number, "state"))
        left = risk.setdefault("mitigated", {}).setdefault("impacts", [])
        if cells:
            plan.append(grid, Row(row.number, cells), left, (*after, "impacts"))
