"""Scenarios: every edit by what it changes and by what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from simulator.errors import PlanError
from simulator.files.build import build
from simulator.files.document.validate import validated
from simulator.files.place import At, Problems
from simulator.files.yaml import YamlSource
from simulator.model.correlation import (
    Correlation,
    CorrelationMatrix,
    Subject,
    What,
    durations,
)
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.distributions import Constant, Triangular, Uniform
from simulator.model.program import Program
from simulator.model.risk import Response
from simulator.model.spread import Spread
from simulator.model.task import Constraint, ConstraintType, Kind
from simulator.scenario import Scenario, apply, load_scenario
from simulator.scenario.document import SCENARIO_MODELS, ScenarioDoc

DAY = 480.0

PLAN = """\
program: North Line
start: 2026-03-02
data_date: 2026-03-09
projects:
  - id: X
    tasks:
      - {id: A, duration: 5, actual_start: 2026-03-02, actual_finish: 2026-03-06}
      - {id: B, duration: 10, remaining: 6, actual_start: 2026-03-03, uncertainty: "uniform(5, 9)"}
      - {id: C, duration: 20, uncertainty: "triangular(90%, 100%, 130%)", after: A, cost: 1000,
         cost_per_day: 10, cost_uncertainty: "uniform(900, 1500)", fields: {trade: steel}}
      - {id: D, duration: 10, after: C, fields: {trade: steel}}
  - id: Y
    tasks: [{id: C, duration: 3}]
risks:
  - {id: R1, probability: 30%, impacts: [{tasks: [X/C, D], delay: 5d}],
     mitigated: {probability: 10%, cost: 60k}}
  - {id: R2, probability: 20%, impacts: [{tasks: D, delay: 5d}]}
drivers: [{id: F, factor: "uniform(0.9, 1.2)", tasks: [X/C, D]}]
correlations: [{tasks: [X/C, D], coefficient: 0.5}]
"""


def _changed(program: Program, edited: Program) -> set[str]:
    assert list(edited.task)[: len(program.tasks)] == list(program.task)
    return {task.id for task in edited.tasks if program.task.get(task.id) != task}


def test_a_scenario_without_edits_changes_the_title_alone(
    program: Program, edit: Callable[[str], Program]
) -> None:
    assert edit("") == replace(program, title="North Line (Test)")


def test_title_note_and_model(tmp_path: Path) -> None:
    path = tmp_path / "late.yaml"
    path.write_text("scenario: Late steel\nnote: The mill is full.\nmodel: ../models/x.yaml\n")
    scenario = load_scenario(path)
    assert isinstance(scenario, Scenario)
    assert (scenario.title, scenario.note) == ("Late steel", "The mill is full.")
    assert scenario.model == tmp_path / "../models/x.yaml"


def test_a_mitigated_risk_uses_its_response(
    program: Program, edit: Callable[[str], Program]
) -> None:
    edited = edit("mitigate: R1\n")
    assert [risk.mitigated for risk in edited.risks] == [True, False]
    assert edited.risks[0].response == Response(0.1, 60_000.0)
    assert _changed(program, edited) == set()


def test_removed_risks_and_drivers_are_gone(edit: Callable[[str], Program]) -> None:
    edited = edit("remove: {risks: [R1], drivers: F}\n")
    assert [risk.id for risk in edited.risks] == ["R2"]
    assert edited.drivers == ()


def test_a_removed_task_passes_its_logic_through(
    program: Program, edit: Callable[[str], Program]
) -> None:
    edited = edit("remove: {tasks: D}\n")
    assert _changed(program, edited) == {"X/D"}
    task = edited.task["X/D"]
    assert (task.kind, task.duration, task.after) == (
        Kind.MILESTONE,
        0.0,
        program.task["X/D"].after,
    )
    assert edited.risks[0].impacts[0].tasks == edited.drivers[0].tasks == ("X/C",)
    assert edited.risks[1].impacts[0].tasks == ()
    assert edited.correlations == program.correlations, "the luck of the others stays"


def test_set_changes_what_it_names(program: Program, edit: Callable[[str], Program]) -> None:
    edited = edit(
        'set: [{task: D, duration: "triangular(8, 12, 20)", after: B SS+1d, cost: 5k,'
        " deadline: 2026-12-31}]\n"
    )
    old = program.task["X/D"]
    assert _changed(program, edited) == {"X/D"}
    assert edited.task["X/D"] == replace(
        old,
        duration=12 * DAY,
        spread=Spread(Triangular(8 * DAY, 12 * DAY, 20 * DAY)),
        after=(*old.after, Dependency("X/B", Relation.SS, Lag(DAY))),
        cost=replace(old.cost, fixed=5000.0),
        deadline=datetime(2027, 1, 1),
    )


def test_a_new_duration_keeps_the_range_in_proportion(edit: Callable[[str], Program]) -> None:
    task = edit("set: [{task: X/C, duration: 30}]\n").task["X/C"]
    assert (task.duration, task.spread) == (30 * DAY, Spread(Triangular(0.9, 1.0, 1.3), True))


def test_scale_work_and_money(program: Program, edit: Callable[[str], Program]) -> None:
    edited = edit('scale: [{tasks: ["trade:steel", B], duration: 120%, cost: 1.1}]\n')
    assert _changed(program, edited) == {"X/B", "X/C", "X/D"}
    b, c, d = (edited.task[key] for key in ("X/B", "X/C", "X/D"))
    assert (c.duration, d.duration) == (24 * DAY, 12 * DAY)
    assert c.spread == program.task["X/C"].spread
    assert c.cost.fixed == pytest.approx(1100.0)
    assert c.cost.per_day == pytest.approx(11.0)
    assert c.cost.spread == Spread(Uniform(0.9, 1.5), relative=True)
    assert b.remaining == pytest.approx(7.2 * DAY), "six days remained"
    assert b.duration == pytest.approx(11.2 * DAY), "four are done"
    assert b.spread is not None
    assert b.spread.relative
    assert b.spread.distribution.support == pytest.approx((5 / 6, 9 / 6))


def test_scale_leaves_finished_work_alone(program: Program, edit: Callable[[str], Program]) -> None:
    assert _changed(program, edit("scale: [{tasks: A, duration: 200%}]\n")) == set()


def test_shift_holds_the_start_back(program: Program, edit: Callable[[str], Program]) -> None:
    edited = edit('shift: [{task: "trade:steel", start_no_earlier: 2026-06-01}]\n')
    assert _changed(program, edited) == {"X/C", "X/D"}
    assert edited.task["X/D"].constraints == (
        Constraint(ConstraintType.START_NO_EARLIER, datetime(2026, 6, 1)),
    )


def test_add_tasks_risks_and_drivers(program: Program, edit: Callable[[str], Program]) -> None:
    edited = edit(
        """\
