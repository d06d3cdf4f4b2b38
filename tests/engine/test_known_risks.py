"""Risks that depend on each other, on dates and on chances of their own: answers by formula."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from lucky_programs import (
    DAY,
    START,
    cost,
    costly,
    day,
    days,
    finish,
    mean,
    program,
    run,
    share,
    task,
)

from simulator.engine import simulate
from simulator.errors import PlanError
from simulator.model.calendar import standard_calendar
from simulator.model.distributions import Constant, Uniform
from simulator.model.program import Program
from simulator.model.resource import Assignment, Resource
from simulator.model.risk import Driver, Impact, Rise, Risk, Window
from simulator.model.spread import Spread
from simulator.model.task import Cost, Progress


def delay(id: str, probability: float, work: float, *tasks: str, **more: object) -> Risk:
    """A risk that delays tasks by so many days."""
    hit = tuple(f"P/{one}" for one in tasks)
    own = {key: more.pop(key) for key in ("chance", "to_start", "cost_per_day") if key in more}
    impact = Impact(hit, Spread(Constant(work * DAY)), **own)  # type: ignore[arg-type]
    return Risk(id, id, probability, (impact,), **more)  # type: ignore[arg-type]


def test_an_uncertain_probability_counts_by_its_mean() -> None:
    risk = costly("R", 0.3, 1.0, spread=Uniform(0.1, 0.7))
    share(cost(run(program(task("A", 1), risks=(risk,)))) > 0, 0.4)


def test_what_a_late_start_has_waited_for_is_critical() -> None:
    """A, then a wait of 0 or 3 days before B: A drives B either way."""
    risk = delay("R", 0.5, 3.0, "B", to_start=True)
    found = run(program(task("A", 5), task("B", 2, "A"), task("C", 1), risks=(risk,)))
    assert found.tallies.critical.tolist() == [1.0, 1.0, 0.0]


def test_a_program_that_is_done_may_still_have_to_pay() -> None:
    """No task is left, and a risk whose cost depends on another remains."""
    done = replace(task("A", 1), progress=Progress(actual_start=START, actual_finish=day(1)))
    risks = (costly("R1", 0.3, 1.0, raises=(Rise("R2", 1.0),)), costly("R2", 0.0, 10.0))
    bill = cost(run(program(done, risks=risks)))
    share(bill == 11.0, 0.3)
    share(bill == 0.0, 0.7)


def test_a_chain_has_its_conditional_frequencies() -> None:
    """R1 raises R2 from 10 % to 60 %; R2 sets off R3."""
    risks = (
        costly("R1", 0.3, 1.0, raises=(Rise("R2", 0.6),)),
        costly("R2", 0.1, 10.0, raises=(Rise("R3", 1.0),)),
        costly("R3", 0.0, 100.0),
    )
    bill = cost(run(program(task("A", 1), risks=risks)))
    first, second, third = bill % 10 == 1, bill // 10 % 10 == 1, bill // 100 == 1
    share(first, 0.3)
    share(second[first], 0.6)
    share(second[~first], 0.1)
    assert np.array_equal(second, third)


def test_the_order_of_the_register_does_not_matter_to_a_chain() -> None:
    risks = (costly("A", 0.1, 1.0), costly("Z", 0.5, 10.0, raises=(Rise("A", 0.9),)))
    first = cost(run(program(task("T", 1), risks=risks)))
    assert np.array_equal(first, cost(run(program(task("T", 1), risks=risks[::-1]))))


def test_risks_in_a_ring_are_an_error() -> None:
    risks = (costly("A", 0.1, 1.0, raises=(Rise("B", 1.0),)),)
    risks += (costly("B", 0.1, 1.0, raises=(Rise("A", 1.0),)),)
    with pytest.raises(PlanError, match="set each other off in a circle"):
        run(program(task("T", 1), risks=risks), 10)


def test_of_an_exclusive_group_at_most_one_happens() -> None:
    risks = (costly("A", 0.3, 1.0), costly("B", 0.2, 10.0), costly("C", 0.5, 100.0))
    bill = cost(run(program(task("T", 1), risks=risks, exclusive=(("C", "A", "B"),))))
    for money, chance in ((1.0, 0.3), (10.0, 0.2), (100.0, 0.5)):
        share(bill == money, chance)
    assert np.isin(bill, (1.0, 10.0, 100.0)).all()


def test_each_task_is_hit_by_its_own_chance() -> None:
    risk = delay("R", 0.5, 1, "A", "B", chance=0.4)
    found = finish(run(program(task("A", 1), task("B", 1, "A"), risks=(risk,))))
    for extra, chance in ((0, 0.5 + 0.5 * 0.36), (1, 0.5 * 0.48), (2, 0.5 * 0.16)):
        share(np.isclose(found, 2 + extra), chance)


def test_parallel_risks_count_by_the_largest() -> None:
    known = {"R": 2, "S": 5, "T": 3}.items()

    def found(**more: object) -> np.ndarray:
        risks = tuple(delay(id, 1.0, work, "A", **more) for id, work in known)
        return finish(run(program(task("A", 1), risks=risks), 50))

    assert np.allclose(found(), 11)
    assert np.allclose(found(parallel=True), 6)


def test_a_delay_to_the_start_waits_and_adds_no_work() -> None:
    risk = delay("R", 1.0, 4, "B", to_start=True)
    result = run(program(task("A", 1), task("B", 2, "A", cost=Cost(0, 10.0)), risks=(risk,)), 50)
    assert np.allclose(finish(result), 7)
    assert np.allclose(cost(result), 20.0)


def test_opportunities_save_time_and_never_more_than_all() -> None:
    for saved, left in ((-2.0, 3.0), (-9.0, 0.0)):
        risk = Risk("R", "R", 1.0, (Impact(("P/A",), Spread(Constant(saved * DAY))),))
        assert np.allclose(finish(run(program(task("A", 5), risks=(risk,)), 50)), left)


def test_a_day_of_delay_has_its_price() -> None:
    spread = Spread(days(0, 10))
    risk = Risk("R", "R", 0.5, (Impact(("P/A",), spread, cost_per_day=100.0),))
    result = run(program(task("A", 1, cost=Cost(1.0)), risks=(risk,)))
    assert np.allclose(cost(result), 1.0 + 100.0 * (finish(result) - 1))
    mean(cost(result), 1.0 + 0.5 * 500.0)


def test_a_window_lets_pass_what_runs_outside() -> None:
    """B runs from A's finish for a day; the storm is alive from day 3 to day 5."""
    storm = delay("R", 1.0, 10, "B", window=Window(day(3), day(5)))
    tasks = (task("A", days(0, 10)), task("B", 1, "A"))
    plain = finish(run(program(*tasks)))
    found = finish(run(program(*tasks, risks=(storm,))))
    inside = (plain - 1 < 5) & (plain > 3)
    assert np.allclose(found, plain + np.where(inside, 10, 0))
    share(inside, 0.3)


