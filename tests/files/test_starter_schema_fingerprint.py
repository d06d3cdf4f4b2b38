"""The starter plan, the schema for editors, the fingerprint, and `--range`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import PlanError
from simulator.files import load
from simulator.files.build import build, with_range
from simulator.files.document.plan import PlanDoc
from simulator.files.document.task import TaskDoc
from simulator.files.schema import json_schema
from simulator.files.starter import text
from simulator.files.yaml import YamlSource
from simulator.model.distributions import Triangular
from simulator.model.fingerprint import fingerprint
from simulator.model.program import Program

ROWS = """id: A, duration: 5, cost: 10
id: B, duration: "triangular(4, 5, 9)", after: [A, C SS+1d]
id: C, duration: 2, calendar: site, fields: {x: y, z: w}
id: M, after: B
id: F, duration: 1, actual_start: 2026-03-02, actual_finish: 2026-03-02"""
MORE = """data_date: 2026-03-04
calendars: {site: {holidays: [2026-12-24, 2026-12-25]}}
risks: [{id: R, probability: 10%, impacts: [{tasks: A, delay: 1d}]}]"""

Tasks = Callable[..., Program]


def test_the_starter_plan_loads_without_a_remark_and_shows_each_part() -> None:
    program = build(YamlSource("starter.yaml", text()), Path())
    assert program.notes == ()
    assert program.target.finish is not None
    assert program.risks[0].response is not None
    assert program.drivers
    assert all(task.spread or not task.duration for task in program.tasks)


def test_the_schema_knows_every_key_and_allows_no_other() -> None:
    schema = json_schema()
    assert set(schema["properties"]) == set(PlanDoc.model_fields)
    assert set(schema["$defs"]["TaskDoc"]["properties"]) == set(TaskDoc.model_fields)
    assert "text" not in schema["$defs"]["LinkDoc"]["properties"]
    objects = [schema, *schema["$defs"].values()]
    assert all(one["additionalProperties"] is False for one in objects)
    assert schema["$defs"]["TaskDoc"]["required"] == ["id"]


def _kinds(part: dict[str, Any]) -> set[str]:
    return {one.get("type", one.get("$ref", "")) for one in part.get("anyOf", [part])}


def test_the_schema_takes_short_and_long_forms() -> None:
    task = json_schema()["$defs"]["TaskDoc"]["properties"]
    assert {"string", "number"} <= _kinds(task["duration"])
    assert {"string", "#/$defs/LinkDoc", "array"} <= _kinds(task["after"])
    assert _kinds(task["deadline"]) == {"string", "null"}


def test_the_fingerprint_does_not_depend_on_order_path_or_form(
    tasks: Tasks, tmp_path: Path
) -> None:
    known = fingerprint(tasks(ROWS, MORE))
    assert known.startswith("sha256:")
    assert len(known) == len("sha256:") + 64
    turned = "\n".join(reversed(ROWS.splitlines()))
    assert fingerprint(tasks(turned.replace("[A, C SS+1d]", "C SS+8h; A"), MORE)) == known
    assert fingerprint(tasks(ROWS.replace("duration: 5,", "duration: 1w,"), MORE)) == known
    path = tmp_path / "other.yaml"
    rows = "".join(f"  - {{{row}}}\n" for row in ROWS.splitlines())
    path.write_text(f"start: 2026-03-02 00:00\n{MORE}\ntasks:\n{rows}")
    assert fingerprint(load(path)) == known


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("duration: 5,", "duration: 5.001,"),
        ("cost: 10", "cost: 11"),
        ("triangular(4, 5, 9)", "pert(4, 5, 9)"),
        ("triangular(4, 5, 9)", "triangular(4, 5, 9.5)"),
        ("C SS+1d", "C FF+1d"),
        ("C SS+1d", "C SS+1ed"),
        ("x: y", "x: v"),
        ("id: M,", "id: N,"),
        ("2026-12-25", "2026-12-26"),
        ("probability: 10%", "probability: 11%"),
        ("data_date: 2026-03-04", "data_date: 2026-03-05"),
        ("impacts: [{tasks: A", "impacts: [{tasks: C"),
    ],
)
def test_the_fingerprint_sees_every_change(tasks: Tasks, old: str, new: str) -> None:
    assert old in ROWS + MORE
    changed = tasks(ROWS.replace(old, new), MORE.replace(old, new))
    assert fingerprint(changed) != fingerprint(tasks(ROWS, MORE))


def test_the_fingerprint_knows_the_days_of_a_week_apart(tasks: Tasks) -> None:
    program = tasks(ROWS, MORE)
    site = program.calendars["site"]
    turned = replace(site, week=(*site.week[1:], site.week[0]))
    changed = replace(program, calendars={**program.calendars, "site": turned})
    assert fingerprint(changed) != fingerprint(program)


def test_remarks_leave_the_fingerprint_alone(tasks: Tasks) -> None:
    program = tasks(ROWS, MORE)
    assert fingerprint(replace(program, notes=("read by hand",))) == fingerprint(program)


def test_a_range_for_all_open_tasks_that_have_none(tasks: Tasks) -> None:
    program = with_range(tasks(ROWS, MORE), "triangular(90%, 100%, 130%)")
    spread = {task.short_id: task.spread for task in program.tasks}
    assert spread["A"] is not None
    assert spread["A"].relative
    assert spread["A"].distribution == spread["C"].distribution == Triangular(0.9, 1.0, 1.3)
    assert not spread["B"].relative, "it has one of its own"
    assert spread["M"] is spread["F"] is None


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ('id: A, duration: "triangular(4, 5, 9)"', "all that are open have one"),
        ("id: A", "none has work left"),
        (
            "id: A, duration: 5, actual_start: 2026-03-02, actual_finish: 2026-03-03",
            "none has work left",
        ),
    ],
)
def test_a_range_that_no_task_takes_is_said_and_still_must_be_one(
    tasks: Tasks, rows: str, why: str
) -> None:
    program = tasks(rows, "data_date: 2026-03-04")
    ranged = with_range(program, "triangular(90%, 100%, 130%)")
    assert ranged.tasks == program.tasks
    assert ranged.notes == (*program.notes, f"the range of --range is for no task: {why}")
    with pytest.raises(PlanError, match=r"there is no distribution 'trangular'"):
        with_range(program, "trangular(90%, 100%, 130%)")


@pytest.mark.parametrize("text", ["triangular(0.9, 1, 1.3)", "triangular(90, 100, 130)"])
def test_one_range_for_all_tasks_needs_percent(tasks: Tasks, text: str) -> None:
    """Else a task of an hour and one of a year would take the same number of days."""
    with pytest.raises(PlanError, match="gives every task the same number of days") as caught:
        with_range(tasks(ROWS, MORE), text)
    assert "triangular(90%, 100%, 130%)" in str(caught.value)


@pytest.mark.parametrize("text", ["", "10%", "90% 100% 130%", "-10%..+30%"])
def test_a_range_without_a_distribution(tasks: Tasks, text: str) -> None:
    with pytest.raises(PlanError, match=r"is not a range") as caught:
        with_range(tasks(ROWS, MORE), text)
    assert "triangular(90%, 100%, 130%)" in str(caught.value)


def test_a_range_that_is_none(tasks: Tasks) -> None:
    with pytest.raises(PlanError, match=r"--range: there is no distribution 'trangular'"):
        with_range(tasks(ROWS, MORE), "trangular(1, 2, 3)")
