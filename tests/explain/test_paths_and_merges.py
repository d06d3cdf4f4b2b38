"""Paths by enumeration, merges by closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from explained import DAY, network

from simulator.explain import explain
from simulator.explain.paths import PathSums, apart
from simulator.model.distributions import Constant, Discrete, Exponential, Uniform

N = 20_480


def test_paths_of_a_discrete_network_by_enumeration() -> None:
    """A or B, whichever is longer, then C. A is 1 or 5 days, B is 3 or 4, all as likely."""
    plan = network(
        {
            "A": (Discrete((DAY, 5 * DAY), (0.5, 0.5)), ()),
            "B": (Discrete((3 * DAY, 4 * DAY), (0.25, 0.75)), ()),
            "C": (Constant(2 * DAY), "AB"),
        }
    )
    found = explain(plan, iterations=N, seed=8, most=1)
    paths = {path.tasks: path for path in found.paths}
    assert set(paths) == {("P/A", "P/C"), ("P/B", "P/C")}
    error = 5 * math.sqrt(0.25 / N)
    assert paths["P/A", "P/C"].share == pytest.approx(0.5, abs=error)
    assert sum(path.share for path in found.paths) == pytest.approx(1.0)
    assert paths["P/A", "P/C"].days == pytest.approx(7.0)
    expected = 5 * 0.25 + 6 * 0.75
    assert paths["P/B", "P/C"].days == pytest.approx(expected, abs=0.05)


def test_the_iteration_that_is_named_has_that_path() -> None:
    plan = network({"A": (Uniform(0, DAY), ()), "B": (Uniform(0, DAY), ())})
    found = explain(plan, iterations=3000, seed=8, most=1)
    finish = found.own.outcome.finish - found.own.finish.number(found.own.program.start)
    assert {path.tasks for path in found.paths} == {("P/A",), ("P/B",)}
    critical = dict(zip(found.own.schedule.ids, found.own.tallies.critical, strict=True))
    for path in found.paths:
        assert path.share == pytest.approx(critical[path.tasks[0]])
        assert finish[path.iteration] > 0


def test_paths_are_counted_page_by_page() -> None:
    sums = PathSums(["a", "b", "c"])
    on_path = np.array([[1, 1, 0], [0, 0, 1], [1, 1, 1]], dtype=bool)
    days, late = np.array([3.0, 5.0, 4.0]), np.array([False, True, False])
    sums.add(on_path, days, late, 0)
    sums.add(on_path[:, ::-1], days, late, 3)
    first, second = sums.most(5)
    assert (first.share, first.iteration, first.late_share) == (4 / 6, 0, 1.0)
    assert first.days == pytest.approx((3 + 5 + 5 + 4) / 4)
    assert (second.share, second.iteration, second.late_share) == (2 / 6, 2, 0.0)
    assert sums.different == 2


def test_two_uniform_paths_meet() -> None:
    """The mean of the later of two uniform numbers is 2/3, the later of their means 1/2."""
    plan = network(
        {"A": (Uniform(0, DAY), ()), "B": (Uniform(0, DAY), ()), "C": (Constant(DAY), "AB")}
    )
    (meeting,) = explain(plan, iterations=N, seed=5, most=1).meetings
    assert (meeting.id, meeting.end, meeting.predecessors) == ("P/C", "start", 2)
    assert meeting.delay == pytest.approx(1 / 6, abs=5 * math.sqrt(1 / 18 / N))
    assert meeting.rival_share == pytest.approx(0.5, abs=5 * math.sqrt(0.25 / N))


def test_many_exponential_paths_meet() -> None:
    """The mean of the latest of n is 1 + 1/2 + ... + 1/n, that of each is 1."""
    n, mean = 5, 10 * DAY
    tasks = {chr(65 + k): (Exponential(mean), ()) for k in range(n)}
    plan = network({**tasks, "Z": (Constant(DAY), tuple(tasks))})
    (meeting,) = explain(plan, iterations=N, seed=5, most=1).meetings
    extra = sum(1 / k for k in range(2, n + 1)) * 10
    sd = 10 * math.sqrt(sum(1 / k**2 for k in range(1, n + 1)))
    # The latest mean is a little above the true mean of each: by the noise of one of them.
    assert meeting.delay == pytest.approx(extra, abs=10 * sd / math.sqrt(N))


def test_paths_are_told_apart_by_what_few_of_them_share() -> None:
    plan = network(
        {
            "A": (Uniform(DAY, 2 * DAY), ()),
            "B": (Uniform(DAY, 2 * DAY), "A"),
            "C": (Uniform(DAY, 2 * DAY), "A"),
        }
    )
    found = explain(plan, iterations=1024, most=1)
    assert sorted(apart(found.paths, 3)) == [("P/B",), ("P/C",)]
    assert apart(found.paths[:1], 3) == [()]
