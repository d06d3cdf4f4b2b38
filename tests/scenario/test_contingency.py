"""Contingency and its causes, where each is known by formula."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.engine import simulate
from simulator.errors import SettingsError
from simulator.files import load
from simulator.scenario.contingency import Contingency, contingency, contingency_of
from simulator.scenario.contingency.causes import CAUSES, with_only, without_risk

HEAD = "program: X\nstart: 2026-01-05\ncalendars: {all: 24/7}\ncalendar: all\n"
PLAN = (
    HEAD
    + """\
tasks:
  - {id: A, name: A, duration: "uniform(10, 20)", cost: "uniform(100, 200)"}
risks:
  - id: R1
    name: Always
    probability: 100%
    impacts: [{tasks: A, delay: 5d, cost: 50}]
    mitigated: {probability: 0%, cost: 20}
drivers:
  - {id: D1, name: Dearer, factor: "constant(1.1)", tasks: A, on: [cost]}
"""
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Contingency:
    path = tmp_path_factory.mktemp("plan") / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return contingency(load(path), iterations=10_240)


def test_causes_of_money_are_shapleys(found: Contingency) -> None:
    """P80 of the cost beyond the plan's 150: ranges alone 30, the risk 50, the driver 15; ranges
    under the driver 33, the driver on ranges 18. Over all orders: 31.5, 50 and 16.5."""
    assert found.money is not None
    causes = found.money.causes
    assert causes["ranges"].value == pytest.approx(31.5, abs=0.15)
    assert causes["risks"].value == pytest.approx(50.0, abs=1e-6)
    assert causes["drivers"].value == pytest.approx(16.5, abs=0.15)
    assert causes["logic"].value == pytest.approx(0.0, abs=1e-9)
    assert found.money.quantity.planned == 150.0


@pytest.mark.parametrize("sampling", ["latin", "random"])
def test_of_a_run_that_there_is_already(found: Contingency, sampling: Any) -> None:
    """The same answer as from the plan, or, with plain random numbers, the formula's too: all runs
    share them, so that what is certain comes out exactly."""
    own = simulate(found.own.given, 10_240, 1, sampling=sampling, detail=False, levers=0)
    again = contingency_of(own)
    assert again is not None
    assert again.own is own
    assert again.money is not None
    assert again.money.causes["risks"].value == pytest.approx(50.0, abs=1e-6)
    if sampling == "latin":
        before, after = found.to_dict(), again.to_dict()
        assert before | {"seconds": 0} == after | {"seconds": 0}


def test_a_certain_sum_has_no_contingency(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(HEAD + 'tasks: [{id: A, duration: "uniform(1, 2)", cost: 5}]\n', "utf-8")
    assert contingency_of(simulate(load(path), 64, 1)) is None


def test_causes_of_time_are_shapleys(found: Contingency) -> None:
    """P80 is 18 + 5 days; the plan 15: 3 for the range, 5 for the risk."""
    causes = found.time.causes
    assert causes["ranges"].value == pytest.approx(3.0, abs=0.02)
    assert causes["risks"].value == pytest.approx(5.0, abs=1e-6)
    assert causes["drivers"].value == 0.0


def test_causes_add_up_to_the_contingency(found: Contingency) -> None:
    for side in found.sides:
        total = sum(amount.value for amount in side.causes.values())
        assert total == pytest.approx(side.quantity.contingency(80), rel=1e-9)
        assert all(a.low <= a.value <= a.high for a in side.causes.values())


def test_the_reserve_lies_above_the_contingency(found: Contingency) -> None:
    """The cost is 1.1 times a uniform on 100 to 200, and 50: P95 less P80 is 16.5."""
    assert found.money is not None
    assert found.held_above(found.money) == pytest.approx(16.5, abs=0.2)


def test_each_risk_and_driver_alone(found: Contingency) -> None:
    """Without the risk 50 and 5 days less; without the driver P80 is 18 less, the mean 15."""
    stakes = {one.id: one for one in found.stakes}
    assert stakes["R1"].cost is not None
    assert stakes["R1"].cost.value == pytest.approx(50.0, abs=1e-6)
    assert stakes["R1"].days.value == pytest.approx(5.0, abs=1e-6)
    assert stakes["D1"].cost is not None
    assert stakes["D1"].cost.value == pytest.approx(18.0, abs=0.1)
    assert stakes["D1"].mean_cost == pytest.approx(15.0, abs=0.1)
    assert [one.id for one in found.stakes] == ["R1", "D1"]


def test_before_and_after_the_responses(found: Contingency) -> None:
    """The response takes the risk's 50 and 5 days away, and costs 20."""
    one = found.responses
    assert one is not None
    assert (one.count, one.price) == (1, 20.0)
    assert one.cost is not None
    assert one.cost.value == pytest.approx(-30.0, abs=1e-6)
    assert one.days.value == pytest.approx(-5.0, abs=1e-6)


