"""What several experts said, wherever a range may stand, in every kind of file, there and back."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from forms import FORMS
from workbooks import PROGRAM, write_book

from simulator.engine import simulate
from simulator.errors import PlanError
from simulator.files import load
from simulator.model.distributions import (
    Constant,
    Discrete,
    Empirical,
    Experts,
    Normal,
    Pert,
    Triangular,
    Uniform,
)
from simulator.model.fingerprint import fingerprint
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.scenario import apply

DAY = 480.0
PLAN = """\
program: Shed
start: 2027-03-01
tasks:
  - {id: A, duration: "experts(triangular(8, 10, 15), pert(6, 9, 20): 2)", cost: 1000,
     cost_uncertainty: "experts(uniform(90%, 120%): 60%, triangular(95%, 100%, 150%): 40%)"}
  - {id: B, duration: 10, after: A, cost: "experts(2k, empirical(h.csv, days))"}
  - {id: C, duration: 10, after: B, remaining: "experts(4, normal(5, 4): 3)",
     actual_start: 2027-03-01}
uncertainty: [{tasks: B, duration: "experts(discrete(90%: 20%, 120%: 80%), uniform(80%, 110%))"}]
risks:
  - id: R
    probability: 30%
    impacts: [{tasks: B, delay: "experts(uniform(-2, 3), 5: 2)", cost: "experts(1k, 2k: 3)"}]
drivers: [{id: D, factor: "experts(triangular(0.9, 1, 1.3), uniform(95%, 1.1))", tasks: B}]
data_date: 2027-03-01
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "h.csv").write_text("days\n1500\n2500\n", encoding="utf-8")
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return load(path)


def test_a_pool_stands_wherever_a_range_does(program: Program) -> None:
    a, b, c = program.tasks
    first = Experts(
        (Triangular(8 * DAY, 10 * DAY, 15 * DAY), Pert(6 * DAY, 9 * DAY, 20 * DAY)), (1, 2)
    )
    assert a.spread == Spread(first)
    assert a.duration == pytest.approx(first.planned)
    shares = Experts((Uniform(0.9, 1.2), Triangular(0.95, 1.0, 1.5)), (0.6, 0.4))
    assert a.cost.spread == Spread(shares, relative=True)
    two = Experts((Discrete((0.9, 1.2), (0.2, 0.8)), Uniform(0.8, 1.1)), (1, 1))
    assert b.spread == Spread(two, relative=True)
    assert b.cost.spread == Spread(Experts((Constant(2000), Empirical((1500, 2500))), (1, 1)))
    left = Experts((Constant(4 * DAY), Normal(5 * DAY, 4 * DAY, 0.0)), (1, 3))
    assert c.spread == Spread(left)
    impact = program.risks[0].impacts[0]
    assert impact.delay == Spread(Experts((Uniform(-2 * DAY, 3 * DAY), Constant(5 * DAY)), (1, 2)))
    assert impact.cost == Spread(Experts((Constant(1000), Constant(2000)), (1, 3)))
    assert program.drivers[0].factor == Experts(
        (Triangular(0.9, 1, 1.3), Uniform(0.95, 1.1)), (1, 1)
    )


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_it_comes_back_from_every_form(
    program: Program, form: Callable[[Program, Path], Program], tmp_path: Path
) -> None:
    assert fingerprint(form(program, tmp_path)) == fingerprint(program)


def test_a_cell_of_a_workbook_holds_a_pool(tmp_path: Path) -> None:
    text = "experts(triangular(8, 10, 15), pert(6, 9, 20): 2)"
    rows = [["id", "duration", "uncertainty"], ["A", 10, text], ["B", 5, ""]]
    found = load(write_book(tmp_path / "plan.xlsx", {"Program": PROGRAM, "Tasks": rows}))
    spread = found.tasks[0].spread
    assert spread is not None
    assert isinstance(spread.distribution, Experts)
    assert spread.distribution.mean() == pytest.approx((11 + 2 * 62 / 6) / 3 * DAY)


def test_a_mistake_of_one_expert_is_placed(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        "program: Shed\nstart: 2027-03-01\ntasks:\n"
        '  - {id: A, duration: "experts(5, pert(9, 8, 20))"}\n'
        '  - {id: B, duration: "experts(5d, uniform(90%, 110%))"}\n',
        encoding="utf-8",
    )
    with pytest.raises(PlanError) as caught:
        load(path)
    first, second = (str(issue) for issue in caught.value.issues)
    assert "plan.yaml:4:" in first
    assert "task P/A" in first
    assert "pert: most likely (8) is below low (9)" in first
    assert "90% is a share of the plan and 5d is not" in second


def test_a_scenario_keeps_its_proportion(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "longer.yaml"
    path.write_text('scenario: longer\nscale: [{tasks: A, duration: "200%"}]\n', encoding="utf-8")
    before, after = program.tasks[0], apply(program, path).tasks[0]
    assert before.spread is not None
    assert after.spread is not None
    assert after.spread.relative
    assert after.spread.distribution.mean() * after.duration == pytest.approx(
        2 * before.spread.distribution.mean()
    )


def test_simulated_pools_have_their_mean_and_variance(tmp_path: Path) -> None:
    """Two experts of costs: mean and variance of the mixture, within 5 standard errors."""
    n = 51_200
    path = tmp_path / "plan.yaml"
    path.write_text(
        "program: Shed\nstart: 2027-03-01\ntasks:\n"
        '  - {id: A, duration: 5, cost: "experts(uniform(100, 200), uniform(300, 500): 3)"}\n',
        encoding="utf-8",
    )
    result = simulate(load(path), n, seed=2, detail=False, levers=0)
    assert result.outcome.cost is not None
    mean = (150 + 3 * 400) / 4
    variance = (100**2 / 12 + 3 * 200**2 / 12) / 4 + (
        1 * (150 - mean) ** 2 + 3 * (400 - mean) ** 2
    ) / 4
    cost = result.outcome.cost
    assert cost.mean() == pytest.approx(mean, abs=5 * math.sqrt(variance / n))
    fourth = float(np.mean((cost - mean) ** 4))
    assert cost.var() == pytest.approx(variance, abs=5 * math.sqrt((fourth - variance**2) / n))
    assert np.mean(cost <= 250) == pytest.approx(0.25, abs=5 * math.sqrt(0.25 * 0.75 / n))
    assert not np.any((cost > 200.0001) & (cost < 299.9999))
