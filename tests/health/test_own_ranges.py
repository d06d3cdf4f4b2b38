"""p80's own checks of ranges, risks and upkeep on plans small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from findings import ids, said, whys

from simulator.health import Verdict, assess

RANGED = """
- {id: A, name: A, duration: 10d, uncertainty: "triangular(8d, 10d, 15d)"}
- {id: B, name: B, duration: 10d, after: A}
- {id: C, name: C, duration: 10d, after: A}
- {id: D, name: D, duration: 1d, after: B}
- {id: M, name: M, after: [C, D]}
"""


def test_work_without_a_range(health):
    found = health(RANGED).finding["no_range"]
    # B and D are on the critical path, C has a day of float; milestones take no time.
    assert said(found) == ("fail", 3, 4)
    assert ids(found) == ["B", "D", "C"]
    assert whys(found) == {"B": "on the critical path", "D": "on the critical path", "C": ""}


def test_a_driver_or_a_risk_makes_work_uncertain(health):
    driver = 'drivers: [{id: F, name: F, factor: "uniform(0.9, 1.2)", tasks: [B]}]'
    assert ids(health(RANGED, driver).finding["no_range"]) == ["D", "C"]
    risk = "risks: [{id: R, name: R, probability: CHANCE, impacts: [{tasks: [B], delay: 5d}]}]"
    happens = health(RANGED, risk.replace("CHANCE", "10%"))
    assert ids(happens.finding["no_range"]) == ["D", "C"]
    never = health(RANGED, risk.replace("CHANCE", "0"))
    assert ids(never.finding["no_range"]) == ["B", "D", "C"]


def test_a_range_of_one_value_is_none(health):
    rows = RANGED.replace("duration: 1d", 'duration: 1d, uncertainty: "triangular(1d, 1d, 1d)"')
    assert ids(health(rows).finding["no_range"]) == ["B", "D", "C"]
    assert health(rows).finding["narrow_ranges"].outcome.of == 1


def test_a_plan_without_any_range_is_not_judged_by_its_ranges(health):
    found = health("- {id: A, name: A, duration: 10d}")
    for key in ("no_range", "off_range", "symmetric_ranges", "narrow_ranges", "idle_risks"):
        assert found.finding[key].verdict is Verdict.NOT_APPLICABLE


def test_days_where_shares_were_meant(health):
    found = health(
        """
        - {id: A, name: A, duration: 5d, uncertainty: "triangular(0.9, 1, 1.3)"}
        - {id: B, name: B, duration: 5d, uncertainty: "triangular(90%, 100%, 130%)"}
        - {id: C, name: C, duration: 5d, uncertainty: "triangular(6, 7, 9)"}
        - {id: D, name: D, duration: 1d, uncertainty: "triangular(0.9, 1, 1.3)"}
        - {id: E, name: E, duration: 2d, uncertainty: "triangular(45%, 50%, 60%)"}
        """
    ).finding["off_range"]
    # A: one day where five are planned; C: the plan is below its own range; D may be meant; E says
    # 0.9 to 1.2 days of two, and says it in shares.
    assert (said(found), ids(found)) == (("fail", 3, 5), ["A", "C", "E"])
    assert whys(found)["A"].endswith("were shares meant? write 90% and not 0.9")
    assert "shares" not in whys(found)["C"]
    assert "shares" not in whys(found)["E"]


def test_a_range_of_remaining_work_is_held_to_what_remains(health):
    row = """
    - {id: A, name: A, duration: 20d, remaining: 5d, actual_start: 2026-03-02,
       uncertainty: "triangular(4d, 5d, 8d)"}
    """
    assert health(row, "data_date: 2026-03-20").finding["off_range"].verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("spread", "even"),
    [
        ("triangular(8, 10, 12)", True),
        ("uniform(8, 12)", True),
        ("normal(mean=10, sd=1)", True),
        ("triangular(90%, 100%, 110%)", True),
        ("triangular(8, 10, 15)", False),
        ("triangular(9, 10, 11.5)", False),
        ("triangular(10, 10, 15)", False),
    ],
)
def test_symmetric_ranges(health, spread, even):
    row = f'- {{id: A, name: A, duration: 10d, uncertainty: "{spread}"}}'
    found = health(row).finding["symmetric_ranges"]
    assert said(found) == ("warn" if even else "pass", int(even), 1)


@pytest.mark.parametrize(
    ("half", "narrow"),
    # Uniform on 10 ± half: P10 to P90 is 1.6 half, a tenth of 10 days at 0.625.
    [(0.62, True), (0.63, False)],
)
def test_narrow_ranges(health, half, narrow):
    row = f'- {{id: A, name: A, duration: 10d, uncertainty: "uniform({10 - half}, {10 + half})"}}'
    found = health(row).finding["narrow_ranges"]
    assert said(found) == ("warn" if narrow else "pass", int(narrow), 1)


def test_risks_that_hit_nothing(health):
    found = health(
        """
        - {id: A, name: A, duration: 5d, actual_start: 2026-03-02, actual_finish: 2026-03-06}
        - {id: B, name: B, duration: 5d, after: A, costs: {amount: 5}}
        - {id: M, name: M, after: B}
        """,
        """
        data_date: 2026-03-07
        risks:
          - {id: R1, name: Hits, probability: 10%, impacts: [{tasks: [B], delay: 5d}]}
          - {id: R2, name: Never, probability: 0, impacts: [{tasks: [B], delay: 5d}]}
          - {id: R3, name: Too late, probability: 10%, impacts: [{tasks: [A], delay: 5d}]}
          - {id: R4, name: Costs, probability: 10%, impacts: [{cost: 5k}]}
          - {id: R5, name: Nil, probability: 10%, impacts: [{tasks: [B], delay: 0d}]}
        drivers:
          - {id: D1, name: Moves, factor: "uniform(0.9, 1.2)", tasks: [B]}
          - {id: D2, name: Done, factor: "uniform(0.9, 1.2)", tasks: [A]}
          - {id: D3, name: Still, factor: "constant(1)", tasks: [B]}
          - {id: D4, name: Longer, factor: "constant(1.1)", tasks: [B]}
          - {id: D5, name: Dearer, factor: "constant(1.1)", tasks: [B], on: cost}
          - {id: D6, name: Slower, factor: "constant(1.1)", tasks: [B], on: rate}
        """,
    ).finding["idle_risks"]
    assert said(found) == ("fail", 6, 11)
    assert whys(found) == {
        "R2": "its probability is 0",
        "R3": "none of its tasks is open work",
        "R5": "it has neither a delay nor a cost",
        "D2": "none of its tasks is open work",
        "D3": "its factor is always 1",
        "D6": "none of its open tasks has such a cost",
    }


def test_prices_that_change_after_the_work(health):
    """A ends on Friday 13 March at 17:00."""
    top = """
        currency: EUR
        escalation:
          steel: {per_year: 3%, since: 2026-03-14}
          wages: {steps: {2026-03-13: 104%}}
          both: {per_year: 3%, since: 2026-01-01, steps: {2027-01-01: 104%}}
          unpaid: {per_year: 3%, since: 2027-01-01}
        resources:
          fitter: {name: Fitters, rates: [{start: 2026-04-01, rate: 95/h}]}
          crane: {rate: 95/h}
        """
    costs = ", ".join(f"{{name: {key}, amount: 1, escalation: {key}}}" for key in LEVELS)
    row = (
        f"- {{id: A, name: A, duration: 10d, costs: [{costs}], resources: {{fitter: 1, crane: 1}}}}"
    )
    found = health(row, top).finding["idle_risks"]
    assert said(found) == ("fail", 2, 4)
    assert whys(found) == {
        "steel": "prices change on 2026-03-14, and the last work that pays them ends 2026-03-13",
        "fitter": "its first rate holds from 2026-04-01, and its last work ends 2026-03-13",
    }


LEVELS = ("steel", "wages", "both")


def test_a_risk_whose_response_was_taken_is_judged_by_the_response(planned):
    program = planned(
        "- {id: A, name: A, duration: 5d}",
        """
        risks:
          - {id: R, name: R, probability: 10%, impacts: [{tasks: [A], delay: 5d}],
             mitigated: {probability: 0}}
        """,
    )
    assert assess(program).finding["idle_risks"].verdict is Verdict.PASS
    taken = replace(program, risks=(replace(program.risks[0], mitigated=True),))
    assert whys(assess(taken).finding["idle_risks"]) == {"R": "its probability is 0"}


def test_a_project_that_reports_nothing(health):
    rows = "- {id: A, name: A, duration: 20d}"
    begun = "- {id: A, name: A, duration: 20d, remaining: 15d, actual_start: 2026-03-03}"
    # From Monday 2 March: two days are over on the 4th, one is not more than one.
    assert said(health(rows, "data_date: 2026-03-04").finding["status"]) == ("warn", 1, 1)
    assert health(begun, "data_date: 2026-03-04").finding["status"].verdict is Verdict.PASS
    early = health(rows, "data_date: 2026-03-03").finding["status"]
    assert early.verdict is Verdict.NOT_APPLICABLE


def test_calendars_whose_day_is_no_day_of_theirs(health):
    more = """
    calendars:
      standard: {work: "Mon-Fri 08:00-12:00 13:00-17:00"}
      long: {work: "Mon-Fri 08:00-18:00", day: 8h}
      spare: {work: "Mon-Fri 08:00-16:00", day: 4h}
    """
    rows = """
    - {id: A, name: A, duration: 5d}
    - {id: B, name: B, duration: 5d, calendar: long}
    - {id: C, name: C, duration: 5ed}
    """
    found = health(rows, more).finding["calendars"]
    assert said(found) == ("warn", 1, 2)
    assert whys(found) == {"long": "a day counts 8 h, and its working days have 10 h"}
    assert found.outcome.note.startswith("1 more in the plan")


def test_duplicate_names(health):
    found = health(
        """
        - {id: S, name: Pipes, kind: summary}
        - {id: A, name: Pipes, duration: 5d, parent: S}
        - {id: B, name: "pipes ", duration: 5d}
        - {id: C, name: Cables, duration: 5d}
        """
    ).finding["duplicate_names"]
    assert (said(found), ids(found)) == (("warn", 2, 3), ["A", "B"])


def test_the_same_name_in_another_project_is_another_name(planned):
    program = planned("- {id: A, name: Pipes, duration: 5d}")
    other = replace(program.projects[0], id="Q")
    task = replace(program.tasks[0], id="Q/A")
    both = replace(program, projects=(*program.projects, other), tasks=(*program.tasks, task))
    assert assess(both).finding["duplicate_names"].verdict is Verdict.PASS
