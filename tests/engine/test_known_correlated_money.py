"""Money that moves together, against formulas.

A coefficient is Spearman's, which for uniform quantities is their correlation itself, so that the
variance of a sum is known: n s² (1 + (n − 1) ρ).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from luck import lucks, noise, spearman
from lucky_programs import Floats, cost, day, days, finish, program, run, task, variance
from naive_copula import number, recipes

from simulator.engine import correlations
from simulator.engine.benefits import drawn
from simulator.engine.settings import Settings
from simulator.model.benefit import Benefit, Gain
from simulator.model.correlation import (
    Correlation,
    CorrelationMatrix,
    Statement,
    Subject,
    What,
    durations,
)
from simulator.model.distributions import Uniform
from simulator.model.money import Basis, Currency, Element, Index, Overhead, Terms
from simulator.model.payment import END
from simulator.model.program import Program
from simulator.model.risk import Risk
from simulator.model.spread import Spread
from simulator.model.task import Cost
from simulator.results.result import Result
from simulator.scenario.value import value

FARES, RENT = Subject(What.BENEFIT, "Fares"), Subject(What.BENEFIT, "Rent")
USD, STEEL = Subject(What.CURRENCY, "USD"), Subject(What.INDEX, "steel")
SITE = Subject(What.OVERHEAD, "P", part="site")
RANGE = Spread(Uniform(70.0, 130.0))


def beam(task_id: str) -> Subject:
    return Subject(What.ELEMENT, task_id, part="beam")


def priced(id: str, **more: object) -> Element:
    return replace(Element(id, Basis.AMOUNT, 100.0, RANGE), **more)  # type: ignore[arg-type]


def worth(*statements: Statement, **more: object) -> Program:
    """A task with one cost, and two benefits, all with ranges."""
    one = replace(task("A", days(10, 20)), elements=(priced("beam"),))
    benefits = (
        Benefit("Fares", "", Gain.ONCE, 500.0, None, Spread(Uniform(400.0, 600.0))),
        Benefit("Rent", "P/A", Gain.ONCE, 50.0, None, Spread(Uniform(40.0, 60.0))),
    )
    return replace(program(one, correlations=statements), benefits=benefits, **more)  # type: ignore[arg-type]


def test_the_sum_of_cost_elements_has_its_variance() -> None:
    """Twelve elements of six tasks: s² = 60² / 12 = 300 each."""
    rho = 0.4
    pair = (priced("beam"), priced("bolt", paid=END))
    tasks = [replace(task(f"T{k}", 5), elements=pair) for k in range(6)]
    named = tuple(
        Subject(What.ELEMENT, one.id, part=name) for one in tasks for name in ("beam", "bolt")
    )
    result = run(program(*tasks, correlations=(Correlation(named, rho),)))
    variance(cost(result), 12 * 300 * (1 + 11 * rho))
    variance(cost(run(program(*tasks))), 12 * 300)


def amounts(result: Result) -> dict[str, Floats]:
    return dict(drawn(result.program, result.run))


@pytest.mark.parametrize("coefficient", [-0.6, 0.0, 0.35, 0.9])
def test_benefits_move_with_each_other(coefficient: float) -> None:
    result = run(worth(Correlation((FARES, RENT), coefficient)))
    found = amounts(result)
    realised = spearman(found["Fares"], found["Rent"])
    assert abs(realised - coefficient) < noise(coefficient, len(found["Fares"]))
    # Ranges of 200 and 20: variances 200² / 12 and 20² / 12, covariance ρ 200 · 20 / 12.
    variance(found["Fares"] + found["Rent"], (200**2 + 20**2 + 2 * coefficient * 200 * 20) / 12)


@pytest.mark.parametrize("coefficient", [-0.5, 0.7])
def test_a_benefit_moves_with_a_cost_and_with_a_finish(coefficient: float) -> None:
    both = CorrelationMatrix.of_pairs(
        {(FARES, beam("P/A")): coefficient, (RENT, *durations(["P/A"])): -coefficient},
        [FARES, RENT, beam("P/A"), *durations(["P/A"])],
    )
    result = run(worth(both))
    found, n = amounts(result), result.run.iterations
    assert abs(spearman(found["Fares"], cost(result)) - coefficient) < noise(coefficient, n)
    assert abs(spearman(found["Rent"], finish(result)) + coefficient) < noise(coefficient, n)
    assert abs(spearman(found["Rent"], cost(result))) < noise(0.0, n)


def test_the_value_spreads_as_a_difference_of_what_moves_together() -> None:
    """Net = fares + rent − cost, undiscounted, of uniforms: the variance of the sum, by pairs."""
    rho = 0.6
    found = value(worth(Correlation((FARES, beam("P/A")), rho)), 20_480, 4)
    exact = (200**2 + 20**2 + 60**2 - 2 * rho * 200 * 60) / 12
    variance(found.net.samples, exact)


def test_currency_price_index_and_overhead_move_with_a_benefit() -> None:
    """With one of them uncertain at a time the cost rises with it, and has its rank."""
    terms = {
        USD: Terms(currencies=(Currency("USD", 0.9, Spread(Uniform(0.8, 1.0))),)),
        STEEL: Terms(indices=(Index("steel", day(0), 0.03, Spread(Uniform(0.01, 0.05))),)),
        SITE: Terms(overheads=(Overhead("site", "P", 0.1, Spread(Uniform(0.05, 0.2))),)),
    }
    for subject, own in terms.items():
        element = Element(
            "beam", Basis.AMOUNT, 100.0, paid=END,
            currency="USD" if subject is USD else "", index="steel" if subject is STEEL else "",
        )  # fmt: skip
        one = replace(task("A", 100), elements=(element,))
        plan = replace(worth(Correlation((subject, FARES), 0.5), terms=own), tasks=(one,))
        result = run(plan)
        realised = spearman(amounts(result)["Fares"], cost(result))
        assert abs(realised - 0.5) < noise(0.5, result.run.iterations), subject


def test_a_rate_moves_with_a_duration() -> None:
    """Cost = rate · days; given the days the rate is what is left of it."""
    rate = Subject(What.RATE, "P/A")
    spread = Spread(Uniform(5.0, 15.0))
    one = task("A", days(10, 20), cost=Cost(per_day=10.0, rate_spread=spread))
    result = run(program(one, correlations=(Correlation((rate, *durations(["P/A"])), 0.8),)))
    length = finish(result)
    assert abs(spearman(length, cost(result) / length) - 0.8) < noise(0.8, result.run.iterations)


def test_draws_are_those_of_the_slow_twin() -> None:
    """Every kind of money in one matrix, iteration by iteration."""
    elements = (priced("beam", currency="USD", index="steel"),)
    one = replace(
        task("A", days(10, 20), cost=Cost(per_day=10.0, rate_spread=RANGE)), elements=elements
    )
    terms = Terms(
        (Currency("USD", 0.9, Spread(Uniform(0.8, 1.0))),),
        (Index("steel", day(0), 0.03, Spread(Uniform(0.01, 0.05))),),
        (Overhead("site", "P", 0.1, Spread(Uniform(0.05, 0.2))),),
    )
    rate = Subject(What.RATE, "P/A")
    named = [beam("P/A"), rate, USD, STEEL, SITE, FARES, *durations(["P/A"])]
    pairs = {(a, b): 0.1 + 0.05 * k for k, (a, b) in enumerate(pairwise(named))}
    plan = replace(worth(CorrelationMatrix.of_pairs(pairs, named)), tasks=(one,), terms=terms)
    alone = {**lucks(replace(plan, correlations=()), 200)}
    result = run(plan, 200, seed=3)
    free = run(replace(plan, correlations=()), 200, seed=3)
    alone["benefit Fares"] = (amounts(free)["Fares"] - 400) / 200
    together = {**lucks(plan, 200)}
    together["benefit Fares"] = (amounts(result)["Fares"] - 400) / 200
    given = recipes(plan)
    assert len(given) == len(named)
    for name in given:
        for i in range(0, 200, 40):
            exact = number(name, given, lambda other, i=i: float(alone[other][i]))  # type: ignore[misc]
            assert together[name][i] == pytest.approx(exact, abs=1e-9), name


def test_the_receipt_measures_benefits_too() -> None:
    plan = worth(Correlation((FARES, RENT, beam("P/A")), 0.5))
    (one,) = correlations(plan, Settings(10_240, 2))
    assert one.quantities == 3
    assert one.pairs == 3
    assert one.given == 0.5
    assert max(one.high - 0.5, 0.5 - one.low) < noise(0.5, 10_240)


def test_a_benefit_keeps_its_luck_without_correlation() -> None:
    """And the first by name of what is correlated keeps it in a matrix: the others follow it."""
    tied = CorrelationMatrix.of_pairs({(FARES, beam("P/A")): 0.5}, [FARES, beam("P/A")])
    free, bound = amounts(run(worth())), amounts(run(worth(tied)))
    for name in ("Fares", "Rent"):
        np.testing.assert_array_equal(free[name], bound[name])


def test_a_risk_that_goes_takes_its_correlation_with_a_benefit_along() -> None:
    """At stake in a risk that does nothing is nothing but luck: within five standard errors."""
    risk = Risk("R", "R", 0.5, ())
    statement = Correlation((Subject(What.OCCURRENCE, "R"), FARES), 0.5)
    found = value(worth(statement, risks=(risk,)), 10_240, 3)
    # Both runs are Latin: the mean of a uniform is exact to 1 / (1,024 strata) of its range.
    assert abs(found.stakes[0].value.value) < 5 * 200 / 1024
