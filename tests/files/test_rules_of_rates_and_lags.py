"""Rules give ranges to costs per day and to lags: means by formula, and who keeps his own."""

from __future__ import annotations

from pathlib import Path

import pytest
from lucky_programs import ITERATIONS, cost, finish, mean

from simulator.engine import simulate
from simulator.errors import PlanError
from simulator.files import load
from simulator.model.program import Program

PLAN = """
start: 2026-01-05
calendar: 24/7
tasks:
  - {id: A, duration: 10d, cost_per_day: 100}
  - id: B
    duration: 5d
    after: A FS+8d
    cost_per_day: 40
    cost_per_day_uncertainty: "uniform(100%, 110%)"
  - {id: C, duration: 1d, after: ["B FS-2d", {task: B, type: SS, share: 50%}]}
uncertainty:
"""


def read(rules: str, folder: Path) -> Program:
    path = folder / "plan.yaml"
    path.write_text(PLAN + rules, encoding="utf-8")
    return load(path)


def test_a_rate_and_a_lag_by_formula(tmp_path: Path) -> None:
    """A costs 100 × 10 × 1.25 on average, B keeps its own range: 40 × 5 × 1.05. The lag of 8 days
    is 4 to 24, and B ends last; the lead of C and its percentage have no range."""
    rules = '  - {tasks: "*", rate: "uniform(100%, 150%)", lag: "uniform(50%, 300%)"}\n'
    program = read(rules, tmp_path)
    result = simulate(program, ITERATIONS, seed=3, detail=False, levers=0)
    mean(cost(result), 1250.0 + 210.0)
    mean(finish(result), 10 + 8 * 1.75 + 5)
    assert finish(result).min() >= 10 + 4 + 5
    assert finish(result).max() <= 10 + 24 + 5
    assert [link.lag.spread for link in program.task["P/C"].after] == [None, None]


def test_the_first_rule_that_has_one_counts(tmp_path: Path) -> None:
    rules = '  - {tasks: A, rate: "uniform(200%, 300%)"}\n  - {rate: "uniform(100%, 150%)"}\n'
    result = simulate(read(rules, tmp_path), ITERATIONS, seed=3, detail=False, levers=0)
    mean(cost(result), 2500.0 + 210.0)


def test_a_lag_in_days_is_an_error_that_says_how(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as caught:
        read('  - {tasks: "*", lag: "uniform(5d, 9d)"}\n', tmp_path)
    (issue,) = caught.value.issues
    assert "lag" in issue.where
    assert "%" in issue.message + issue.mend
