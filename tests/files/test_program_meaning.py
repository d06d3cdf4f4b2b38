"""What a plan means beyond single tasks: calendars, projects, selectors, risks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from simulator.model.correlation import Correlation, durations
from simulator.model.dependency import LagCalendar
from simulator.model.distributions import Pert, Triangular, Uniform
from simulator.model.program import Program, ProgressLogic, Target

Plan = Callable[[str], Program]
Tasks = Callable[..., Program]

HOUR, DAY = 60.0, 480.0


def test_calendars(plan: Plan) -> None:
    made = plan(
        """\
        start: 2026-03-02
        calendars:
          nights: {work: "Mon-Thu 22:00-06:00; Sat,Sun off"}
          site:
            base: standard
            holidays: [2026-12-24..2026-12-26]
            exceptions: {2026-12-25: 09:00-11:00, 2026-05-02: 08:00-12:00, 2026-05-04: off}
          standard: {work: ["Mon-Fri 07:00-15:30", "Sat 08:00-12:00"], day: 8h}
        tasks: [{id: A, duration: 1, calendar: site}]
        """
    )
    nights, site = made.calendars["nights"], made.calendars["site"]
    late, early = (1320, 1440), (0, 360)
    assert nights.week == ((late,), (early, late), (early, late), (early, late), (early,), (), ())
    assert nights.minutes_per_day == 480.0
    assert site.week == (((420, 930),),) * 5 + (((480, 720),), ())
    assert site.minutes_per_day == 480.0
    assert site.exceptions == {
        date(2026, 12, 24): (),
        date(2026, 12, 25): ((540, 660),),
        date(2026, 12, 26): (),
        date(2026, 5, 2): ((480, 720),),
        date(2026, 5, 4): (),
    }


def test_holidays_of_a_country_and_of_a_part_of_it(plan: Plan) -> None:
    """King's Day is 27 April, on 26 April in 2025; Corpus Christi 2026 (4 June) is kept in Bavaria
    and not in Berlin. Sources: Dutch decree of 2013; Bavarian Feiertagsgesetz, art. 1."""
    made = plan(
        """\
        start: 2026-03-02
        calendars: {nl: {holidays: [NL]}, by: {holidays: DE-BY}, be: {holidays: DE-BE}}
        tasks: [{id: A, duration: 1}]
        """
    )
    assert {date(2025, 4, 26), date(2026, 4, 27)} <= set(made.calendars["nl"].exceptions)
    assert date(2025, 4, 27) not in made.calendars["nl"].exceptions
    assert date(2026, 6, 4) in made.calendars["by"].exceptions
    assert date(2026, 6, 4) not in made.calendars["be"].exceptions


def test_estimated_holidays_are_told_where_they_are_used(plan: Plan) -> None:
    text = "start: 2026-03-02\ncalendars: {sa: {holidays: [SA]}}\ntasks: [{id: A, duration: 1%s}]"
    assert not plan(text % "").notes
    assert "some holidays of SA follow the moon" in plan(text % ", calendar: sa").notes[0]


def test_projects_inherit_from_the_program(plan: Plan) -> None:
    made = plan(
        """\
        program: Two
        start: 2026-03-02
        data_date: 2026-03-03
        progress_logic: progress override
        target: {finish: 2027-01-01}
        projects:
          - {id: X, tasks: [{id: A, duration: 1}]}
          - {id: Y, name: Why, start: 2026-02-01, lag_calendar: successor, target: {cost: 5},
             calendar: 24/7, tasks: [{id: A, duration: 1}]}
        """
    )
    x, y = made.projects
    assert made.start == datetime(2026, 2, 1)
    assert (x.name, x.start, x.calendar) == ("X", datetime(2026, 3, 2), "standard")
    assert (y.name, y.start, y.calendar) == ("Why", datetime(2026, 2, 1), "24/7")
    assert x.data_date == y.data_date == datetime(2026, 3, 3)
    assert x.progress_logic is y.progress_logic is ProgressLogic.OVERRIDE
    assert (x.target, y.target) == (Target(), Target(cost=5.0))
    assert (x.lag_calendar, y.lag_calendar) == (LagCalendar.PREDECESSOR, LagCalendar.SUCCESSOR)


SELECTED = [
    ("A1", ["X/A1"]),
    ("X/A1", ["X/A1"]),
    ("[B1, A1]", ["X/A1", "Y/B1"]),
    ('"X/*"', ["X/A1", "X/A2"]),
    ('"?1"', ["X/A1", "Y/B1"]),
    ('"*"', ["X/A1", "X/A2", "Y/B1", "Y/M[1]"]),
    ('"wbs:Earthworks"', ["X/A1", "X/A2"]),
    ('"wbs:Civil/Earthworks"', ["X/A1", "X/A2"]),
    ('"wbs:Piles"', ["X/A2"]),
    ('"trade:Labour"', ["X/A1", "Y/B1"]),
    ('"trade:lab*"', ["X/A1", "Y/B1"]),
    ('"M[1]"', ["Y/M[1]"]),
    ("S", ["X/A1", "X/A2"]),
]


@pytest.mark.parametrize(("text", "chosen"), SELECTED, ids=[text for text, _ in SELECTED])
def test_selectors(plan: Plan, text: str, chosen: list[str]) -> None:
    made = plan(
        f"""\
        start: 2026-03-02
        projects:
          - id: X
            tasks:
              - {{id: S, kind: summary}}
              - {{id: A1, duration: 1, parent: S, wbs: Civil/Earthworks, fields: {{trade: labour}}}}
              - {{id: A2, duration: 1, parent: S, wbs: Civil/Earthworks/Piles}}
          - id: Y
            tasks:
              - {{id: B1, duration: 1, wbs: Systems, fields: {{trade: labour}}}}
              - {{id: "M[1]", duration: 1}}
        drivers:
          - {{id: D, factor: "uniform(0.9, 1.1)", tasks: {text}}}
        """
    )
    assert list(made.drivers[0].tasks) == chosen


def test_the_first_rule_that_fits_gives_the_range(tasks: Tasks) -> None:
    made = tasks(
        """id: A, duration: 10, wbs: Earth, cost: 5k
        id: B, duration: 10
        id: C, duration: 10, uncertainty: "uniform(9, 12)"
        id: M
        id: F, duration: 2, actual_start: 2026-03-02, actual_finish: 2026-03-03""",
        """data_date: 2026-03-09
