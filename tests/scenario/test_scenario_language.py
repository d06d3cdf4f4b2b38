"""The rest of the scenario language: risks, drivers, resources, calendars, links, dates, money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from simulator.engine import simulate
from simulator.errors import PlanError
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.distributions import Constant, Triangular, Uniform
from simulator.model.money import Basis, Element
from simulator.model.program import Program
from simulator.model.risk import Rise
from simulator.model.spread import Spread
from simulator.model.task import Constraint, ConstraintType, Cost, Kind
from simulator.scenario import apply

DAY = 480.0

PLAN = """\
program: North Line
start: 2026-02-02
data_date: 2026-03-02
calendars:
  six days: {work: "Mon-Sat 08:00-12:00 13:00-17:00"}
resources:
  fitter: {capacity: 4, rate: 50/h}
  crane: {rate: 100/h, rates: }
tasks:
  - {id: A, duration: 10, cost: 1000, resources: {fitter: 2}}
  - {id: B, duration: 20, after: [A, A SS+2d], uncertainty: "triangular(90%, 100%, 130%)",
     cost: "triangular(900, 1000, 1400)", constraint: SNET 2026-04-01, deadline: 2026-06-30}
  - {id: C, duration: 10, after: B FS+4d, calendar: six days,
     resources: {crane: {units: 1, cost: 999}}}
  - {id: D, duration: 5, actual_start: 2026-02-02, actual_finish: 2026-02-06}
risks:
  - {id: R1, name: Flood, probability: 30%,
     impacts: [{tasks: B, delay: "uniform(2d, 6d)", cost: 500}],
     mitigated: {probability: 10%, cost: 60}}
  - {id: R2, probability: 20%, impacts: [{tasks: C, cost: "uniform(10, 20)"}]}
drivers: [{id: F, factor: "uniform(0.9, 1.2)", tasks: [A, B]}]
""".replace(", rates: }", "}")


Edit = Callable[[str], Program]


def of(program: Program, id: str):
    return program.task[f"North Line/{id}" if f"North Line/{id}" in program.task else id]


def the(program: Program, id: str):
    return next(task for task in program.tasks if task.short_id == id)


# --- set ---


def test_set_what_a_risk_is(program: Program, edit: Edit) -> None:
    edited = edit("set: [{risk: R1, probability: 5%}, {risk: R2, raises: {R1: 90%}}]\n")
    old = program.risks
    assert edited.risks == (
        replace(old[0], probability=0.05),
        replace(old[1], raises=(Rise("R1", 0.9),)),
    )


def test_set_what_a_risk_does_and_how_it_is_answered(program: Program, edit: Edit) -> None:
    edited = edit(
        "set: [{risk: R1, impacts: [{tasks: C, delay: 3d}], mitigated: {probability: 1%}}]\n"
    )
    one = edited.risks[0]
    assert one.probability == 0.3
    assert one.impacts[0].tasks == (the(program, "C").id,)
    assert one.impacts[0].delay == Spread(Constant(3 * DAY))
    assert one.response is not None
    assert (one.response.probability, one.response.cost) == (0.01, 0.0)


def test_set_what_a_driver_is(program: Program, edit: Edit) -> None:
    edited = edit("set: [{driver: F, factor: 1.3, on: [duration, cost]}, {driver: F, tasks: C}]\n")
    (one,) = edited.drivers
    assert one == replace(
        program.drivers[0], factor=Constant(1.3), on_cost=True, tasks=(the(program, "C").id,)
    )


def test_a_new_rate_changes_what_was_priced_by_the_old(program: Program, edit: Edit) -> None:
    """Two fitters of 50 an hour: 800 a day of 8 hours. The crane's work states its own cost."""
    assert the(program, "A").cost == Cost(fixed=1000.0, per_day=800.0)
    edited = edit("set: [{resource: fitter, rate: 60/h, capacity: 6}]\n")
    assert the(edited, "A").cost == Cost(fixed=1000.0, per_day=960.0)
    assert the(edited, "A").assignments[0].cost == 9600.0
    assert edited.resources["fitter"].capacity == 6.0
    assert edited.notes == program.notes
    stated = edit("set: [{resource: crane, rate: 200/h}]\n")
    assert the(stated, "C").cost == the(program, "C").cost
    assert any("leaves 1 assignments as they are" in note for note in stated.notes)


