"""Reference classes: what whole projects of the same kind took, as the uplift on a new one.

Kahneman and Tversky, "Intuitive prediction: biases and corrective procedures", Management Science
12 (1979): the outside view. Flyvbjerg, "From Nobel Prize to project management: getting risks
right", Project Management Journal 37(3), 2006: the uplift that a chosen certainty takes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from simulator.errors import Issue, PlanError
from simulator.files.headings import Columns
from simulator.files.history import Case, History, Record, Unused, read_history
from simulator.files.place import did_you_mean
from simulator.history.calibration import grouped
from simulator.history.curves.curve import Floats
from simulator.results.percentile import percentile
from simulator.results.precision import CONFIDENCE, percentile_interval

LEVELS = (50, 80, 90)
"""The certainties that are shown."""


@dataclass(frozen=True, slots=True)
class Uplift:
    """What must be added to a plan to hold with a certainty of `level` %: 0.4 for 40 %.

    value, low, high : with a 95 % interval; None where `cases` are fewer than `needed`, because
    then the class says nothing about one end of the interval.
    """

    level: int
    value: float | None
    low: float | None
    high: float | None
    needed: int


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """The class by one measure, ``duration`` or ``cost``."""

    measure: str
    cases: tuple[Case, ...]
    uplifts: tuple[Uplift, ...]
    unused: tuple[Unused, ...]

    @property
    def ratios(self) -> Floats:
        """actual ÷ planned of the whole projects, float64[case], ascending."""
        return np.sort(np.array([case.ratio for case in self.cases], np.float64))

    def uplift(self, level: int) -> Uplift:
        """The uplift at one of `LEVELS`."""
        return next(one for one in self.uplifts if one.level == level)


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """Whole projects that have been finished. only : the category that was asked for, or ""."""

    history: History
    only: str
    records: tuple[ClassRecord, ...]
    notes: tuple[str, ...]

    def drivers(self) -> str:
        """The class as a scenario file that adds one driver on all tasks for each measure: a factor
        on durations; a factor on cost, also on that by the day unless durations drive it already.
        """
        from simulator.history.rules import driver_text

        return driver_text(self)

    def to_dict(self) -> dict[str, Any]:
        """The document of docs/reference/calibrate.md."""
        from simulator.history.document import reference

        return reference(self)


def reference_class(
    path: str | Path, columns: Columns | None = None, *, only: str | None = None
) -> ReferenceClass:
    """The uplifts that finished projects ask for, from a CSV file or workbook: one project a row.

    columns : headings, where they are not the usual ones. only : one category of them. The uplift
    at P80 is the 80th percentile of actual ÷ planned, less 1, and an observed value. Raises
    `PlanError`, also where there are too few projects for a median.
    """
    history = read_history(path, columns)
    records, issues = [], []
    for record in history.records:
        found = _chosen(record, history, only)
        if isinstance(found, Issue):
            issues.append(found)
        else:
            records.append(_record(record, found))
    if issues:
        raise PlanError(issues)
    return ReferenceClass(
        history, only or "", tuple(records), (*history.notes, *_mixed(history, only))
    )


def cases_needed(level: float) -> int:
    """Fewest cases that bound the percentile `level` on both sides with 95 % confidence: with fewer
    the least or the greatest of them is no bound (Hahn and Meeker, Statistical Intervals, 1991,
    section 5.2)."""
    tail = (1 - CONFIDENCE) / 2
    share = max(level, 100 - level) / 100
    return math.ceil(math.log(tail) / math.log(share))


def _chosen(record: Record, history: History, only: str | None) -> tuple[Case, ...] | Issue:
    """The cases of the class, enough of them."""
    cases = record.cases
    if only is not None:
        kinds = {name.casefold(): own for name, own in grouped(cases).items()}
        cases = kinds.get(" ".join(only.split()).casefold(), ())
        if not cases:
            known = [own[0].category for own in kinds.values()]
            mend = did_you_mean(only, known, f"There are: {', '.join(known[:12]) or 'none'}.")
            message = f"no finished project has the category '{only}'"
            return Issue(history.name, "unknown-category", message, mend)
    least = cases_needed(LEVELS[0])
    if len(cases) < least:
        message = (
            f"{record.measure}: {len(cases)} finished projects can be used, and a class needs "
            f"{least}: fewer bound not even the median"
        )
        return Issue(history.name, "too-few-cases", message, "Widen the class.")
    return cases


def _record(record: Record, cases: tuple[Case, ...]) -> ClassRecord:
    samples = np.array([case.ratio for case in cases], np.float64)
    ordered = np.sort(samples)
    uplifts = []
    for level in LEVELS:
        low, high = percentile_interval(samples, ordered, level, "random")
        if low is None or high is None:
            uplifts.append(Uplift(level, None, None, None, cases_needed(level)))
        else:
            value = percentile(ordered, level)
            uplifts.append(Uplift(level, value - 1, low - 1, high - 1, cases_needed(level)))
    return ClassRecord(record.measure, cases, tuple(uplifts), record.unused)


def _mixed(history: History, only: str | None) -> tuple[str, ...]:
    """A word about classes that are taken as one."""
    if only is not None or not history.heading:
        return ()
    kinds = {name.casefold() for record in history.records for name in grouped(record.cases)}
    if len(kinds) < 2:
        return ()
    return (
        f"{len(kinds)} categories of the column '{history.heading}' are one class here; "
        "--only NAME takes one of them",
    )
