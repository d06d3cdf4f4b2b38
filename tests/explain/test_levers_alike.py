"""The levers of `p80 run` and of `p80 explain` are one thing: differences between two plans."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from explained import written

from simulator.engine import simulate
from simulator.explain import explain
from simulator.model.calendar import DAY
from simulator.model.program import Program

N = 5000

CONDITION = """
program: Condition
start: 2027-01-04
calendar: 24/7
projects:
  - id: P
    name: P
    tasks:
      - {id: A, name: A, duration: "uniform(8ed, 13ed)"}
      - {id: X, name: X, duration: 5ed, after: A}
      - {id: Y, name: Y, duration: 15ed, after: A}
      - {id: Z, name: Z, after: [X, Y]}
branches:
  - {id: B, name: Late, if: A duration > 11ed, then: Y, else: X}
"""

DONE = """
program: Done
start: 2027-01-04
calendars:
  site: {work: "Mon-Fri 08:00-17:00", weather: {jan: 30%}}
  yard: {work: "Mon-Fri 08:00-17:00", weather: {jan: 30%}}
projects:
  - id: P
    name: P
    data_date: 2027-01-11
    calendar: site
    tasks:
      - {id: A, name: A, duration: 5, calendar: yard, actual_start: 2027-01-04,
         actual_finish: 2027-01-08}
      - {id: B, name: B, duration: "uniform(4, 6)", after: A}
"""


def p80(program: Program) -> float:
    """Smallest finish that 80 % of the iterations do not exceed, elapsed days."""
    result = simulate(program, N, seed=2, detail=False, levers=0)
    return float(np.percentile(result.outcome.finish, 80, method="inverted_cdf")) / DAY


def test_a_condition_is_a_lever_and_no_part_of_steps_and_groups(tmp_path: Path) -> None:
    """60 % of A are within 11 days, so that X follows: that is the plan without Y."""
    program = written(CONDITION, tmp_path)
    never = replace(
        program,
        branches=(),
        tasks=tuple(
            replace(one, after=one.after[:1]) if one.id == "P/Z" else one
            for one in program.tasks
            if one.id != "P/Y"
        ),
    )
    found = explain(program, N, seed=2)
    (lever,) = [one for one in found.levers if one.kind == "branch"]
    assert lever.days == pytest.approx(p80(program) - p80(never), abs=1e-9)
    assert lever.days > 0
    assert [(one.kind, one.id) for one in found.ordered] == [("task", "P/A"), ("rest", "")]
    assert sum(one.days for one in found.ordered) == pytest.approx(
        found.own.finish.contingency(80), abs=1e-9
    )
    (group,) = [one for one in found.shares if one.group == "plan logic"]
    assert group.size is None


def test_two_waits_of_one_task_are_two_levers(tmp_path: Path) -> None:
    """Each is that of its own link: the plan in which only that one is certain."""
    text = CONDITION[: CONDITION.index("branches:")].replace(
        "after: [X, Y]", 'after: ["X FS+uniform(2ed, 12ed)", "Y FS+uniform(0ed, 3ed)"]'
    )
    program = written(text, tmp_path)
    levers = {one.id: one for one in simulate(program, N, 2, detail=False).levers}
    (z,) = [one for one in program.tasks if one.id == "P/Z"]
    for k, id in enumerate(("P/X FS P/Z", "P/Y FS P/Z")):
        after = list(z.after)
        after[k] = replace(after[k], lag=replace(after[k].lag, spread=None))
        tasks = (replace(z, after=tuple(after)) if one is z else one for one in program.tasks)
        certain = replace(program, tasks=tuple(tasks))
        assert levers[id].kind == "lag"
        assert levers[id].days == pytest.approx(p80(program) - p80(certain), abs=1e-9)


@pytest.mark.parametrize("name", ["condition", "done"])
def test_run_and_explain_say_the_same(name: str, tmp_path: Path) -> None:
    """Also where all work of a calendar is done, so that nothing runs on it any more."""
    program = written(CONDITION if name == "condition" else DONE, tmp_path)
    run = simulate(program, N, seed=2, detail=False)
    moved = [one for one in explain(program, N, seed=2).levers if one.kind != "cost"]
    assert run.levers == tuple(moved)
    assert run.levers
