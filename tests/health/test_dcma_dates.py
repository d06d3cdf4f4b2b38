"""DCMA points 6 to 14 on plans small enough to count by hand.

2 March 2026 is a Monday; a week has five working days of eight hours.
"""

from __future__ import annotations

from datetime import datetime

import pytest
from findings import changed, ids, said, whys

from simulator.health import Verdict, assess
from simulator.model.task import Progress, StoredDates

FORK = """
- {id: A, name: Long, duration: 50d}
- {id: B, name: Short, duration: DAYSd}
- {id: C, name: Done, after: [A, B]}
"""
"""B may slip by 50 days less its own."""


@pytest.mark.parametrize(("days", "verdict", "count"), [(6, "pass", 0), (5, "fail", 1)])
def test_float_above_44_days_is_high(health, days, verdict, count):
    """Of 50 days, 6 leave a float of 44, which is allowed; 5 leave 45."""
    found = health(FORK.replace("DAYS", str(days)))
    assert said(found.finding["high_float"]) == (verdict, count, 2)


def test_the_plan_may_set_limits_of_its_own(health):
    rows = FORK.replace("DAYS", "5")
    assert health(rows, "health: {high_float: 45d}").finding["high_float"].verdict is Verdict.PASS
    assert health(rows, "health: {high_float: 50%}").finding["high_float"].verdict is Verdict.PASS
    assert health(rows, "health: {high_float: [40d, 49%]}").finding["high_float"].verdict is (
        Verdict.FAIL
    )


@pytest.mark.parametrize(("promised", "count"), [("2026-05-08", 0), ("2026-05-07", 1)])
def test_negative_float(health, promised, count):
    """50 working days from Monday 2 March end on Friday 8 May: a day earlier is a day too early."""
    rows = FORK.replace("DAYS", "5").replace("[A, B]", f"[A, B], constraint: FNLT {promised}")
    found = health(rows).finding["negative_float"]
    assert said(found) == ("fail" if count else "pass", count, 2)
    if count:
        assert whys(found) == {"A": "float -1 d"}


@pytest.mark.parametrize(("days", "count"), [(44, 0), (45, 1)])
def test_durations_above_44_days_are_high(health, days, count):
    found = health(f"- {{id: A, name: A, duration: {days}d}}").finding["high_duration"]
    assert said(found) == ("fail" if count else "pass", count, 1)


def test_the_baseline_says_how_long_it_was_meant_to_be(health):
    row = "- {id: A, name: A, duration: 60d, baseline: {start: 2026-03-02, duration: 40d}}"
    assert health(row).finding["high_duration"].verdict is Verdict.PASS


def test_dates_on_the_wrong_side_of_the_data_date(planned):
    program = planned(
        """
        - {id: A, name: A, duration: 5d}
        - {id: B, name: B, duration: 5d}
        - {id: C, name: C, duration: 5d}
        """,
        "data_date: 2026-03-09",
    )
    past = StoredDates(start=datetime(2026, 3, 6, 8), finish=datetime(2026, 3, 12, 17))
    right = StoredDates(start=datetime(2026, 3, 9, 8), finish=datetime(2026, 3, 13, 17))
    program = changed(program, "A", stored=past)
    program = changed(program, "B", stored=right)
    program = changed(program, "C", progress=Progress(datetime(2026, 3, 10, 8), None, 480.0))
    found = assess(program).finding["invalid_dates"]
    assert said(found) == ("fail", 2, 3)
    assert whys(found) == {
        "A": "start planned for 2026-03-06, before the data date",
        "C": "actual start 2026-03-10, after the data date",
    }


def test_dates_need_a_data_date_to_be_wrong(health):
    found = health("- {id: A, name: A, duration: 5d}").finding["invalid_dates"]
    assert (found.verdict, found.outcome.why_not) == (
        Verdict.NOT_APPLICABLE,
        "the plan has no data date",
    )


