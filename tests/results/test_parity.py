"""What is compared with the dates of the source tool, and why what differs does.

Three tasks of 5 days, one after the other, from Monday 2 March 2026: the dates are counted by hand.
Each case changes the plan, not its stored dates, as a planner does who forgets to schedule it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from simulator.engine import schedule
from simulator.model.calendar import standard_calendar
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.program import FloatFrom, Program, ProgressLogic, Project, StoredProject
from simulator.model.resource import Assignment, Resource
from simulator.model.task import (
    Constraint,
    ConstraintType,
    Kind,
    Peculiarity,
    Progress,
    StoredDates,
    Task,
)
from simulator.results.parity import Count, Field, Parity, Part, Reason, compare, explain

START = datetime(2026, 3, 2, 8)
DAY = 480.0
A, B, C = "P/A", "P/B", "P/C"


def task(id: str, week: int, before: str | None) -> Task:
    """Five days in the given week of the plan; all are critical."""
    begin, end = START + timedelta(weeks=week), START + timedelta(weeks=week, days=4, hours=9)
    stored = StoredDates(
        early_start=begin, early_finish=end, late_start=begin, late_finish=end,
        start=begin, finish=end, total_float=0.0, free_float=0.0, critical=True, longest_path=True,
    )  # fmt: skip
    after = (Dependency(before),) if before else ()
    return Task(id, id, Kind.TASK, "standard", 5 * DAY, after=after, stored=stored)


def plan() -> Program:
    """The three tasks as P6 has scheduled them."""
    project = Project("P", "P", START, "standard", START, source="P6", stored=StoredProject())
    tasks = (task(A, 0, None), task(B, 1, A), task(C, 2, B))
    return Program("Plan", START, {"standard": standard_calendar()}, (project,), tasks)


def changed(id: str, **fields: object) -> Program:
    """The plan with one task changed."""
    own = plan()
    rows = (replace(row, **fields) if row.id == id else row for row in own.tasks)
    return replace(own, tasks=tuple(rows))


def stored(id: str, **fields: object) -> Program:
    """The plan with one task stored in another way."""
    dates = plan().task[id].stored
    assert dates is not None
    return changed(id, stored=replace(dates, **fields))


def project(program: Program, **fields: object) -> Program:
    return replace(program, projects=(replace(program.projects[0], **fields),))


def explained(program: Program) -> Parity:
    dates = schedule(program)
    return explain(compare(program, dates, dates.origin), program, dates, schedule)


def roots(found: Parity, part: Part = Part.EARLY) -> dict[str, Reason]:
    """Reasons by activity, without those that follow from another."""
    return {
        one.id: one.reason
        for one in found.differences
        if one.part is part and one.reason is not Reason.FOLLOWS
    }


def because(found: Parity, id: str) -> str:
    return next(one.because for one in found.differences if one.id == id)


def test_everything_agrees_where_nothing_was_changed() -> None:
    found = explained(plan())
    assert found.counts == {field: Count(3, 3) for field in Field}
    assert [finish.agrees for finish in found.finishes] == [True]
    assert (found.compared, found.agree, found.differences) == (3, 3, ())


def test_a_longer_task_is_the_root_and_what_comes_after_follows() -> None:
    found = explained(changed(A, duration=6 * DAY))
    assert roots(found) == {A: Reason.OTHER_SPAN}
    assert (
        because(found, A) == "5.00 working days lie between its stored dates; its work lasts 6.00"
    )
    first = found.differences[0]
    assert (first.id, first.followers, first.days) == (A, 2, 1.0)
    early = {one.id: one.root for one in found.differences if one.part is Part.EARLY}
    assert early == {A: None, B: A, C: A}
    assert found.agree == 0
    (finish,) = found.finishes
    assert (finish.agrees, finish.days) == (False, 3.0)  # Friday to Monday


def test_a_link_with_a_new_lag_is_broken_by_the_stored_dates() -> None:
    found = explained(changed(B, after=(Dependency(A, Relation.FS, Lag(2 * DAY)),)))
    assert roots(found) == {B: Reason.BROKEN_LOGIC}
    assert "stored 2.0 working days before its predecessors (P/A) let it" in because(found, B)
    assert found.differences[0].followers >= 1


def test_a_link_that_was_removed_leaves_the_stored_date_unheld() -> None:
    found = explained(changed(B, after=()))
    assert roots(found) == {B: Reason.NOT_HELD}
    assert "5.0 working days later than anything in the file" in because(found, B)


def test_a_new_holiday() -> None:
    own = plan()
    calendar = replace(own.calendars["standard"], exceptions={date(2026, 3, 2): ()})
    found = explained(replace(own, calendars={"standard": calendar}))
    assert roots(found) == {A: Reason.NON_WORKING}
    assert "2026-03-02 08:00, lies where its calendar has no work" in because(found, A)


def test_a_new_constraint() -> None:
    late = Constraint(ConstraintType.START_NO_EARLIER, START + timedelta(days=2))
    found = explained(changed(A, constraints=(late,)))
    assert roots(found) == {A: Reason.BEFORE_FLOOR}
    assert 'before its "start no earlier than", 2026-03-04 08:00' in because(found, A)


def test_a_new_data_date() -> None:
    found = explained(project(plan(), data_date=START + timedelta(days=1)))
    assert roots(found)[A] is Reason.BEFORE_FLOOR
    assert "before the data date, 2026-03-03 08:00" in because(found, A)


@pytest.mark.parametrize(
    ("peculiarity", "reason"),
    [
        (Peculiarity.LEVELED, Reason.LEVELED),
        (Peculiarity.EXTERNAL, Reason.EXTERNAL),
        (Peculiarity.MANUAL, Reason.MANUAL),
        (Peculiarity.INACTIVE, Reason.INACTIVE),
        (Peculiarity.SUSPENDED, Reason.SUSPENDED),
        (Peculiarity.SPLIT, Reason.SPLIT),
        (Peculiarity.CONTOURED, Reason.CONTOURED),
        (Peculiarity.EXPECTED_FINISH, Reason.EXPECTED_FINISH),
    ],
)
def test_what_the_tool_says_of_a_row_comes_before_what_is_likely(peculiarity, reason) -> None:
    """Stored a week later than the links ask for."""
    week = timedelta(weeks=1)
    dates = plan().task[C].stored
    assert dates is not None
    moved = {name: getattr(dates, name) + week for name in ("early_start", "early_finish")}
    found = explained(stored(C, **moved, peculiarities=frozenset({peculiarity})))
    assert roots(found) == {C: reason}


def test_levelling_never_makes_a_date_earlier() -> None:
    leveled = replace(plan().task[B].stored, peculiarities=frozenset({Peculiarity.LEVELED}))
    lag = (Dependency(A, Relation.FS, Lag(2 * DAY)),)
    found = explained(changed(B, after=lag, stored=leveled))
    assert roots(found) == {B: Reason.BROKEN_LOGIC}


@pytest.mark.parametrize(
    ("source", "reason"),
    [("MS Project", Reason.RESOURCES), ("P6", Reason.OTHER_SPAN)],
)
def test_resources_that_work_by_other_calendars(source: str, reason: Reason) -> None:
    """A is stored as if it took a day less, as with a resource that works longer days."""
    resources = {"R": Resource("R", "Crew", calendar="long")}
    own = changed(A, duration=6 * DAY, assignments=(Assignment("R"),))
    found = explained(project(replace(own, resources=resources), source=source))
    assert roots(found) == {A: reason}


def test_rules_on_which_tools_differ_prove_nothing_against_a_file() -> None:
    """A lag from work in progress: the stored date may be right."""
    begun = Progress(START, None, 5 * DAY)
    own = changed(B, after=(Dependency(A, Relation.SS, Lag(8 * DAY)),))
    rows = (replace(row, progress=begun) if row.id == A else row for row in own.tasks)
    program = replace(own, tasks=tuple(rows))
    assert roots(explained(program)) == {B: Reason.UNEXPLAINED}
    times = StoredProject(scheduled=START, changed=START + timedelta(hours=1))
    assert roots(explained(project(program, stored=times))) == {B: Reason.CHANGED}
    other = project(program, progress_logic=ProgressLogic.ACTUAL_DATES)
    assert roots(explained(other)) == {B: Reason.PROGRESS}


def test_late_dates_are_traced_backwards() -> None:
    """C is stored a day late, as under a must-finish date that is gone; B and A follow it."""
    found = explained(
        replace(
            plan(),
            tasks=tuple(
                replace(
                    row,
                    stored=replace(
                        row.stored,
                        late_start=row.stored.late_start + timedelta(days=1),
                        late_finish=row.stored.late_finish + timedelta(days=3),
                        total_float=DAY,
                    ),
                )
                for row in plan().tasks
                if row.stored
            ),
        )
    )
    assert roots(found, Part.LATE) == {C: Reason.BROKEN_LOGIC}
    late = {one.id: one.root for one in found.differences if one.part is Part.LATE}
    assert late == {A: C, B: C, C: None}
    assert not roots(found, Part.FLOAT)
    assert found.count(Part.LATE) == Count(6, 0)


def test_a_float_that_is_not_between_the_stored_dates_contradicts_them() -> None:
    found = explained(stored(A, total_float=3 * DAY))
    assert roots(found, Part.FLOAT) == {A: Reason.CONTRADICTION}
    assert found.counts[Field.TOTAL_FLOAT] == Count(3, 2)


@pytest.mark.parametrize(("total", "agree"), [(1.0, 1), (-1.0, 1), (1.1, 0), (-1.1, 0)])
def test_floats_agree_within_a_minute(total: float, agree: int) -> None:
    found = explained(stored(A, total_float=total))
    assert found.counts[Field.TOTAL_FLOAT].agree == 2 + agree


def test_p6_may_count_float_from_the_starts() -> None:
    """A has two hours before the start of B would move: its own start may wait as long."""
    limit = Constraint(ConstraintType.START_NO_LATER, START)
    own = changed(A, duration=5 * DAY - 120, constraints=(limit,))
    dates = replace(
        own.task[A].stored,
        early_finish=datetime(2026, 3, 6, 15),
        late_finish=datetime(2026, 3, 6, 15),
    )
    own = replace(own, tasks=(replace(own.task[A], stored=dates), *own.tasks[1:]))
    for by in FloatFrom:
        program = project(own, stored=StoredProject(float_from=by))
        found = compare(program, schedule(program), schedule(program).origin)
        assert found.counts[Field.TOTAL_FLOAT] == Count(3, 3)


def test_flags() -> None:
    found = explained(stored(A, critical=False))
    assert roots(found, Part.FLAG) == {A: Reason.CONTRADICTION}
    assert "its flag says not critical" in because(found, A)
    found = explained(stored(A, longest_path=False))
    assert roots(found, Part.FLAG) == {A: Reason.UNEXPLAINED}
    tolerant = project(plan(), stored=StoredProject(critical_float=-60.0))
    assert explained(tolerant).counts[Field.CRITICAL] == Count(3, 0)


def test_the_longest_path_of_a_levelled_project() -> None:
    own = stored(A, longest_path=False)
    leveled = project(own, stored=StoredProject(leveled=True))
    assert roots(explained(leveled), Part.FLAG) == {A: Reason.LEVELED}


def test_what_the_tool_does_not_store_is_not_compared() -> None:
    found = explained(stored(A, late_start=None, late_finish=None))
    assert found.counts[Field.LATE_START] == Count(2, 2)
    assert found.counts[Field.TOTAL_FLOAT] == Count(2, 2), "a float without late dates"
    assert found.compared == 3


def test_finished_work_is_not_compared_but_ends_its_project() -> None:
    done = Progress(START, START + timedelta(days=4, hours=9), 0.0)
    found = explained(project(changed(A, progress=done), data_date=datetime(2026, 3, 9, 8)))
    assert found.compared == found.agree == 2
    assert [finish.agrees for finish in found.finishes] == [True]


def test_the_document_has_every_difference() -> None:
    found = explained(changed(A, duration=6 * DAY)).details()
    assert found["compared"] == 3
    assert found["fields"]["start"] == {"compared": 3, "agree": 1}
    first = found["differences"][0]
    assert first["reason"] == "stale: other duration"
    assert first["values"][0] == {
        "field": "finish",
        "stored": "2026-03-06T17:00",
        "computed": "2026-03-09T17:00",
        "days": 1.0,
    }
