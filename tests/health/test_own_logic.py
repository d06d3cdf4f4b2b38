"""p80's own checks of logic on plans small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import sqrt

import pytest
from findings import ids, said, whys

from simulator.health import Verdict, assess


def test_dangling_ends(health):
    found = health(
        """
        - {id: A, name: A, duration: 5d}
        - {id: B, name: B, duration: 5d, after: A FF}
        - {id: C, name: C, duration: 5d, after: B SS}
        - {id: D, name: D, duration: 5d, after: C}
        - {id: E, name: Milestone, after: D}
        - {id: F, name: Milestone too, after: E FF}
        """
    ).finding["dangling"]
    # B: pushed by its finish only, and left by its start only. The milestones have one instant.
    assert said(found) == ("fail", 1, 4)
    assert whys(found) == {
        "B": "open start: only FF or SF predecessors and open finish: only SS or SF successors"
    }


def test_work_in_progress_has_begun_and_needs_no_start(health):
    found = health(
        """
        - {id: A, name: A, duration: 5d}
        - {id: B, name: B, duration: 5d, remaining: 2d, actual_start: 2026-03-03, after: A FF}
        - {id: C, name: C, duration: 5d, after: B}
        """,
        "data_date: 2026-03-04",
    ).finding["dangling"]
    assert said(found) == ("pass", 0, 3)


DATED = """
- {id: A, name: A, duration: 5d}
- {id: B, name: B, duration: 5d, after: A, constraint: SNET 2026-03-16}
- {id: C, name: C, duration: 5d, after: B, constraint: SNET 2026-03-16}
- {id: D, name: D, duration: 5d, after: A, constraint: mandatory start 2026-04-06}
- {id: E, name: E, duration: 5d, after: A, constraint: finish no earlier than 2026-05-29}
- {id: F, name: F, duration: 5d, constraint: SNET 2026-03-02}
"""


def test_dates_instead_of_logic(health):
    found = health(DATED).finding["set_by_date"]
    # B waits from 9 to 16 March for its date, D is pinned, E is pushed to 29 May. C is set by B,
    # though it has a date too; the date of F is that of the project's start.
    assert said(found) == ("fail", 3, 6)
    assert whys(found) == {
        "B": "start no earlier than 2026-03-16",
        "D": "mandatory start 2026-04-06",
        "E": "finish no earlier than 2026-05-29",
    }


def test_a_date_on_a_summary_holds_what_is_in_it(health):
    found = health(
        """
        - {id: S, name: S, kind: summary, constraint: SNET 2026-04-06}
        - {id: A, name: A, duration: 5d, parent: S}
        - {id: B, name: B, duration: 5d, parent: S, after: A}
        """
    ).finding["set_by_date"]
    assert (said(found), ids(found)) == (("fail", 1, 2), ["A"])


def test_critical_path_without_gaps(health):
    rows = """
    - {id: A, name: A, duration: 5d}
    - {id: B, name: B, duration: 5d, after: A FS+10d}
    """
    # Five days of work, ten of waiting, five of work.
    found = health(rows).finding["path_coverage"]
    assert found.outcome.value == pytest.approx(0.5)
    assert whys(found) == {"B": "10 d without work before it, from 2026-03-06"}
    assert found.verdict is Verdict.WARN
    found = health(rows.replace("FS+10d", "FS")).finding["path_coverage"]
    assert (found.verdict, found.outcome.value) == (Verdict.PASS, 1.0)


def test_history_is_no_gap_where_the_file_has_no_status_date(planned):
    """Files of MS Project often have none: what was reported last is then now."""
    program = planned(
        """
        - {id: A, name: A, duration: 10d, actual_start: 2026-03-02, actual_finish: 2026-03-13}
        - {id: B, name: B, duration: 5d, after: A, constraint: SNET 2026-03-16}
        """,
        "data_date: 2026-03-16",
    )
    bare = replace(program, projects=(replace(program.projects[0], data_date=None),))
    found = assess(bare).finding["path_coverage"]
    assert (found.verdict, found.outcome.value) == (Verdict.PASS, 1.0)


REVERSE = """
- {id: A, name: A, duration: 10d}
- {id: B, name: B, duration: 4d, after: A FF+2d}
- {id: C, name: C, duration: 10d, after: B SS}
"""
"""B ends on day 12 and so begins on day 8; C runs from 8 to 18. With B one day longer it begins on
day 7, and C ends on day 17."""


def test_reverse_critical(health):
    found = health(REVERSE).finding["reverse_critical"]
    assert said(found) == ("fail", 1, 3)
    assert whys(found) == {"B": "one day longer, and the finish comes 1 d earlier"}


def test_a_start_that_is_tied_as_well_is_not_reverse_critical(health):
    """With A SS+8d the start of B cannot be earlier than day 8, whatever its length."""
    rows = REVERSE.replace("after: A FF+2d", "after: [A FF+2d, A SS+8d]")
    assert health(rows).finding["reverse_critical"].verdict is Verdict.PASS


def test_another_path_as_long_keeps_the_finish(health):
    """D ends with C: bringing C forward gains nothing."""
    rows = REVERSE + "- {id: D, name: D, duration: 18d}\n"
    assert health(rows).finding["reverse_critical"].verdict is Verdict.PASS


def test_merge_points(health):
    rows = [
        f"- {{id: T{i}, name: T{i}, duration: {days}d}}"
        for i, days in enumerate([30, 29, 28, 25, 21, 5])
    ]
    rows.append("- {id: M, name: Merge, after: [T0, T1, T2, T3, T4, T5]}")
    found = health("\n".join(rows)).finding["merge_points"]
    # 30 working days end 40 calendar days after they began; 21 end 29 days after: 11 days before
    # the date. T5 is ready 34 days before and does not count.
    assert said(found) == ("warn", 1, 7)
    assert whys(found) == {"M": "5 predecessors within two weeks of its date"}
    rows[4] = rows[4].replace("21d", "15d")  # three weeks before
    assert health("\n".join(rows)).finding["merge_points"].verdict is Verdict.PASS


def chain(days: list[int], more: str = "") -> str:
    """Tasks one after the other."""
    rows = [f"- {{id: T0, name: T0, duration: {days[0]}d{more}}}"]
    rows += [
        f"- {{id: T{after}, name: T{after}, duration: {days[after]}d, after: T{before}{more}}}"
        for before, after in pairwise(range(len(days)))
    ]
    return "\n".join(rows)


def test_equal_independent_tasks_shrink_the_spread_by_the_root_of_their_number(health):
    found = health(chain([5] * 16)).finding["detail"]
    assert found.outcome.value == pytest.approx(1 / sqrt(16))
    assert found.verdict is Verdict.WARN
    assert "like 16 independent ones" in found.outcome.note
    # Few long tasks among short ones: sqrt(sum of squares) / sum.
    days = [40, 40, *[2] * 10]
    found = health(chain(days)).finding["detail"]
    assert found.outcome.value == pytest.approx(sqrt(2 * 1600 + 10 * 4) / 100)
    assert found.verdict is Verdict.PASS


def test_what_is_shared_keeps_the_spread(health):
    spread = ', uncertainty: "uniform(80%, 120%)"'
    rows = chain([5] * 16, spread)
    assert health(rows).finding["detail"].outcome.value == pytest.approx(0.25)
    names = ", ".join(f"T{i}" for i in range(16))
    # Var = n s² + n (n - 1) r s²; divided by (n s)².
    found = health(rows, f"correlations: [{{tasks: [{names}], coefficient: 0.5}}]")
    assert found.finding["detail"].outcome.value == pytest.approx(sqrt((1 + 15 * 0.5) / 16))
    # Pairs against each other take spread away; costs and risks have nothing to do with it.
    pair = "{of: [task T0, task T1], coefficient: -0.5}"
    found = health(rows, f"correlations: [{pair}, {{of: [task T2, task T3], coefficient: 0.25}}]")
    share = sqrt((16 - 2 * 0.5 + 2 * 0.25) / 256)
    assert found.finding["detail"].outcome.value == pytest.approx(share)
    # A driver with a factor of sd 0.2 / sqrt(3) on all, and own ranges of the same sd: half of each
    # variance is shared. Var = n s² + (n s)², over (n s sqrt(2))².
    driver = 'drivers: [{id: D, name: D, factor: "uniform(0.8, 1.2)", tasks: "*"}]'
    found = health(rows, driver)
    assert found.finding["detail"].outcome.value == pytest.approx(sqrt((1 / 16 + 1) / 2))


def test_short_paths_are_not_judged_for_detail(health):
    assert health(chain([5] * 9)).finding["detail"].verdict is Verdict.NOT_APPLICABLE


def test_links_on_summaries(health):
    found = health(
        """
        - {id: S, name: Phase one, kind: summary}
        - {id: A, name: A, duration: 5d, parent: S}
        - {id: B, name: B, duration: 5d, after: S}
        - {id: C, name: C, duration: 5d, after: B}
        """
    ).finding["summary_links"]
    assert said(found) == ("warn", 1, 2)
    assert whys(found) == {"S": "FS from S to B"}


def test_beginning_when_the_predecessor_ends_is_in_sequence(health):
    found = health(
        """
        - {id: A, name: A, duration: 1d, actual_start: 2026-03-03T08:00,
           actual_finish: 2026-03-03T12:00}
        - {id: B, name: B, duration: 5d, remaining: 4d, actual_start: 2026-03-03T12:00, after: A}
        """,
        "data_date: 2026-03-04",
    ).finding["out_of_sequence"]
    assert said(found) == ("pass", 0, 2)


def test_out_of_sequence(health):
    found = health(
        """
        - {id: A, name: A, duration: 5d, remaining: 2d, actual_start: 2026-03-03}
        - {id: B, name: B, duration: 5d, remaining: 4d, actual_start: 2026-03-05, after: A}
        - {id: C, name: C, duration: 5d, remaining: 4d, actual_start: 2026-03-05, after: A SS}
        - {id: D, name: D, duration: 5d, remaining: 4d, actual_start: 2026-03-02, after: A SS}
        - {id: E, name: E, duration: 2d, actual_start: 2026-03-02, actual_finish: 2026-03-03,
           after: A FF}
        - {id: F, name: F, duration: 5d, remaining: 4d, actual_start: 2026-03-05, after: A FS-3d}
        - {id: G, name: G, duration: 5d, after: A}
        """,
        "data_date: 2026-03-07",
    ).finding["out_of_sequence"]
    # A has not ended: B began too early, E ended too early. D began before A did. C is in order,
    # F has a lead, G has not begun.
    assert said(found) == ("warn", 3, 6)
    assert whys(found) == {
        "B": "began before A ended (FS)",
        "D": "began before A began (SS)",
        "E": "ended before A ended (FF)",
    }
