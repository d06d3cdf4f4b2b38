"""A program in the words of P6 and of MS Project. All expected dates and lags are worked out by
hand: the standard calendar is Mon-Fri 08:00-12:00, 13:00-17:00, and 2026-03-02 is a Monday."""

from __future__ import annotations

from datetime import datetime

import pytest

from simulator.cli.converting import dates_of
from simulator.engine import schedule
from simulator.files.mpxj_write.adapt.constraints import merged
from simulator.files.mpxj_write.adapt.ms_project import for_ms_project
from simulator.files.mpxj_write.adapt.outline import with_outline
from simulator.files.mpxj_write.adapt.p6 import for_p6
from simulator.files.mpxj_write.adapt.worktime import moved, worked
from simulator.files.mpxj_write.losses import Losses
from simulator.files.mpxj_write.money import not_assigned, price
from simulator.files.mpxj_write.unwritable import count_left_out, count_unwritable
from simulator.model.calendar import standard_calendar
from simulator.model.dependency import LagCalendar
from simulator.model.program import Program
from simulator.model.task import Constraint, ConstraintType, Kind

DAY = 480.0
STANDARD = standard_calendar()


def told(program: Program, tool: str) -> tuple[Program, list[str]]:
    """The program in the words of a tool, and what was lost."""
    losses = Losses()
    adapt = for_p6 if tool == "P6" else for_ms_project
    ids = [project.id for project in program.projects]
    found = adapt(with_outline(program), dates_of(schedule(program)), ids, losses)
    return found, losses.lines()


def links(program: Program) -> set[tuple[str, str, str, float]]:
    return {
        (program.task[link.predecessor].short_id, link.relation.value, task.short_id,
         link.lag.minutes)
        for task in program.tasks
        for link in task.after
    }  # fmt: skip


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-03-02T08:00", 480, "2026-03-02T17:00"),  # a Monday's work
        ("2026-03-06T16:00", 120, "2026-03-09T09:00"),  # an hour on Friday, one on Monday
        ("2026-03-07T10:00", 60, "2026-03-09T09:00"),  # from a Saturday
        ("2026-03-09T09:00", -60, "2026-03-09T08:00"),  # a lead: to the begin of the period
        ("2026-03-09T09:00", -120, "2026-03-06T16:00"),
        ("2026-03-02T13:00", -240, "2026-03-02T08:00"),  # all of Monday morning
        ("2026-03-04T10:00", 0, "2026-03-04T10:00"),
    ],
)
def test_work_is_counted_along_the_calendar(start: str, minutes: float, end: str) -> None:
    begin, expected = datetime.fromisoformat(start), datetime.fromisoformat(end)
    assert moved(STANDARD, begin, minutes) == expected
    assert worked(STANDARD, begin, expected) == minutes


def test_p6_links_tasks_where_the_plan_links_summaries(tasks) -> None:
    """A and B run one after the other, C beside them: the phase ends with B or C, and what follows
    it begins with D (E waits for D anyway)."""
    program = tasks("""
        id: P, kind: summary
        id: A, duration: 2d, parent: P
        id: B, duration: 2d, parent: P, after: A
        id: C, duration: 1d, parent: P
        id: Q, kind: summary, after: "P FS+1d"
        id: D, duration: 1d, parent: Q
        id: E, duration: 1d, parent: Q, after: D
    """)
    found, lost = told(program, "P6")
    assert links(found) == {
        ("A", "FS", "B", 0), ("D", "FS", "E", 0), ("B", "FS", "D", DAY), ("C", "FS", "D", DAY),
    }  # fmt: skip
    assert lost[0].startswith("1 link of summaries")


def test_a_constraint_on_a_summary_is_one_of_its_tasks_in_p6(tasks) -> None:
    program = tasks("""
        id: P, kind: summary, constraint: SNET 2026-03-09
        id: A, duration: 2d, parent: P
        id: B, duration: 1d, parent: P, constraint: SNET 2026-03-16
    """)
    found, _ = told(program, "P6")
    kinds = {t.short_id: [(c.type, c.date) for c in t.constraints] for t in found.activities}
    no_earlier = ConstraintType.START_NO_EARLIER
    assert kinds == {
        "A": [(no_earlier, datetime(2026, 3, 9))],
        "B": [(no_earlier, datetime(2026, 3, 16))],
    }


