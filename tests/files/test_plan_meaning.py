"""What a plan means: each key, read by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from simulator.model.calendar import ELAPSED
from simulator.model.dependency import Dependency, Lag, LagCalendar, Relation
from simulator.model.distributions import Triangular, Uniform
from simulator.model.program import Program, Target
from simulator.model.task import Constraint, ConstraintType, Kind

Plan = Callable[[str], Program]
Tasks = Callable[..., Program]

HOUR, DAY = 60.0, 480.0


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("5", 5 * DAY),
        ("5d", 5 * DAY),
        ("4h", 4 * HOUR),
        ("2w", 10 * DAY),
        ("1mo", 20 * DAY),
        ("90min", 90.0),
        ("1.5", 1.5 * DAY),
        ("1e1", 10 * DAY),
    ],
)
def test_durations_are_working_minutes(tasks: Tasks, text: str, minutes: float) -> None:
    assert tasks(f"id: A, duration: {text}").task["P/A"].duration == minutes


def test_a_day_is_a_day_of_the_tasks_own_calendar(tasks: Tasks) -> None:
    made = tasks(
        """id: A, duration: 2d, calendar: long
        id: B, duration: 2d, calendar: 24/7
        id: C, duration: 2d, calendar: told""",
        """calendars:
             long: Mon-Fri 06:00-16:00
             told: {work: Mon-Fri 06:00-14:00 14:00-22:00, day: 8h}""",
    )
    assert [task.duration for task in made.tasks] == [1200.0, 2880.0, 960.0]


def test_elapsed_days_run_by_the_clock(tasks: Tasks) -> None:
    task = tasks('id: A, duration: 5ed, uncertainty: "triangular(4ed, 5ed, 8ed)"').task["P/A"]
    assert (task.calendar, task.duration) == (ELAPSED, 5 * 1440.0)
    assert task.spread is not None
    assert task.spread.distribution.support == (4 * 1440.0, 8 * 1440.0)


def test_a_duration_may_be_its_own_range(tasks: Tasks) -> None:
    task = tasks('id: A, duration: "triangular(40d, 50d, 90d)"').task["P/A"]
    assert task.duration == 50 * DAY
    assert task.spread is not None
    assert task.spread.distribution == Triangular(40 * DAY, 50 * DAY, 90 * DAY)


def test_a_range_alone_plans_its_most_likely_value(tasks: Tasks) -> None:
    task = tasks('id: A, uncertainty: "pert(8d, 10d, 20d)"').task["P/A"]
    assert (task.kind, task.duration) == (Kind.TASK, 10 * DAY)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("id: A", Kind.MILESTONE),
        ("id: A, duration: 1", Kind.TASK),
        ("id: A, milestone: true", Kind.MILESTONE),
        ("id: A, kind: start milestone", Kind.START_MILESTONE),
        ("id: A, kind: level of effort", Kind.LEVEL_OF_EFFORT),
        ("id: A, summary: true", Kind.SUMMARY),
    ],
)
def test_kinds(tasks: Tasks, row: str, kind: Kind) -> None:
    assert tasks(row + "\nid: Z, duration: 1").task["P/A"].kind is kind


def test_a_row_that_others_name_as_parent_is_a_summary(tasks: Tasks) -> None:
    made = tasks("id: S\nid: A, duration: 1, parent: S\nid: B, duration: 1, parent: P/S")
    assert made.task["P/S"].kind is Kind.SUMMARY
    assert {made.task["P/A"].parent, made.task["P/B"].parent} == {"P/S"}


def test_a_plan_of_one_milestone(tasks: Tasks) -> None:
    made = tasks("id: Done")
    assert [task.kind for task in made.tasks] == [Kind.MILESTONE]
    assert made.start == datetime(2026, 3, 2)


LINKS = [
    ("A110", Dependency("P/A110")),
    ("P/A110", Dependency("P/A110")),
    ("A110 SS+5d", Dependency("P/A110", Relation.SS, Lag(5 * DAY))),
    ("A110SS+5d", Dependency("P/A110", Relation.SS, Lag(5 * DAY))),
    ("A110 ss + 5 d", Dependency("P/A110", Relation.SS, Lag(5 * DAY))),
    ("A110FS-50%", Dependency("P/A110", Relation.FS, Lag(share=-0.5))),
    ("A110 FF+2ed", Dependency("P/A110", Relation.FF, Lag(2880.0, elapsed=True))),
    ("A110 SF-4h", Dependency("P/A110", Relation.SF, Lag(-240.0))),
    ("MIL 10", Dependency("P/MIL 10")),
    ("MIL 10 FF", Dependency("P/MIL 10", Relation.FF)),
    ("{task: MIL 10, type: SS, lag: 5d}", Dependency("P/MIL 10", Relation.SS, Lag(5 * DAY))),
    (
        "{task: A110, lag: -1d, share: 25%}",
        Dependency("P/A110", Relation.FS, Lag(-DAY, share=0.25)),
    ),
    ("X SS", Dependency("P/X SS")),
    ("X SS FF+1d", Dependency("P/X SS", Relation.FF, Lag(DAY))),
    ("A-1", Dependency("P/A-1")),
]


@pytest.mark.parametrize(("text", "link"), LINKS, ids=[text for text, _ in LINKS])
def test_links(tasks: Tasks, text: str, link: Dependency) -> None:
    rows = "\n".join(f"id: {id_}, duration: 10" for id_ in ("A110", "MIL 10", "X SS", "A-1"))
    assert tasks(f"{rows}\nid: Z, after: {text}").task["P/Z"].after == (link,)


def test_several_links_in_one_text_or_in_a_list(tasks: Tasks) -> None:
    rows = "id: A, duration: 1\nid: B, duration: 1\n"
    one = tasks(rows + 'id: Z, after: "A; B SS+1d"').task["P/Z"].after
    two = tasks(rows + "id: Z, after: [A, B SS+1d]").task["P/Z"].after
    assert one == two == (Dependency("P/A"), Dependency("P/B", Relation.SS, Lag(DAY)))


@pytest.mark.parametrize(
    ("setting", "minutes"),
    [("predecessor", 600.0), ("successor", 1440.0), ("project", DAY), ("elapsed", 1440.0)],
)
def test_a_day_of_lag_is_a_day_of_its_calendar(tasks: Tasks, setting: str, minutes: float) -> None:
    made = tasks(
        "id: A, duration: 1, calendar: long\nid: Z, duration: 1, after: A FS+1d, calendar: 24/7",
        f"calendars: {{long: Mon-Fri 06:00-16:00}}\nlag_calendar: {setting}",
    )
    assert made.task["P/Z"].after[0].lag.minutes == minutes
    assert made.projects[0].lag_calendar is LagCalendar(setting)


def test_short_ids_are_looked_for_at_home_first(plan: Plan) -> None:
    made = plan(
        """\
        start: 2026-03-02
        projects:
          - {id: X, tasks: [{id: A, duration: 1}, {id: B, after: A}, {id: ONLY, duration: 1}]}
          - {id: Y, tasks: [{id: A, duration: 1}, {id: B, after: [A, X/A, ONLY]}]}
        """
    )
    assert [link.predecessor for link in made.task["X/B"].after] == ["X/A"]
    assert [link.predecessor for link in made.task["Y/B"].after] == ["Y/A", "X/A", "X/ONLY"]


@pytest.mark.parametrize(
    ("text", "type_", "moment"),
    [
        ("SNET 2026-05-01", ConstraintType.START_NO_EARLIER, datetime(2026, 5, 1)),
        ("start no later than 2026-05-01", ConstraintType.START_NO_LATER, datetime(2026, 5, 1)),
        ("SO 2026-05-01 13:30", ConstraintType.START_ON, datetime(2026, 5, 1, 13, 30)),
        ("FNLT 2026-05-01", ConstraintType.FINISH_NO_LATER, datetime(2026, 5, 2)),
        ("FNET 2026-05-01", ConstraintType.FINISH_NO_EARLIER, datetime(2026, 5, 2)),
        ("finish on 2026-05-01T17:00", ConstraintType.FINISH_ON, datetime(2026, 5, 1, 17)),
        ("{type: MSO, date: 2026-05-01}", ConstraintType.MANDATORY_START, datetime(2026, 5, 1)),
        ("mandatory finish 2026-05-01", ConstraintType.MANDATORY_FINISH, datetime(2026, 5, 2)),
        ("ALAP", ConstraintType.AS_LATE_AS_POSSIBLE, None),
    ],
)
def test_constraints(
    tasks: Tasks, text: str, type_: ConstraintType, moment: datetime | None
) -> None:
    """A date alone is 00:00 for a start and the end of the day, 24:00, for a finish."""
    task = tasks(f"id: A, duration: 1, constraint: {text}").task["P/A"]
    assert task.constraints == (Constraint(type_, moment),)


def test_dates_alone_mean_the_whole_day(plan: Plan) -> None:
    made = plan(
        """\
        start: 2026-03-02
        data_date: 2026-04-01
        must_finish: 2027-01-31
        target: {finish: 2026-12-31, cost: 1.5M}
        tasks:
          - {id: A, duration: 5d, deadline: 2026-05-01, actual_start: 2026-03-02, remaining: 2d}
          - {id: B, duration: 1d, actual_start: 2026-03-03 08:00, actual_finish: 2026-03-03}
        """
    )
    project = made.projects[0]
    assert (project.start, project.data_date) == (datetime(2026, 3, 2), datetime(2026, 4, 1))
    assert project.must_finish == datetime(2027, 2, 1)
    assert made.target == project.target == Target(datetime(2027, 1, 1), 1_500_000.0)
    assert made.task["P/A"].deadline == datetime(2026, 5, 2)
    assert made.task["P/A"].progress.actual_start == datetime(2026, 3, 2)
    assert made.task["P/B"].progress.actual_finish == datetime(2026, 3, 4)


def test_what_remains(tasks: Tasks) -> None:
    """Data date Monday 16 March 00:00: ten working days after Monday 2 March."""
    made = tasks(
        """id: said, duration: 20d, remaining: 4d, actual_start: 2026-03-02
        id: computed, duration: 20d, actual_start: 2026-03-02
        id: late, duration: 6d, actual_start: 2026-03-02
        id: unknown, remaining: 3d, actual_start: 2026-03-02
        id: ranged, uncertainty: "triangular(3d, 5d, 8d)", actual_start: 2026-03-02
        id: range, duration: 20d, remaining: "triangular(3d, 4d, 8d)", actual_start: 2026-03-02
        id: done, actual_start: 2026-03-03 08:00, actual_finish: 2026-03-04 12:00""",
        "data_date: 2026-03-16",
    )
    left = {task.short_id: task.progress.remaining for task in made.tasks}
    assert left == {
        "said": 4 * DAY,
        "computed": 10 * DAY,
        "late": 0.0,
        "unknown": 3 * DAY,
        "ranged": 5 * DAY,
        "range": 4 * DAY,
        "done": None,
    }
    assert made.task["P/unknown"].duration == 13 * DAY
    assert made.task["P/range"].spread is not None
    assert made.task["P/range"].spread.distribution == Triangular(3 * DAY, 4 * DAY, 8 * DAY)
    assert made.task["P/done"].duration == 1.5 * DAY
    assert any(note.startswith("P/late should have ended before") for note in made.notes)


def test_the_range_of_a_duration_scales_down_to_what_remains(tasks: Tasks) -> None:
    """40 to 90 days around 50 are 80 % to 180 %, and still are when 20 days remain."""
    made = tasks(
        'id: A, duration: "triangular(40d, 50d, 90d)", remaining: 20, actual_start: 2026-03-02',
        "data_date: 2026-04-06",
    )
    task = made.task["P/A"]
    assert (task.duration, task.remaining) == (50 * DAY, 20 * DAY)
    assert task.spread is not None
    assert task.spread.relative
    assert task.spread.distribution.support == pytest.approx((0.8, 1.8))


def test_a_finished_task_is_certain(tasks: Tasks) -> None:
    made = tasks(
        "id: A, duration: 'uniform(1, 9)', actual_start: 2026-03-02, actual_finish: 2026-03-06",
        "data_date: 2026-04-06",
    )
    assert made.task["P/A"].spread is None


def test_money(tasks: Tasks) -> None:
    made = tasks(
        """id: A, duration: 1, cost: 80k, cost_per_day: 1200
        id: B, duration: 1, cost: "triangular(80k, 100k, 150k)"
        id: C, duration: 1, cost: 4.2M, cost_uncertainty: "uniform(90%, 120%)"
        id: D, duration: 1, cost_uncertainty: "pert(1k, 2k, 5k)" """
    )
    costs = {task.short_id: task.cost for task in made.tasks}
    assert (costs["A"].fixed, costs["A"].per_day, costs["A"].spread) == (80_000.0, 1200.0, None)
    assert costs["B"].fixed == 100_000.0
    assert costs["B"].spread is not None
    assert costs["B"].spread.distribution == Triangular(80_000.0, 100_000.0, 150_000.0)
    assert costs["C"].fixed == 4_200_000.0
    assert costs["C"].spread is not None
    assert (costs["C"].spread.relative, costs["C"].spread.distribution) == (True, Uniform(0.9, 1.2))
    assert costs["D"].fixed == 2000.0
