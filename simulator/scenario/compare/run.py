"""The plan and its scenarios on the same draws."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from simulator.engine.passes import Progress
from simulator.errors import Issue, PlanError
from simulator.model.program import Program
from simulator.results.result import Result
from simulator.results.workdays import Workdays
from simulator.scenario.apply import Scenario, load_scenario
from simulator.scenario.compare.case import case_of
from simulator.scenario.compare.comparison import Comparison
from simulator.scenario.runs import Runs


def compare(
    program: Program,
    scenarios: Iterable[str | Path | Scenario],
    iterations: int = 10_000,
    seed: int = 1,
    progress: Progress | None = None,
    threads: int | None = None,
) -> Comparison:
    """`program` as it is, and with the edits of each scenario or scenario file.

    All have the same seed and the same names of draws: iteration k is the same luck in each, so
    that most of what luck does cancels in a difference. progress : called with (pages done, pages
    in all) of all runs together. threads : as in `simulate`.
    Raises PlanError with all problems of all scenarios, or of a plan that cannot be scheduled,
    SettingsError.
    """
    begun = time.perf_counter()
    edited = _edited(program, scenarios)
    runs = Runs(1 + len(edited), iterations, seed, progress, threads)
    own = runs.of(program)
    calendar = counting_calendar(own)
    working = Workdays(program.calendars[calendar], own.origin)
    cases = tuple(
        case_of(scenario.title, scenario.note, own, runs.of(other), working)
        for scenario, other in edited
    )
    return Comparison(own, cases, calendar, time.perf_counter() - begun)


def counting_calendar(own: Result) -> str:
    """Key of the calendar whose working days are counted: that of the project which, in the plan
    itself, ends last."""
    ends = own.schedule.project_finish
    return max(own.program.projects, key=lambda one: ends[one.id]).calendar


def _edited(
    program: Program, scenarios: Iterable[str | Path | Scenario]
) -> list[tuple[Scenario, Program]]:
    """Each scenario with the program that it makes."""
    found: list[tuple[Scenario, Program]] = []
    issues: list[Issue] = []
    for one in scenarios:
        try:
            scenario = one if isinstance(one, Scenario) else load_scenario(one)
            found.append((scenario, scenario(program)))
        except PlanError as error:
            issues += error.issues
    if issues:
        raise PlanError(issues)
    return found