def test_a_new_week_keeps_hours_and_all_that_is_not_said(program: Program, edit: Edit) -> None:
    edited = edit("set: [{calendar: standard, holidays: 2026-03-02..2026-03-06}]\n")
    old, new = program.calendars["standard"], edited.calendars["standard"]
    assert new.week == old.week
    assert new.exceptions[date(2026, 3, 4)] == ()
    assert edited.tasks == program.tasks
    before, after = (simulate(one, 64, levers=0, detail=False) for one in (program, edited))
    id = the(program, "A").id
    assert after.schedule.finish[after.row[id]] - before.schedule.finish[before.row[id]] == 7 * 1440


def test_a_set_link_takes_the_place_of_one_of_its_type(program: Program, edit: Edit) -> None:
    task = the(edit("set: [{task: B, after: A SS+5d}]\n"), "B")
    a = the(program, "A").id
    assert task.after == (Dependency(a), Dependency(a, Relation.SS, Lag(5 * DAY)))


# --- add and remove ---


def test_add_a_calendar_and_a_resource_and_use_them(edit: Edit) -> None:
    edited = edit(
        "add:\n  calendars: {nights: {work: 'Mon-Fri 20:00-24:00'}}\n"
        "  resources: {diver: {rate: 10/h}}\n"
        "set: [{task: A, calendar: nights, resources: {diver: 1}}]\n"
    )
    assert the(edited, "A").calendar == "nights"
    assert [one.resource for one in the(edited, "A").assignments] == ["diver"]
    assert edited.resources["diver"].rates[0].per_hour == 10.0


def test_remove_links_by_their_ends_and_by_their_type(program: Program, edit: Edit) -> None:
    a = the(program, "A").id
    assert the(edit("remove: {links: B after A}\n"), "B").after == ()
    assert the(edit("remove: {links: [B after A SS]}\n"), "B").after == (Dependency(a),)
    assert the(edit("remove: {links: ['B after A fs', C after B]}\n"), "C").after == ()


def test_remove_dates_and_costs(program: Program, edit: Edit) -> None:
    edited = edit("remove: {constraints: B, deadlines: B, costs: [A, B]}\n")
    b = the(edited, "B")
    assert (b.constraints, b.deadline, b.cost) == ((), None, Cost())
    assert the(edited, "A").cost == Cost()
    assert the(edited, "A").assignments[0].units == 2.0
    assert the(edited, "C") == the(program, "C")


def test_a_removed_resource_takes_its_cost_along(program: Program, edit: Edit) -> None:
    edited = edit("remove: {resources: [fitter, crane]}\n")
    assert the(edited, "A").cost == Cost(fixed=1000.0)
    assert the(edited, "A").assignments == ()
    assert edited.resources == {}


def test_remove_a_calendar_that_nothing_works_by(edit: Edit) -> None:
    edited = edit("set: [{task: C, calendar: standard}]\n")
    assert "six days" in edited.calendars
    with pytest.raises(PlanError, match="calendar 'six days' is that of"):
        edit("remove: {calendars: six days}\n")


# --- scale, shift, crash ---