def test_p6_counts_lags_in_working_time(tasks) -> None:
    """B begins 2 elapsed days after A ends on Monday: Wednesday 17:00, 2 working days on. Half of
    C's 4 days are 2 days. The lag of D is as it was."""
    program = tasks("""
        id: A, duration: 1d
        id: B, duration: 1d, after: "A FS+2ed"
        id: C, duration: 4d
        id: D, duration: 1d, after: ["C SS+50%", "A FS+3d"]
    """)
    found, lost = told(program, "P6")
    assert links(found) == {
        ("A", "FS", "B", 2 * DAY), ("C", "SS", "D", 2 * DAY), ("A", "FS", "D", 3 * DAY),
    }  # fmt: skip
    assert not any(link.lag.elapsed or link.lag.share for t in found.tasks for link in t.after)
    assert [line.split(":")[0] for line in lost if "lag" in line] == [
        "1 lag in elapsed time", "1 lag in percent",
    ]  # fmt: skip


def test_p6_has_a_setting_for_plans_in_which_all_lags_are_elapsed(tasks) -> None:
    program = tasks("id: A, duration: 1d\nid: B, duration: 1d, after: A FS+2ed")
    found, lost = told(program, "P6")
    assert found.projects[0].lag_calendar is LagCalendar.ELAPSED
    assert links(found) == {("A", "FS", "B", 2 * 1440)}
    assert not any("lag" in line for line in lost)


def test_p6_holds_two_constraints(tasks) -> None:
    program = tasks(
        "id: A, duration: 1d, constraint: [SNET 2026-03-03, FNET 2026-03-05, FNLT 2026-03-20]"
    )
    found, lost = told(program, "P6")
    kept = [one.type for one in found.task[found.tasks[0].id].constraints]
    assert kept == [ConstraintType.START_NO_EARLIER, ConstraintType.FINISH_NO_EARLIER]
    assert any(line.startswith("1 constraint: P6 holds two") for line in lost)


def test_ms_project_holds_the_constraint_that_sets_the_date(tasks) -> None:
    """A must not finish before Friday evening, B not start before Wednesday: those count."""
    program = tasks("""
        id: A, duration: 1d, constraint: [SNET 2026-03-03, FNET 2026-03-06T17:00]
        id: B, duration: 5d, constraint: [SNET 2026-03-04, FNET 2026-03-05T17:00]
    """)
    found, lost = told(program, "MS Project")
    kept = {task.short_id: [one.type for one in task.constraints] for task in found.activities}
    assert kept == {
        "A": [ConstraintType.FINISH_NO_EARLIER],
        "B": [ConstraintType.START_NO_EARLIER],
    }
    assert any(line.startswith("2 constraints: MS Project holds one") for line in lost)


def test_ms_project_keeps_percent_and_elapsed_lags(tasks) -> None:
    program = tasks("""
        id: A, duration: 4d
        id: B, duration: 1d, after: ["A SS+50%", "A FS+2ed"]
    """)
    found, lost = told(program, "MS Project")
    lags = [(link.lag.share, link.lag.elapsed, link.lag.minutes) for link in found.tasks[1].after]
    assert lags == [(0.5, False, 0.0), (0.0, True, 2880.0)]
    assert lost == []


def test_the_data_date_holds_tasks_back_in_ms_project_too(tasks) -> None:
    """By 2026-03-16 A is done, B has 2 days left; C and D wait for nothing, E for D."""
    program = tasks(
        """
        id: A, duration: 1d, actual_start: 2026-03-02T08:00, actual_finish: 2026-03-02T17:00
        id: B, duration: 5d, actual_start: 2026-03-09T08:00, remaining: 2d
        id: C, duration: 1d, after: A
        id: D, duration: 1d
        id: E, duration: 1d, after: D
        """,
        "data_date: 2026-03-16T08:00",
    )
    found, _ = told(program, "MS Project")
    at = datetime(2026, 3, 16, 8)
    held = {t.short_id: [one.date for one in t.constraints] for t in found.activities}
    assert held == {"A": [], "B": [], "C": [at], "D": [at], "E": []}
    assert found.task[found.tasks[1].id].progress.resume == at
    assert found.projects[0].data_date is None


def test_other_projects_are_other_files_in_ms_project(plan) -> None:
    """B waits for A, which ends on Tuesday 2026-03-03 at 17:00."""
    program = plan("""
        start: 2026-03-02
        projects:
          - {id: X, tasks: [{id: A, duration: 2d}]}
          - {id: Y, tasks: [{id: B, duration: 1d, after: X/A}]}
    """)
    found, lost = told(program, "MS Project")
    task = found.task["Y/B"]
    assert task.after == ()
    assert [(one.type, one.date) for one in task.constraints] == [
        (ConstraintType.START_NO_EARLIER, datetime(2026, 3, 4, 8))
    ]
    assert any(line.startswith("1 link to other projects") for line in lost)


