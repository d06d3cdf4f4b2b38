"""Every scenario applies to the plan it names, and moves the forecast the way its note says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from simulator.engine import simulate
from simulator.files import load
from simulator.model.program import Program
from simulator.results.result import Result
from simulator.scenario import apply, load_scenario

ROOT = Path(__file__).parents[1]
SCENARIOS = ROOT / "scenarios"
ITERATIONS = {"first-steps": 20_000, "it-rollout": 2_000, "harbour-line": 2_000,
              "sound-link": 4_000}  # fmt: skip
DAY = 1440.0

EXPECTED = {
    "first-steps-survey": (-1, -1),
    "first-steps-early-permit": (-1, +1),
    "it-rollout-mitigated": (-1, +1),
    "it-rollout-second-build-team": (-1, +1),
    "it-rollout-team-and-responses": (-1, +1),
    "harbour-line-late-machine": (+1, +1),
    "harbour-line-mitigated": (-1, -1),
    "sound-link-mitigated": (-1, +1),
    "sound-link-second-trencher": (-1, +1),
}
"""Sign of the change of the mean finish and of the mean cost."""


def _simulate(program: Program, model: Path) -> Result:
    iterations = ITERATIONS[model.parent.name]
    return simulate(program, iterations=iterations, seed=1, detail=False, levers=0)


@cache
def _base(model: Path) -> Result:
    return _simulate(load(model), model)


def test_every_scenario_is_expected_and_every_model_has_two() -> None:
    found = sorted(path.stem for path in SCENARIOS.glob("*.yaml"))
    assert found == sorted(EXPECTED)
    for program in (ROOT / "models").glob("*/program.yaml"):
        assert sum(name.startswith(f"{program.parent.name}-") for name in found) >= 2, program


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_scenario_moves_the_forecast_as_it_says(name: str) -> None:
    """Same draws on both sides, so the mean of the differences tells; 5 standard errors."""
    scenario = load_scenario(SCENARIOS / f"{name}.yaml")
    assert scenario.model is not None
    assert scenario.note
    model = scenario.model.resolve()
    base = _base(model)
    changed = _simulate(apply(base.program, scenario), model)
    assert base.outcome.cost is not None
    assert changed.outcome.cost is not None
    shift = base.origin - changed.origin
    days = (changed.outcome.finish - base.outcome.finish) / DAY - shift.total_seconds() / 86_400
    money = changed.outcome.cost - base.outcome.cost
    for difference, sign in zip((days, money), EXPECTED[name], strict=True):
        error = float(difference.std()) / difference.size**0.5
        assert sign * float(np.mean(difference)) > 5 * error