def test_scale_risks(program: Program, edit: Edit) -> None:
    edited = edit("scale: [{risks: [R1, R2], probability: 50%, delay: 200%, cost: 300%}]\n")
    one, two = edited.risks
    assert one.probability == pytest.approx(0.15)
    assert one.response is not None
    assert (one.response.probability, one.response.cost) == (pytest.approx(0.05), 60.0)
    delay, cost = one.impacts[0].delay, one.impacts[0].cost
    assert delay is not None
    assert delay.distribution.support == pytest.approx((4 * DAY, 12 * DAY))
    assert cost is not None
    assert cost.distribution.mean() == pytest.approx(1500.0)
    assert two.impacts[0].cost is not None
    assert two.impacts[0].cost.distribution == Uniform(30.0, 60.0)


def test_scale_drivers_resources_and_lags(program: Program, edit: Edit) -> None:
    edited = edit(
        "scale:\n  - {drivers: F, factor: 110%, probability: 50%}\n"
        "  - {resources: fitter, rate: 120%, capacity: 50%}\n  - {tasks: C, lag: 50%}\n"
    )
    assert edited.drivers[0].factor.support == pytest.approx((0.99, 1.32))
    assert edited.drivers[0].probability == 0.5
    assert the(edited, "A").cost.per_day == pytest.approx(960.0)
    assert edited.resources["fitter"].capacity == 2.0
    assert the(edited, "C").after[0].lag == Lag(2 * DAY)


def test_a_factor_of_nothing_takes_the_effect_away(edit: Edit) -> None:
    (impact,) = edit("scale: [{risks: R1, delay: 0}]\n").risks[0].impacts
    assert impact.delay == Spread(Constant(0.0))


def test_shift_work_money_waits_and_dates(program: Program, edit: Edit) -> None:
    edited = edit(
        "shift: [{task: B, duration: 5d, cost: 500, lag: 1d, dates: 14},"
        " {task: C, duration: -2d}]\n"
    )
    b = the(edited, "B")
    assert (b.duration, b.spread) == (25 * DAY, Spread(Triangular(0.9, 1.0, 1.3), True))
    assert b.cost.fixed == 1500.0
    assert b.cost.spread == Spread(Triangular(0.9, 1.0, 1.4), relative=True)
    assert [link.lag.minutes for link in b.after] == [DAY, 3 * DAY]
    assert b.constraints == (Constraint(ConstraintType.START_NO_EARLIER, datetime(2026, 4, 15)),)
    assert b.deadline == datetime(2026, 7, 15)
    assert the(edited, "C").duration == 8 * DAY


@pytest.mark.parametrize("how", ["to: 12d", "by: 8d", "by: 40%", "to: 60%"])
def test_a_crash_shortens_and_is_paid_for_certain(program: Program, edit: Edit, how: str) -> None:
    """20 days become 12; the price is a row of its own, which no range touches."""
    edited = edit(f"crash: [{{task: B, {how}, cost: 7k}}]\n")
    b, bill = the(edited, "B"), the(edited, "B crash")
    assert b.duration == pytest.approx(12 * DAY)
    assert b.spread == the(program, "B").spread
    assert b.cost == the(program, "B").cost
    assert (bill.kind, bill.cost, bill.duration) == (Kind.MILESTONE, Cost(fixed=7000.0), 0.0)
    plain = edit("scale: [{tasks: B, duration: 60%}]\n")
    one, other = (simulate(p, 256, levers=0, detail=False) for p in (edited, plain))
    assert (one.outcome.finish == other.outcome.finish).all()
    assert one.outcome.cost is not None
    assert other.outcome.cost is not None
    assert one.outcome.cost - other.outcome.cost == pytest.approx(7000.0)


def test_two_crashes_of_one_task_are_two_rows(edit: Edit) -> None:
    edited = edit("crash: [{task: B, by: 2d, cost: 1k}, {task: B, by: 3d, cost: 4k}]\n")
    assert the(edited, "B").duration == 15 * DAY
    assert the(edited, "B crash 2").cost.fixed == 4000.0


def test_nothing_but_what_is_named_changes(program: Program, edit: Edit) -> None:
    edited = edit(
        "scale: [{risks: R1, probability: 100%, delay: 100%, cost: 1}, {drivers: F, factor: 1}]\n"
        "set: [{risk: R2, name: R2}, {driver: F, name: F}, {resource: fitter, capacity: 4}]\n"
    )
    assert replace(edited, title=program.title) == program


