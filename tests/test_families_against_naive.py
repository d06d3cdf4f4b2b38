"""Every family of distributions as the engine draws it, against its own quantile function.

The twin has no tables: it asks the family for the quantile of the same uniform number.
"""

from __future__ import annotations

import numpy as np
import pytest
from naive_sample import Luck
from strategies import START

from simulator.engine import simulate
from simulator.model.calendar import ELAPSED, elapsed_calendar
from simulator.model.distribution import Distribution
from simulator.model.distributions import (
    FAMILIES,
    Bernoulli,
    Beta,
    Constant,
    Cumulative,
    Discrete,
    Empirical,
    Experts,
    Exponential,
    Gamma,
    Lognormal,
    Metalog,
    Normal,
    Pert,
    Triangular,
    Trigen,
    Uniform,
    Weibull,
)
from simulator.model.program import Program, Project
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task

TABLE = 1e-4
"""Greatest error of a table of quantiles, as a share of the range from P10 to P90."""

ITERATIONS = 1500
MEMBERS: list[Distribution] = [
    Bernoulli(0.3, 700.0),
    Beta(2.0, 5.0, 100.0, 900.0),
    Constant(480.0),
    Cumulative((100.0, 300.0, 900.0), (0.0, 0.4, 1.0)),
    Discrete((100.0, 300.0, 900.0), (0.2, 0.5, 0.3)),
    Empirical((120.0, 480.0, 500.0, 960.0)),
    Experts((Triangular(100.0, 300.0, 500.0), Uniform(600.0, 900.0)), (1.0, 2.0)),
    Exponential(600.0),
    Gamma(2.5, 200.0),
    Lognormal(600.0, 250.0),
    Metalog(200.0, 500.0, 1100.0, 0.0),
    Normal(600.0, 90.0),
    Pert(200.0, 400.0, 1200.0),
    Pert(0.0, 900.0, 1200.0, 12.0),
    Triangular(200.0, 400.0, 1200.0),
    Trigen(200.0, 400.0, 1200.0),
    Uniform(100.0, 800.0),
    Weibull(1.7, 500.0),
]


def program() -> Program:
    """One project and one task round the clock for each family."""
    projects = tuple(Project(f"P{k}", f"P{k}", START, ELAPSED) for k in range(len(MEMBERS)))
    tasks = tuple(
        Task(f"P{k}/A", "A", Kind.TASK, ELAPSED, 480.0, spread=Spread(family))
        for k, family in enumerate(MEMBERS)
    )
    return Program("Families", START, {ELAPSED: elapsed_calendar()}, projects, tasks)


def test_no_family_is_missing() -> None:
    assert {type(member) for member in MEMBERS} == set(FAMILIES.values())


@pytest.mark.parametrize("sampling", ["latin", "random"])
def test_every_family_at_the_tolerance_of_tables(sampling: str) -> None:
    result = simulate(program(), ITERATIONS, seed=3, sampling=sampling, detail=False, levers=0)
    begins = (START - result.origin).total_seconds() / 60
    for k, family in enumerate(MEMBERS):
        found = result.project_outcomes[f"P{k}"].finish - begins
        lucks = (Luck(3, i, sampling == "latin") for i in range(ITERATIONS))
        expected = [luck.value(family, f"task P{k}/A duration") for luck in lucks]
        p10, p90 = family.quantile(np.array([0.1, 0.9]))
        np.testing.assert_allclose(
            found, np.maximum(expected, 0.0), rtol=0, atol=TABLE * (p90 - p10) + 1e-6
        )
