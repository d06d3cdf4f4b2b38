"""The example programs, larger than random ones: engine and twin compute the same dates."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from naive import Pass, planned
from naive_late import Late
from naive_network import Plan
from naive_sample import costs

from simulator.engine import schedule
from simulator.files import load
from simulator.scenario import apply, load_scenario

ROOT = Path(__file__).parents[1]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
MODELS = sorted((ROOT / "models").glob("*/program.yaml"))


@pytest.mark.parametrize(
    "path", [*MODELS, *SCENARIOS], ids=lambda path: path.parent.name + path.stem
)
def test_dates_floats_and_costs(path: Path) -> None:
    if path in MODELS:
        program = load(path)
    else:
        scenario = load_scenario(path)
        assert scenario.model is not None
        program = apply(load(scenario.model), scenario)
    found, plan = schedule(program), Plan(program)
    done = Pass(plan, planned(plan))
    late = Late(done)
    moved = (plan.origin - found.origin).total_seconds() / 60
    for i, name in enumerate(found.ids):
        dates = [found.start[i] - moved, found.finish[i] - moved]
        assert dates == pytest.approx([done.start[name], done.finish[name]], abs=1e-6), name
        assert found.critical[i] == (name in done.critical(late=True)), name
        if not np.isnan(found.total_float[i]):
            assert found.total_float[i] == pytest.approx(late.total[name], abs=1e-6), name
    assert found.program_cost == pytest.approx(sum(costs(program, None, done).values()))
