"""The slow twin itself, on cases worked out by hand: the reasoning stands in the comments.

The calendar is Monday to Friday 08:00-12:00 and 13:00-17:00 unless said otherwise, and the
program starts on Monday 2 March 2026.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from naive import Pass, planned
from naive_calendar import WorkTime
from naive_late import Late
from naive_network import Plan

from simulator.model.calendar import elapsed_calendar, standard_calendar
from simulator.model.dependency import Dependency, Lag, LagCalendar, Relation
from simulator.model.program import Program, ProgressLogic, Project
from simulator.model.task import Constraint, ConstraintType, Kind, Progress, Task

FS, SS, FF, SF = Relation.FS, Relation.SS, Relation.FF, Relation.SF
DAY = 480.0
MONDAY = datetime(2026, 3, 2, 8)


def at(day: int, hour: int = 8, minute: int = 0) -> datetime:
    """A day of March 2026."""
    return datetime(2026, 3, day, hour, minute)


def task(name: str, days: float, *after: object, **options: object) -> Task:
    """A task of project P; `after` holds ids or (id, relation, lag minutes or Lag)."""
    links = []
    for item in after:
        name_, relation, lag = (item, FS, 0.0) if isinstance(item, str) else item
        lag = lag if isinstance(lag, Lag) else Lag(lag)
        links.append(Dependency(f"P/{name_}", relation, lag))
    known = {"kind": Kind.TASK, "calendar": "standard", "duration": days * DAY, **options}
    return Task(id=f"P/{name}", name=name, after=tuple(links), **known)


def only(type_: ConstraintType, when: datetime | None = None) -> tuple[Constraint, ...]:
    return (Constraint(type_, when),)


def program(*tasks: Task, **settings: object) -> Program:
    project = Project("P", "P", MONDAY, "standard", **settings)
    calendars = {"standard": standard_calendar(), "elapsed": elapsed_calendar()}
    return Program("Hand", MONDAY, calendars, (project,), tasks)


def dates(plan: Program) -> dict[str, tuple[datetime, datetime]]:
    """Start and finish by short id."""
    twin = Plan(plan)
    done = Pass(twin, planned(twin))
    when = {
        key: (
            twin.origin + timedelta(minutes=done.start[key]),
            twin.origin + timedelta(minutes=done.finish[key]),
        )
        for key in done.start
    }
    return {key.removeprefix("P/"): pair for key, pair in when.items()}


def critical(plan: Program) -> set[str]:
    twin = Plan(plan)
    return {name.removeprefix("P/") for name in Pass(twin, planned(twin)).critical()}


def late(plan: Program) -> Late:
    twin = Plan(plan)
    return Late(Pass(twin, planned(twin)))


def test_work_begin_and_end_over_a_weekend() -> None:
    time = WorkTime(standard_calendar(), datetime(2026, 3, 2))
    monday = time.work(0)
    # Friday 17:00 and Monday 08:00 have the same five days of work before them.
    friday, next_monday = 4 * 1440 + 1020, 7 * 1440 + 480
    assert time.work(friday) == time.work(next_monday) == monday + 2400
    assert time.begin(monday + 2400) == next_monday
    assert time.end(monday + 2400) == friday
    # Inside a period both are the instant; lunch is a gap.
    assert time.begin(monday + 100) == time.end(monday + 100) == 580
    assert (time.end(monday + 240), time.begin(monday + 240)) == (720, 780)
    assert time.touches(720)
    assert time.touches(780)
    assert not time.touches(750)


def test_a_chain_runs_over_the_weekend() -> None:
    # A: Mon-Wed. B, three days: Thu, Fri, Mon.
    found = dates(program(task("A", 3), task("B", 3, "A")))
    assert found["A"] == (at(2), at(4, 17))
    assert found["B"] == (at(5), at(9, 17))


@pytest.mark.parametrize(
    ("lag", "calendar", "start"),
    [
        # A ends Wed 4 March 17:00.
        (Lag(DAY), LagCalendar.PREDECESSOR, at(6)),
        (Lag(DAY), LagCalendar.ELAPSED, at(5)),  # 480 minutes by the clock: Thu 01:00
        (Lag(960), LagCalendar.ELAPSED, at(5, 9)),
        (Lag(1440, elapsed=True), LagCalendar.PREDECESSOR, at(6)),
        (Lag(3 * 1440, elapsed=True), LagCalendar.PREDECESSOR, at(9)),  # Sat 17:00
        (Lag(-DAY), LagCalendar.PROJECT, at(4)),  # back to Tue 17:00
        (Lag(share=-0.5), LagCalendar.SUCCESSOR, at(3, 13)),  # half of three days earlier
    ],
)
def test_lags(lag: Lag, calendar: LagCalendar, start: datetime) -> None:
    plan = program(task("A", 3), task("B", 1, ("A", FS, lag)), lag_calendar=calendar)
    assert dates(plan)["B"][0] == start


def test_a_finish_pushed_into_a_gap_moves_to_the_next_work_start() -> None:
    # A runs round the clock, 1 day of 24 h + 8 h: Mon 08:00 -> Tue 16:00; FF +4 h elapsed = 20:00,
    # a gap for B: its finish is Wed 08:00 and its one day of work is Tue 08:00-17:00.
    plan = program(
        task("A", 4, calendar="elapsed"), task("B", 1, ("A", FF, Lag(240, elapsed=True)))
    )
    assert dates(plan)["A"] == (at(2), at(3, 16))
    assert dates(plan)["B"] == (at(3), at(4, 8))


def test_a_finish_pushed_to_an_instant_of_work_is_that_instant() -> None:
    # B is pushed to Tue 16:00: seven hours on Tuesday, the eighth from Mon 16:00.
    plan = program(task("A", 4, calendar="elapsed"), task("B", 1, ("A", FF, 0.0)))
    assert dates(plan)["B"] == (at(2, 16), at(3, 16))


def test_start_to_finish() -> None:
    # A starts Wed 08:00: B finishes no earlier than that, at the edge of a period, so at 08:00.
    plan = program(task("Z", 2), task("A", 1, "Z"), task("B", 1, ("A", SF, 0.0)))
    assert dates(plan)["B"] == (at(3), at(4, 8))


def test_a_longer_middle_task_may_finish_the_project_earlier() -> None:
    # Wiest 1981, reverse-critical: A(10) -FF-> B -SS-> C(8); finish at 16, 14 and 12 days.
    for days, finish in ((2, 16), (4, 14), (6, 12)):
        plan = program(task("A", 10), task("B", days, ("A", FF, 0.0)), task("C", 8, ("B", SS, 0.0)))
        twin = Plan(plan)
        done = Pass(twin, planned(twin))
        assert twin.time["standard"].work(done.program_finish) == pytest.approx(
            twin.time["standard"].work(480) + finish * DAY
        )
        assert critical(plan) == {"A", "B", "C"}


def test_milestones_sit_where_their_kind_says() -> None:
    # A ends Fri 6 March 17:00.
    kinds = {"M": Kind.MILESTONE, "S": Kind.START_MILESTONE, "F": Kind.FINISH_MILESTONE}
    marks = [task(name, 0, "A", kind=kind) for name, kind in kinds.items()]
    found = dates(program(task("A", 5), *marks))
    assert found["M"] == (at(6, 17), at(6, 17))
    assert found["S"] == (at(9), at(9))
    assert found["F"] == (at(6, 17), at(6, 17))


def test_milestones_in_a_gap() -> None:
    # A, round the clock, 12 hours, ends Mon 20:00, when nobody works: S and F wait for Tuesday.
    kinds = {"M": Kind.MILESTONE, "S": Kind.START_MILESTONE, "F": Kind.FINISH_MILESTONE}
    first = task("A", 1.5, calendar="elapsed")
    found = dates(program(first, *[task(n, 0, "A", kind=kind) for n, kind in kinds.items()]))
    assert found["M"] == (at(2, 20), at(2, 20))
    assert found["S"] == found["F"] == (at(3), at(3))
    # Free ones may wait until Mon 20:00; S and F look back from there to Mon 17:00.
    free = late(program(first, *[task(n, 0, kind=kind) for n, kind in kinds.items()]))
    assert free.finish["P/M"] == 20 * 60
    assert free.start["P/S"] == free.finish["P/F"] == 17 * 60


def test_constraints_and_mandatory_dates() -> None:
    earlier = ConstraintType.START_NO_EARLIER
    plan = program(
        task("A", 1, constraints=only(earlier, at(7))),  # a Saturday: Monday
        task("B", 1, constraints=only(ConstraintType.FINISH_NO_EARLIER, at(5, 12))),
        task("C", 1, "A", constraints=only(ConstraintType.MANDATORY_START, at(3))),
        task("D", 1, "A", constraints=only(ConstraintType.MANDATORY_FINISH, at(4, 17))),
        task("E", 1, constraints=only(ConstraintType.FINISH_NO_LATER, at(1))),
    )
    found = dates(plan)
    assert found["A"] == (at(9), at(9, 17))
    assert found["B"] == (at(4, 13), at(5, 12))
    assert found["C"] == (at(3), at(3, 17))
    assert found["D"] == (at(4), at(4, 17))
    assert found["E"] == (at(2), at(2, 17))


def test_progress_retained_and_overridden() -> None:
    # Data date Wed 4 Mar. F finished out of sequence: P, two days, is still to do (Wed, Thu).
    # Retained: B, after F, waits for P: Fri. G in progress, after P, one day left: Fri.
    # Override: neither waits: Wed.
    tasks = (
        task("P", 2),
        task("F", 1, "P", progress=Progress(at(2), at(2, 17), 0.0)),
        task("B", 1, "F"),
        task("G", 2, "P", progress=Progress(at(3), None, DAY)),
    )
    retained = dates(program(*tasks, data_date=at(4)))
    assert retained["B"] == (at(6), at(6, 17))
    assert retained["G"] == (at(3), at(6, 17))
    logic = ProgressLogic.OVERRIDE
    override = dates(program(*tasks, data_date=at(4), progress_logic=logic))
    assert override["B"] == (at(4), at(4, 17))
    assert override["G"] == (at(3), at(4, 17))


def test_lags_from_actual_dates() -> None:
    # F ended Tue 17:00: FS + 3 days = Fri 17:00, so Monday. Zero lag: the data date.
    # S began Tue 08:00 and has a day to do, from Wed; SS + 2 days from Tue: Wed 17:00 -> Thu 08:00.
    # SS zero lag: by the early start of what remains (Wed), or the actual start: the data date.
    tasks = (
        task("F", 1, progress=Progress(at(3), at(3, 17), 0.0)),
        task("S", 2, ("Z", FS, 0.0), progress=Progress(at(3), None, DAY)),
        task("Z", 1),
        task("A", 1, ("F", FS, 3 * DAY)),
        task("B", 1, ("F", FS, 0.0)),
        task("C", 1, ("S", SS, 2 * DAY)),
        task("D", 1, ("S", SS, 0.0)),
    )
    found = dates(program(*tasks, data_date=at(4)))
    assert found["A"][0] == at(9)
    assert found["B"][0] == at(4)
    assert found["C"][0] == at(5)
    assert found["D"][0] == at(5)
    off = dates(program(*tasks, data_date=at(4), ss_lag_from_early_start=False))
    assert off["D"][0] == at(4)


def test_as_late_as_possible_uses_free_float_only() -> None:
    # A: Mon-Fri. L, one day, may wait until Friday; K before it follows it to Thursday.
    late = only(ConstraintType.AS_LATE_AS_POSSIBLE)
    plan = program(
        task("A", 5),
        task("K", 1, constraints=late),
        task("L", 1, "K", constraints=late),
        task("B", 1, "A", "L"),
    )
    found = dates(plan)
    assert found["L"] == (at(6), at(6, 17))
    assert found["K"] == (at(5), at(5, 17))


def test_summaries_bind_and_wait_for_what_is_in_them() -> None:
    # S holds A (1 d) and B (3 d) and follows Z (1 d): both start Tue. N after S: after B, Fri.
    inside = {"parent": "P/S"}
    plan = program(
        task("Z", 1),
        task("S", 0, "Z", kind=Kind.SUMMARY),
        task("A", 1, **inside),
        task("B", 3, **inside),
        task("N", 1, "S"),
        task("M", 1, ("S", SS, 0.0)),
    )
    found = dates(plan)
    assert found["A"][0] == found["B"][0] == found["M"][0] == at(3)
    assert found["N"][0] == at(6)
    assert critical(plan) == {"Z", "B", "N"}


def test_level_of_effort_follows_its_neighbours() -> None:
    plan = program(
        task("A", 3),
        task("B", 4, "A"),
        task("L", 0, ("A", SS, 0.0), ("B", FF, 0.0), kind=Kind.LEVEL_OF_EFFORT),
        task("K", 0, kind=Kind.LEVEL_OF_EFFORT),
    )
    found = dates(plan)
    assert found["L"] == found["K"] == (at(2), at(10, 17))
    assert critical(plan) == {"A", "B"}


def levine() -> Program:
    """Levine, Practical Project Management, fig. 6.3a: seven-day calendar, 1 October is day 1."""
    plan = {"A": (4, ()), "B": (5, "A"), "C": (5, "B"), "D": (5, "A"), "E": (5, "D"),
            "F": (5, "A"), "G": (7, "F"), "H": (4, "G")}  # fmt: skip
    tasks = [task(n, 3 * d, *after, calendar="elapsed") for n, (d, after) in plan.items()]
    return program(*tasks)


def test_levine_takes_twenty_days() -> None:
    twin = Plan(levine())
    done = Pass(twin, planned(twin))
    assert done.program_finish - 480 == 20 * 1440
    assert critical(levine()) == {"A", "F", "G", "H"}


def davison() -> Program:
    """Davison Construction (Anderson, Sweeney, Williams), problem 14, weeks as days, means."""
    plan = {"A": (8, ()), "B": (7, "A"), "C": (12, "A"), "D": (5, "A"), "E": (10, "CD"),
            "F": (9, "CB"), "G": (15, "EF"), "H": (7, "FG")}  # fmt: skip
    return program(*[task(name, days, *after) for name, (days, after) in plan.items()])


def test_davison_takes_fifty_two_weeks() -> None:
    twin = Plan(davison())
    done = Pass(twin, planned(twin))
    time = twin.time["standard"]
    assert time.work(done.program_finish) - time.work(480) == 52 * DAY
    assert critical(davison()) == {"A", "C", "E", "G", "H"}


def test_the_order_of_the_file_does_not_matter() -> None:
    plan = davison()
    assert dates(replace(plan, tasks=plan.tasks[::-1])) == dates(plan)


def test_davison_slack() -> None:
    # Published slack in weeks: B 6, D 7, F 1; none on the critical path.
    found = late(davison())
    days = {name.removeprefix("P/"): minutes / DAY for name, minutes in found.total.items()}
    assert days == {"A": 0, "B": 6, "C": 0, "D": 7, "E": 0, "F": 1, "G": 0, "H": 0}
    # Free: B could wait 6 - 1 weeks before F (early start 20, B ends 15), D 7 before E, F 1.
    free = {name.removeprefix("P/"): minutes / DAY for name, minutes in found.free.items()}
    assert free == {"A": 0, "B": 5, "C": 0, "D": 7, "E": 0, "F": 1, "G": 0, "H": 0}


def test_late_dates_of_every_relation() -> None:
    # Z: Mon-Fri sets the finish, Fri 6 March 17:00. A, one day, must end (FF, one day of lag)
    # by Thu; B, one day, must start (SS) by C's late start, Thu; D is bound by a date.
    plan = program(
        task("Z", 5),
        task("A", 1),
        task("Y", 1, ("A", FF, DAY)),
        task("B", 1),
        task("C", 2, ("B", SS, 0.0)),
        task("D", 1, constraints=only(ConstraintType.START_NO_LATER, at(3))),
        task("E", 2, constraints=only(ConstraintType.FINISH_NO_LATER, at(2, 17))),
    )
    found = late(plan)
    when = {
        k.removeprefix("P/"): found.plan.origin + timedelta(minutes=v)
        for k, v in found.finish.items()
    }
    assert when["A"] == at(5, 17)
    assert when["B"] == at(5, 17)
    assert when["D"] == at(3, 17)
    assert when["E"] == at(2, 17)
    assert found.total["P/E"] == -DAY
    assert found.total["P/D"] == DAY


def test_a_must_finish_date_binds_open_ends() -> None:
    found = late(program(task("A", 3), must_finish=at(3, 17)))
    assert found.total["P/A"] == -DAY
