"""Date and budget together where the answer is known: what a burn rate ties, and what nothing
does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from simulator.engine import simulate
from simulator.files import load
from simulator.results.result import Result

N = 20_480
HEAD = "program: X\nstart: 2026-01-05\ncalendars: {all: 24/7}\ncalendar: all\ntasks:\n"


def run(tmp_path: Path, tasks: str) -> Result:
    path = tmp_path / "plan.yaml"
    path.write_text(HEAD + tasks, encoding="utf-8")
    return simulate(load(path), N, 1, detail=False, levers=0)


def chance(result: Result, days: float, money: float) -> float:
    found = result.joint_chance(result.program.start + timedelta(days=days), money)
    assert found is not None
    return found.value


def error(p: float) -> float:
    return 5 * float(np.sqrt(p * (1 - p) / N))


def test_a_burn_rate_ties_cost_and_date_perfectly(tmp_path: Path) -> None:
    """Cost = 100 x duration, duration uniform on 10 to 20: both hold where the earlier of the two
    limits does, and the frontier has one corner, P70 of both."""
    result = run(tmp_path, '  - {id: A, name: A, duration: "uniform(10, 20)", cost_per_day: 100}\n')
    for days, money in ((17, 1400), (14, 1700), (15, 1500)):
        exact = (min(days, money / 100) - 10) / 10
        assert chance(result, days, money) == pytest.approx(exact, abs=error(exact))
    joint = result.joint(level=70)
    assert joint.correlation == pytest.approx(1.0, abs=1e-9)
    assert joint.even is not None
    assert joint.even[0] == pytest.approx(70.0)
    assert joint.frontier is not None
    np.testing.assert_allclose(joint.frontier.cost, result.cost.at(70))  # type: ignore[union-attr]


def test_two_parallel_tasks(tmp_path: Path) -> None:
    """Each uniform on 10 to 20 days at 1 a day: P(longer <= 15 and sum <= 26) is the area of a
    square of 5 less a corner of 4: (25 - 8) / 100."""
    tasks = "".join(
        f'  - {{id: {id}, name: {id}, duration: "uniform(10, 20)", cost_per_day: 1}}\n'
        for id in "AB"
    )
    result = run(tmp_path, tasks)
    assert chance(result, 15, 26) == pytest.approx(0.17, abs=error(0.17))
    assert chance(result, 15, 30) == pytest.approx(0.25, abs=error(0.25))


def test_a_cost_of_its_own_is_independent_of_the_date(tmp_path: Path) -> None:
    """P80 of both hold together in 64 %."""
    task = '  - {id: A, name: A, duration: "uniform(10, 20)", cost: "uniform(0, 100)"}\n'
    result = run(tmp_path, task)
    assert chance(result, 18, 80) == pytest.approx(0.64, abs=error(0.64))
    both = result.joint().both_at(80)
    assert both is not None
    assert both.value == pytest.approx(0.64, abs=error(0.64))