def test_resources(health):
    rows = """
    - {id: A, name: A, duration: 5d, cost: 100}
    - {id: B, name: B, duration: 5d, cost_per_day: 100}
    - {id: C, name: C, duration: 5d}
    - {id: D, name: D, duration: 4h}
    - {id: E, name: E, duration: 5d, costs: {amount: 100}}
    - {id: M, name: M}
    """
    # D takes less than a day, M none: neither is looked at.
    found = health(rows).finding["resources"]
    assert (said(found), ids(found)) == (("warn", 1, 4), ["C"])
    bare = rows.replace(", cost: 100", "").replace(", cost_per_day: 100", "")
    bare = bare.replace(", costs: {amount: 100}", "")
    assert health(bare).finding["resources"].verdict is Verdict.NOT_APPLICABLE


DONE = "duration: 5d, actual_start: 2026-03-02, actual_finish"
STATUS = f"""
- {{id: A, name: A, {DONE}: 2026-03-06, baseline: {{finish: 2026-03-06}}}}
- {{id: B, name: B, {DONE}: 2026-03-10, baseline: {{finish: 2026-03-06}}}}
- {{id: C, name: C, duration: 5d, remaining: 3d, actual_start: 2026-03-03,
   baseline: {{finish: 2026-03-12}}}}
- {{id: D, name: D, duration: 5d, after: C, baseline: {{finish: 2026-03-27}}}}
- {{id: E, name: E, duration: 5d, after: D}}
- {{id: M, name: M, after: E, baseline: {{finish: 2026-03-04}}}}
"""
"""By 13 March three tasks were due: A came in time, B came late, C is not done. D is due later, E
has no baseline, and the milestone M does not count."""


def test_missed_tasks(health):
    found = health(STATUS, "data_date: 2026-03-14").finding["missed_tasks"]
    assert (said(found), ids(found)) == (("fail", 2, 3), ["B", "C"])
    assert whys(found)["C"] == "due 2026-03-12, now planned for 2026-03-18"


def test_baseline_execution_index(health):
    """Two are finished; three were due and one has no baseline: 2 / (3 + 1)."""
    found = health(STATUS, "data_date: 2026-03-14").finding["bei"]
    assert (found.verdict, found.outcome.value) == (Verdict.FAIL, 0.5)
    assert ids(found) == ["C"]


def test_without_a_baseline_there_is_nothing_to_miss(health):
    found = health("- {id: A, name: A, duration: 5d}", "data_date: 2026-03-14")
    for key in ("missed_tasks", "bei", "baseline"):
        assert found.finding[key].verdict is Verdict.NOT_APPLICABLE


def test_activities_without_a_baseline_among_those_that_have_one(health):
    found = health(STATUS, "data_date: 2026-03-14").finding["baseline"]
    assert (said(found), ids(found)) == (("warn", 1, 6), ["E"])


def test_a_delay_on_the_critical_path_arrives(health):
    found = health(
        """
        - {id: A, name: A, duration: 5d}
        - {id: B, name: B, duration: 5d, after: A}
        - {id: C, name: C, after: B}
        """
    ).finding["critical_path_test"]
    # 600 working days are 120 weeks: 840 days by the clock, for the activity and for the finish.
    assert found.verdict is Verdict.PASS
    assert found.outcome.value == 1.0
    assert "move its finish by 840 days, and that of C" in found.outcome.note
    assert found.outcome.note.endswith("by 840.")


def test_work_that_waits_for_a_window_may_still_be_made_longer(health):
    """600 working days more fit in no window of half a year: from the finish of the plan on, here
    30 April, all are open, so that A goes on for 120 weeks."""
    found = health(
        """
        - {id: A, name: A, duration: 22d, calendar: summer}
        - {id: C, name: C, after: A}
        """,
        'calendars: {summer: {base: standard, windows: "04-01..10-15"}}',
    ).finding["critical_path_test"]
    assert (found.verdict, found.outcome.value) == (Verdict.PASS, 1.0)
    assert "move its finish by 840 days" in found.outcome.note


