"""DCMA points 1 to 5 on plans small enough to count by hand.

Definitions: DCMA-EA PAM 200.1 (2012) section 4 and Deltek's list of the formulas: missing logic % =
tasks missing logic / incomplete tasks; leads % and lags % = links with them / links; FS % = FS
links / links; hard constraints % = incomplete tasks with MSO, MFO, SNLT or FNLT / incomplete tasks.
"""

from __future__ import annotations

import pytest
from findings import ids, said, whys

from simulator.health import Verdict

CHAIN = """
- {id: A, name: Dig, duration: 5d}
- {id: B, name: Pour, duration: 5d, after: A}
- {id: C, name: Cure, duration: 5d, after: B}
- {id: D, name: Done, after: C}
"""
"""Three tasks and a milestone: A alone begins the project, D alone ends it."""


def test_a_chain_passes(health):
    found = health(CHAIN)
    for key in ("logic", "leads", "lags", "relationship_types", "hard_constraints"):
        assert found.finding[key].verdict is Verdict.PASS, key
    assert said(found.finding["logic"]) == ("pass", 0, 3)
    assert said(found.finding["lags"]) == ("pass", 0, 3)


def test_missing_logic_counts_work_and_no_milestones_no_summaries_no_finished(health):
    found = health(
        """
        - {id: S, name: Works, kind: summary}
        - {id: M, name: Begin}
        - {id: A, name: Dig, duration: 5d, after: M, parent: S}
        - {id: B, name: Pour, duration: 5d}
        - {id: C, name: Alone, duration: 5d}
        - {id: L, name: Watch, kind: level of effort, after: A SS}
        - {id: F, name: Before, duration: 5d, actual_start: 2026-03-02, actual_finish: 2026-03-06}
        - {id: D, name: Done, after: B}
        """,
        "data_date: 2026-03-07",
    )
    # Open work is A, B and C. A leads only to the level of effort, which waits for nothing; B has
    # no predecessor; C has nothing. M, B, C and F begin the project: none of them alone.
    assert said(found.finding["logic"]) == ("fail", 3, 3)
    assert whys(found.finding["logic"]) == {
        "A": "no successor",
        "B": "no predecessor",
        "C": "no predecessor and no successor",
    }


def test_links_of_a_summary_do_not_count_as_the_tasks_own_and_are_said(health):
    found = health(
        """
        - {id: S, name: Works, kind: summary, after: A}
        - {id: A, name: Permit, duration: 5d}
        - {id: B, name: Dig, duration: 5d, parent: S}
        - {id: C, name: Pour, duration: 5d, parent: S}
        - {id: D, name: Done, after: S}
        """
    )
    logic = found.finding["logic"]
    # B and C have no links of their own; the links of S bind both. A begins the project, but so do
    # B and C by the count of links, hence A is not alone there; it has the successor S.
    assert said(logic) == ("fail", 3, 3)
    assert "2 of them are in summaries" in logic.outcome.note
    assert found.finding["dangling"].verdict is Verdict.PASS
    assert said(found.finding["summary_links"]) == ("warn", 2, 2)


def test_leads_are_not_allowed_at_all(health):
    found = health(CHAIN.replace("after: B", "after: B FS-2d"))
    assert said(found.finding["leads"]) == ("fail", 1, 3)
    assert whys(found.finding["leads"]) == {"C": "FS − 2 d from B"}
    # A share of the predecessor's duration: 40 % of 5 days.
    found = health(CHAIN.replace("after: B", "after: B FS-40%"))
    assert whys(found.finding["leads"]) == {"C": "FS − 2 d from B"}


@pytest.mark.parametrize(("links", "verdict"), [(20, "pass"), (19, "fail")])
def test_lags_may_be_a_twentieth_of_the_links(health, links, verdict):
    """1 of 20 is 5 %, which is allowed; 1 of 19 is more."""
    rows = ["- {id: T0, name: T0, duration: 1d}"]
    rows += [
        f"- {{id: T{i}, name: T{i}, duration: 1d, after: T{i - 1}{' FS+3d' if i == 1 else ''}}}"
        for i in range(1, links + 1)
    ]
    found = health("\n".join(rows))
    assert said(found.finding["lags"]) == (verdict, 1, links)


def test_the_longest_lag_comes_first_whatever_its_calendar(health):
    found = health(
        """
        - {id: A, name: A, duration: 5d}
        - {id: B, name: B, duration: 5d, after: A FS+10d}
        - {id: C, name: C, duration: 5d, after: B FS+28ed}
        """
    )
    assert ids(found.finding["lags"]) == ["C", "B"]
    assert whys(found.finding["lags"])["C"] == "FS + 28 d by the clock from B"


def test_a_lag_that_is_a_range_is_called_so(health):
    found = health(
        """
        - {id: A, name: A, duration: 5d}
        - {id: B, name: B, duration: 5d, after: "A FS+triangular(2d, 3d, 9d)"}
        """
    )
    assert whys(found.finding["lags"])["B"] == "FS + 3 d (a range) from A"


def test_nine_in_ten_links_should_be_finish_to_start(health):
    rows = [f"- {{id: T{i}, name: T{i}, duration: 1d}}" for i in range(1)]
    rows += [f"- {{id: T{i}, name: T{i}, duration: 1d, after: T{i - 1}}}" for i in range(1, 10)]
    ninety = [*rows, "- {id: T10, name: T10, duration: 1d, after: T9 SS}"]
    found = health("\n".join(ninety))
    assert said(found.finding["relationship_types"]) == ("pass", 9, 10)
    below = [*ninety, "- {id: T11, name: T11, duration: 1d, after: T10 SF}"]
    found = health("\n".join(below))
    assert said(found.finding["relationship_types"]) == ("fail", 9, 11)
    assert ids(found.finding["relationship_types"]) == ["T11", "T10"]


@pytest.mark.parametrize("word", ["SNLT", "FNLT", "SO", "FO", "MSO", "MFO"])
def test_hard_constraints(health, word):
    """Half of the open activities, milestones included, have one: far above 5 %."""
    names = {
        "SNLT": "start no later than",
        "FNLT": "finish no later than",
        "SO": "start on",
        "FO": "finish on",
        "MSO": "mandatory start",
        "MFO": "mandatory finish",
    }
    row = CHAIN.replace("after: C}", f"after: C, constraint: {names[word]} 2026-04-01}}")
    found = health(row)
    assert said(found.finding["hard_constraints"]) == ("fail", 1, 4)
    pins = "1 pin" if word in ("MSO", "MFO") else "0 pin"
    assert found.finding["hard_constraints"].outcome.note.startswith(pins)


def test_soft_constraints_are_not_hard(health):
    row = CHAIN.replace("duration: 5d}", "duration: 5d, constraint: SNET 2026-03-04}")
    assert health(row).finding["hard_constraints"].verdict is Verdict.PASS


def test_nothing_open_is_nothing_to_judge(health):
    found = health(
        "- {id: A, name: Dig, duration: 5d, actual_start: 2026-03-02, actual_finish: 2026-03-06}",
        "data_date: 2026-03-07",
    )
    for key in ("logic", "leads", "lags", "relationship_types", "high_float", "critical_path_test"):
        assert found.finding[key].verdict is Verdict.NOT_APPLICABLE, key
        assert found.finding[key].outcome.why_not
