"""Pages played again are those of the run, whichever are asked for, and keep its samples alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator.engine import simulate
from simulator.engine.pages import compiled_again, played
from simulator.engine.passes import make_run
from simulator.engine.settings import Settings
from simulator.files import load
from simulator.kernels.workspace import PAGE

MODELS = Path(__file__).parents[2] / "models"
ITERATIONS = 3 * PAGE + 200


@pytest.mark.parametrize("width", [PAGE, PAGE // 4])
def test_some_pages_in_any_order_are_those_of_the_run(width: int) -> None:
    """Bit for bit; of rows that the run watches, here all, no samples are kept."""
    result = simulate(load(MODELS / "harbour-line" / "program.yaml"), ITERATIONS, 4, levers=0)
    compiled = compiled_again(result)
    settings = Settings(ITERATIONS, 4, result.run.sampling, detail=False, levers=0)
    every = range(len(compiled.rows))
    run = make_run(compiled.network, settings, every, result.schedule.program_finish)
    outcomes = [result.outcome, *result.project_outcomes.values()]
    seen = []
    for page in played(compiled.network, run, True, (3, 1), width):
        lanes = slice(page.first, page.first + page.lanes)
        seen += range(ITERATIONS)[lanes]
        assert len(page.finish) == len(page.cost) == len(outcomes)
        for k, outcome in enumerate(outcomes):
            assert outcome.cost is not None
            np.testing.assert_array_equal(page.finish[k], outcome.finish[lanes])
            np.testing.assert_array_equal(page.cost[k], outcome.cost[lanes])
    assert seen == [*range(3 * PAGE, ITERATIONS), *range(PAGE, 2 * PAGE)]
