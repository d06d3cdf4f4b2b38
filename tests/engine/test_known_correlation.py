"""What moves together, seen from outside: finishes and costs of a run, against formulas.

A coefficient is Spearman's. The scores are normal, with r = 2 sin(pi rho / 6) (Pearson 1907), and
the correlation of two uniform quantities is rho itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from luck import noise, spearman
from lucky_programs import (
    DAY,
    ITERATIONS,
    START,
    Floats,
    cost,
    costly,
    days,
    finish,
    program,
    run,
    share,
    task,
    variance,
)
from scipy.stats import kstest, multivariate_normal, norm, triang, uniform

from simulator.model.calendar import ELAPSED
from simulator.model.correlation import Correlation, CorrelationMatrix, Subject, What, durations
from simulator.model.distributions import Constant, Triangular, Uniform
from simulator.model.program import Program, Project
from simulator.model.risk import Driver, Impact, Risk
from simulator.model.spread import Spread
from simulator.model.task import Cost, Task
from simulator.results.result import Result

SKEWED = triang(2 / 7, loc=8, scale=7)
"""Triangular from 8 over 10 to 15 days, as SciPy has it."""


def skewed(id: str, **more: object) -> Task:
    """A task of that duration."""
    return replace(task(id, Triangular(8 * DAY, 10 * DAY, 15 * DAY)), **more)  # type: ignore[arg-type]


def apart(*tasks: Task, **more: object) -> Program:
    """Each task in a project of its own, which has the task's name."""
    known = program(**more)
    names = [one.name for one in tasks]
    return replace(
        known,
        projects=tuple(Project(name, name, START, ELAPSED) for name in names),
        tasks=tuple(replace(one, id=f"{one.name}/{one.name}") for one in tasks),
    )


def finishes(result: Result) -> dict[str, Floats]:
    """Days from the start to the finish of each project."""
    moved = (START - result.origin).total_seconds() / 86400
    return {id: one.finish / DAY - moved for id, one in result.project_outcomes.items()}


def pearson(rho: float) -> float:
    """Of the normal scores."""
    return 2 * math.sin(math.pi * rho / 6)


def together(one: Floats, other: Floats, rho: float) -> None:
    """Rank correlation as given, within 5 standard errors."""
    assert abs(spearman(one, other) - rho) < noise(rho, ITERATIONS)


def keeps(values: Floats, known: object) -> None:
    """The distribution is what it was. Kolmogorov's D sqrt(n) above 2.9 has a chance of 1e-7."""
    assert kstest(values, known.cdf).statistic * math.sqrt(values.size) < 2.9  # type: ignore[attr-defined]


@pytest.mark.parametrize("rho", [0.3, 0.8])
def test_tasks_of_several_projects_in_a_group(rho: float) -> None:
    group = Correlation(durations(["A/A", "B/B", "C/C"]), rho)
    found = finishes(run(apart(*(skewed(one) for one in "ABC"), correlations=(group,))))
    for one, other in ("AB", "BC", "AC"):
        together(found[one], found[other], rho)
    for values in found.values():
        keeps(values, SKEWED)


def test_pairs_of_a_matrix_across_projects() -> None:
    a, b, c = durations(["A/A", "B/B", "C/C"])
    pairs = {(a, b): -0.6, (a, c): 0.5, (b, c): 0.1}
    matrix = CorrelationMatrix.of_pairs(pairs, [a, b, c])
    found = finishes(run(apart(*(skewed(one) for one in "ABC"), correlations=(matrix,))))
    for (one, other), rho in pairs.items():
        together(found[one.id[0]], found[other.id[0]], rho)
    for values in found.values():
        keeps(values, SKEWED)


@pytest.mark.parametrize("rho", [-0.5, 0.7])
def test_a_duration_and_its_cost(rho: float) -> None:
    pair = Correlation((*durations(["P/A"]), Subject(What.COST, "P/A")), rho)
    paid = skewed("A", cost=Cost(150.0, 0.0, Spread(Uniform(100.0, 200.0))))
    result = run(program(paid, correlations=(pair,)))
    together(finish(result), cost(result), rho)
    keeps(finish(result), SKEWED)
    keeps(cost(result), uniform(100, 100))


def test_factors_of_drivers() -> None:
    subjects = tuple(Subject(What.FACTOR, id) for id in "DE")
    drivers = tuple(
        Driver(id, id, Uniform(0.8, 1.6), (f"{one}/{one}",))
        for id, one in zip("DE", "AB", strict=True)
    )
    tasks = [task(one, 10) for one in "AB"]
    both = apart(*tasks, drivers=drivers, correlations=(Correlation(subjects, 0.65),))
    found = finishes(run(both))
    together(found["A"], found["B"], 0.65)
    for values in found.values():
        keeps(values, uniform(8, 8))


