"""Every example program loads, runs, and meets its known answers where it has them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from simulator.engine import simulate
from simulator.files import load
from simulator.results.result import Result

MODELS = Path(__file__).parents[1] / "models"
NAMES = sorted(folder.name for folder in MODELS.iterdir() if folder.is_dir())
ITERATIONS = 2_000
STEP = 0.01
"""Grid of the numerical convolution, working days."""


def _run(name: str, iterations: int = ITERATIONS) -> Result:
    return simulate(load(MODELS / name / "program.yaml"), iterations=iterations, seed=1, levers=0)


def _share_near(sample: NDArray[np.bool_], share: float) -> None:
    error = (share * (1 - share) / sample.size) ** 0.5
    assert sample.mean() == pytest.approx(share, abs=5 * error + 0.0005)


@pytest.fixture(scope="module")
def first_steps() -> Result:
    return _run("first-steps", 20_000)


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        (MODELS / "first-steps/answers.yaml").read_text("utf-8")
    )
    return loaded


@pytest.mark.parametrize("name", NAMES)
def test_model_runs_and_is_believable(name: str) -> None:
    """The plan is optimistic, as plans are: 3 to 20 % likely; P80 is 8 to 25 % later than the plan
    says and 4 to 17 % dearer."""
    result = _run(name)
    assert (MODELS / name / "README.md").is_file()
    start = (result.program.start - result.origin).total_seconds() / 60
    finish, cost = result.outcome.finish - start, result.outcome.cost
    plan, plan_cost = result.schedule.program_finish - start, result.schedule.program_cost
    assert cost is not None
    assert finish.size == ITERATIONS
    assert np.isfinite(finish).all()
    assert np.isfinite(cost).all()
    assert 0.03 <= np.mean(finish <= plan) <= 0.20
    assert 1.08 <= np.quantile(finish, 0.8) / plan <= 1.25
    assert 1.04 <= np.quantile(cost, 0.8) / plan_cost <= 1.17


@pytest.mark.parametrize(
    ("name", "projects", "tasks", "risks"),
    [
        ("first-steps", 1, 12, 1),
        ("it-rollout", 1, 60, 6),
        ("harbour-line", 3, 300, 12),
        ("sound-link", 1, 35, 6),
    ],
)
def test_model_is_as_large_as_its_readme_says(
    name: str, projects: int, tasks: int, risks: int
) -> None:
    program = load(MODELS / name / "program.yaml")
    assert len(program.projects) == projects
    assert len(program.activities) >= tasks
    assert len(program.risks) >= risks


def test_first_steps_plan_by_hand(first_steps: Result, answers: dict[str, Any]) -> None:
    schedule, plan = first_steps.schedule, answers["plan"]
    rows = {id.split("/")[1]: row for row, id in enumerate(schedule.ids)}
    assert set(rows) == set(plan["dates"])
    for task, expected in plan["dates"].items():
        row = rows[task]
        dates = [_moment(first_steps, float(x[row])) for x in (schedule.start, schedule.finish)]
        assert dates == [datetime.fromisoformat(str(text)) for text in expected], task
        total_float = plan["total_float_days"][task]
        assert schedule.total_float[row] / 480 == pytest.approx(total_float, abs=1e-6), task
    assert _moment(first_steps, schedule.program_finish).isoformat("T", "minutes") == plan["finish"]
    assert schedule.program_cost == pytest.approx(plan["cost"], abs=1e-6)


def _moment(result: Result, minutes: float) -> datetime:
    return result.origin + timedelta(minutes=round(minutes, 6))


def test_first_steps_finish(first_steps: Result, answers: dict[str, Any]) -> None:
    for line in answers["finish"]:
        by = datetime.fromisoformat(str(line["by"]))
        minutes = (by - first_steps.origin).total_seconds() / 60
        _share_near(first_steps.outcome.finish <= minutes + 1e-6, line["share"])


def test_first_steps_cost(first_steps: Result, answers: dict[str, Any]) -> None:
    cost, expected = first_steps.outcome.cost, answers["cost"]
    assert cost is not None
    error = expected["sd"] / cost.size**0.5
    assert cost.mean() == pytest.approx(expected["mean"], abs=5 * error)
    kurtosis = float(np.mean(((cost - expected["mean"]) / expected["sd"]) ** 4))
    assert cost.std() == pytest.approx(expected["sd"], abs=5 * error * ((kurtosis - 1) / 4) ** 0.5)
    for line in expected["shares"]:
        _share_near(cost <= line["at_most"], line["share"])


def test_first_steps_durations_and_criticality(
    first_steps: Result, answers: dict[str, Any]
) -> None:
    tallies, n = first_steps.tallies, first_steps.run.iterations
    rows = {id.split("/")[1]: row for row, id in enumerate(first_steps.schedule.ids)}
    for task, expected in answers["duration_days"].items():
        mean, sd = (x[rows[task]] / 480 for x in (tallies.duration_mean, tallies.duration_sd))
        assert mean == pytest.approx(expected["mean"], abs=5 * expected["sd"] / n**0.5), task
        assert sd == pytest.approx(expected["sd"], abs=5 * expected["sd"] / n**0.5), task
    for task, share in answers["criticality"].items():
        error = (share * (1 - share) / n) ** 0.5
        assert tallies.critical[rows[task]] == pytest.approx(share, abs=5 * error), task


def _triangle(low: float, mode: float, high: float) -> NDArray[np.float64]:
    """Probabilities of a triangle on the grid of `STEP` working days."""
    edges = np.clip((np.arange(round(high / STEP) + 2) - 0.5) * STEP, low, high)
    rising = (edges - low) ** 2 / ((high - low) * (mode - low))
    falling = 1 - (high - edges) ** 2 / ((high - low) * (high - mode))
    return np.diff(np.where(edges <= mode, rising, falling))


def test_first_steps_answers_are_a_convolution(answers: dict[str, Any]) -> None:
    """The shares in answers.yaml, worked out again from the three points alone."""
    delay = 0.2 * _triangle(4, 8, 15)
    delay[0] += 0.8
    larger = np.diff(np.cumsum(_triangle(6, 8, 12)) ** 2, prepend=0.0)
    total = np.ones(1)
    for part in (_triangle(3, 5, 8), _triangle(10, 15, 22), _triangle(16, 20, 28), delay, larger):
        total = np.convolve(total, part)
    total = np.convolve(total, _triangle(2, 3, 5))
    upper_edges = 5 + 2 + (np.arange(total.size) + 0.5) * STEP
    for line in answers["finish"]:
        days = _working_days(datetime.fromisoformat(str(line["by"])))
        share = np.interp(days, upper_edges, np.cumsum(total))
        assert share == pytest.approx(line["share"], abs=2e-4), line


def _working_days(instant: datetime) -> float:
    """Working days of 8 hours, Monday to Friday, since Monday 4 January 2027."""
    days = (instant.date() - datetime(2027, 1, 4).date()).days
    minute = instant.hour * 60 + instant.minute
    worked = min(max(minute - 480, 0), 240) + min(max(minute - 780, 0), 240)
    return days // 7 * 5 + min(days % 7, 5) + worked / 480