def test_cost_elements_are_money_of_the_task_too(program: Program, tmp_path: Path) -> None:
    hire = Element("Hire", Basis.DAY, 200.0, Spread(Uniform(150.0, 300.0)))
    tasks = (replace(program.tasks[0], elements=(hire,)), *program.tasks[1:])
    plan = replace(program, tasks=tasks)
    path = tmp_path / "scenario.yaml"

    def elements(text: str) -> tuple[Element, ...]:
        path.write_text(f"scenario: Test\n{text}", "utf-8")
        return the(apply(plan, path), "A").elements

    assert elements("remove: {costs: A}\n") == elements("remove: {tasks: A}\n") == ()
    (dearer,) = elements("scale: [{tasks: A, cost: 150%}]\n")
    assert dearer.price == 300.0
    assert dearer.spread == Spread(Uniform(0.75, 1.5), relative=True)


def test_a_risk_all_of_whose_tasks_are_gone_can_still_be_set(edit: Edit) -> None:
    edited = edit("remove: {tasks: [A, B, C]}\nset: [{risk: R1, probability: 5%}]\n")
    assert edited.risks[0].probability == 0.05
    assert edited.risks[0].impacts[0].tasks == ()


# --- inherits ---


@pytest.fixture
def family(tmp_path: Path, program: Program) -> Callable[..., Program]:
    """The last of several files by name applied to the plan."""

    def made(**files: str) -> Program:
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(f"scenario: {name}\n{text}", "utf-8")
        return apply(program, tmp_path / f"{list(files)[-1]}.yaml")

    return made


def test_the_parents_edits_come_first(family: Callable[..., Program]) -> None:
    edited = family(
        base="set: [{task: A, duration: 20d}]\n",
        child="inherits: base.yaml\nscale: [{tasks: A, duration: 50%}]\n",
    )
    assert the(edited, "A").duration == 10 * DAY
    assert edited.title == "North Line (child)"


def test_a_grandparent_of_two_parents_is_applied_once(family: Callable[..., Program]) -> None:
    edited = family(
        base="scale: [{tasks: A, duration: 200%}]\n",
        one="inherits: base.yaml\nmitigate: R1\n",
        two="inherits: base.yaml\nscale: [{tasks: B, duration: 50%}]\n",
        child="inherits: [one.yaml, two.yaml]\n",
    )
    assert the(edited, "A").duration == 20 * DAY
    assert the(edited, "B").duration == 10 * DAY
    assert edited.risks[0].mitigated


def test_a_ring_and_a_long_line_are_errors(family: Callable[..., Program]) -> None:
    with pytest.raises(PlanError, match=r"a.yaml:2:11: .*in a ring: b.yaml → a.yaml → b.yaml"):
        family(a="inherits: b.yaml\n", b="inherits: a.yaml\n")
    with pytest.raises(PlanError, match=r"in a ring: own.yaml → own.yaml"):
        family(own="inherits: own.yaml\n")
    line = {f"s{k}": f"inherits: s{k + 1}.yaml\n" for k in range(11)}
    files = {"s11": "", **dict(reversed(line.items()))}
    with pytest.raises(PlanError, match="more than 10 scenarios inherit"):
        family(**files)
    line = {f"t{k}": f"inherits: t{k + 1}.yaml\n" for k in range(9)}
    family(**{"t9": "", **dict(reversed(line.items()))})


def test_what_is_wrong_in_any_of_them_is_told_at_once(family: Callable[..., Program]) -> None:
    with pytest.raises(PlanError) as raised:
        family(
            bad="mitgate: R1\n",
            child="inherits: [bad.yaml, none.yaml]\n",
        )
    said = str(raised.value)
    assert "Did you mean 'mitigate'?" in said
    assert "child.yaml:2:22: the scenario" in said
    assert "none.yaml' does not exist" in said
    with pytest.raises(PlanError, match="is on another machine, which a plan may not call"):
        family(far="inherits: //server/share/base.yaml\n")


