"""The example programs, larger than random ones: engine and twin compute the same dates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from naive_late import Late
from naive_logic import LuckyPass, plan_of
from test_logic_against_naive import check_luck
from test_money_against_naive import bill, check

from simulator.engine import schedule
from simulator.files import load
from simulator.model.calendar import Calendar
from simulator.model.money import Terms
from simulator.model.program import Program
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
    found, plan = schedule(program), plan_of(program)
    done = LuckyPass(program, plan, None)
    late = Late(done)
    moved = (plan.origin - found.origin).total_seconds() / 60
    for i, name in enumerate(found.ids):
        dates = [found.start[i] - moved, found.finish[i] - moved]
        assert dates == pytest.approx([done.start[name], done.finish[name]], abs=1e-6), name
        assert found.critical[i] == (name in done.critical(late=True)), name
        if not np.isnan(found.total_float[i]):
            assert found.total_float[i] == pytest.approx(late.total[name], abs=1e-6), name
    assert found.program_cost == pytest.approx(sum(bill(program, done).values()))


def test_iterations_with_weather_branches_a_loop_and_dear_prices() -> None:
    """Sound Link has all of them: dates, then money, in every iteration."""
    program = load(ROOT / "models" / "sound-link" / "program.yaml")
    # Correlated draws have a twin of their own.
    program = replace(program, correlations=())
    bare = [replace(task, elements=()) for task in program.tasks]
    check_luck(replace(program, tasks=tuple(bare), terms=Terms()), "latin", iterations=4)
    check(replace(program, calendars=dry(program)), "latin", iterations=4)


def dry(program: Program) -> dict[str, Calendar]:
    """The calendars without lost days, which the twin of money knows nothing of."""
    return {
        key: replace(one, weather=None, downtime=None) for key, one in program.calendars.items()
    }