def test_a_plan_without_any_cause_is_the_plan(tmp_path: Path) -> None:
    """Ranges of lags, rates and quantities go with those of tasks; correlations may stay."""
    plan = Path(__file__).parents[2] / "models" / "harbour-line" / "program.yaml"
    for program in (load(plan), _with_everything(tmp_path)):
        still = simulate(with_only(program, frozenset()), 256, 1, detail=False, levers=0)
        assert still.is_certain
        assert still.finish.samples[0] == pytest.approx(still.schedule.program_finish)
        assert still.cost is not None
        assert still.cost.samples[0] == pytest.approx(still.schedule.program_cost)
        assert with_only(program, frozenset(CAUSES)) is program


def _with_everything(tmp_path: Path) -> object:
    path = tmp_path / "all.yaml"
    path.write_text(
        HEAD
        + """\
resources: {crew: {capacity: 4, rate: 100/h, rate_uncertainty: "uniform(90%, 110%)"}}
tasks:
  - {id: A, name: A, duration: "uniform(10, 20)", cost_per_day: "uniform(90, 120)"}
  - {id: B, name: B, duration: 5d, after: {task: A, lag: "uniform(1d, 3d)"}, resources: {crew: 2}}
""",
        encoding="utf-8",
    )
    return load(path)


def test_a_risk_taken_out_is_not_set_off_by_another(tmp_path: Path) -> None:
    """R1 happens always and sets off R2: without R2 nothing of it is left, without R1 R2's own
    chance of 0."""
    path = tmp_path / "chain.yaml"
    path.write_text(
        HEAD
        + """\
tasks: [{id: A, name: A, duration: "uniform(10, 20)", cost: 100}]
risks:
  - {id: R1, name: First, probability: 100%, impacts: [{tasks: A, cost: 10}], raises: {R2: 100%}}
  - {id: R2, name: Second, probability: 0%, impacts: [{tasks: A, cost: 7}]}
""",
        encoding="utf-8",
    )
    program = load(path)
    means = [
        float(simulate(one, 1024, 1, detail=False, levers=0).outcome.cost.mean())  # type: ignore[union-attr]
        for one in (program, without_risk(program, "R1"), without_risk(program, "R2"))
    ]
    assert means == pytest.approx([117.0, 100.0, 110.0])


def test_without_money_there_is_the_time(found: Contingency) -> None:
    bare = replace(
        found.own.program,
        tasks=tuple(replace(one, cost=type(one.cost)()) for one in found.own.program.tasks),
        risks=(),
        drivers=(),
    )
    alone = contingency(bare, iterations=512)
    assert alone.money is None
    assert alone.responses is None
    assert alone.stakes == ()
    assert [side.quantity.name for side in alone.sides] == ["finish"]
    document = json.loads(json.dumps(alone.to_dict(), allow_nan=False))
    assert "cost" not in document
    assert document["finish"]["causes"]["ranges"]["low"] is None


@pytest.mark.parametrize("levels", [(80.0, 80.0), (90.0, 80.0), (0.0, 80.0), (80.0, 100.0)])
def test_impossible_levels_are_refused(found: Contingency, levels: tuple[float, float]) -> None:
    with pytest.raises(SettingsError, match="the reserve's higher"):
        contingency(found.own.program, levels)


def test_funding_is_the_percentiles(found: Contingency) -> None:
    rows = {row.level: row for row in found.funding}
    assert sorted(rows) == list(range(5, 100, 5))
    assert found.own.cost is not None
    for level in (5, 50, 95):
        assert rows[level].cost == found.own.cost.percentile(level)
        assert rows[level].extra_cost == found.own.cost.contingency(level)
        assert rows[level].finish == found.own.finish.percentile(level)