uncertainty:
  - {tasks: "*", wbs: Earth, duration: "pert(85%, 100%, 160%)"}
  - {tasks: "*", duration: "triangular(90%, 100%, 125%)", cost: "uniform(90%, 110%)"}""",
    )
    spread = {task.short_id: task.spread for task in made.tasks}
    assert spread["A"] is not None
    assert spread["A"].distribution == Pert(0.85, 1.0, 1.6)
    assert spread["B"] is not None
    assert spread["B"].distribution == Triangular(0.9, 1.0, 1.25)
    assert spread["C"] is not None
    assert spread["C"].distribution == Uniform(9 * DAY, 12 * DAY)
    assert spread["M"] is spread["F"] is None
    assert made.task["P/A"].cost.spread is not None
    assert made.task["P/B"].cost.spread is None, "no cost, no range"


def test_risks_drivers_and_correlations(tasks: Tasks) -> None:
    made = tasks(
        """id: A, duration: 10
        id: B, duration: 10, calendar: 24/7""",
        """risks:
  - id: R
    name: Storm
    probability: 30%
    impacts:
      - {tasks: [A, B], delay: "uniform(1d, 2d)", cost: 5k}
      - {cost: "uniform(1k, 2k)"}
    mitigated: {probability: 0.1, cost: 60k, impacts: {tasks: A, delay: 1d}}
drivers: [{id: D, factor: "triangular(0.9, 1, 1.3)", tasks: "*", probability: 50%}]
correlations: [{tasks: [A, B], coefficient: 60%}]""",
    )
    risk = made.risks[0]
    assert (risk.name, risk.probability, risk.mitigated) == ("Storm", 0.3, False)
    delays = [(one.tasks, one.delay and one.delay.distribution) for one in risk.impacts]
    assert delays == [
        (("P/A",), Uniform(480.0, 960.0)),
        (("P/B",), Uniform(1440.0, 2880.0)),
        ((), None),
    ], "a day of delay is a day of each task's own calendar"
    assert [one.cost is not None for one in risk.impacts] == [True, False, True]
    assert risk.response is not None
    assert (risk.response.probability, risk.response.cost) == (0.1, 60_000.0)
    assert risk.response.impacts is not None
    assert risk.response.impacts[0].tasks == ("P/A",)
    assert made.drivers[0].factor == Triangular(0.9, 1.0, 1.3)
    assert (made.drivers[0].tasks, made.drivers[0].probability) == (("P/A", "P/B"), 0.5)
    assert made.correlations == (Correlation(durations(["P/A", "P/B"]), 0.6),)


def test_an_opportunity_saves_time_and_money(tasks: Tasks) -> None:
    made = tasks(
        "id: A, duration: 20",
        """risks:
  - id: O
    probability: 30%
    impacts: [{tasks: A, delay: "triangular(-10d, -6d, -2d)", cost: "uniform(-40k, -15k)"}]""",
    )
    impact = made.risks[0].impacts[0]
    assert impact.delay is not None
    assert impact.delay.distribution.support == (-10 * DAY, -2 * DAY)


def test_what_is_odd_but_not_wrong_is_noted(tasks: Tasks) -> None:
    made = tasks(
        """id: F, duration: 2, actual_start: 2026-03-02, actual_finish: 2026-03-03
        id: M, cost_per_day: 100
        id: A, duration: 30d, uncertainty: "uniform(40d, 50d)" """,
        """data_date: 2026-03-09
risks: [{id: R, probability: 10%, impacts: [{tasks: F, delay: 5d}]}]
drivers: [{id: D, factor: "uniform(1, 2)", tasks: F}]""",
    )
    assert made.notes == (
        "P/A: the planned 30 d lie outside of its range 40 to 50 d",
        "risk R hits finished tasks only: its delay has no effect",
        "driver D acts on finished tasks only: it has no effect",
        "P/M has a cost per day but takes no time: nothing is spent on it",
    )


def test_links_to_summaries_can_close_a_ring(issues: Callable[[str], object]) -> None:
    found = issues(
        """\
        start: 2026-03-02
        tasks:
          - {id: S, kind: summary, after: B}
          - {id: A, duration: 1, parent: S}
          - {id: B, duration: 1, after: A}
        """
    )
    assert "P/S → P/A → P/B → P/S" in str(found)


def test_level_of_effort_closes_no_ring(tasks: Tasks) -> None:
    made = tasks(
        """id: A, duration: 5, after: L SS
        id: L, kind: level of effort, after: [A SS, A FF]"""
    )
    assert len(made.tasks) == 2
