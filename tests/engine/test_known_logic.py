"""Branches, loops and tasks that may not exist: shares by formula, dates by enumeration."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from lucky_programs import cost, costly, day, days, finish, mean, program, run, share, task

from simulator.engine import schedule
from simulator.errors import PlanError
from simulator.model.branch import Branch, Condition, Loop, Measure, Path
from simulator.model.dependency import Dependency, Lag
from simulator.model.distributions import Uniform
from simulator.model.risk import Response, Risk
from simulator.model.task import Cost
from simulator.results.raw import Floats


def absent(found: Floats, value: float) -> np.ndarray:
    """Where `found` is this value."""
    return np.abs(found - value) < 1e-6


def test_a_task_that_exists_with_a_chance() -> None:
    maybe = replace(task("B", 5, "A", cost=Cost(100.0)), exists=0.3)
    result = run(program(task("A", 10, cost=Cost(1000.0)), maybe, task("C", 2, "B")))
    there = absent(finish(result), 17)
    share(there, 0.3)
    assert absent(finish(result)[~there], 12).all()
    assert np.array_equal(cost(result), np.where(there, 1100.0, 1000.0))
    assert result.schedule.program_finish / 1440 % 1 == 0
    k = result.schedule.ids.index("P/B")
    assert result.tallies.critical[k] == pytest.approx(there.mean())


def test_shares_of_a_branch() -> None:
    paths = (Path("x", ("P/X",), 0.5), Path("y", ("P/Y",), 0.2), Path("z", ("P/Z",), 0.2))
    tasks = [task("A", 1), task("X", 1, "A"), task("Y", 2, "A"), task("Z", 4, "A")]
    end = task("E", 1, "X", "Y", "Z")
    result = run(program(*tasks, end, branches=(Branch("B", "B", "P/A", paths),)))
    found = finish(result)
    for days_, chance in ((3, 0.5), (4, 0.2), (6, 0.2), (2, 0.1)):
        share(absent(found, days_), chance)
    assert schedule(program(*tasks, end, branches=(Branch("B", "B", "P/A", paths),))).ids


def test_thirds_leave_no_iteration_without_a_path() -> None:
    paths = tuple(Path(x, (f"P/{x}",), 1 / 3) for x in "XYZ")
    tasks = [task("A", 1), task("X", 1, "A"), task("Y", 2, "A"), task("Z", 3, "A")]
    found = finish(run(program(*tasks, branches=(Branch("B", "B", "P/A", paths),))))
    for days_ in (2, 3, 4):
        share(absent(found, days_), 1 / 3)
    assert found.min() == pytest.approx(2)


def test_paths_of_several_tasks_and_a_branch_within_a_branch() -> None:
    outer = (Path("in", ("P/B", "P/C", "P/D"), 0.5), Path("out", (), 0.5))
    inner = (Path("c", ("P/C",), 0.25), Path("d", ("P/D",), 0.75))
    tasks = [task("A", 1), task("B", 10, "A"), task("C", 100, "B"), task("D", 1000, "B")]
    branches = (Branch("O", "O", "P/A", outer), Branch("I", "I", "P/B", inner))
    found = finish(run(program(*tasks, branches=branches)))
    for days_, chance in ((1, 0.5), (111, 0.125), (1011, 0.375)):
        share(absent(found, days_), chance)


@pytest.mark.parametrize("above", [True, False])
def test_a_date_decides(above: bool) -> None:
    """If design ends after day 6 the fast route is taken, of 1 day, else the slow one of 3."""
    condition = Condition("P/A", Measure.FINISH, above, day(6))
    paths = (Path("fast", ("P/F",)), Path("slow", ("P/S",)))
    tasks = [task("A", days(0, 10)), task("F", 1, "A"), task("S", 3, "A")]
    found = finish(run(program(*tasks, branches=(Branch("B", "B", "", paths, condition),))))
    plain = finish(run(program(tasks[0])))
    assert np.allclose(found, plain + np.where((plain > 6) == above, 1, 3))
    share(plain > 6, 0.4)


def test_a_duration_decides_and_a_start() -> None:
    tasks = [task("A", days(0, 10)), task("B", days(0, 10), "A"), task("L", 30, "B")]
    long = Condition("P/B", Measure.DURATION, True, None, 8 * 1440.0)
    late = Condition("P/B", Measure.START, True, day(8))
    alone = run(program(*tasks[:2]))
    first = finish(run(program(tasks[0])))
    for condition, holds in ((long, finish(alone) - first > 8), (late, first > 8)):
        branch = Branch("B", "B", "", (Path("more", ("P/L",)),), condition)
        found = finish(run(program(*tasks, branches=(branch,))))
        assert np.allclose(found, finish(alone) + np.where(holds, 30, 0))


def test_a_cost_decides() -> None:
    priced = task("A", days(1, 3), cost=Cost(0.0, 100.0))
    condition = Condition("P/A", Measure.COST, True, None, 250.0)
    branch = Branch("B", "B", "", (Path("stop", ("P/S",)),), condition)
    result = run(program(priced, task("S", 5, "A"), branches=(branch,)))
    share(finish(result) > 7, 0.25)
    assert np.array_equal(finish(result) > 7, cost(result) > 250.0)


def test_a_risk_decides() -> None:
    condition = Condition("R", Measure.HAPPENS)
    paths = (Path("with", ("P/W",)), Path("without", ("P/O",)))
    known = program(
        task("A", 1),
        task("W", 7, "A"),
        task("O", 2, "A"),
        risks=(costly("R", 0.3, 500.0),),
        branches=(Branch("B", "B", "", paths, condition),),
    )
    result = run(known)
    assert np.array_equal(absent(finish(result), 8), cost(result) > 0)
    share(cost(result) > 0, 0.3)


def test_a_condition_on_history_is_decided() -> None:
    condition = Condition("P/A", Measure.FINISH, True, day(3))
    done = task("A", 5)
    progress = replace(done.progress, actual_start=day(0), actual_finish=day(5))
    known = program(
        replace(done, progress=progress),
        task("F", 1, "A"),
        task("S", 9, "A"),
        branches=(Branch("B", "B", "", (Path("f", ("P/F",)), Path("s", ("P/S",))), condition),),
    )
    late = replace(known, projects=(replace(known.projects[0], data_date=day(5)),))
    assert np.allclose(finish(run(late, 100)), 6)


def test_repeats_of_a_loop_are_geometric() -> None:
    """P(k) = p^k (1 - p), the last p^n; each repeat takes half of the first time."""
    known = program(
        task("A", 4, cost=Cost(100.0, 10.0)),
        task("B", 1, "A"),
        loops=(Loop("L", "L", "P/A", "P/A", 0.4, 3, 0.5),),
    )
    result = run(known)
    repeats = np.round((finish(result) - 5) / 2)
    assert np.allclose(finish(result), 5 + 2 * repeats)
    for k, chance in enumerate((0.6, 0.24, 0.096, 0.064)):
        share(repeats == k, chance)
    assert np.allclose(cost(result), 140 + 70 * repeats)


def test_a_loop_of_several_tasks_goes_back_to_its_first() -> None:
    tasks = [task("A", 1), task("B", 2, "A"), task("C", 3, "A"), task("D", 4, "B", "C")]
    loop = Loop("L", "L", "P/A", "P/D", 0.5, 1)
    found = finish(run(program(*tasks, task("E", 1, "D"), loops=(loop,))))
    assert np.allclose(np.unique(np.round(found, 6)), [9, 17])
    share(found > 10, 0.5)


def test_repeats_have_luck_of_their_own() -> None:
    work = days(2, 4)
    once = finish(run(program(task("A", work))))
    known = program(task("A", work), loops=(Loop("L", "L", "P/A", "P/A", 1.0, 1),))
    again = finish(run(known)) - once
    mean(again, 3.0)
    assert abs(np.corrcoef(once, again)[0, 1]) < 5 / np.sqrt(once.size)


def test_a_loop_that_leads_nowhere_is_an_error() -> None:
    known = program(task("A", 1), task("B", 1), loops=(Loop("L", "L", "P/A", "P/B", 0.5, 1),))
    with pytest.raises(PlanError, match="no dependencies lead from P/A to P/B"):
        run(known, 10)


def test_a_response_brings_work_where_it_is_taken() -> None:
    response = Response(0.0, 0.0, None, None, ("P/R",))
    for mitigated, expected in ((False, 1.0), (True, 6.0)):
        risk = Risk("R", "R", 0.5, costly("R", 0.5, 1.0).impacts, response, mitigated)
        known = program(task("A", 1), task("R", 5, "A"), risks=(risk,))
        assert np.allclose(finish(run(known, 200)), expected)


def test_an_uncertain_lag() -> None:
    """Mean and variance of A + lag + B add up, each uniform."""
    after = (Dependency("P/A", lag=Lag(2 * 1440.0, spread=Uniform(0.0, 6 * 1440.0))),)
    second = replace(task("B", days(1, 2)), after=after)
    found = finish(run(program(task("A", days(3, 5)), second)))
    mean(found, 4 + 3 + 1.5)
    variance = (2**2 + 6**2 + 1**2) / 12
    assert found.var() == pytest.approx(variance, rel=5 * np.sqrt(2 / found.size))


def test_the_plan_itself_takes_the_likeliest_way() -> None:
    paths = (Path("x", ("P/X",), 0.4), Path("y", ("P/Y",), 0.6))
    rare = replace(task("R", 100, "A"), exists=0.49)
    tasks = [task("A", 1), task("X", 10, "A"), task("Y", 3, "A"), rare]
    loop = Loop("L", "L", "P/A", "P/A", 0.9, 2)
    known = program(*tasks, branches=(Branch("B", "B", "P/A", paths),), loops=(loop,))
    found = schedule(known)
    assert found.program_finish % 1440 == 0
    late = dict(zip(found.ids, found.finish, strict=True))
    assert late["P/Y"] == found.program_finish
    assert (late["P/Y"] - late["P/A"]) / 1440 == pytest.approx(3)


def test_the_result_tells_how_often_each_thing_happened() -> None:
    paths = (Path("x", ("P/X",), 0.5), Path("y", ("P/Y",), 0.3))
    condition = Condition("P/A", Measure.FINISH, True, day(6))
    either = (Path("late", ("P/L",)), Path("early", ("P/E",)))
    known = program(
        task("A", days(0, 10)),
        *(task(one, 1, "A") for one in "XYLE"),
        branches=(Branch("B", "B", "P/A", paths), Branch("C", "C", "", either, condition)),
        loops=(Loop("L", "L", "P/X", "P/X", 0.5, 2),),
        risks=(costly("R", 0.25, 1.0),),
    )
    result = run(known, 10_240)
    found = {(one.id, one.part): one.share for one in result.happened}
    expected = {
        ("R", ""): 0.25,
        ("B", "x"): 0.5,
        ("B", "y"): 0.3,
        ("C", "late"): 0.4,
        ("C", "early"): 0.6,
        ("L", "1"): 0.5,
        ("L", "2"): 0.25,
    }
    assert found.keys() == expected.keys()
    for key, chance in expected.items():
        assert found[key] == pytest.approx(chance, abs=5 * np.sqrt(chance * (1 - chance) / 10_240))
    present = result.tasks().set_index("id")["present"]
    assert present["P/A"] == 1.0
    assert present["P/X"] == found["B", "x"]
    assert present["P/X again 2"] == pytest.approx(0.125, abs=0.02)
    assert result.events().shape == (7, 5)
    assert result.to_dict()["events"][0]["share"] == found["R", ""]
