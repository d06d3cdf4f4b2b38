"""The slow twin by rules that were found on real plans, on cases worked out by hand.

The calendar is Monday to Friday 08:00-12:00 and 13:00-17:00 unless said otherwise; the program
starts on Monday 2 March 2026, and in most of them Z sets its finish.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from naive import Pass, planned
from naive_late import Late
from naive_network import Plan
from test_against_naive import check_schedule
from test_naive import DAY, FF, FS, SF, SS, at, critical, dates, late, only, program, task

from simulator.model.program import Program
from simulator.model.task import ConstraintType, Kind, Progress

EITHER = pytest.mark.parametrize("early", [True, False])


def moment(found: Late, minutes: float) -> datetime:
    return found.plan.origin + timedelta(minutes=minutes)


def limits(plan: Program, name: str) -> tuple[datetime, datetime]:
    """Late start and finish of one task."""
    found = late(plan)
    return moment(found, found.start[f"P/{name}"]), moment(found, found.finish[f"P/{name}"])


def floats(plan: Program, name: str) -> tuple[float, float]:
    """Total and free float of one task in days."""
    found = late(plan)
    return found.total[f"P/{name}"] / DAY, found.free[f"P/{name}"] / DAY


def test_a_spent_task_sits_at_the_next_start_of_work() -> None:
    # Data date Saturday: T has nothing left. P6 puts it on Monday 08:00, others leave it.
    tasks = (task("T", 0), task("A", 1, "T"))
    spent = program(*tasks, data_date=at(7, 0), source="P6")
    assert dates(spent)["T"] == (at(9), at(9))
    assert critical(spent) == {"T", "A"}
    assert dates(program(*tasks, data_date=at(7, 0)))["T"] == (at(7, 0), at(7, 0))
    assert critical(program(*tasks, data_date=at(7, 0))) == {"A"}
    # Z ends Tue 10 March: A may start on Tuesday, so T may wait until Monday evening.
    longer = program(*tasks, task("Z", 2), data_date=at(7, 0), source="P6")
    assert limits(longer, "T") == (at(9, 17), at(9, 17))
    assert floats(longer, "T") == (1, 0)


def test_a_start_milestone_as_late_as_possible_begins_a_day_but_ends_no_project() -> None:
    # A ends Fri 6 March 17:00 and B runs on round the clock: M must be over by then. It sits at
    # Monday 08:00, the same instant of work, unless the project ends before (Sat 17:00).
    last = only(ConstraintType.AS_LATE_AS_POSSIBLE)
    mark = task("M", 0, kind=Kind.START_MILESTONE, constraints=last)
    for clock_days, expected in ((4, at(9)), (1, at(6, 17))):
        after = task("B", 3 * clock_days, "A", "M", calendar="elapsed")
        assert dates(program(task("A", 5), mark, after))["M"] == (expected, expected)


def test_a_lead_goes_back_to_the_start_of_a_day() -> None:
    # A ends Wed 17:00; a day less of work is Tue 17:00 and Wed 08:00 alike. M stays at the later
    # one, and B, pushed to it, works Tue 08:00 to Wed 08:00.
    tasks = (
        task("A", 3),
        task("M", 0, ("A", FS, -DAY), kind=Kind.MILESTONE),
        task("B", 1, ("A", FF, -DAY)),
    )
    found = dates(program(*tasks, source="P6"))
    assert found["M"] == (at(4), at(4))
    assert found["B"] == (at(3), at(4))
    # MS Project leaves a finish that leads another in the evening.
    found = dates(program(*tasks, source="MS Project"))
    assert found["M"] == (at(4), at(4))
    assert found["B"] == (at(3), at(3, 17))


def test_what_p6_says_to_happen_after_the_data_date_counts_from_it() -> None:
    # F is said to end Thu 5 March, a day after the data date, Wed 08:00. Two days of lag: in P6
    # Wed and Thu, so Friday; elsewhere Fri and Mon, so Tuesday.
    tasks = (
        task("F", 1, progress=Progress(at(5), at(5, 17), 0.0)),
        task("B", 1, ("F", FS, 2 * DAY)),
    )
    assert dates(program(*tasks, data_date=at(4), source="P6"))["B"][0] == at(6)
    assert dates(program(*tasks, data_date=at(4)))["B"][0] == at(10)


@EITHER
def test_a_lag_that_is_not_used_up_holds_the_task_in_progress(early: bool) -> None:
    # S began Tue and has Wed to do (data date Wed). SS + 3 days: B on Friday, late Wed 11 March
    # with Z. Two days of the lag are left on Wed 08:00, so S starts by Mon 9: both have 3 days.
    tasks = (
        task("S", 2, progress=Progress(at(3), None, DAY)),
        task("B", 1, ("S", SS, 3 * DAY)),
        task("Z", 6),
    )
    plan = program(*tasks, data_date=at(4), ss_lag_from_early_start=early)
    assert dates(plan)["B"][0] == at(6)
    assert limits(plan, "S") == (at(9), at(9, 17))
    assert floats(plan, "S")[0] == floats(plan, "B")[0] == 3


def test_a_lag_that_is_used_up_holds_nothing() -> None:
    # One day from Tue 08:00 is over on Wed: counted from the actual start S may wait for Wed 11.
    tasks = (
        task("S", 2, progress=Progress(at(3), None, DAY)),
        task("B", 1, ("S", SS, DAY)),
        task("Z", 6),
    )
    actual = program(*tasks, data_date=at(4), ss_lag_from_early_start=False)
    assert limits(actual, "S") == (at(11), at(11, 17))


def test_a_mandatory_date_before_the_data_date_stands_in_the_backward_pass() -> None:
    # Mandatory Mon 17:00, data date Wed 08:00: early finish Wed 08:00, late Mon 17:00: a day short.
    pin = only(ConstraintType.MANDATORY_FINISH, at(2, 17))
    plan = program(task("A", 1, constraints=pin), data_date=at(4))
    assert dates(plan)["A"] == (at(3), at(4))
    assert limits(plan, "A") == (at(2), at(2, 17))
    assert floats(plan, "A")[0] == -1


def test_free_float_is_never_below_zero() -> None:
    # A ends Wed, B is pinned to Tue.
    pin = only(ConstraintType.MANDATORY_START, at(3))
    assert floats(program(task("A", 3), task("B", 1, "A", constraints=pin)), "A") == (-2, 0)


def test_an_expected_finish_leaves_no_free_float() -> None:
    for expected, free in ((None, 1), (at(4, 17), 0)):
        done = Progress(at(3), None, DAY, expected_finish=expected)
        plan = program(task("A", 2, progress=done), task("Z", 2), data_date=at(4))
        assert floats(plan, "A") == (1, free)


@pytest.mark.parametrize(("hour", "start"), [(17, at(3, 17)), (20, at(3, 17)), (10, at(3, 10))])
def test_a_late_start_stays_at_its_limit(hour: int, start: datetime) -> None:
    # M, after the start of A, by Tue at that hour: A starts by then, in a gap by the end of work.
    by = only(ConstraintType.FINISH_NO_LATER, at(3, hour))
    mark = task("M", 0, ("A", SS, 0.0), kind=Kind.MILESTONE, constraints=by)
    plan = program(task("A", 2), mark, task("Z", 5))
    finish = at(5, 10) if hour == 10 else at(5, 17)
    assert limits(plan, "A") == (start, finish)


def test_a_level_of_effort_has_late_dates_of_its_successors() -> None:
    # A Mon-Wed, B until Tue 10, Z until Wed 11 March. L lasts from Mon to Tue, seven days.
    plan = program(
        task("A", 3),
        task("L", 0, ("A", SS, 0.0), kind=Kind.LEVEL_OF_EFFORT),
        task("B", 4, "A", ("L", FF, 0.0)),
        task("Z", 8),
    )
    assert dates(plan)["L"] == (at(2), at(10, 17))
    assert limits(plan, "L") == (at(3), at(11, 17))
    assert floats(plan, "L") == (1, 0)


def test_a_manual_task_has_late_dates_of_its_successors() -> None:
    # T is put on Monday. U follows a day later, late on Fri 6 March with Z: T finishes by the
    # start of Thursday. What follows its start does not limit it. A mandatory date holds it.
    for type_, expected in (
        (ConstraintType.MANUAL_START, (at(4), at(5))),
        (ConstraintType.MANDATORY_START, (at(2), at(2, 17))),
    ):
        plan = program(
            task("A", 2),
            task("T", 1, "A", constraints=only(type_, at(2))),
            task("U", 1, ("T", FS, DAY)),
            task("V", 5, ("T", SS, 0.0), ("T", SF, 0.0)),
            task("Z", 5),
        )
        assert dates(plan)["T"] == (at(2), at(2, 17))
        assert limits(plan, "T") == expected
        assert floats(plan, "T") == ((2 if expected[0] == at(4) else 0), 0)


@pytest.mark.parametrize("type_", [None, ConstraintType.MANUAL_START])
def test_a_finished_task_passes_late_dates_on_however_it_was_scheduled(
    type_: ConstraintType | None,
) -> None:
    # F has finished, before X; B may begin once X is done. With Z until Mon 9 March B may wait for
    # that day, so X for Fri 6.
    constraints = only(type_, at(2)) if type_ else ()
    done = Progress(at(2), at(2), 0.0)
    plan = program(
        task("X", 1),
        task("F", 0, "X", kind=Kind.MILESTONE, progress=done, constraints=constraints),
        task("B", 1, ("F", SS, 0.0)),
        task("Z", 4),
        data_date=at(4),
    )
    assert dates(plan)["B"] == (at(5), at(5, 17))
    assert limits(plan, "X") == (at(6), at(6, 17))
    check_schedule(plan)


def test_a_start_that_has_happened_drives_nothing_through_its_summary() -> None:
    # T began on the data date, Wed, and has that day to do; B may begin once S has begun.
    plan = program(
        task("S", 0, kind=Kind.SUMMARY),
        task("T", 1, parent="P/S", progress=Progress(at(4), None, DAY)),
        task("B", 2, ("S", SS, 0.0)),
        data_date=at(4),
    )
    assert dates(plan)["B"] == (at(4), at(5, 17))
    assert critical(plan) == {"B"}
    check_schedule(plan)


@pytest.mark.parametrize(("source", "days"), [("MS Project", 1), ("P6", 4), ("", 4)])
def test_a_deadline_binds_late_dates_in_ms_project(source: str, days: float) -> None:
    plan = program(task("A", 1, deadline=at(3, 17)), task("Z", 5), source=source)
    assert floats(plan, "A") == (days, days)


@pytest.mark.parametrize(("source", "start"), [("MS Project", 4), ("P6", 6), ("", 6)])
def test_finished_tasks_pass_nothing_on_in_ms_project(source: str, start: int) -> None:
    # P, Wed and Thu, is still to do before F, which has finished nevertheless; B follows F.
    tasks = (task("P", 2), task("F", 1, "P", progress=Progress(at(2), at(2, 17), 0.0)))
    plan = program(*tasks, task("B", 1, "F"), data_date=at(4), source=source)
    assert dates(plan)["B"][0] == at(start)


@pytest.mark.parametrize(
    ("source", "first", "second"), [("MS Project", (4, 4), (2, 2)), ("P6", (4, 2), (2, 0))]
)
def test_free_slack_of_ms_project(
    source: str, first: tuple[float, float], second: tuple[float, float]
) -> None:
    # S holds A (Mon) and B (Mon-Wed); N follows S on Thu and may wait until Z ends, Mon 9: A has 4
    # days, B 2. Links of the summary leave 2 and none, but in MS Project they do not count. E is
    # to be done by Thu, which P6 leaves out: 5 days until Mon 9.
    by = only(ConstraintType.FINISH_NO_LATER, at(5, 17))
    plan = program(
        task("S", 0, kind=Kind.SUMMARY),
        task("A", 1, parent="P/S"),
        task("B", 3, parent="P/S"),
        task("N", 1, "S"),
        task("Z", 6),
        task("E", 1, constraints=by),
        source=source,
    )
    assert (floats(plan, "A"), floats(plan, "B")) == (first, second)
    assert floats(plan, "N") == (2, 2)
    assert floats(plan, "E") == (3, 3 if source == "MS Project" else 5)


def test_the_late_start_of_a_task_in_progress_in_ms_project_is_history() -> None:
    done = Progress(at(3), None, DAY)
    for source, expected in (("MS Project", at(3)), ("P6", at(5))):
        plan = program(task("A", 2, progress=done), task("Z", 2), data_date=at(4), source=source)
        found = late(plan)
        assert moment(found, found.shown["P/A"]) == expected
        assert moment(found, found.finish["P/A"]) == at(5, 17)
        assert floats(plan, "A") == (1, 1)


def test_free_float_by_what_follows_the_start_alone() -> None:
    # B ends Wed 11 March by a date of its own, and not before A has begun. A must end by then, 7
    # days after Mon 2, with the project; B leaves it 8 days to begin, and P6's free float says so.
    latest = only(ConstraintType.FINISH_NO_EARLIER, at(11, 17))
    plan = program(task("A", 1), task("B", 2, ("A", SF, 0.0), constraints=latest))
    assert floats(plan, "A") == (7, 8)


@pytest.mark.parametrize(("source", "finish"), [("P6", at(4, 17)), ("", at(5))])
def test_finish_on_the_first_minute_of_a_day(source: str, finish: datetime) -> None:
    on = only(ConstraintType.FINISH_ON, at(5))
    tasks = (
        task("A", 1, constraints=on),
        task("M", 0, kind=Kind.FINISH_MILESTONE, constraints=on),
    )
    found = dates(program(*tasks, source=source))
    assert found["A"] == (at(4), finish)
    assert found["M"] == (at(5), at(5))


def test_the_path_of_the_plan_is_that_after_the_shift() -> None:
    # A Mon-Fri, then B. L, as late as possible, moves from Tue to Fri, away from K and up to B.
    last = only(ConstraintType.AS_LATE_AS_POSSIBLE)
    plan = Plan(
        program(
            task("A", 5), task("K", 1), task("L", 1, "K", constraints=last), task("B", 1, "A", "L")
        )
    )
    done = Pass(plan, planned(plan))
    assert done.critical() == {"P/A", "P/B"}
    assert done.critical(late=True) == {"P/A", "P/L", "P/B"}
    assert done.activities_driving("P/L") == set()
    assert done.activities_driving("P/B") == {"P/A", "P/L"}
