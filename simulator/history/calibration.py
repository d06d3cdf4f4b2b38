"""Ranges from a history: read, group, fit; too few cases take the range of all together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from simulator.errors import Issue, PlanError
from simulator.files.headings import Columns
from simulator.files.history import DAY, Case, History, Record, Unused, read_history
from simulator.history.curves import CURVES, USUAL, Curve
from simulator.history.curves.curve import Floats
from simulator.history.fit import Fit, fitted
from simulator.history.remarks import remarks
from simulator.model.expression import Unit
from simulator.model.units import ExpressionError
from simulator.results.percentile import percentile

LEAST = 5
"""Cases below which a group has no range of its own, unless the user says so."""

FEWEST = 4
"""Cases below which nothing can be said of two fitted numbers (see `choose.aicc`)."""

MOST_GROUPS = 500
"""Different categories; more than this are no categories."""

UNITS = {"duration": Unit.duration(DAY), "cost": Unit.money()}


@dataclass(frozen=True, slots=True)
class Group:
    """The cases of one category, or all.

    name : of the category as it first stands in the file, "" for all. cases : in the order of the
    file. fit : None where the range of all together serves, because of `why`. remarks : what is
    odd about the cases, in sentences.
    """

    name: str
    cases: tuple[Case, ...]
    fit: Fit | None
    why: str
    remarks: tuple[str, ...]

    @property
    def ratios(self) -> Floats:
        """actual ÷ planned, float64[case], ascending."""
        return _ratios(self.cases)

    def recorded(self, p: float) -> float:
        """The ratio at percentile `p` of the record: one that did occur."""
        return percentile(self.ratios, p)


@dataclass(frozen=True, slots=True)
class Measured:
    """All groups of one measure, ``duration`` or ``cost``.

    whole : all cases together; its fit is never None. groups : by number of cases, most first;
    without a column of categories none. unused : rows without a ratio.
    """

    measure: str
    whole: Group
    groups: tuple[Group, ...]
    unused: tuple[Unused, ...]

    @property
    def fit(self) -> Fit:
        """The fit of all cases together."""
        assert self.whole.fit is not None
        return self.whole.fit


@dataclass(frozen=True, slots=True)
class Calibration:
    """Ranges that a history gives. least : cases that a range of its own takes."""

    history: History
    measures: tuple[Measured, ...]
    seed: int
    least: int

    @property
    def notes(self) -> tuple[str, ...]:
        """What was assumed or left aside, in sentences."""
        return (*self.history.notes, *self._without(), *self._wild())

    def _without(self) -> Iterator[str]:
        if self.history.heading:
            for measured in self.measures:
                if none := sum(not case.category for case in measured.whole.cases):
                    of = f"{none} of {len(measured.whole.cases)} cases"
                    yield (
                        f"{measured.measure}: {of} without {self.history.heading}; they count in "
                        "all together alone"
                    )

    def _wild(self) -> Iterator[str]:
        names = {group.name: None for one in self.measures for group in one.groups if group.fit}
        if wild := [name for name in names if set(name) & set("*?")]:
            yield f"selectors read * and ? as any text, also those in: {', '.join(wild)}"

    def rules(self, field: str | None = None) -> str:
        """The ranges as a scenario file; its rules fit below ``uncertainty:`` of a plan as well.

        field : of tasks, that holds the category; None for the heading of the history's column.
        Raises `PlanError` where no selector can hold it.
        """
        from simulator.history.rules import field_of, rules_text

        return rules_text(self, field_of(self, field))

    def to_dict(self) -> dict[str, Any]:
        """The document of docs/reference/calibrate.md."""
        from simulator.history.document import calibration

        return calibration(self)


def calibrate(
    path: str | Path,
    columns: Columns | None = None,
    *,
    seed: int = 1,
    least: int = LEAST,
    families: Sequence[str] = USUAL,
) -> Calibration:
    """Ranges of duration and cost, as shares of the plan, from finished work in a CSV file or
    workbook.

    columns : headings, where they are not the usual ones. seed : of the replays by which few cases
    widen a range; a group's draws follow from the seed, the measure and its name alone. least :
    cases below which a category takes the range of all together, 4 or more. families : of the
    curves among which is chosen. Raises `PlanError`.
    """
    curves = _curves(families)
    if least < FEWEST:
        message = f"a range from {least} cases is no evidence"
        raise PlanError.one("--least", "too-few-cases", message, f"Ask for {FEWEST} or more.")
    history = read_history(path, columns)
    issues: list[Issue] = []
    measures = []
    for record in history.records:
        try:
            measures.append(_Measuring(record, curves, seed, least).all(history.heading))
        except ExpressionError as fault:
            message = f"{record.measure}: {fault.message}"
            issues.append(Issue(history.name, "no-range", message, fault.mend))
    if issues:
        raise PlanError(issues)
    return Calibration(history, tuple(measures), seed, least)


def _curves(families: Sequence[str]) -> tuple[Curve, ...]:
    unknown = [name for name in families if name not in CURVES]
    if unknown or not families:
        message = f"there is no curve '{unknown[0]}' to fit" if unknown else "no curve is named"
        raise PlanError.one("--family", "unknown-family", message, f"Known: {', '.join(CURVES)}.")
    return tuple(curve for name, curve in CURVES.items() if name in families)


class _Measuring:
    """Fits all groups of one measure."""

    def __init__(self, record: Record, curves: Sequence[Curve], seed: int, least: int) -> None:
        self.record, self.curves, self.seed, self.least = record, curves, seed, least

    def all(self, heading: str) -> Measured:
        """All groups. Raises `ExpressionError` where even all cases together give no range."""
        record = self.record
        count = len(record.cases)
        if count < self.least:
            raise ExpressionError(
                f"{count} of {count + len(record.unused)} rows can be used, and a range needs "
                f"{self.least}{_reasons(record.unused)}",
                "Add finished work, or mend the rows.",
            )
        whole = self.group("", record.cases)
        if whole.fit is None:
            raise ExpressionError(whole.why, "Add finished work that differs from its plan.")
        kinds = grouped(record.cases) if heading else {}
        if len(kinds) > MOST_GROUPS:
            raise ExpressionError(
                f"the column '{heading}' has {len(kinds):,} different values, and "
                f"{MOST_GROUPS} are read",
                "Name a column of categories with --category.",
            )
        groups = [self.group(name, cases) for name, cases in kinds.items()]
        groups.sort(key=lambda group: -len(group.cases))
        return Measured(record.measure, whole, tuple(groups), record.unused)

    def group(self, name: str, cases: tuple[Case, ...]) -> Group:
        """One group, with a range of its own where there are enough cases."""
        fit, why = None, ""
        if len(cases) < self.least:
            why = f"{len(cases)} {'case' if len(cases) == 1 else 'cases'}, {self.least} are needed"
        else:
            draws = f"calibrate {self.record.measure} {name.casefold()}"
            unit = UNITS[self.record.measure]
            try:
                fit = fitted(_ratios(cases), unit, self.curves, self.seed, draws)
            except ExpressionError as fault:
                why = fault.message
        return Group(name, cases, fit, why, remarks(cases, fit))


def grouped(cases: Sequence[Case]) -> dict[str, tuple[Case, ...]]:
    """Cases by category, upper and lower case alike; those without one belong to none."""
    names: dict[str, str] = {}
    found: dict[str, list[Case]] = {}
    for case in cases:
        if case.category:
            name = names.setdefault(case.category.casefold(), case.category)
            found.setdefault(name, []).append(case)
    return {name: tuple(own) for name, own in found.items()}


def _ratios(cases: Sequence[Case]) -> Floats:
    return np.sort(np.array([case.ratio for case in cases], np.float64))


def _reasons(unused: Sequence[Unused]) -> str:
    """`` (3 rows: no actual duration; ...)``."""
    counts: dict[str, int] = {}
    for row in unused:
        counts[row.reason] = counts.get(row.reason, 0) + 1
    said = "; ".join(f"{count} × {reason}" for reason, count in list(counts.items())[:5])
    return f" ({said})" if said else ""