def test_a_level_of_effort_is_a_manual_task_in_ms_project(tasks) -> None:
    program = tasks("""
        id: A, duration: 3d
        id: L, kind: level of effort, after: ["A SS", "A FF"]
    """)
    found, _ = told(program, "MS Project")
    effort = found.task[found.tasks[1].id]
    assert (effort.kind, effort.duration, effort.after) == (Kind.TASK, 3 * DAY, ())
    assert [one.date for one in effort.constraints] == [
        datetime(2026, 3, 2, 8), datetime(2026, 3, 4, 17),
    ]  # fmt: skip


def test_a_milestone_stays_where_it_is_in_p6(plan) -> None:
    """The night shift ends at 06:00, when the milestone's own calendar does not work: it moves to
    the calendar of the shift, whose work ends there."""
    program = plan("""
        start: 2026-03-02
        calendars: {night: "Mon-Fri 00:00-06:00"}
        tasks:
          - {id: A, duration: 1d, calendar: night}
          - {id: M, after: A}
    """)
    found, lost = told(program, "P6")
    milestone = found.task[found.tasks[1].id]
    assert (milestone.kind, milestone.calendar) == (Kind.FINISH_MILESTONE, "night")
    assert any("outside working time" in line for line in lost)


def test_merging_constraints_keeps_what_binds_more() -> None:
    early, late = datetime(2026, 3, 2), datetime(2026, 3, 9)
    found = merged(
        Constraint(type, date)
        for type in (ConstraintType.START_NO_EARLIER, ConstraintType.FINISH_NO_LATER)
        for date in (early, late)
    )
    assert found == [
        Constraint(ConstraintType.START_NO_EARLIER, late),
        Constraint(ConstraintType.FINISH_NO_LATER, early),
    ]


def test_paths_of_the_wbs_become_summaries(tasks) -> None:
    program = with_outline(tasks("id: A, duration: 1d, wbs: Earth/North\nid: B, wbs: Earth"))
    names = {task.id: task.name for task in program.tasks}
    by_id = {task.short_id: task for task in program.activities}
    assert names[by_id["A"].parent or ""] == "North"
    assert names[by_id["B"].parent or ""] == "Earth"
    assert program.task[by_id["A"].parent or ""].parent == by_id["B"].parent


def test_money_that_no_schedule_holds_is_counted(plan) -> None:
    program = plan("""\
        start: 2026-03-02
        currency: EUR
        currencies: {USD: 0.92}
        escalation: {steel: {per_year: 3%, since: 2026-01-01}}
        discount: 6%
        overheads: [{name: Office, share: 8%}, {name: Site, share: 2%}]
        penalties: [{name: Late, task: A, after: 2026-06-30, per_day: 5k}]
        bonuses: [{name: Early, task: A, before: 2026-06-30, per_day: 5k}]
        tasks:
          - {id: A, duration: 1d, costs: [
              {amount: 5, currency: USD, escalation: steel}, {per_day: 1}]}
        """)
    losses = Losses()
    count_left_out(program, ["P"], {}, losses)
    count_unwritable(program, ["P"], losses)
    only = "only p80's own plan files hold them"
    assert losses.lines() == [
        f"2 costs with a name: left out of the costs: {only}",
        f"1 other currency: {only}",
        f"1 escalation: {only}",
        f"1 discount rate: {only}",
        f"2 overheads: {only}",
        f"2 penalties and bonuses: {only}",
    ]


def test_work_at_dated_rates_is_written_at_the_rate_of_its_start(plan) -> None:
    """The cost of the work is that of its assignment: 10 days of 8 hours at 80, not at 90."""
    program = plan("""\
        start: 2026-03-02
        resources: {fitter: {rates: [{rate: 80/h}, {start: 2026-05-01, rate: 90/h}]}}
        tasks: [{id: A, duration: 10d, cost: 500, resources: {fitter: 1}, costs: {amount: 3}}]
        """)
    task = program.task["P/A"]
    assert price(task.assignments[0], task, program) == 6400.0
    assert not_assigned(task, program, {}) == 500.0
    losses = Losses()
    count_left_out(program, ["P"], {}, losses)
    assert losses.lines()[0].startswith("1 cost with a name: left out")
