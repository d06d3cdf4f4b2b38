"""Ranges by rule in a scenario: as in the plan, for open tasks that have none."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.errors import PlanError
from simulator.files import load
from simulator.model.distributions import Triangular, Uniform
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.scenario import apply

PLAN = """\
start: 2026-03-02
data_date: 2026-03-09
tasks:
  - {id: A, duration: 5, actual_start: 2026-03-02, actual_finish: 2026-03-06}
  - {id: B, duration: 10, uncertainty: "uniform(90%, 150%)", after: A, cost: 1000}
  - {id: C, duration: 20, after: B, wbs: Site, cost: 1000}
  - {id: D, name: Done, after: C}
"""


def _applied(folder: Path, rules: str) -> Program:
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    scenario = folder / "ranges.yaml"
    scenario.write_text(f"scenario: Ranges\n{rules}", encoding="utf-8")
    return apply(load(folder / "plan.yaml"), scenario)


def test_first_rule_wins_and_own_ranges_stay(tmp_path: Path) -> None:
    program = _applied(
        tmp_path,
        "uncertainty:\n"
        '  - {tasks: "*", wbs: Site, duration: "triangular(90%, 100%, 130%)"}\n'
        '  - {tasks: "*", duration: "uniform(50%, 60%)", cost: "uniform(80%, 120%)"}\n',
    )
    task = program.task
    assert task["P/C"].spread == Spread(Triangular(0.9, 1.0, 1.3), relative=True)
    assert task["P/B"].spread == Spread(Uniform(0.9, 1.5), relative=True)
    assert (task["P/A"].spread, task["P/D"].spread) == (None, None)
    assert task["P/B"].cost.spread == Spread(Uniform(0.8, 1.2), relative=True)
    assert task["P/A"].cost.spread is None
    assert program.notes == (
        "rules of the scenario gave ranges to 2 of 4 tasks; 1 had a range of the duration already "
        "and kept it",
    )


def test_new_tasks_take_them_and_scaling_keeps_their_proportion(tmp_path: Path) -> None:
    program = _applied(
        tmp_path,
        "add: {tasks: [{id: E, duration: 4d, after: C}]}\n"
        'uncertainty: [{tasks: E, duration: "uniform(90%, 110%)"}]\n'
        "scale: [{tasks: E, duration: 200%}]\n",
    )
    new = program.task["P/E"]
    assert (new.duration, new.spread) == (8 * 480.0, Spread(Uniform(0.9, 1.1), relative=True))


def test_mistakes_are_placed_in_the_scenario(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as raised:
        _applied(
            tmp_path,
            'uncertainty:\n  - {tasks: Z, duration: "uniform(1, 2)"}\n'
            '  - {tasks: "*"}\n  - {tasks: C, duration: "uniform(2, 1)", colour: red}\n',
        )
    said = [str(issue).replace(f"{tmp_path}/", "").split("\n")[0] for issue in raised.value.issues]
    assert said[-1].startswith("ranges.yaml:5:")
    assert "unknown key 'colour'" in said[-1]
