"""An iteration as a plan of its own: its dates and its money, without any luck."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from forms import by_yaml
from hypothesis import given
from strategies import tries
from strategies_logic import lucky

from simulator.engine import schedule, simulate
from simulator.explain.replay import as_plan, replay, worst
from simulator.files import load
from simulator.model.program import Program

MODELS = Path(__file__).parents[2] / "models"


@pytest.mark.parametrize("model", ["first-steps", "it-rollout", "harbour-line", "sound-link"])
def test_an_iteration_of_a_model_as_a_plan(model: str, tmp_path: Path) -> None:
    """Read again from YAML, it is certain, and has the finish and the cost of the iteration."""
    result = simulate(load(MODELS / model / "program.yaml"), 600, 2, detail=False, levers=0)
    opened = replay(result, worst(result, 0.05).middle)
    plan = as_plan(opened)
    assert plan.differing == ()
    again = simulate(by_yaml(plan.program, tmp_path), 20, 1, detail=False, levers=0)
    assert again.is_certain
    shift = (again.origin - result.origin) / timedelta(minutes=1)
    assert again.schedule.program_finish + shift == pytest.approx(opened.finish, abs=1.5)
    assert again.schedule.program_cost == pytest.approx(opened.cost, abs=0.01)


@tries(40)
@given(program=lucky())
def test_an_iteration_of_any_program_as_a_plan(program: Program) -> None:
    """Nothing uncertain is left, and what comes out at other dates is named."""
    result = simulate(program, 3, 3, detail=False, levers=0)
    opened = replay(result, 2)
    plan = as_plan(opened)
    assert simulate(plan.program, 5, 1, detail=False, levers=0).is_certain
    found = schedule(plan.program)
    shift = (found.origin - result.origin) / timedelta(minutes=1)
    for k, id in enumerate(result.schedule.ids):
        if opened.tasks.present[k] and id not in plan.differing:
            calendar = program.calendars[result.program.task[id].calendar]
            place = found.ids.index(id)
            for mine, other in (
                (opened.tasks.start[k], found.start[place]),
                (opened.tasks.finish[k], found.finish[place]),
            ):
                ends = sorted(
                    result.origin + timedelta(minutes=float(t)) for t in (mine, other + shift)
                )
                assert calendar.worked(*ends) <= 2.5


WET = """\
program: Quay
start: 2027-01-04
calendars:
  site: {work: "Mon-Fri 08:00-16:00", weather: {jan: 40%, feb: 40%, mar: 30%}}
calendar: site
tasks:
  - {id: A, name: Piles, duration: "uniform(10d, 20d)"}
  - {id: B, name: Cap, duration: 8d, after: A}
"""


def test_lost_days_become_days_off(tmp_path: Path) -> None:
    """With them the same work ends when it did, which it could not without: days were lost."""
    path = tmp_path / "quay.yaml"
    path.write_text(WET, encoding="utf-8")
    result = simulate(load(path), 40, 2, detail=False, levers=0)
    opened = replay(result, 7)
    assert opened.finish == result.outcome.finish[7]
    assert opened.tasks.driving == ((), (0,))
    plan = as_plan(opened)
    assert (plan.held, plan.differing) == ((), ())
    calendar = plan.program.calendars["site"]
    begin, end = (
        result.origin + timedelta(minutes=float(t))
        for t in (opened.tasks.start[0], opened.tasks.finish[1])
    )
    assert calendar.worked(begin, end) == pytest.approx(
        float(opened.tasks.duration.sum()), abs=1e-6
    )
    dry = result.program.calendars["site"]
    assert dry.worked(begin, end) > float(opened.tasks.duration.sum()) + 480
