"""Correlations of the plan file to the model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from simulator.errors import PlanError
from simulator.files.building.names import Names
from simulator.files.building.selectors import Selector
from simulator.files.building.texts import share
from simulator.files.document.base import present
from simulator.files.document.risk import CorrelationDoc
from simulator.files.matrix import read_matrix
from simulator.files.place import At, Problems, missing_file
from simulator.model.copula import MOST, ClashError, copula
from simulator.model.correlation import (
    Correlation,
    CorrelationMatrix,
    Statement,
    Subject,
    drawn_of,
    durations,
)
from simulator.model.program import Program

_FORMS = (
    {"tasks", "coefficient"},
    {"of", "coefficient"},
    {"of", "matrix"},
)
_FILE = {"matrix"}


class _Cells(NamedTuple):
    """A matrix as written: names and texts, and where each stands."""

    names: Sequence[str]
    rows: Sequence[Sequence[str]]
    name_at: Callable[[int], At]
    cell_at: Callable[[int, int], At]


def correlated(
    program: Program,
    docs: tuple[CorrelationDoc, ...] | None,
    at: At,
    folder: Path,
    problems: Problems,
) -> Program:
    """`program` with more statements about what moves together. Whether they can hold together,
    and with those that it has, is asked once each of them is sound."""
    builder = _Statements(program, folder, problems)
    found: list[tuple[Statement, At]] = [(one, at) for one in program.correlations]
    whole = True
    for index, doc in present(docs):
        one = builder.of(doc, at.down(index))
        whole = whole and one is not None
        if one is not None:
            found.append((one, at.down(index)))
    program = replace(program, correlations=tuple(one for one, _ in found))
    if whole:
        try:
            copula(program)
        except ClashError as fault:
            for clash in fault.clashes:
                here = found[clash.statement][1]
                problems.add(here, clash.rule, clash.message, clash.mend)
    return program


class _Statements:
    """Builds statements about the quantities of a program."""

    def __init__(self, program: Program, folder: Path, problems: Problems) -> None:
        self._risks = {risk.id: risk for risk in program.risks}
        self._folder, self._problems = folder, problems
        self._selector = Selector(program.task, problems)
        self._names = Names(self._selector, program, problems)

    def of(self, doc: CorrelationDoc, at: At) -> Statement | None:
        """One statement; None, with a problem, where nothing can be meant by it."""
        given = {key for key in ("of", "coefficient", "matrix") if getattr(doc, key) is not None}
        if doc.tasks is not None or doc.wbs is not None:
            given.add("tasks")
        if isinstance(doc.matrix, str) and given == _FILE:
            return self._of_file(self._folder / doc.matrix, at.down("matrix"))
        if any(self._problems.at(at.down(key)) for key in ("of", "tasks", "coefficient", "matrix")):
            return None
        if isinstance(doc.matrix, str) or given not in _FORMS:
            message = f"an entry with {', '.join(sorted(given)) or 'nothing'} says no correlation"
            mend = (
                "Write tasks and coefficient; of and coefficient; of and the rows of a matrix; or "
                "the file of a matrix alone."
            )
            self._problems.add(at, "correlation", message, mend)
            return None
        if doc.matrix is not None:
            names, here = doc.of or (), at.down("matrix")
            cells = _Cells(names, doc.matrix, lambda k: at.down("of", k), here.down)
            return self._matrix(cells, here)
        return self._group(doc, at)

    def _group(self, doc: CorrelationDoc, at: At) -> Correlation | None:
        """Quantities that share one coefficient."""
        value = self._coefficient(doc.coefficient or "", at.down("coefficient"))
        if doc.of is None:
            named = durations(self._selector.choose(doc.tasks, doc.wbs, at))
        else:
            parts = [self._names.subjects(text, at.down("of", k)) for k, text in enumerate(doc.of)]
            named = tuple(dict.fromkeys(s for part in parts for s in part)) if all(parts) else ()
        if value is None or not named:
            return None
        if sum(1 for subject in named for _ in drawn_of(subject, self._risks)) < 2:
            key = "tasks" if doc.of is None else "of"
            who = f"one task alone ({named[0].id})" if doc.of is None else f"{named[0]} alone"
            message = f"{who} has nothing to move with"
            self._problems.add(at.down(key), "correlation", message, "Name two or more.")
            return None
        return Correlation(named, value)

    def _of_file(self, path: Path, at: At) -> CorrelationMatrix | None:
        """The matrix in a file."""
        if missing_file(path, "matrix", at, self._problems):
            return None
        try:
            table = read_matrix(path)
        except PlanError as fault:
            self._problems.extend(fault.issues)
            return None
        self._problems.extend(tuple(table.issues))
        if table.issues:
            return None
        inside = At(table)
        return self._matrix(_Cells(table.names, table.cells, inside.down, inside.down), inside)

    def _matrix(self, cells: _Cells, at: At) -> CorrelationMatrix | None:
        """A coefficient for every pair of rows, given on either side of the diagonal or on both; a
        row of several tasks stands for each of them."""
        size = len(cells.names)
        if len(cells.rows) != size or any(len(row) > size for row in cells.rows):
            message = f"{size} quantities are named, and the matrix is not {size} by {size}"
            self._problems.add(at, "correlation", message, "Write one row for each of them.")
            return None
        rows = [self._names.subjects(name, cells.name_at(k)) for k, name in enumerate(cells.names)]
        values = self._values(cells, at)
        named = [subject for row in rows for subject in row]
        whole = values is not None and all(rows) and size > 1
        if size == 1:
            message = f"{cells.names[0]} alone has nothing to move with"
            self._problems.add(at, "correlation", message, "Name two or more.")
        if whole and len(named) > MOST:
            whole = False
            message = f"the matrix is of {len(named):,} quantities, and may be of {MOST:,}"
            mend = "A group with one coefficient of 0 or more has no limit."
            self._problems.add(at, "too-many-correlated", message, mend)
        if not whole or values is None or not self._once(rows, cells):
            return None
        pairs = {
            (one, other): value
            for (i, j), value in values.items()
            for one in rows[i]
            for other in rows[j]
        }
        return CorrelationMatrix.of_pairs(pairs, named)

    def _once(self, rows: Sequence[Sequence[Subject]], cells: _Cells) -> bool:
        """True where nothing stands in two rows; else with a problem at the second."""
        seen: dict[Subject, int] = {}
        once = True
        for row, subjects in enumerate(rows):
            for subject in subjects:
                if seen.setdefault(subject, row) != row:
                    once = False
                    message = f"{subject} stands in rows {seen[subject] + 1} and {row + 1}"
                    at = cells.name_at(row)
                    self._problems.add(at, "correlated-twice", message, "Keep one of them.")
        return once

    def _values(self, cells: _Cells, at: At) -> dict[tuple[int, int], float] | None:
        """Coefficients by row and column, row above column; None where one is wrong."""
        found: dict[tuple[int, int], float] = {}
        whole = True
        for i, row in enumerate(cells.rows):
            for j, text in enumerate(row):
                if not text.strip():
                    continue
                here = cells.cell_at(i, j)
                value = self._coefficient(text, here)
                if value is None or (i == j and value != 1.0):
                    whole = False
                    if value is not None:
                        message = f"{cells.names[i]} is correlated with itself by 1, not {text}"
                        self._problems.add(here, "correlation", message, "Write 1 on the diagonal.")
                elif i != j and found.setdefault((max(i, j), min(i, j)), value) != value:
                    whole = False
                    message = (
                        f"{cells.names[i]} and {cells.names[j]} have {text} below the diagonal and "
                        f"{found[i, j]:g} above it"
                    )
                    mend = "Give both the same coefficient, or leave one of the cells empty."
                    self._problems.add(here, "correlated-twice", message, mend)
        if whole and not found:
            message = "no cell of the matrix says anything about a pair"
            self._problems.add(at, "correlation", message, "Fill it below the diagonal.")
        return found if whole and found else None

    def _coefficient(self, text: str, at: At) -> float | None:
        value = share(text, at, self._problems)
        if value is not None and not -1 <= value <= 1:
            message = f"a coefficient of {text} is not possible"
            mend = "Write a Spearman coefficient from -1 to 1."
            self._problems.add(at, "correlation", message, mend)
            return None
        return value
