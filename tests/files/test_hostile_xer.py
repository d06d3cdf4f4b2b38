"""XER files with values that no plan has: a clear error, or a correct reading with a note."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from judged import outcome
from xer_text import XerText

from simulator.engine.schedule import schedule
from simulator.errors import PlanError
from simulator.files.load import load
from simulator.model.program import Program

PLAIN = Path(__file__).parents[1] / "data" / "plans" / "MDL4D.xer"
TASKS, LINKS = 62, 87
"""Rows of TASK and TASKPRED in the file."""

pytestmark = pytest.mark.usefixtures("one_java")
Change = Callable[[XerText], object]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[Change], Program]:
    """The file after a change, through to a simulation."""

    def made(change: Change) -> Program:
        text, path = XerText(PLAIN), tmp_path / "plan.xer"
        change(text)
        path.write_bytes(text.data)
        found = outcome(lambda: load(path))
        if isinstance(found, PlanError):
            raise found
        return found

    return made


def task(column: str, value: str, row: int = 3) -> Change:
    return lambda xer: xer.change("TASK", column, value, [row])


def test_the_file_as_it_is(read: Callable[[Change], Program]) -> None:
    program = read(lambda _: None)
    assert len(program.activities) == TASKS
    assert sum(len(one.after) for one in program.tasks) == LINKS


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (task("cstr_date", "0001-12-31 08:00"), "the constraint date 0001-12-31 is outside"),
        (task("act_start_date", "0001-01-01 08:00"), "the actual start 0001-01-01 is outside"),
        (task("expect_end_date", "9999-12-31 08:00"), "the expected finish 9999-12-31 is outside"),
        (
            lambda xer: xer.change("PROJECT", "last_recalc_date", "9999-12-31 08:00"),
            "the data date 9999-12-31 is outside the years 1900 to 2199",
        ),
        (task("remain_drtn_hr_cnt", "99999999999"), "h is longer than 1,900 years"),
        (
            lambda xer: xer.change("TASKPRED", "lag_hr_cnt", "99999999999", [3]),
            "the lag 9.9999999999E10h is longer than 1,900 years",
        ),
        (task("remain_drtn_hr_cnt", "5000000"), "does not end within 150 years"),
        (
            lambda xer: xer.change("CALENDAR", "clndr_data", "(0||CalendarData()(" * 4000),
            "nested too deep",
        ),
    ],
)
def test_what_is_refused(read: Callable[[Change], Program], change: Change, words: str) -> None:
    with pytest.raises(PlanError) as caught:
        read(change)
    assert words in str(caught.value)


def test_every_wrong_date_is_named_at_once(read: Callable[[Change], Program]) -> None:
    with pytest.raises(PlanError) as caught:
        read(lambda xer: xer.change("TASK", "cstr_date", "0099-01-01 00:00"))
    assert len(caught.value.issues) == 51
    assert caught.value.issues[-1].message == f"and {TASKS - 50} problems more"
    assert "task C0810" in caught.value.issues[0].where


@pytest.mark.parametrize("date", ["0001-01-01 08:00", "9999-12-31 23:59"])
def test_a_stored_date_of_no_year_is_left_out(read: Callable[[Change], Program], date: str) -> None:
    program = read(task("late_start_date", date))
    assert any("not used: they are outside the years 1900 to 2199" in n for n in program.notes)
    assert (
        sum(one.stored is not None and one.stored.late_start is None for one in program.activities)
        == 1
    )


def test_negative_work_counts_as_none(read: Callable[[Change], Program]) -> None:
    program = read(lambda xer: xer.change("TASK", "remain_drtn_hr_cnt", "-800", [3]))
    assert any("negative, and count as 0" in note for note in program.notes)
    assert min(one.duration for one in program.activities) == 0


@pytest.mark.parametrize("row", [0, 1, 3])
def test_a_ring_of_parents(read: Callable[[Change], Program], row: int) -> None:
    def ring(xer: XerText) -> None:
        ids = xer.values("PROJWBS", "wbs_id")
        xer.change("PROJWBS", "parent_wbs_id", ids[-1], [row])
        xer.change("PROJWBS", "parent_wbs_id", ids[row], [len(ids) - 1])

    with pytest.raises(PlanError, match="the WBS runs in a circle"):
        read(ring)


def test_a_wbs_that_is_its_own_parent(read: Callable[[Change], Program]) -> None:
    def ring(xer: XerText) -> None:
        xer.change("PROJWBS", "parent_wbs_id", xer.values("PROJWBS", "wbs_id")[1], [1])

    assert len(read(ring).activities) == TASKS


def test_calendars_that_are_each_other_s_parents(read: Callable[[Change], Program]) -> None:
    def ring(xer: XerText) -> None:
        ids = xer.values("CALENDAR", "clndr_id")
        xer.change("CALENDAR", "base_clndr_id", ids[0])
        xer.change("CALENDAR", "base_clndr_id", ids[1], [0])

    with pytest.raises(PlanError, match="nested too deep"):
        read(ring)


def test_rows_that_come_twice(read: Callable[[Change], Program]) -> None:
    program = read(lambda xer: xer.repeat("TASK", 0).repeat("PROJWBS", 1).repeat("CALENDAR", 0))
    assert any("stands for several rows" in note for note in program.notes)
    ids = [one.id for one in program.tasks]
    assert len(ids) == len(set(ids))


def test_a_link_that_comes_a_hundred_thousand_times(read: Callable[[Change], Program]) -> None:
    program = read(lambda xer: xer.repeat("TASKPRED", 0, 100_000))
    assert sum(len(one.after) for one in program.tasks) <= LINKS + 1


@pytest.mark.parametrize("value", ["", "A", "../../etc/passwd", "=1+1", "<script>", "é\u202e"])
def test_any_code_of_an_activity(read: Callable[[Change], Program], value: str) -> None:
    program = read(lambda xer: xer.change("TASK", "task_code", value))
    assert len({one.id for one in program.activities}) == TASKS


def test_a_name_of_ten_thousand_letters(read: Callable[[Change], Program]) -> None:
    program = read(task("task_name", "n" * 10_000))
    assert max(len(one.name) for one in program.activities) == 10_000
    assert schedule(program).program_finish > 0


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999", "many", "0x10"])
@pytest.mark.parametrize(
    "column", ["remain_drtn_hr_cnt", "target_drtn_hr_cnt", "total_float_hr_cnt"]
)
def test_words_for_numbers_never_reach_the_engine(
    read: Callable[[Change], Program], column: str, word: str
) -> None:
    try:
        program = read(task(column, word))
    except PlanError:
        return
    assert all(abs(one.duration) < 1e9 for one in program.tasks)
