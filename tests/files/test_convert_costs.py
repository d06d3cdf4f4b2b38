"""Costs with a name in written schedules, against sums worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from writer import xer_tables

from simulator.cli.converting import dates_of
from simulator.engine import schedule, simulate
from simulator.engine.element_costs import element_costs
from simulator.files import load
from simulator.files.mpxj_write import Format
from simulator.files.mpxj_write.back import compared
from simulator.model.program import Program

PLAN = """
program: Pier
start: 2026-03-02
data_date: 2026-03-04
currency: EUR
currencies: {USD: "uniform(0.8, 1.0)"}
escalation: {steel: {steps: {2026-03-10: 110%}}}
tasks:
  - {id: A, duration: 10d, remaining: 8d, actual_start: 2026-03-02T08:00, cost: 500, costs: [
      {name: Steel, amount: 1000, paid: end, currency: USD, escalation: steel, account: Steel},
      {name: Crew, per_day: 300, uncertainty: "uniform(90%, 120%)"},
      {name: Barge, per_elapsed_day: 70, paid: start}]}
  - {id: B, duration: 2d, cost_per_day: 40, costs: {name: Paint, amount: 60},
     actual_start: 2026-03-02, actual_finish: 2026-03-03T17:00}
  - {id: C, name: Nothing else, duration: 1d, after: A}
"""
# From Monday 2 March 08:00 to Friday 13 March 17:00: 11 days and 9 hours by the clock. The steel is
# paid on the 13th, after its step.
AMOUNTS = {
    ("P/A", "Steel"): 1000 * 0.9 * 1.1,
    ("P/A", "Crew"): 3000.0,
    ("P/A", "Barge"): 70 * (11 + 9 / 24),
    ("P/B", "Paint"): 60.0,
}
A = 500 + sum(money for (task, _), money in AMOUNTS.items() if task == "P/A")

Costly = Callable[..., Any]


@pytest.fixture
def pier(tmp_path: Path) -> tuple[Path, Program]:
    path = tmp_path / "pier.yaml"
    path.write_text(dedent(PLAN), encoding="utf-8")
    return path, load(path)


def test_what_each_comes_to(pier: tuple[Path, Program]) -> None:
    """By hand, and all together what the plan costs."""
    program = pier[1]
    found = element_costs(program)
    assert found == {key: pytest.approx(money) for key, money in AMOUNTS.items()}
    plain = 500 + 2 * 40
    assert simulate(program, 1, 1).schedule.program_cost == pytest.approx(
        sum(found.values()) + plain
    )


def test_a_task_that_may_not_exist_is_priced_as_if_it_did(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    rows = "[{id: A, duration: 2d, exists: 10%, costs: {name: X, per_day: 5}}, {id: B}]"
    path.write_text(f"start: 2026-03-02\ntasks: {rows}\n", "utf-8")
    assert element_costs(load(path)) == {("P/A", "X"): pytest.approx(10.0)}


def test_p6_has_an_expense_for_each(written: Costly, pier: tuple[Path, Program]) -> None:
    out, said = written(*pier, Format.XER, costs=element_costs(pier[1]))
    tables = xer_tables(out)
    code = {row["task_id"]: row["task_code"] for row in tables["TASK"]}
    rows = {(code[row["task_id"]], row["cost_name"]): row for row in tables["PROJCOST"]}
    sums = {key: float(row["target_cost"]) for key, row in rows.items()}
    assert sums == {
        **{(id[2:], name): pytest.approx(money, abs=1e-4) for (id, name), money in AMOUNTS.items()},
        ("A", "Cost"): 500.0,
        ("B", "Cost"): 80.0,
    }
    loads = {name: row["cost_load_type"] for (_, name), row in rows.items()}
    assert (loads["Steel"], loads["Crew"], loads["Barge"]) == ("CL_End", "CL_Uniform", "CL_Start")
    done, open_ = rows["B", "Paint"], rows["A", "Crew"]
    assert (float(done["act_cost"]), float(done["remain_cost"])) == (60.0, 0.0)
    assert (float(open_["act_cost"]), float(open_["remain_cost"])) == (0.0, 3000.0)
    lines = said.losses.lines()
    assert "2 costs by time: written as what they come to in this plan" in lines
    assert "1 range of costs with a name: only p80's own plan files hold them" in lines
    assert "1 cost in other currencies: written at the rates of the plan" in lines
    assert "1 escalating cost: written at the price level of the plan's dates" in lines
    assert "1 cost account: only p80's own plan files hold them" in lines
    assert not any("left out" in line for line in lines)


@pytest.mark.parametrize("format", list(Format))
def test_the_sums_come_back(written: Costly, pier: tuple[Path, Program], format: Format) -> None:
    """And where one would not, it is counted."""
    program = pier[1]
    out, said = written(*pier, format, costs=element_costs(program))
    back = load(out)
    name = {task.name: task.cost.fixed for task in back.activities}
    assert name["A"] == pytest.approx(A, abs=0.01)
    assert name["B"] == pytest.approx(140.0, abs=0.01)
    assert name["Nothing else"] == 0.0
    dates = dates_of(schedule(program)), dates_of(schedule(back))
    again = compared(program, dates[0], back, dates[1], said)
    assert again.losses.lines() == []
    wrong = replace(said, costs={**said.costs, "P/A": A + 1})
    other = compared(program, dates[0], back, dates[1], wrong)
    assert other.losses.lines() == ["1 cost: they come back as another sum"]


def test_ms_project_has_no_names(written: Costly, pier: tuple[Path, Program]) -> None:
    said = written(*pier, Format.MSPDI, costs=element_costs(pier[1]))[1]
    assert "4 costs with a name: part of the fixed cost, without their names" in (
        said.losses.lines()
    )


def test_those_that_are_not_priced_are_left_out_and_counted(
    written: Costly, pier: tuple[Path, Program]
) -> None:
    out, said = written(*pier, Format.XER)
    assert {row["cost_name"] for row in xer_tables(out)["PROJCOST"]} == {"Cost"}
    left = "4 costs with a name: left out of the costs: only p80's own plan files hold them"
    assert left in said.losses.lines()


@pytest.mark.parametrize("format", list(Format))
def test_nothing_is_counted_twice_in_summaries(
    written: Costly, pier: tuple[Path, Program], format: Format
) -> None:
    """P6 shows the costs of activities at its WBS too; a level of effort is paid by its dates."""
    path, program = pier
    text = dedent(PLAN) + "  - {id: W, name: Watch, kind: level of effort, after: [A SS, C FF], "
    path.write_text(text + "cost_per_day: 100, wbs: Site}\n", "utf-8")
    program = load(path)
    out = written(path, program, format, costs=element_costs(program))[0]
    back = load(out)
    # From the data date to the end of C on Monday the 16th: nine working days.
    watch = next(task for task in back.activities if task.name == "Watch")
    assert watch.cost.fixed == pytest.approx(900.0, abs=0.01)
    assert schedule(program).program_cost == pytest.approx(A + 140 + 900, abs=0.01)
    assert schedule(back).program_cost == pytest.approx(A + 140 + 900, abs=0.01)
