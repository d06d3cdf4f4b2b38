"""Grids against closed forms and against scenarios that say the same."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path

import pytest

import simulator as sim
from simulator.engine import simulate
from simulator.errors import PlanError
from simulator.files.build import build
from simulator.files.yaml import YamlSource
from simulator.model.program import Program
from simulator.scenario import apply
from simulator.scenario.vary import Grid, vary
from simulator.scenario.vary.levels import levels
from simulator.scenario.vary.run import MOST_CELLS

PLAN = """\
program: Known
start: 2026-01-05
calendars: {standard: 24/7}
resources: {fitter: {capacity: 2, rate: 10/h}}
target: {finish: 2026-04-05, cost: 1000}
tasks:
  - {id: A, duration: "uniform(0d, 100d)", cost: 50}
  - {id: B.1, duration: 10d, after: A FS+2d, resources: {fitter: 1}}
  - {id: Z, after: B.1}
risks:
  - {id: R1, probability: 50%, impacts: [{tasks: B.1, delay: 20d, cost: 5}]}
  - {id: A, probability: 0, impacts: [{cost: 5}]}
drivers: [{id: D, factor: 1, tasks: B.1, probability: 100%}]
"""


@pytest.fixture(scope="module")
def plan() -> Program:
    return build(YamlSource("plan.yaml", PLAN), Path())


@pytest.fixture(scope="module")
def grid(plan: Program) -> Grid:
    return vary(plan, ["B.1.duration=50%..200% by 50%", "risk R1.probability=0%, 100%"], 2048)


def test_a_full_factorial_with_the_last_factor_fastest(grid: Grid) -> None:
    assert [[one.text for one in cell.values] for cell in grid.cells] == [
        [a, b] for a in ("50%", "100%", "150%", "200%") for b in ("0%", "100%")
    ]
    table = grid.table()
    assert table["B.1.duration"].tolist() == [0.5, 0.5, 1.0, 1.0, 1.5, 1.5, 2.0, 2.0]
    assert table["R1.probability"].tolist() == [0.0, 1.0] * 4


def test_each_cell_is_what_its_edits_make_of_the_plan(plan: Program, tmp_path: Path) -> None:
    """The same by a scenario file."""
    path = tmp_path / "scenario.yaml"
    path.write_text(
        "scenario: Cell\nscale: [{tasks: B.1, duration: 150%}]\n"
        "set: [{risk: R1, probability: 40%}]\n",
        encoding="utf-8",
    )
    edited = apply(plan, path)
    (cell,) = vary(plan, ["B.1.duration=150%", "R1.probability=40%"], 3000, 7).cells
    alone = simulate(edited, 3000, 7)
    assert cell.finish[80] == alone.finish.percentile(80)
    assert cell.chance == alone.finish.target_chance
    assert alone.cost is not None
    assert cell.cost[50] == alone.cost.percentile(50)


def test_certain_differences_are_exact(plan: Program) -> None:
    """B.1 is certain: half of 10 days saves 5, and 24 hours a day of a fitter at 10."""
    grid = vary(plan, "B.1.duration=5d..15d by 5d", 2048)
    for cell, days in zip(grid.cells, (-5.0, 0.0, 5.0), strict=True):
        one, money = cell.days[80], cell.money[80]
        assert (one.low, one.high) == pytest.approx((days, days), abs=1e-9)
        assert (money.low, money.high) == pytest.approx((240 * days, 240 * days), abs=1e-6)
    assert grid.cells[1].days[80].same
    assert grid.table().columns[0] == "B.1.duration (d)"
    assert grid.table()["B.1.duration (d)"].tolist() == [5.0, 10.0, 15.0]


def test_a_varied_range_keeps_its_proportion(plan: Program) -> None:
    """P80 of A is 80 days; with 50 % of it 40."""
    (cell,) = vary(plan, ["task A.duration=50%", "R1.probability=0%"], 20_480).cells
    expected = 0.5 * 80 + 10 + 2
    error = 50 * math.sqrt(0.16 / 20_480)
    assert cell.finish[80].days == pytest.approx(expected, abs=5 * error)


@pytest.mark.parametrize(
    ("text", "days", "money"),
    [
        ("B.1.lag=50%", -1.0, 0.0),
        ("task A.cost=200%", 0.0, 50.0),
        ("task A.cost=80", 0.0, 30.0),
        ("fitter.rate=110%", 0.0, 240.0),
        ("fitter.rate=20", 0.0, 2400.0),
        ("fitter.capacity=3", 0.0, 0.0),
        ("D.factor=200%", 10.0, 2400.0),
        ("D.factor=1.5", 5.0, 1200.0),
        ("task *.lag=150%", 1.0, 0.0),
    ],
)
def test_what_can_be_varied(plan: Program, text: str, days: float, money: float) -> None:
    """Without the risk, every iteration moves alike."""
    (cell,) = vary(plan, ["R1.probability=0%", text], 64).cells
    (bare,) = vary(plan, "R1.probability=0%", 64).cells
    assert cell.finish[80].days - bare.finish[80].days == pytest.approx(days, abs=1e-6)
    assert cell.cost[80].value - bare.cost[80].value == pytest.approx(money, abs=1e-6)


def test_the_delay_of_a_risk(plan: Program) -> None:
    (cell,) = vary(plan, ["R1.probability=100%", "R1.delay=150%"], 64).cells
    (bare,) = vary(plan, "R1.probability=100%", 64).cells
    assert cell.finish[50].days - bare.finish[50].days == pytest.approx(10.0)


def test_values_are_exact_decimals() -> None:
    found = levels("0.1..0.5 by 0.1", "here")
    assert [one.number for one in found] == [Decimal(k) / 10 for k in range(1, 6)]
    assert [one.text for one in levels("80%, 120%", "here")] == ["80%", "120%"]
    assert [one.value for one in levels("80%..100% by 15%", "here")] == [0.8, 0.95]


def test_numbers_are_the_same_for_any_number_of_threads(plan: Program) -> None:
    once, twice = (
        vary(plan, "task A.duration=50%, 80%", 3000, threads=threads).table() for threads in (1, 2)
    )
    assert once.equals(twice)


def test_it_is_a_public_function(grid: Grid, plan: Program) -> None:
    assert repr(sim.vary(plan, "R1.delay=50%", iterations=64)).endswith("R1.delay, 1 runs>")
    assert grid.quantities == ("finish", "cost")
    assert grid.to_dict()["factors"][1] == {"name": "R1.probability", "values": ["0%", "100%"]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this names nothing to vary"),
        ("A=5", "this names nothing to vary"),
        ("B.1.duration=", "this names nothing to vary"),
        ("B.1.duration=soon", "'soon' is no value"),
        ("B.1.duration=50%..100%", "is no value"),
        ("B.1.duration=50%..100% by 0%", "there are no values"),
        ("B.1.duration=100%..50% by 10%", "there are no values"),
        ("B.1.duration=5d..100% by 10%", "are of different units"),
        ("B.1.duration=50%, 5d", "values of different units"),
        ("B.1.duration=50%, 50.0%", "has a value twice"),
        ("B.1.duration=1%..1000% by 1%", "1,000 values are too many"),
        ("B.1.duration=5q", "q"),
        ("B.1.durtion=50%", "Did you mean 'duration'?"),
        ("B.2.duration=50%", "'B.2'"),
        ("risk B.1.delay=50%", "the plan has no risk 'B.1'"),
        ("A.duration=50%", "'A' is a task and a risk"),
        ("R1.delay=5d", "a risk may have several impacts"),
        ("R1.probability=120%", "a probability of 120% is not possible"),
        ("B.1.lag=2d", "lags are varied in percent"),
        ("Z.duration=5d", "P/Z has no work left"),
        ("task nope*.duration=50%", "'nope*' selects no task"),
    ],
)
def test_factors_that_cannot_be(plan: Program, text: str, message: str) -> None:
    with pytest.raises(PlanError) as raised:
        vary(plan, text, 64)
    assert message in str(raised.value)


def test_all_that_is_wrong_is_said_at_once_and_cells_are_bounded(plan: Program) -> None:
    with pytest.raises(PlanError) as raised:
        vary(plan, ["A=5", "Q.duration=5d", "R1.delay=1%", "R1.delay=2%"], 64)
    assert len(raised.value.issues) == 3
    with pytest.raises(PlanError, match=f"= 900 combinations are too many: at most {MOST_CELLS}"):
        vary(plan, ["R1.delay=1%..30% by 1%", "R1.cost=1%..30% by 1%"], 64)
    with pytest.raises(PlanError, match="no factor is named"):
        vary(plan, [], 64)
