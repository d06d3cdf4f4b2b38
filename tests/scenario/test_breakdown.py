"""The contingency by branch of the WBS and by task, where the shares are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from simulator.engine import simulate
from simulator.engine.accounts import costs_by
from simulator.errors import SettingsError
from simulator.files import load
from simulator.scenario.contingency import Contingency, contingency, shared_by
from simulator.scenario.contingency.breakdown import part_of

Z = float(norm.ppf(0.8))
MODELS = Path(__file__).parents[2] / "models"
HEAD = "program: X\nstart: 2026-01-05\ncalendars: {all: 24/7}\ncalendar: all\n"
PLAN = (
    HEAD
    + """\
projects:
  - id: P
    tasks:
      - {id: A, name: A, wbs: Site/North, duration: 10d, cost: "normal(100, 3)"}
      - {id: B, name: B, wbs: Site/South, duration: 10d, cost: "normal(100, 4)"}
      - {id: C, name: C, wbs: Works, duration: "uniform(10, 20)", cost_per_day: 5}
  - id: Q
    tasks:
      - {id: D, name: D, duration: 10d, cost: 50}
risks:
  - {id: R1, name: Always, probability: 100%, impacts: [{tasks: P/A, cost: "normal(90, 12)"}]}
"""
)


def of(tmp_path: Path, text: str) -> Contingency:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return contingency(load(path), iterations=20_480)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Contingency:
    return of(tmp_path_factory.mktemp("plan"), PLAN)


def test_tasks_share_by_their_variance(found: Contingency) -> None:
    """Variances 9, 16, 144 of the normals, and 25 x 100/12 of 5 a day for 10 to 20 days. The risk
    is no task's, and has the 90 by which its mean lies beyond the plan. D is certain."""
    shares = shared_by(found, "task").shares[0].amounts
    assert found.money is not None
    amount = found.money.quantity.contingency(80)
    variance = {"P/A": 9.0, "P/B": 16.0, "P/C": 2500 / 12, "P, risk R1": 144.0, "Q/D": 0}
    assert set(shares) == set(variance)
    whole = sum(variance.values())
    for part, own in variance.items():
        # The share of a variance of 10,000 iterations is good to 3 %.
        beyond = 90.0 if part == "P, risk R1" else 0.0
        exact = beyond + (amount - 90.0) * own / whole
        assert shares[part] == pytest.approx(exact, abs=0.03 * (amount - 90.0) + 0.2)
    assert shares["Q/D"] == 0.0


def test_branches_of_the_wbs_are_the_sums_of_their_tasks(found: Contingency) -> None:
    tasks = shared_by(found, "task").shares[0].amounts
    branches = shared_by(found, "wbs").shares[0].amounts
    assert set(branches) == {"P/Site", "P/Works", "Q/no WBS", "P, risk R1"}
    assert branches["P/Site"] == pytest.approx(tasks["P/A"] + tasks["P/B"], abs=0.02)
    assert branches["P/Works"] == pytest.approx(tasks["P/C"], abs=0.02)


@pytest.mark.parametrize("by", ["project", "wbs", "task"])
def test_every_method_adds_up_to_the_cent(found: Contingency, by: str) -> None:
    assert found.money is not None
    other = shared_by(found, by)
    assert other.by == by
    assert other.shares
    for one in other.shares:
        cents = sum(round(value * 100) for value in one.amounts.values())
        assert cents == round(found.money.quantity.contingency(80) * 100)


@pytest.mark.parametrize("name", ["harbour-line", "it-rollout", "first-steps", "sound-link"])
def test_parts_of_a_real_plan_are_its_cost_in_every_iteration(name: str) -> None:
    """With drivers, risks, levels of effort and calendars; and as planned."""
    program = load(MODELS / name / "program.yaml")
    result = simulate(program, 1500, 3, detail=False, levers=0)
    for by in ("wbs", "task"):
        samples, planned = costs_by(result, lambda account, by=by: part_of(account, program, by))
        total = np.sum(list(samples.values()), axis=0)
        np.testing.assert_allclose(total, result.outcome.cost, rtol=1e-12)
        assert sum(planned.values()) == pytest.approx(result.schedule.program_cost, rel=1e-12)


def test_a_repeat_belongs_to_the_task_that_is_done_again(tmp_path: Path) -> None:
    text = (
        HEAD
        + """\
tasks:
  - {id: A, name: A, duration: "uniform(5, 9)", cost_per_day: 10}
  - {id: B, name: B, duration: 3d, cost: "uniform(10, 20)", after: A}
loops: [{id: L, from: A, to: B, chance: 40%, at_most: 2}]
"""
    )
    found = of(tmp_path, text)
    assert found.money is not None
    amounts = shared_by(found, "task").shares[0].amounts
    assert set(amounts) == {"P/A", "P/B"}
    cents = sum(round(value * 100) for value in amounts.values())
    assert cents == round(found.money.quantity.contingency(80) * 100)


def test_money_of_risks_alone_is_theirs(tmp_path: Path) -> None:
    text = HEAD + 'tasks: [{id: A, name: A, duration: "uniform(5, 9)"}]\nrisks:\n'
    risk = "  - {id: R1, name: R, probability: 50%, impacts: [{tasks: A, cost: 10}]}\n"
    shares = shared_by(of(tmp_path, text + risk), "task").shares
    assert [dict(one.amounts) for one in shares] == [{"P, risk R1": 10.0}] * 3


def test_too_many_parts_for_the_memory_are_refused(
    found: Contingency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.scenario.contingency.breakdown.MOST", 40_000)
    with pytest.raises(SettingsError, match=r"4 tasks of 20,480 iterations .* at most 10,000"):
        shared_by(found, "task")


def test_what_is_no_part_is_refused(found: Contingency) -> None:
    with pytest.raises(SettingsError, match="give one of project, wbs, task"):
        shared_by(found, "colour")
