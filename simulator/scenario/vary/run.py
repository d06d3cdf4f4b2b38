"""Every combination of the values of some factors, on the same draws."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from typing import Any

from simulator.engine.passes import Progress
from simulator.errors import Issue, PlanError
from simulator.files.place import Problems
from simulator.files.yaml import YamlSource
from simulator.model.program import Program
from simulator.results.workdays import Workdays
from simulator.scenario.apply import Scenario, scenario_of
from simulator.scenario.compare.case import case_of
from simulator.scenario.compare.run import counting_calendar
from simulator.scenario.runs import Runs
from simulator.scenario.vary.factor import Factor, factor_of
from simulator.scenario.vary.grid import Cell, Grid, cell_of

MOST_CELLS = 500
"""Runs of one grid."""


def vary(
    program: Program,
    factors: str | Iterable[str],
    iterations: int = 10_000,
    seed: int = 1,
    progress: Progress | None = None,
    threads: int | None = None,
) -> Grid:
    """`program` under every combination of the values of `factors`, a full factorial.

    factors : ``"S110.duration=80%..120% by 10%"``, or several. All runs have the same seed and the
    same names of draws. progress : called with (pages done, pages in all) of all runs together.
    threads : as in `simulate`.
    Raises PlanError with all problems of the factors, for more than 500 combinations, or a plan
    that cannot be scheduled, SettingsError.
    """
    begun = time.perf_counter()
    found = _factors(program, [factors] if isinstance(factors, str) else factors)
    scenarios = [_scenario(found, places) for places in _places(found)]
    programs = [scenario(program) for scenario in scenarios]
    runs = Runs(1 + len(programs), iterations, seed, progress, threads)
    own = runs.of(program)
    calendar = counting_calendar(own)
    working = Workdays(program.calendars[calendar], own.origin)
    cells: list[Cell] = []
    for places, edited in zip(_places(found), programs, strict=True):
        values = tuple(one.values[place] for one, place in zip(found, places, strict=True))
        # No sample is kept: a grid of hundreds of runs must fit in memory.
        cells.append(cell_of(values, case_of("", "", own, runs.of(edited), working)))
    return Grid(own, tuple(found), tuple(cells), calendar, time.perf_counter() - begun)


def _places(factors: Sequence[Factor]) -> Iterable[tuple[int, ...]]:
    """Places of the values in each factor, the last factor fastest."""
    return product(*(range(len(one.values)) for one in factors))


def _factors(program: Program, texts: Iterable[str]) -> list[Factor]:
    found: list[Factor] = []
    issues: list[Issue] = []
    for text in texts:
        try:
            found.append(factor_of(text, program))
        except PlanError as error:
            issues += error.issues
    names = [one.name for one in found]
    for name in sorted({name for name in names if names.count(name) > 1}):
        mend = "Give all its values in one --vary."
        issues.append(Issue("--vary", "bad-factor", f"{name} is varied twice", mend))
    number = prod(len(one.values) for one in found)
    if not issues and number > MOST_CELLS:
        sizes = " × ".join(str(len(one.values)) for one in found)
        message = f"{sizes} = {number:,} combinations are too many: at most {MOST_CELLS}"
        issues.append(Issue("--vary", "too-many-cells", message, "Take wider steps."))
    if not found and not issues:
        issues.append(Issue("--vary", "bad-factor", "no factor is named", "Name one to vary."))
    if issues:
        raise PlanError(issues)
    return found


def _scenario(factors: Sequence[Factor], places: tuple[int, ...]) -> Scenario:
    """The edits of one combination, as a scenario."""
    said = ", ".join(
        f"{one.name}={one.values[place].text}" for one, place in zip(factors, places, strict=True)
    )
    document: dict[str, Any] = {"scenario": said}
    for one, place in zip(factors, places, strict=True):
        for key, rows in one.edits[place].items():
            document.setdefault(key, []).extend(rows)
    # JSON is YAML: the text is what a file of these edits would hold.
    return scenario_of(YamlSource(f'--vary "{said}"', json.dumps(document)), Problems())