def test_the_delays_of_one_risk() -> None:
    """Drawn once a task where the risk happens; correlated, they are alike in size."""
    impact = Impact(("A/A", "B/B"), Spread(Uniform(0, 10 * DAY)))
    risk = Risk("R", "R", 1.0, (impact,))
    group = Correlation((Subject(What.IMPACT, "R"),), 0.75)
    known = apart(task("A", 5), task("B", 5), risks=(risk,), correlations=(group,))
    found = finishes(run(known))
    together(found["A"], found["B"], 0.75)
    for values in found.values():
        keeps(values, uniform(5, 10))


@pytest.mark.parametrize("rho", [-0.4, 0.8])
def test_a_risk_happens_with_what_it_is_correlated_with(rho: float) -> None:
    """The chance of both by the bivariate normal distribution, as often as alone in all."""
    pair = Correlation((Subject(What.OCCURRENCE, "R"), *durations(["P/A"])), rho)
    result = run(program(skewed("A"), risks=(costly("R", 0.3, 1.0),), correlations=(pair,)))
    happens, slow = cost(result) > 0, finish(result) > SKEWED.ppf(0.8)
    r = pearson(rho)
    both = float(multivariate_normal([0, 0], [[1, r], [r, 1]]).cdf([norm.ppf(0.3), norm.ppf(0.2)]))
    share(happens, 0.3)
    share(slow, 0.2)
    share(happens & slow, both)


def test_two_risks_of_two_projects() -> None:
    """Both of 50 %: together with 1/4 + asin(r) / (2 pi) (Sheppard 1899)."""
    rho = 0.6
    risks = tuple(
        Risk(f"R{one}", "", 0.5, (Impact((f"{one}/{one}",), Spread(Constant(DAY))),))
        for one in "AB"
    )
    pair = Correlation((Subject(What.OCCURRENCE, "RA"), Subject(What.OCCURRENCE, "RB")), rho)
    known = apart(task("A", 1), task("B", 1), risks=risks, correlations=(pair,))
    found = finishes(run(known))
    share((found["A"] > 1.5) & (found["B"] > 1.5), 0.25 + math.asin(pearson(rho)) / (2 * math.pi))


def test_tasks_side_by_side_meet_their_dates_together_more_often() -> None:
    """P(both by their median) = 1/4 + asin(r) / (2 pi), instead of 1/4: merge bias shrinks."""
    rho = 0.6
    group = Correlation(durations(["P/A", "P/B"]), rho)
    plain, tied = (
        finish(run(program(skewed("A"), skewed("B"), correlations=one))) for one in ((), (group,))
    )
    median = SKEWED.median()
    share(plain <= median, 0.25)
    share(tied <= median, 0.25 + math.asin(pearson(rho)) / (2 * math.pi))


def chain(count: int) -> Sequence[Task]:
    """Tasks one after the other, each uniform on 8 to 14 days."""
    return [task(f"T{k:02}", days(8, 14), *([f"T{k - 1:02}"] if k else [])) for k in range(count)]


@pytest.mark.parametrize("rho", [0.0, 0.1, 0.5, 1.0])
def test_a_common_coefficient_widens_the_sum(rho: float) -> None:
    """n uniform durations in a row: variance n s^2 (1 + (n - 1) rho), s^2 = 36 / 12, and the mean
    that they have without correlation."""
    n = 30
    tasks = chain(n)
    group = Correlation(durations([one.id for one in tasks]), rho)
    found = finish(run(program(*tasks, correlations=(group,)), 10_240))
    assert abs(found.mean() - 11 * n) < 5 * found.std() / math.sqrt(found.size)
    variance(found, n * 3 * (1 + (n - 1) * rho))


def test_money_of_many_tasks_widens_too() -> None:
    n, rho = 20, 0.3
    tasks = [replace(one, cost=Cost(100.0, 0.0, Spread(Uniform(70.0, 130.0)))) for one in chain(n)]
    group = Correlation(tuple(Subject(What.COST, one.id) for one in tasks), rho)
    result = run(program(*tasks, correlations=(group,)))
    variance(cost(result), n * 300 * (1 + (n - 1) * rho))
    variance(finish(result), n * 3)


def test_groups_are_apart_from_each_other() -> None:
    """Two groups of n / 2: within each n / 2 s^2 (1 + (n / 2 - 1) rho), and the sum of both."""
    n, rho = 20, 0.5
    tasks = chain(n)
    ids = [one.id for one in tasks]
    groups = tuple(Correlation(durations(part), rho) for part in (ids[::2], ids[1::2]))
    variance(finish(run(program(*tasks, correlations=groups))), n * 3 * (1 + (n / 2 - 1) * rho))