# --- what does not fit ---


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("set: [{risk: R9, probability: 5%}]\n", "yaml:2:14, risk R9: the plan has no risk 'R9'"),
        ("set: [{risk: R1, probability: 500%}]\n", "a probability of 500% is not possible"),
        ("set: [{risk: R1, probabilty: 5%}]\n", "yaml:2:18: unknown key 'probabilty'"),
        ("set: [{risk: R1, probabilty: 5%}]\n", "Did you mean 'probability'?"),
        ("set: [{driver: G, factor: 1}]\n", "the plan has no driver 'G'"),
        ("set: [{resource: welder, rate: 5}]\n", "the plan has no resource 'welder'"),
        ("set: [{resource: fitter, rat: 5}]\n", "Did you mean 'rate'?"),
        ("set: [{calendar: six dys, work: 24/7}]\n", "Did you mean 'six days'?"),
        ("set: [{calendar: six days, work: never}]\n", "does not say which days"),
        ("set: [{duration: 5}]\n", "the key 'task' is missing"),
        ("add: {calendars: {six days: 24/7}}\n", "there is a calendar 'six days' already"),
        ("add: {resources: {crane: {rate: 5}}}\n", "there is a resource 'crane' already"),
        ("add: {resources: {boat: {rte: 5}}}\n", "Did you mean 'rate'?"),
        ("remove: {links: A before B}\n", "'A before B' is no link"),
        ("remove: {links: A after B}\n", "has no link after"),
        ("remove: {links: B after A FF}\n", "has no link of type FF after"),
        ("remove: {links: Q after A}\n", "there is no task 'Q'"),
        ("remove: {resources: boat}\n", "the plan has no resource 'boat'"),
        ("scale: [{risks: R1, probability: 400%}]\n", "risk R1: 0.3 times 4 is no probability"),
        ("scale: [{risks: R1, delay: -1}]\n", "a factor of -1 is not possible"),
        ("scale: [{resources: boat, rate: 2}]\n", "the plan has no resource 'boat'"),
        ("scale: [{duration: 50%}]\n", "the key 'tasks' is missing"),
        ("shift: [{task: B}]\n", "this row names tasks, and nothing that moves"),
        ("shift: [{task: A, duration: -11d}]\n", "less than nothing would be left"),
        ("shift: [{task: A, lag: 1d}]\n", "has no link whose lag could move"),
        ("shift: [{task: A, duration: 'uniform(1d, 2d)'}]\n", "is no number of days"),
        ("shift: [{task: A, cost: -2000}]\n", "would cost less than nothing"),
        ("shift: [{task: A, dates: soon}]\n", "soon"),
        ("shift: [{task: B, dates: 1e300}]\n", "days are more than a century"),
        ("crash: [{task: D, by: 1d, cost: 5}]\n", "has no work left that could be shortened"),
        ("crash: [{task: A, cost: 5}]\n", "a crash says to what a task is shortened"),
        ("crash: [{task: A, to: 1d, by: 1d, cost: 5}]\n", "a crash says to what"),
        ("crash: [{task: A, to: 11d, cost: 5}]\n", "to: 11d does not shorten"),
        ("crash: [{task: A, by: 11d, cost: 5}]\n", "which has 10 working days left"),
        ("crash: [{task: A, by: 1d}]\n", "the key 'cost' is missing"),
        ("crash: [{task: A, by: 1d, cost: -5}]\n", "a cost of -5 is not possible"),
    ],
)
def test_edits_that_do_not_fit(edit: Edit, text: str, message: str) -> None:
    with pytest.raises(PlanError) as raised:
        edit(text)
    assert message in str(raised.value)
