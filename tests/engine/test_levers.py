"""A lever is the difference between two runs: as it is, and with one thing made certain."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from simulator.engine import simulate
from simulator.files import load
from simulator.model.calendar import DAY, standard_calendar
from simulator.model.distributions import Uniform
from simulator.model.program import Program, Project
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task
from simulator.results.raw import Lever
from simulator.results.result import Result

MODELS = Path(__file__).parents[2] / "models"
N = 3000


def certain(program: Program, lever: Lever) -> Program:
    """The program with that one thing taken out by hand."""
    if lever.kind == "task":
        tasks = (replace(t, spread=None) if t.id == lever.id else t for t in program.tasks)
        return replace(program, tasks=tuple(tasks))
    if lever.kind == "driver":
        return replace(program, drivers=tuple(d for d in program.drivers if d.id != lever.id))
    return replace(program, risks=tuple(r for r in program.risks if r.id != lever.id))


def p80(samples: np.ndarray) -> float:
    """Smallest value that 80 % of the samples do not exceed."""
    return float(np.percentile(samples, 80, method="inverted_cdf"))


@pytest.fixture(scope="module", params=["first-steps", "it-rollout"])
def result(request: pytest.FixtureRequest) -> Result:
    """In working time, and by the clock."""
    program = load(MODELS / request.param / "program.yaml")
    return simulate(program, N, seed=6, detail=False, levers=30)


def test_each_is_the_difference_to_the_program_edited_by_hand(result: Result) -> None:
    """The same draws are used for all that stays, so the difference is exact."""
    chosen = {lever.kind: lever for lever in reversed(result.levers)}
    for lever in [*chosen.values(), *result.levers[:3]]:
        edited = certain(result.program, lever)
        other = simulate(edited, N, seed=6, detail=False, levers=0)
        days = (p80(result.outcome.finish) - p80(other.outcome.finish)) / DAY
        assert lever.days == pytest.approx(days, abs=1e-9), lever.id
        if lever.cost is not None:
            assert other.outcome.cost is not None
            saved = p80(result.outcome.cost) - p80(other.outcome.cost)
            assert lever.cost == pytest.approx(saved, rel=1e-9, abs=1e-6), lever.id


def test_all_kinds_are_tried_and_the_largest_stands_first(result: Result) -> None:
    kinds = {lever.kind for lever in result.levers}
    program = result.program
    assert ("risk" in kinds) == bool(program.risks)
    assert ("driver" in kinds) == bool(program.drivers)
    assert "task" in kinds
    days = [lever.days for lever in result.levers]
    assert days == sorted(days, reverse=True)
    assert all(lever.low <= lever.days <= lever.high for lever in result.levers)


def test_criticality_beside_a_task_is_its_own(result: Result) -> None:
    place = {name: k for k, name in enumerate(result.schedule.ids)}
    for lever in result.levers:
        if lever.kind == "task":
            assert lever.critical == result.tallies.critical[place[lever.id]]
        else:
            assert lever.critical is None


def beside(tasks: int) -> Program:
    """So many tasks side by side, each with the same range."""
    start = datetime(2026, 3, 2, 8)
    spread = Spread(Uniform(480.0, 4800.0))
    many = (Task(f"P/{k}", f"{k}", Kind.TASK, "standard", 2400.0, spread) for k in range(tasks))
    project = Project("P", "P", start, "standard")
    return Program("P", start, {"standard": standard_calendar()}, (project,), tuple(many))


def test_as_many_as_asked_for_else_as_are_quick_and_none_where_nothing_is_uncertain() -> None:
    program = load(MODELS / "first-steps" / "program.yaml")
    assert len(simulate(program, 500, detail=False, levers=2).levers) == 2
    assert simulate(program, 500, detail=False, levers=0).levers == ()
    start = datetime(2026, 3, 2, 8)
    assert len(simulate(beside(11), 64, detail=False).levers) == 11
    assert len(simulate(beside(1000), 64, detail=False).levers) == 12
    assert len(simulate(beside(1001), 64, detail=False).levers) == 8
    sure = Program(
        "P",
        start,
        {"standard": standard_calendar()},
        (Project("P", "P", start, "standard"),),
        (Task("P/A", "A", Kind.TASK, "standard", 480.0),),
    )
    assert simulate(sure, 500).levers == ()
