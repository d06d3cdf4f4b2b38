"""Sheets of a workbook to the document that a plan file would hold, and the cell of every value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from simulator.files.damage import Damage
from simulator.files.lists import items_of, links_of
from simulator.files.place import Loc, did_you_mean
from simulator.files.workbook.column import SHAPES, Form, Points
from simulator.files.workbook.grid import Grid, Row

_VALUES: dict[Form, Callable[[str], object]] = {Form.LIST: items_of, Form.LINKS: links_of}

Cell = tuple[Grid, int, str]
"""Sheet, row and header of a value."""


class Gathered:
    """The document of a workbook. places : cell of every value and row. grids : by sheet."""

    def __init__(self, grids: dict[str, Grid]) -> None:
        self.root: dict[str, Any] = {}
        self.places: dict[Loc, Cell] = {}
        self._grids = grids
        self._program()
        self._rows("Projects")
        self._tasks()
        for name in ("Drivers", "Correlations", "Uncertainty", "Loops", "Benefits", "Overheads"):
            self._rows(name)

    def rows(self, name: str) -> Iterator[tuple[Grid, Row]]:
        """The rows of a sheet, none where it is not there; each with its sheet."""
        grid = self._grids.get(name)
        return ((grid, row) for row in grid.rows) if grid else iter(())

    def _program(self) -> None:
        for grid, row in self.rows("Program"):
            self.fill(grid, row, self.root, ())

    def fill(
        self, grid: Grid, row: Row, into: dict[str, Any], loc: Loc, *, ranges: bool = True
    ) -> None:
        """Put the cells of `row` into a mapping of the document, by the keys of their columns."""
        columns = grid.by_header
        for header, text in row.cells.items():
            column = columns[header]
            if not column.key:
                continue
            here, steps = into, column.key.split(".")
            for step in steps[:-1]:
                here = here.setdefault(step, {})
            here[steps[-1]] = _VALUES.get(column.form, str)(text)
            self.places[(*loc, *steps)] = (grid, grid.place(row, header)[0], header)
        for points in grid.sheet.points if ranges else ():
            self._range(grid, row, points, into, loc)

    def _range(self, grid: Grid, row: Row, points: Points, into: dict[str, Any], loc: Loc) -> None:
        """Least, most likely and greatest value of three cells as one range."""
        low, likely, high, shape = points.headers
        texts = [row.cells.get(header, "") for header in (low, likely, high)]
        if not any(texts):
            return
        word = row.cells.get(shape, "").casefold() or ("triangular" if texts[1] else "uniform")
        # A share is of a plan that stands elsewhere: in a schedule below, if not here.
        shares = all(text.endswith("%") for text in texts if text)
        planned = any(one in into for one in (points.plan, *points.others))
        key = points.spread if shares or planned else points.plan
        needed: tuple[str, ...] = points.headers[:3]
        if word == "uniform":
            texts, needed = [texts[0], texts[2]], (low, high)
        missing = next((h for h, text in zip(needed, texts, strict=True) if not text), "")
        if word not in SHAPES:
            mend = f"Known are: {', '.join(SHAPES)}; others go into the column {key}."
            message = f"'{word}' is not a shape of three points"
            grid.add(row.number, shape, Damage("unknown-word", message, mend))
        elif missing:
            message = "a range needs low and high, and likely unless it is uniform"
            grid.add(row.number, missing, Damage("missing-cell", message, "Fill all three cells."))
        elif key in into:
            message = f"there is a range here and one in the column {key.replace('_', ' ')}"
            grid.add(row.number, low, Damage("two-ranges", message, "Keep one of them."))
        else:
            into[key] = f"{word}({', '.join(texts)})"
            first = low if row.cells.get(low) else high
            self.places[(*loc, key)] = (grid, row.number, first)

    def append(self, grid: Grid, row: Row, into: list[Any], loc: Loc) -> dict[str, Any]:
        """A new mapping at the end of the list at `loc`, with the cells of `row`."""
        found: dict[str, Any] = {}
        self.places[(*loc, len(into))] = (grid, row.number, "")
        self.fill(grid, row, found, (*loc, len(into)))
        into.append(found)
        return found

    def _rows(self, name: str) -> None:
        """A sheet whose rows are the items of a list."""
        for grid, row in self.rows(name):
            self.append(grid, row, self.root.setdefault(grid.sheet.key, []), (grid.sheet.key,))

    def _tasks(self) -> None:
        projects = {one.get("id"): at for at, one in enumerate(self.root.get("projects", ()))}
        for grid, row in self.rows("Tasks"):
            loc = self.home(grid, row, projects)
            if loc is None:
                continue
            holder = self.root["projects"][loc[1]] if len(loc) > 1 else self.root
            task = self.append(grid, row, holder.setdefault("tasks", []), loc)
            here = (*loc, len(holder["tasks"]) - 1)
            self._constraint(grid, row, task, here)
            if row.fields:
                task["fields"] = dict(row.fields)

    def home(self, grid: Grid, row: Row, projects: dict[Any, int]) -> Any:
        """Where the tasks of the project of `row` stand in the document; None with an issue."""
        word = row.cells.get("project")
        if word is None and not projects:
            return ("tasks",)
        if word is None and len(projects) == 1:
            return ("projects", 0, "tasks")
        full = row.cells.get("id", "").partition("/")
        if word is None and full[1] and full[0] in projects:
            word = full[0]
        if word in projects:
            return ("projects", projects[word], "tasks")
        known = [str(id_) for id_ in projects]
        if word is None:
            message = "the task does not say which project it belongs to"
            mend = f"Projects are: {', '.join(known)}."
            grid.add(row.number, "project", Damage("missing-cell", message, mend))
        else:
            mend = did_you_mean(word, known, "Add it to the sheet Projects, or empty the cell.")
            message = f"there is no project '{word}'"
            grid.add(row.number, "project", Damage("unknown-project", message, mend))
        return None

    def _constraint(self, grid: Grid, row: Row, task: dict[str, Any], loc: Loc) -> None:
        """Word and date of a constraint together; several have their dates with them."""
        words, date = items_of(row.cells.get("constraint", "")), row.cells.get("constraint date")
        if words:
            task["constraint"] = words
        if date is None:
            return
        if len(words) != 1 or words[0][-1:].isdigit():
            message = "the date needs one constraint without a date beside it"
            mend = "Write: start no earlier than 2027-03-01; finish no later than 2027-06-30."
            grid.add(row.number, "constraint date", Damage("constraint", message, mend))
            return
        task["constraint"] = [f"{words[0]} {date}"]
        self.places[(*loc, "constraint", 0, "date")] = (grid, row.number, "constraint date")
