"""A workbook as a plan: the document in its sheets, and the cell of any value."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.errors import Issue, PlanError
from simulator.files.place import Loc, Mark, did_you_mean
from simulator.files.workbook.column import Sheet
from simulator.files.workbook.gather import Cell, Gathered
from simulator.files.workbook.gather_logic import gather_branches, gather_scales
from simulator.files.workbook.gather_money import gather_money
from simulator.files.workbook.gather_more import (
    gather_calendars,
    gather_funding,
    gather_health,
    gather_matrix,
    gather_resources,
    gather_templates,
    gather_work,
)
from simulator.files.workbook.gather_risks import gather_risks
from simulator.files.workbook.grid import Grid
from simulator.files.workbook.packed import Marks
from simulator.files.workbook.sheets import IGNORED, LEGEND, MATRIX, SHEETS

if TYPE_CHECKING:
    from simulator.files.matrix import MatrixTable

_SHEET = 10_000_000
"""Rows between two sheets, in marks: problems come in the order of the sheets."""


class WorkbookSource:
    """One workbook in memory: its `root` as a plan file would hold it, the `issues` of its form,
    and the cell of any value. sheets : name, rows of cells and marks of every sheet."""

    def __init__(
        self, name: str, sheets: Sequence[tuple[str, Sequence[Sequence[object]], Marks]]
    ) -> None:
        self.name = name
        from simulator.files.matrix import matrix_of

        strange: list[Issue] = []
        matrices: dict[str, MatrixTable] = {}
        grids: dict[str, Grid] = {}
        known = {sheet.name.casefold(): sheet for sheet in SHEETS}
        for title, values, marks in sheets:
            sheet = known.get(title.strip().casefold())
            if sheet is not None:
                grids[sheet.name] = Grid(name, sheet, values, marks)
            elif title.strip().casefold().startswith(MATRIX.casefold()):
                matrices[title] = matrix_of(f"{name}, sheet {title}", values, marks)
            elif any(any(cell != "" for cell in row) for row in values):
                strange.extend(_strange(name, title))
        if not grids.keys() & {"Program", "Tasks", "Projects"}:
            raise _no_plan(name, [title for title, *_ in sheets])
        gathered = _gathered(
            {sheet.name: grids[sheet.name] for sheet in SHEETS if sheet.name in grids}
        )
        for title, table in matrices.items():
            gather_matrix(gathered, Grid(name, Sheet(title, "", "", ()), (), Marks()), table)
        self.root: Any = gathered.root
        self._places, self._grids = gathered.places, list(grids.values())
        self.issues: tuple[Issue, ...] = (
            *strange,
            *(
                issue
                for sheet in SHEETS
                if sheet.name in grids
                for issue in grids[sheet.name].issues
            ),
            *(issue for table in matrices.values() for issue in table.issues),
        )

    @classmethod
    def read(cls, path: Path) -> WorkbookSource:
        """The workbook at `path`. Raises `PlanError` where it cannot be read or is no plan."""
        from simulator.files.excel import sheets_of

        return cls(str(path), sheets_of(path))

    def mark(self, loc: Loc, key: bool) -> Mark:
        """A line that grows with the sheet and the row, and the number of the column."""
        found = self._cell(loc)
        if found is None:
            return 1, 1
        grid, row, header = found
        known = [sheet.name for sheet in SHEETS]
        order = known.index(grid.sheet.name) if grid.sheet.name in known else len(known)
        return order * _SHEET + row, grid.columns.get(header, 0)

    def words(self, loc: Loc, key: bool = False) -> str:
        """``plan.xlsx, sheet Tasks, row 12, column duration``."""
        found = self._cell(loc)
        if found is not None:
            return found[0].words(found[1], found[2])
        top = str(loc[0]) if loc else ""
        sheet = next((one.name for one in SHEETS if top and one.key == top), "Program")
        return f"{self.name}, sheet {sheet}"

    def _cell(self, loc: Loc) -> Cell | None:
        """The cell at `loc`, or else the nearest one around it."""
        end = len(loc)
        while end and loc[:end] not in self._places:
            end -= 1
        if not end:
            return None
        grid, row, header = self._places[loc[:end]]
        keys = {column.key: column.header for column in grid.sheet.columns if column.key}
        steps = [step for step in loc[end:] if isinstance(step, str)]
        wanted = (".".join((str(loc[end - 1]), *steps)), ".".join(steps), *steps)
        return grid, row, next((keys[one] for one in wanted if steps and one in keys), header)


_PARTS = (
    gather_risks,
    gather_scales,
    gather_branches,
    gather_calendars,
    gather_templates,
    gather_resources,
    gather_work,
    gather_funding,
    gather_money,
    gather_health,
)


def _gathered(grids: dict[str, Grid]) -> Gathered:
    """Everything in the sheets, as one document."""
    plan = Gathered(grids)
    for part in _PARTS:
        part(plan)
    return plan


def _strange(book: str, title: str) -> list[Issue]:
    """An issue for a sheet of no known name; none for a legend and what the user keeps apart."""
    if title.casefold() == LEGEND.casefold() or title.startswith(IGNORED):
        return []
    known = [sheet.name for sheet in SHEETS]
    near = did_you_mean(title, known, f"Sheets are: {', '.join(known)}.")
    mend = f"{near} A sheet whose name begins with {IGNORED} is not read."
    return [Issue(f"{book}, sheet {title}", "unknown-sheet", f"unknown sheet '{title}'", mend)]


def _no_plan(book: str, titles: list[str]) -> PlanError:
    message = f"no sheet of a plan is in it; it has: {', '.join(titles[:10])}"
    name = Path(book).name
    mend = (
        "`p80 new --excel` writes a workbook to start from; a table of tasks alone is named in a"
        f" plan file:  {{start: 2026-03-02, tables: {name}}}"
    )
    return PlanError.one(book, "not-a-plan", message, mend)
