"""What is spent, what follows the time that is left, and what does not: worked out by hand.

Work goes around the clock from Monday 5 January 2026. Rules: docs/reference/cost.md, "What has been
spent" and "Labour follows time".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from lucky_programs import DAY, START, Floats, day, days, program, run, task

from simulator.engine.cash import cash_flow
from simulator.model.branch import Branch, Condition, Measure, Path
from simulator.model.distributions import Uniform
from simulator.model.money import Basis, Element
from simulator.model.payment_text import parse_payment
from simulator.model.program import Program
from simulator.model.resource import Assignment, Expense, Rate, Resource, ResourceType
from simulator.model.spread import Spread
from simulator.model.task import Cost, Progress, Task
from simulator.results.result import Result

RESOURCES = {
    "crew": Resource("crew", "Crew"),
    "crane": Resource("crane", "Crane", rates=(Rate(10.0, per_use=20.0),)),
    "sand": Resource("sand", "Sand", ResourceType.MATERIAL),
    "fee": Resource("fee", "Fee", ResourceType.COST),
}


def plan(*tasks: Task, today: float | None = None, **more: object) -> Program:
    """The tasks with the resources above, and a data date so many days after the start."""
    known = program(*tasks, resources=RESOURCES, **more)
    if today is None:
        return known
    return replace(known, projects=(replace(known.projects[0], data_date=day(today)),))


def going(left: float, cost: Cost, *works: Assignment, planned: float = 10) -> Task:
    """Task A, planned for ten days, under way, with so many days left."""
    progress = Progress(actual_start=START, remaining=left * DAY)
    return replace(task("A", planned, cost=cost), progress=progress, assignments=works)


def costs(result: Result) -> Floats:
    assert result.outcome.cost is not None
    return result.outcome.cost


def lasts(result: Result) -> Floats:
    """Days from the start of the program to its finish."""
    found: Floats = result.finish.samples / DAY - (START - result.origin) / timedelta(days=1)
    return found


def test_labour_of_a_task_that_has_not_begun_follows_its_duration() -> None:
    """500 of crew for ten days, 300 of sand, 200 of a fee: 50 for each day, and 500."""
    works = (Assignment("crew", cost=500.0), Assignment("sand", cost=300.0))
    known = replace(
        task("A", days(5, 15), cost=Cost(fixed=1000.0)),
        assignments=(*works, Assignment("fee", cost=200.0)),
    )
    result = run(plan(known), iterations=500)
    assert result.schedule.program_cost == pytest.approx(1000.0)
    np.testing.assert_allclose(costs(result), 500 + 50 * lasts(result))


def test_a_charge_for_each_use_does_not_follow_time() -> None:
    """Of 220 for a crane 20 are paid for bringing it."""
    known = replace(
        task("A", days(5, 15), cost=Cost(fixed=220.0)),
        assignments=(Assignment("crane", cost=220.0),),
    )
    result = run(plan(known), iterations=500)
    np.testing.assert_allclose(costs(result), 20 + 20 * lasts(result))


def test_what_is_spent_is_certain_and_what_is_left_of_labour_grows() -> None:
    """Four days done of ten; 240 spent of crew and 360 to come, 60 a day; 50 of expenses to come;
    what is left takes 3 to 12 days."""
    crew = Assignment("crew", cost=600.0, actual_cost=240.0, remaining_cost=360.0)
    open_ = replace(
        going(6, Cost(fixed=650.0), crew),
        expenses=(Expense("permit", 50.0),),
        spread=Spread(Uniform(3 * DAY, 12 * DAY)),
    )
    result = run(plan(open_, today=4), iterations=500)
    assert result.schedule.program_cost == pytest.approx(650.0)
    np.testing.assert_allclose(costs(result), 290 + 60 * (lasts(result) - 4))


def test_money_spent_lies_before_the_data_date_and_the_rest_after() -> None:
    """Ten days done, to Thursday the 15th, for 300; ten to come, to the 25th, for 700: in the first
    week 7/10 of what is spent, in the second 3/10 of that and 4/10 of the rest."""
    crew = Assignment("crew", cost=1000.0, actual_cost=300.0, remaining_cost=700.0)
    known = plan(going(10, Cost(fixed=1000.0), crew, planned=20), today=10)
    found = cash_flow(run(known, iterations=64), "week")
    np.testing.assert_allclose(found.planned, [210.0, 90 + 280.0, 420.0])
    np.testing.assert_allclose(found.spent[:, 0], [210.0, 90 + 280.0, 420.0])
    np.testing.assert_allclose(found.actual, [210.0, 90.0, 0.0])


def test_what_is_left_of_a_curve_is_paid() -> None:
    """Half of the time is over, and with it 65 of 100 parts: the other 35 come evenly."""
    front = parse_payment("front loaded")
    crew = Assignment("crew", cost=1000.0, actual_cost=650.0, remaining_cost=350.0, paid=front)
    found = cash_flow(
        run(plan(going(7, Cost(fixed=1000.0), crew, planned=14), today=7), iterations=64), "week"
    )
    np.testing.assert_allclose(found.planned, [650.0, 350.0, 0.0])
    late = parse_payment("cumulative(0%: 0%, 75%: 40%, 100%: 100%)")
    crew = replace(crew, cost=1000.0, actual_cost=0.0, remaining_cost=1000.0, paid=late)
    found = cash_flow(
        run(plan(going(21, Cost(fixed=1000.0), crew, planned=28), today=7), iterations=64),
        "week",
    )
    # A quarter is over, and with it a third of 40 parts; by two and by three quarters of the time
    # two thirds of them and all, each a week later.
    week = 1000 * (40 / 3) / (100 - 40 / 3)
    last = 1000 - 2 * week
    np.testing.assert_allclose(found.planned, [0.0, week, week, last, 0.0], atol=1e-6)


def test_days_that_are_spent_are_not_paid_twice() -> None:
    """100 a day; ten of twenty days are done, and cost 1,300 instead of 1,000."""
    spent = Cost(fixed=1300.0, per_day=100.0, actual=1300.0)
    open_ = replace(going(10, spent, planned=20), spread=Spread(Uniform(0.5, 1.5), relative=True))
    result = run(plan(open_, today=10), iterations=300)
    assert result.schedule.program_cost == pytest.approx(2300.0)
    np.testing.assert_allclose(costs(result), 1300 + 100 * (lasts(result) - 10))


def test_a_range_is_for_what_is_left() -> None:
    """40 of 100 spent: a range of 50 % to 150 % is one of the other 60, and a range of 50 to 150
    in money says the same."""
    for spread in (Spread(Uniform(0.5, 1.5), relative=True), Spread(Uniform(50.0, 150.0))):
        known = plan(going(5, Cost(fixed=100.0, spread=spread, actual=40.0)), today=5)
        result = run(known, iterations=2048)
        assert result.schedule.program_cost == pytest.approx(100.0)
        assert costs(result).min() == pytest.approx(40 + 30, abs=0.1)
        assert costs(result).max() == pytest.approx(40 + 90, abs=0.1)
        assert costs(result).mean() == pytest.approx(100.0, abs=0.05)


def test_a_range_of_the_cost_is_one_draw_for_labour_and_the_rest() -> None:
    """100 of crew in ten days that are certain, and 100 of sand: both with the same factor."""
    spread = Spread(Uniform(0.5, 1.5), relative=True)
    works = (Assignment("crew", cost=100.0), Assignment("sand", cost=100.0))
    known = replace(task("A", 10, cost=Cost(fixed=200.0, spread=spread)), assignments=works)
    found = costs(run(plan(known), iterations=4096))
    assert found.min() == pytest.approx(100.0, abs=0.2)
    assert found.max() == pytest.approx(300.0, abs=0.2)
    assert found.std() == pytest.approx(200 / np.sqrt(12), rel=1e-3)


def test_a_cost_element_with_part_of_it_spent() -> None:
    """120 spent; of what is left 80 in all, and 10 for each of the days to come."""
    elements = (
        Element("steel", Basis.AMOUNT, 80.0, actual=120.0),
        Element("crew", Basis.DAY, 10.0, actual=0.0),
        Element("hut", Basis.ELAPSED_DAY, 1.0, actual=5.0),
    )
    open_ = replace(
        going(6, Cost()),
        spread=Spread(Uniform(3 * DAY, 12 * DAY)),
        elements=elements,
    )
    result = run(plan(open_, today=4), iterations=300)
    assert result.schedule.program_cost == pytest.approx(120 + 80 + 60 + 5 + 6)
    np.testing.assert_allclose(costs(result), 205 + 11 * (lasts(result) - 4))


def test_a_resource_whose_rate_is_uncertain_is_so_for_what_is_left() -> None:
    """60 left for six days of crew, at 50 % to 150 % of the rate; 40 spent."""
    crew = Assignment("crew", cost=100.0, actual_cost=40.0, remaining_cost=60.0)
    known = plan(going(6, Cost(fixed=100.0), crew), today=4)
    dear = {**RESOURCES, "crew": replace(RESOURCES["crew"], rate_spread=Uniform(0.5, 1.5))}
    found = costs(run(replace(known, resources=dear), iterations=2048))
    assert found.min() == pytest.approx(70.0, abs=0.1)
    assert found.max() == pytest.approx(130.0, abs=0.1)


def test_parts_that_cost_more_than_planned_make_the_task_dearer() -> None:
    """Done for 265 instead of 240; and half done, for 60 and 60 to come instead of 100."""
    done = replace(
        task("A", 4, cost=Cost(fixed=240.0)),
        progress=Progress(START, day(4), 0.0),
        expenses=(Expense("engineer", 240.0, 265.0),),
    )
    crew = Assignment("crew", cost=100.0, actual_cost=60.0, remaining_cost=60.0)
    result = run(plan(done, today=4), iterations=64)
    assert result.schedule.program_cost == pytest.approx(265.0)
    np.testing.assert_allclose(costs(result), 265.0)
    result = run(plan(going(6, Cost(fixed=100.0), crew), today=4), iterations=64)
    assert result.schedule.program_cost == pytest.approx(120.0)


def test_a_condition_on_cost_counts_cost_elements() -> None:
    """20 a day for 5 to 15 days, and 100: more than 300 where it takes more than ten days."""
    elements = (
        Element("crew", Basis.DAY, 20.0),
        Element("steel", Basis.AMOUNT, 100.0, paid=parse_payment("end")),
    )
    first = replace(task("A", days(5, 15)), elements=elements)
    branch = Branch(
        "B", "B", "", (Path("dear", ("P/X",)),), Condition("P/A", Measure.COST, True, None, 300.0)
    )
    result = run(plan(first, task("X", 100, "A"), branches=(branch,)), iterations=1000)
    long = costs(result) > 300.0
    assert long.mean() == pytest.approx(0.5, abs=0.01)
    np.testing.assert_array_equal(lasts(result) > 100, long)
