"""Earned value, worked out by hand: the example of `tests/earned_chain.py`."""

from __future__ import annotations

from dataclasses import replace

import pytest
from earned_chain import TODAY, chain, valued
from lucky_programs import ITERATIONS, day, program, run, share, task

from simulator.engine.cash import cash_flow
from simulator.engine.earned import earned_value
from simulator.model.dependency import Dependency
from simulator.model.money import Basis, Element, Overhead, Terms
from simulator.model.program import Program
from simulator.model.resource import Baseline
from simulator.model.task import Cost, Kind, Progress, Task
from simulator.results.earned_value import Figures


def figures(known: Program) -> Figures:
    found = valued(known)
    assert found is not None
    return found.figures


def test_the_figures_of_the_worked_example() -> None:
    found = figures(chain())
    assert (found.bac, found.bcws, found.bcwp, found.acwp) == pytest.approx(
        (3500.0, 2000.0, 1800.0, 2000.0)
    )
    assert (found.sv, found.cv) == pytest.approx((-200.0, -200.0))
    assert (found.spi, found.cpi) == pytest.approx((0.9, 0.9))
    assert found.tcpi == pytest.approx(1700.0 / 1500.0)
    assert found.eac_by_rate == pytest.approx(3500.0 / 0.9)
    assert found.eac_by_plan == pytest.approx(2000.0 + 1700.0)
    assert (found.tasks, found.from_baseline, found.unpaid) == (3, 3, 0)


def test_the_data_date_is_that_of_projects_with_money() -> None:
    """The other project, without money, was looked at a year later."""
    known = chain()
    other = replace(known.projects[0], id="Q", name="Q", data_date=day(365))
    idle = replace(task("D", 400), id="Q/D")
    whole = replace(known, projects=(*known.projects, other), tasks=(*known.tasks, idle))
    found = valued(whole)
    assert found is not None
    assert (found.first, found.at) == (TODAY, TODAY)
    assert found.figures.bcws == pytest.approx(2000.0)
    dear = replace(idle, cost=Cost(fixed=800.0))
    both = valued(replace(whole, tasks=(*known.tasks, dear)))
    assert both is not None
    assert (both.first, both.at) == (TODAY, day(365))


def test_the_percentile_of_each_estimate_in_the_forecast() -> None:
    """The forecast costs 3,000 + U(300, 1300): at most 3,700 in 40 %, at most 3,888.9 in 58.9 %."""
    result = run(chain())
    found = earned_value(result, cash_flow(result, "week"))
    assert found is not None
    assert result.outcome.cost is not None
    for forecast, expected in ((found.by_plan, 0.4), (found.by_rate, 0.588889)):
        assert forecast is not None
        assert forecast.percentile == pytest.approx(expected, abs=5 * (0.25 / ITERATIONS) ** 0.5)
        share(result.outcome.cost <= forecast.eac, expected)


def test_without_actual_costs_there_is_no_cpi() -> None:
    found = valued(chain(paid=False))
    assert found is not None
    own = found.figures
    assert own.spi == pytest.approx(0.9)
    assert (own.acwp, own.cpi, own.cv, own.tcpi) == (None,) * 4
    assert (found.by_rate, found.by_plan) == (None, None)
    assert found.to_dict()["EAC_rate"] is None
    assert own.unpaid == 2


def test_without_a_baseline_the_plan_is_held_against_itself() -> None:
    """B started on day 10 and, with 6 days left on day 15, ends on day 21: 5/11 of it was due."""
    known = chain()
    tasks = tuple(replace(one, baseline=None) for one in known.tasks)
    found = figures(replace(known, tasks=tasks))
    assert found.bcws == pytest.approx(1000.0 + 2000.0 * 5 / 11)
    assert found.from_baseline == 0


def test_money_of_a_milestone_is_earned_when_it_is_reached() -> None:
    """It takes no time, and lies ahead of the data date."""
    known = chain()
    first = known.tasks[-1]
    ahead = replace(first, id="P/M", kind=Kind.MILESTONE, duration=0.0, spread=None,
                    after=(Dependency(first.id),), progress=Progress(), baseline=None,
                    assignments=(), cost=Cost(fixed=50.0))  # fmt: skip
    plain, found = figures(known), figures(replace(known, tasks=(*known.tasks, ahead)))
    assert (found.bcws, found.bcwp, found.bac) == (plain.bcws, plain.bcwp, plain.bac + 50.0)


def test_a_budget_of_the_baseline_wins_over_the_plan() -> None:
    known = chain()
    changed = replace(known.tasks[2], baseline=Baseline(day(20), day(25), None, 900.0))
    found = figures(replace(known, tasks=(*known.tasks[:2], changed)))
    assert found.bac == pytest.approx(3900.0)


def test_a_level_of_effort_earns_what_was_planned() -> None:
    """It spans A and B, days 0 to 21, at 10 a day: 150 are planned and earned on day 15."""
    from simulator.model.dependency import Dependency, Relation

    spans = (
        Dependency("P/A", Relation.SS),
        Dependency("P/B", Relation.FF),
    )
    known = chain()
    effort: Task = replace(
        task("L", 0, cost=Cost(per_day=10.0)),
        kind=Kind.LEVEL_OF_EFFORT,
        after=spans,
        progress=Progress(actual_start=day(0)),
    )
    with_it, without = figures(replace(known, tasks=(*known.tasks, effort))), figures(known)
    assert with_it.bcws - without.bcws == pytest.approx(150.0)
    assert with_it.bcwp - without.bcwp == pytest.approx(150.0)


def test_money_that_belongs_to_no_task_is_told_apart() -> None:
    """A tenth of 3,500 on top is in the forecast, and not in the budget."""
    known = replace(chain(), terms=Terms(overheads=(Overhead("office", "P", 0.1),)))
    found = valued(known)
    assert found is not None
    assert found.figures.bac == pytest.approx(3500.0)
    assert found.outside == pytest.approx(350.0)


def test_a_plan_without_a_data_date_has_none() -> None:
    assert valued(program(task("A", 3, cost=Cost(fixed=1.0)))) is None


def test_what_is_spent_of_a_cost_element_is_paid() -> None:
    """The 2,000 of the example, and 250 of an element of B, of which 150 is left."""
    known = chain()
    first = known.tasks[1]
    element = Element("E", Basis.AMOUNT, 150.0, actual=250.0)
    dear = replace(first, elements=(element,))
    found = valued(replace(known, tasks=(known.tasks[0], dear, *known.tasks[2:])))
    assert found is not None
    assert found.figures.acwp == pytest.approx(2000.0 + 250.0)