add:
  tasks: [{id: X/NEW, name: Second test, duration: 4, after: X/C}]
  risks: [{id: R9, probability: 50%, impacts: [{tasks: NEW, delay: 2d}]}]
  drivers: [{id: F9, factor: 1.1, tasks: NEW}]
set: [{task: D, after: NEW}]
"""
    )
    assert _changed(program, edited) == {"X/NEW", "X/D"}
    assert edited.task["X/NEW"].duration == 4 * DAY
    assert edited.task["X/D"].after[-1] == Dependency("X/NEW")
    assert [risk.id for risk in edited.risks] == ["R1", "R2", "R9"]
    assert edited.risks[2].impacts[0].tasks == ("X/NEW",)
    assert edited.drivers[1].factor == Constant(1.1)


def test_a_program_is_never_changed_in_place(
    program: Program, edit: Callable[[str], Program]
) -> None:
    before = build(YamlSource("plan.yaml", PLAN), Path())
    edit('mitigate: R1\nremove: {tasks: D}\nscale: [{tasks: "*", duration: 50%}]\n')
    assert program == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("mitgate: R1\n", "unknown key 'mitgate' [unknown-key]\n    Did you mean 'mitigate'?"),
        ("set: [{task: D, duraton: 5}]\n", "Did you mean 'duration'?"),
        ("set: [{duration: 5}]\n", "the key 'task' is missing"),
        ("mitigate: [R7]\n", "scenario.yaml:2:12: the plan has no 'R7' [unknown-id]"),
        ("mitigate: R2\n", "risk R2 has no response [no-response]"),
        (
            "remove: [R2]\n",
            "not a list [wrong-type]\n    Write remove: {tasks: [S110, S120], risks",
        ),
        ("remove: {risks: R3}\n", "the plan has no 'R3' [unknown-id]\n    Known are: R1, R2."),
        ("set: [{task: Q, duration: 5}]\n", "there is no task 'Q' [dangling-dependency]"),
        ("set: [{task: C, duration: 5}]\n", "the id 'C' stands for several tasks: X/C, Y/C"),
        ("set: [{task: D, duration: -5}]\n", "task X/D: a duration of -5 is not possible"),
        ("set: [{task: X/C, after: D}]\n", "wait for each other: X/C → X/D → X/C [cycle]"),
        ("scale: [{tasks: nope*, duration: 50%}]\n", "'nope*' selects no task"),
        ("scale: [{tasks: D, duration: -10%}]\n", "a factor of -10% is not possible"),
        ("scale: [{tasks: D, duration: lots}]\n", "'lots' is not a share"),
        ("shift: [{task: B, start_no_earlier: 2026-05-01}]\n", "X/B started already"),
        ("shift: [{task: D, start_no_earlier: soon}]\n", "'soon' is not a date"),
        ("add: {tasks: [{id: X/D, duration: 5}]}\n", "there is a task 'X/D' already"),
        ("add: {tasks: [{id: N, duration: 5}]}\n", "does not say which project"),
        ("add: {risks: [{id: R1, probability: 1, impacts: [{cost: 5}]}]}\n", "has 'R1' already"),
    ],
)
def test_edits_that_do_not_fit(edit: Callable[[str], Program], text: str, message: str) -> None:
    with pytest.raises(PlanError) as raised:
        edit(text)
    assert message in str(raised.value)


def test_all_that_does_not_fit_is_told_at_once(edit: Callable[[str], Program]) -> None:
    with pytest.raises(PlanError) as raised:
        edit("mitigate: [R7]\nremove: {risks: R3}\nset: [{task: Q, duration: 5}]\n")
    assert [issue.where.split("/")[-1] for issue in raised.value.issues] == [
        "scenario.yaml:2:12",
        "scenario.yaml:3:17",
        "scenario.yaml:4:14",
    ]


def test_files_that_are_no_scenarios(tmp_path: Path, program: Program) -> None:
    with pytest.raises(PlanError, match="the scenario does not exist"):
        apply(program, tmp_path / "none.yaml")
    path = tmp_path / "list.yaml"
    path.write_text("- a\n")
    with pytest.raises(PlanError, match="a scenario is a mapping"):
        apply(program, path)
    path.write_text("mitigate: R1\n")
    with pytest.raises(PlanError, match="the key 'scenario' is missing"):
        apply(program, path)


def test_what_named_a_removed_risk_or_driver_goes_with_it(
    program: Program, edit: Callable[[str], Program]
) -> None:
    named = [Subject(What.OCCURRENCE, "R1"), Subject(What.IMPACT, "R1"), Subject(What.FACTOR, "F")]
    tasks = durations(["X/B", "X/C"])
    wider = replace(
        program,
        correlations=(
            Correlation((*tasks, *named), 0.1),
            CorrelationMatrix.of_pairs({(tasks[0], named[0]): 0.2}, [tasks[0], named[0]]),
        ),
    )
    removed = load_scenario_text("remove: {risks: [R1], drivers: F}\n")(wider)
    assert removed.correlations == (Correlation(tasks, 0.1),)
    assert edit("remove: {risks: R2}\n").correlations == program.correlations


def test_all_correlations_may_be_removed_and_others_be_added(
    program: Program, edit: Callable[[str], Program]
) -> None:
    assert program.correlations
    assert edit("remove: {correlations: true}\n").correlations == ()
    assert edit("remove: {correlations: false}\n").correlations == program.correlations
    other = (
        "remove: {correlations: true}\nadd: {correlations: [{tasks: [X/C, D], coefficient: 0.4}]}\n"
    )
    assert edit(other).correlations == (Correlation(durations(["X/C", "X/D"]), 0.4),)


def test_there_must_be_correlations_to_remove(program: Program) -> None:
    bare = replace(program, correlations=())
    with pytest.raises(PlanError, match="the plan has no correlations") as raised:
        load_scenario_text("remove: {correlations: true}\n")(bare)
    assert "scenario.yaml:2:24" in raised.value.issues[0].where


def test_correlations_may_be_added(program: Program, edit: Callable[[str], Program]) -> None:
    edited = edit("add: {correlations: [{of: [task X/B, risk R1], coefficient: 0.3}]}\n")
    more = Correlation((*durations(["X/B"]), Subject(What.OCCURRENCE, "R1")), 0.3)
    assert edited.correlations == (*program.correlations, more)


def test_an_added_correlation_may_not_contradict_the_plan(edit: Callable[[str], Program]) -> None:
    with pytest.raises(PlanError) as raised:
        edit("add:\n  correlations:\n    - {tasks: [X/C, D], coefficient: 0.4}\n")
    (issue,) = raised.value.issues
    assert "scenario.yaml:4:7" in issue.where
    assert "is 0.4 here, and 0.5 in entry 1 of the correlations" in issue.message


def load_scenario_text(text: str) -> Scenario:
    """A scenario without a file of its own."""
    source = YamlSource("scenario.yaml", f"scenario: Test\n{text}")
    doc = validated(ScenarioDoc, source.root, At(source), Problems(), SCENARIO_MODELS)
    assert doc is not None
    return Scenario("Test", "", None, doc, source)