def test_a_risk_is_alive_while_another_task_runs() -> None:
    """The crane stands from A's finish for 4 days; B begins on its own after up to 10 days."""
    tasks = (task("A", 2), task("K", 4, "A"), task("W", days(0, 10)), task("B", 1, "W"))
    risk = delay("R", 1.0, 20, "B", window=Window(during="P/K"))
    plain = finish(run(program(*tasks[2:])))
    found = finish(run(program(*tasks, risks=(risk,))))
    hit = (plain - 1 < 6) & (plain > 2)
    assert np.allclose(found, np.maximum(6, plain + np.where(hit, 20, 0)))
    share(hit, 0.5)


@pytest.mark.parametrize(
    "window", [Window(during="P/A"), Window(end=day(0) + timedelta(microseconds=30))]
)
def test_what_only_touches_a_window_is_outside(window: Window) -> None:
    """B follows A and is never at work with it; less than a millionth of a minute is rounding."""
    first = days(0, 10) if window.during else 0.0
    tasks = (task("A", first), task("B", 1, "A"))
    plain = finish(run(program(*tasks)))
    found = finish(run(program(*tasks, risks=(delay("R", 1.0, 20, "B", window=window),))))
    assert np.array_equal(found, plain)


def test_the_cost_of_a_risk_does_not_wait_for_its_window() -> None:
    impact = Impact(("P/A",), Spread(Constant(DAY)), Spread(Constant(7.0)))
    risk = Risk("R", "R", 1.0, (impact,), window=Window(day(100), day(101)))
    result = run(program(task("A", 1), risks=(risk,)), 20)
    assert np.allclose(finish(result), 1)
    assert np.allclose(cost(result), 7.0)


def factor(id: str, value: float | Uniform, *tasks: str, **more: object) -> Driver:
    """A driver that always acts."""
    spread = value if isinstance(value, Uniform) else Constant(value)
    return Driver(id, id, spread, tuple(f"P/{one}" for one in tasks), **more)  # type: ignore[arg-type]


def test_drivers_in_series_multiply_and_parallel_ones_count_by_the_largest() -> None:
    values = {"D": 1.2, "E": 1.5, "F": 1.1}
    for parallel, expected in ((False, 1.98), (True, 1.5)):
        drivers = tuple(factor(id, v, "A", parallel=parallel) for id, v in values.items())
        assert np.allclose(finish(run(program(task("A", 10), drivers=drivers), 20)), 10 * expected)
    mixed = (factor("D", 1.2, "A"), factor("E", 0.5, "A", parallel=True))
    assert np.allclose(finish(run(program(task("A", 10), drivers=mixed), 20)), 6)


def test_drivers_on_money() -> None:
    paid = task("A", 10, cost=Cost(100.0, 10.0))
    for on, expected in (("on_cost", 250.0), ("on_rate", 250.0)):
        one = factor("D", Uniform(1.0, 2.0), "A", on_duration=False, **{on: True})
        result = run(program(paid, drivers=(one,)))
        assert np.allclose(finish(result), 10)
        mean(cost(result), expected)
        assert cost(result).std() == pytest.approx(100 / np.sqrt(12), rel=0.02)


