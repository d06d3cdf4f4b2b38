"""Floats of iterations: those of a schedule whose durations are that iteration's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from explained import model

from simulator.engine.schedule import schedule
from simulator.engine.settings import Settings
from simulator.engine.slack import Slack
from simulator.engine.views import views
from simulator.model.program import Program
from simulator.model.task import Kind, Task
from simulator.network.compile import compile_network

SETTINGS = Settings(1500, seed=9)


def fixed(program: Program, minutes: dict[str, float]) -> Program:
    """The plan as it went in one iteration, with nothing left to chance."""

    def gone(task: Task) -> Task:
        if task.kind is not Kind.TASK or task.is_finished:
            return task
        left = minutes[task.id]
        if task.is_started:
            return replace(task, spread=None, progress=replace(task.progress, remaining=left))
        return replace(task, spread=None, duration=left)

    tasks = map(gone, program.tasks)
    return replace(program, tasks=tuple(tasks), risks=(), drivers=(), correlations=())


@pytest.mark.parametrize("name", ["first-steps", "it-rollout"])
def test_floats_are_those_of_the_plan_as_it_went(name: str, tmp_path: Path) -> None:
    """In working time, and on several calendars; the schedule is held to its own slow twin."""
    program = model(name, tmp_path)
    compiled = compile_network(program)
    slack = Slack(compiled)
    for page in views(compiled, SETTINGS, with_cost=False):
        found, critical = slack.of(page), page.critical
        assert (found >= -1e-6).all()
        if compiled.network.on_clock is None:
            # On several, a task that ends on a Saturday may drive one that waits for Monday.
            assert (found[critical] <= 1e-6).all()
        for lane in (0, 7, page.lanes - 1):
            minutes = {
                row.task.id: float(page.duration[k, lane])
                for k, row in enumerate(compiled.rows)
                if not row.is_hub
            }
            expected = schedule(fixed(program, minutes))
            place = {id: k for k, id in enumerate(expected.ids)}
            for k, row in enumerate(compiled.rows):
                if not row.is_hub:
                    own = expected.total_float[place[row.task.id]]
                    assert found[k, lane] == pytest.approx(own, abs=1e-6), row.task.id


@pytest.mark.parametrize("name", ["logic", pytest.param("weather", marks=pytest.mark.slow)])
def test_what_luck_decides_about_logic_and_days_keeps_floats_sound(
    name: str, tmp_path: Path
) -> None:
    """Nil on the driving path, never negative, and more than nil where a path is not driving."""
    compiled = compile_network(model(name, tmp_path))
    slack = Slack(compiled)
    (page,) = views(compiled, Settings(256, seed=9), with_cost=False)
    found, works = slack.of(page), page.duration > 0
    assert (found >= -1e-6).all()
    assert (found[page.critical & works] <= 1e-6).all()
    beside = page.present & works & ~page.critical
    assert np.mean(found[beside] > 1e-6) > 0.99
