"""Dates, percentiles and correlations of every task, against the samples themselves.

A chain of two tasks by the clock: the finish of the program is the sum of what was drawn, and
milestones with a deadline keep the samples of each end.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from scipy import stats

from simulator.engine import simulate
from simulator.engine.detail import double_ranks
from simulator.model.calendar import ELAPSED, elapsed_calendar, standard_calendar
from simulator.model.dependency import Dependency
from simulator.model.distributions import Discrete, Triangular, Uniform
from simulator.model.program import Program, Project
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task
from simulator.results.raw import LEVELS
from simulator.results.result import Result

START = datetime(2026, 3, 2)
LATER = datetime(2030, 1, 1)
N = 5000


def _chain(calendar: str) -> Program:
    """A, then B; beside them C, in steps. All finishes are kept, because all have deadlines."""
    due = {"deadline": LATER}
    tasks = (
        Task("P/A", "A", Kind.TASK, calendar, 600.0, Spread(Triangular(300, 600, 2000)), **due),
        Task("P/B", "B", Kind.TASK, calendar, 600.0, Spread(Uniform(100, 900)),
             after=(Dependency("P/A"),), **due),
        Task("P/C", "C", Kind.TASK, calendar, 600.0,
             Spread(Discrete((300.0, 600.0, 2900.0), (0.2, 0.5, 0.3))), **due),
    )  # fmt: skip
    calendars = {"standard": standard_calendar(), ELAPSED: elapsed_calendar()}
    return Program("P", START, calendars, (Project("P", "P", START, calendar),), tasks)


@pytest.fixture(scope="module", params=[ELAPSED, "standard", "by the clock"])
def result(request: pytest.FixtureRequest) -> Result:
    """In working time; the third time by the clock, since a lone task has another calendar."""
    program = _chain(request.param.replace("by the clock", "standard"))
    if request.param == "by the clock":
        other = Task("P/D", "D", Kind.TASK, ELAPSED, 1.0)
        program = replace(program, tasks=(*program.tasks, other))
    return simulate(program, N, seed=4, levers=0)


def _finish(result: Result, name: str) -> np.ndarray:
    return result.milestone_samples[f"P/{name}"]


@pytest.mark.parametrize("name", ["A", "B"])
def test_finish_percentiles_are_within_a_bin_of_the_samples(result: Result, name: str) -> None:
    """1,024 bins between least and greatest; a night between two working days stays one."""
    samples = _finish(result, name)
    k = result.schedule.ids.index(f"P/{name}")
    exact = np.percentile(samples, LEVELS, method="inverted_cdf")
    worked = (samples.max() - samples.min()) / 1024
    found = result.tallies.finish_percentiles[k]
    below = [np.mean(samples <= value + worked) for value in found]
    above = [np.mean(samples < value - worked) for value in found]
    assert (np.array(below) >= np.array(LEVELS) / 100).all()
    assert (np.array(above) <= np.array(LEVELS) / 100).all()
    assert (np.abs(found - exact) <= worked + 15 * 60 + 1).all()
    assert result.tallies.finish_mean[k] == pytest.approx(samples.mean(), abs=worked + 1e-6)


def test_durations_are_those_that_were_drawn() -> None:
    """On the elapsed calendar a finish less its start is the duration itself."""
    result = simulate(_chain(ELAPSED), N, seed=4, levers=0)
    origin = result.schedule.start[0]
    drawn = {"A": _finish(result, "A") - origin, "B": _finish(result, "B") - _finish(result, "A")}
    for name, samples in drawn.items():
        k = result.schedule.ids.index(f"P/{name}")
        width = (samples.max() - samples.min()) / 1024
        exact = np.percentile(samples, LEVELS, method="inverted_cdf")
        np.testing.assert_allclose(result.tallies.duration_percentiles[k], exact, atol=2 * width)
        assert result.tallies.duration_mean[k] == pytest.approx(samples.mean(), rel=1e-9)
        assert result.tallies.duration_sd[k] == pytest.approx(samples.std(), rel=1e-7)
        program = result.outcome.finish
        assert result.tallies.pearson[k] == pytest.approx(np.corrcoef(samples, program)[0, 1])
        rank = stats.spearmanr(samples, program).statistic
        assert result.tallies.spearman[k] == pytest.approx(rank, abs=2e-3)


def test_criticality_is_the_share_of_iterations_that_end_with_the_task(result: Result) -> None:
    """B ends the program where it is not before C, A is critical with B."""
    b, c = _finish(result, "B"), _finish(result, "C")
    expected = {"A": np.mean(b >= c), "B": np.mean(b >= c), "C": np.mean(c >= b)}
    for name, share in expected.items():
        k = result.schedule.ids.index(f"P/{name}")
        assert result.tallies.critical[k] == pytest.approx(share, abs=1e-12)


def test_ranks_are_mid_ranks() -> None:
    values = np.array([3.0, 1.0, 3.0, -2.0, 3.0, 1.0])
    np.testing.assert_array_equal(double_ranks(values) / 2, stats.rankdata(values))