def test_a_systemic_factor_moves_time_and_money_together() -> None:
    paid = tuple(task(one, 10, cost=Cost(0.0, 10.0)) for one in "AB")
    both = factor("D", Uniform(1.0, 2.0), "A", "B", on_rate=True)
    result = run(program(*paid, drivers=(both,)))
    assert np.allclose(cost(result), 2 * 10 * 10 * (finish(result) / 10) ** 2)


def test_an_uncertain_rate() -> None:
    paid = task("A", 10, cost=Cost(0.0, 10.0, None, Spread(Uniform(8.0, 14.0))))
    result = run(program(paid))
    mean(cost(result), 110.0)
    assert cost(result).var() == pytest.approx(100 * 36 / 12, rel=5 * np.sqrt(2 / 20_480))


def test_whole_days_are_rounded_to_the_nearest() -> None:
    """Uniform on 0..3 days: 1 day up to a half past it, never none."""
    found = finish(run(program(task("A", days(0, 3)), whole_days=True)))
    for days_, chance in ((1, 1.5 / 3), (2, 1 / 3), (3, 0.5 / 3)):
        share(np.isclose(found, days_), chance)


def test_whole_days_are_days_of_the_calendar() -> None:
    known = program(task("A", 1), whole_days=True)
    office = replace(
        task("A", 1), calendar="office", duration=960.0, spread=Spread(Uniform(600, 840))
    )
    calendars = {**known.calendars, "office": standard_calendar("office")}
    found = simulate(replace(known, tasks=(office,), calendars=calendars), iterations=200, levers=0)
    share(found.outcome.finish > found.outcome.finish.min() + 60, 0.5)
    hours = (found.outcome.finish - (START - found.origin).total_seconds() / 60) % 1440 / 60
    assert set(np.round(hours, 6)) == {17.0}


def numbers(known: Program) -> np.ndarray:
    """Finish and cost of every iteration."""
    result = run(known, 2048)
    return np.array([result.outcome.finish, cost(result)])


def test_an_empty_register_leaves_every_number_unchanged() -> None:
    tasks = (task("A", days(1, 9), cost=Cost(5.0)), task("B", days(1, 9), "A"))
    plain = program(*tasks, risks=(costly("R", 0.5, 3.0),))
    never = (
        costly("N", 0.0, 9.0, raises=(Rise("R", 0.5),)),
        delay("M", 0.0, 5, "A", to_start=True),
    )
    assert np.array_equal(numbers(plain), numbers(replace(plain, risks=plain.risks + never)))


def test_adding_a_risk_leaves_all_other_draws_alone() -> None:
    tasks = (task("A", days(1, 9), cost=Cost(5.0)), task("B", days(1, 9), "A"))
    plain = program(*tasks, risks=(costly("R", 0.5, 3.0),))
    more = replace(plain, risks=(*plain.risks, delay("S", 1.0, 2, "B", chance=0.5)))
    before, after = numbers(plain), numbers(more)
    assert np.array_equal(before[1], after[1])
    assert set(np.round((after[0] - before[0]) / DAY, 6)) == {0.0, 2.0}


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_change_nothing(threads: int) -> None:
    risks = (
        costly("R", 0.5, 3.0, raises=(Rise("S", 0.9),)),
        delay("S", 0.1, 4, "B", window=Window(day(2), day(9))),
    )
    known = program(
        replace(task("A", days(1, 9), cost=Cost(5.0)), exists=0.7),
        task("B", days(1, 9), "A"),
        risks=risks,
    )
    one = simulate(known, iterations=5000, threads=1)
    other = simulate(known, iterations=5000, threads=threads)
    assert np.array_equal(one.outcome.finish, other.outcome.finish)
    assert np.array_equal(one.tallies.duration_mean, other.tallies.duration_mean)


def test_a_resource_has_one_rate_and_each_task_its_own_quantity() -> None:
    """Two tasks of one crew: fixed 100 each; the crew's rate 1..2, and A's quantity 1..3."""
    crew = {"crew": Resource("crew", "Crew", rate_spread=Uniform(1.0, 2.0))}
    works = (
        Assignment("crew", cost=100.0, spread=Uniform(1.0, 3.0)),
        Assignment("crew", cost=100.0),
    )
    paid = (
        replace(task("A", 1, cost=Cost(100.0)), assignments=works[:1]),
        replace(task("B", 1, cost=Cost(100.0)), assignments=works[1:]),
    )
    found = cost(run(program(*paid, resources=crew)))
    mean(found, 100 * 1.5 * 2 + 100 * 1.5)
    # Var r(q + 1) = E[r^2] E[(q + 1)^2] - (E r E(q + 1))^2, with r and q independent.
    variance = 100**2 * ((7 / 3) * (9 + 1 / 3) - 4.5**2)
    assert found.var() == pytest.approx(variance, rel=0.03)


def test_a_rate_by_the_day_grows_with_the_duration() -> None:
    crew = {"crew": Resource("crew", "Crew", rate_spread=Constant(1.5))}
    work = Assignment("crew", cost=20.0, per_day=10.0)
    paid = replace(task("A", days(1, 3), cost=Cost(0.0, 10.0)), assignments=(work,))
    result = run(program(paid, resources=crew), 500)
    assert np.allclose(cost(result), 15 * finish(result))