@pytest.mark.parametrize("pin", ["mandatory finish 2026-03-30", "mandatory start 2026-03-30"])
def test_a_mandatory_date_stops_the_delay(health, pin):
    found = health(
        f"""
        - {{id: A, name: A, duration: 5d}}
        - {{id: B, name: B, duration: 5d, after: A}}
        - {{id: C, name: C, after: B, constraint: {pin}}}
        """
    ).finding["critical_path_test"]
    # C stays on its date whatever A and B do.
    assert (found.verdict, found.outcome.value) == (Verdict.FAIL, 0.0)
    assert whys(found) == {"A": "0% of its delay arrives at the finish"}


def test_an_activity_tied_by_its_start_alone_is_not_the_one_to_lengthen(health):
    """A leads to B by SS: its length is nobody's business. B's is."""
    found = health(
        """
        - {id: A, name: A, duration: 2d}
        - {id: B, name: B, duration: 5d, after: A SS+1d}
        - {id: C, name: C, duration: 5d, after: B}
        """
    )
    assert whys(found.finding["critical_path_test"]) == {
        "B": "100% of its delay arrives at the finish"
    }
    assert ids(found.finding["dangling"]) == ["A"]


def test_a_mandatory_date_in_the_middle_of_the_path_is_found(health):
    """One pin among many: C begins on its date whatever A and B do, and drives the finish."""
    rows = """
    - {id: A, name: A, duration: 5d}
    - {id: B, name: B, duration: 5d, after: A}
    - {id: C, name: C, duration: 5d, after: B, constraint: mandatory start 2026-03-16}
    - {id: D, name: D, duration: 5d, after: C}
    """
    found = health(rows).finding["critical_path_test"]
    assert (found.verdict, found.outcome.value) == (Verdict.FAIL, 0.0)
    soft = health(rows.replace("mandatory start", "SNET")).finding["critical_path_test"]
    assert (soft.verdict, soft.outcome.value) == (Verdict.PASS, 1.0)


def test_a_finish_without_work_is_set_by_a_date(health):
    found = health(
        """
        - {id: A, name: A, duration: 5d}
        - {id: B, name: B, constraint: mandatory finish 2026-06-30}
        """
    ).finding["critical_path_test"]
    assert (found.verdict, found.outcome.value) == (Verdict.FAIL, 0.0)
    assert "set by a date" in found.outcome.note


@pytest.mark.parametrize(
    ("promised", "index", "verdict"),
    [
        ("2026-03-13", 1.0, Verdict.PASS),  # ten days to go, none to spare
        ("2026-03-20", 1.5, Verdict.PASS),  # five to spare
        ("2026-03-12", 0.9, Verdict.FAIL),  # one too late
    ],
)
def test_critical_path_length_index(health, promised, index, verdict):
    """(length + float) / length, in working days: the finish is Friday 13 March."""
    rows = "- {id: A, name: A, duration: 5d}\n- {id: B, name: B, duration: 5d, after: A}"
    found = health(rows, f"target: {{finish: {promised}}}").finding["cpli"]
    assert found.outcome.value == pytest.approx(index)
    assert found.verdict is verdict
    same = health(rows, f"must_finish: {promised}").finding["cpli"]
    assert same.outcome.value == pytest.approx(index)


def test_a_promise_is_needed_for_its_index(health):
    assert health("- {id: A, name: A, duration: 5d}").finding["cpli"].verdict is (
        Verdict.NOT_APPLICABLE
    )


def test_the_baseline_is_a_promise_where_the_last_activity_has_one(health):
    rows = "- {id: A, name: A, duration: 10d, baseline: {finish: 2026-03-12}}"
    assert health(rows).finding["cpli"].outcome.value == pytest.approx(0.9)
    rows += "\n- {id: B, name: B, duration: 1d, after: A}"
    assert health(rows).finding["cpli"].verdict is Verdict.NOT_APPLICABLE


def test_rows_that_are_switched_off_are_not_judged(planned):
    from simulator.model.task import Peculiarity

    program = planned("- {id: A, name: A, duration: 50d}\n- {id: B, name: B, duration: 50d}")
    off = StoredDates(peculiarities=frozenset({Peculiarity.INACTIVE}))
    found = assess(changed(program, "B", stored=off))
    assert said(found.finding["high_duration"]) == ("fail", 1, 1)
