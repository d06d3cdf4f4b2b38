"""Each rule of docs/reference/scheduling.md on a plan small enough for a calendar on the wall.

March 2026: the 2nd is a Monday. Days have eight hours, 08:00-12:00 and 13:00-17:00.
"""

from __future__ import annotations

from datetime import timedelta
from math import isnan
from pathlib import Path

import pytest

from simulator.engine import schedule
from simulator.files import load

DATES = {
    "finish to start over a weekend": (
        "tasks: [{id: A, duration: 4d}, {id: B, duration: 2d, after: A}]",
        {"A": ("02 08:00", "05 17:00"), "B": ("06 08:00", "09 17:00")},
    ),
    "without links, side by side": (
        "tasks: [{id: A, duration: 4d}, {id: B, duration: 2d}]",
        {"A": ("02 08:00", "05 17:00"), "B": ("02 08:00", "03 17:00")},
    ),
    "a lead": (
        "tasks: [{id: A, duration: 4d}, {id: B, duration: 2d, after: A FS-1d}]",
        {"B": ("05 08:00", "06 17:00")},
    ),
    "start to start": (
        "tasks: [{id: A, duration: 4d}, {id: B, duration: 2d, after: A SS+12h}]",
        {"B": ("03 13:00", "05 12:00")},
    ),
    "half of the predecessor": (
        "tasks: [{id: A, duration: 4d}, {id: B, duration: 2d, after: A SS+50%}]",
        {"B": ("04 08:00", "05 17:00")},
    ),
    "finish to finish delays the whole task": (
        "tasks: [{id: A, duration: 4d}, {id: B, duration: 2d, after: A FF+1d}]",
        {"B": ("05 08:00", "06 17:00")},
    ),
    "start to finish": (
        "tasks: [{id: A, duration: 1d, constraint: SNET 2026-03-05}, "
        "{id: B, duration: 1d, after: A SF}]",
        {"A": ("05 08:00", "05 17:00"), "B": ("04 08:00", "05 08:00")},
    ),
    "an elapsed lag ends on a Sunday": (
        "tasks: [{id: A, duration: 5d}, {id: B, duration: 1d, after: A FS+2ed}]",
        {"B": ("09 08:00", "09 17:00")},
    ),
    "an elapsed duration": (
        "tasks: [{id: A, duration: 5d}, {id: B, duration: 2ed, after: A}, "
        "{id: C, duration: 1d, after: B}]",
        {"B": ("06 17:00", "08 17:00"), "C": ("09 08:00", "09 17:00")},
    ),
    "a night shift": (
        "calendars: {n: {work: 'Mon-Thu 22:00-06:00', day: 8h}}\n"
        "tasks: [{id: A, duration: 5d, calendar: n}]",
        {"A": ("02 22:00", "10 06:00")},
    ),
    "a holiday and a Saturday worked": (
        "calendars: {s: {base: standard, holidays: [2026-03-04], "
        "exceptions: {2026-03-07: 08:00-12:00}}}\n"
        "tasks: [{id: A, duration: 5d, calendar: s}]",
        {"A": ("02 08:00", "09 12:00")},
    ),
    "finish no earlier than": (
        "tasks: [{id: A, duration: 1d, constraint: FNET 2026-03-05T12:00}]",
        {"A": ("04 13:00", "05 12:00")},
    ),
    "no later than leaves early dates alone": (
        "tasks: [{id: A, duration: 4d, constraint: FNLT 2026-03-03}]",
        {"A": ("02 08:00", "05 17:00")},
    ),
    "mandatory, against its link": (
        "tasks: [{id: A, duration: 4d}, {id: B, duration: 1d, after: A, "
        "constraint: MSO 2026-03-03}, {id: C, duration: 1d, after: B}]",
        {"B": ("03 08:00", "03 17:00"), "C": ("04 08:00", "04 17:00")},
    ),
    "mandatory, two years before the program": (
        "tasks: [{id: A, duration: 3d, constraint: MSO 2024-01-01}, "
        "{id: B, duration: 3d, constraint: MFO 2024-01-03T17:00}]",
        {"A": ("01 08:00", "03 17:00"), "B": ("01 08:00", "03 17:00")},
    ),
    "as late as possible": (
        "tasks: [{id: A, duration: 4d}, {id: B, duration: 1d, alap: true}, "
        "{id: C, duration: 1d, after: [A, B]}]",
        {"B": ("05 08:00", "05 17:00"), "C": ("06 08:00", "06 17:00")},
    ),
    "milestones at the edge of a weekend": (
        "tasks: [{id: A, duration: 5d}, {id: M, after: A}, "
        "{id: S, kind: start milestone, after: A}, {id: F, kind: finish milestone, after: A}]",
        {"M": ("06 17:00",) * 2, "S": ("09 08:00",) * 2, "F": ("06 17:00",) * 2},
    ),
    "a summary waits for all that is in it": (
        "tasks: [{id: S, kind: summary}, {id: A, duration: 4d, parent: S}, "
        "{id: B, duration: 2d, parent: S}, {id: C, duration: 1d, after: S}]",
        {"C": ("06 08:00", "06 17:00")},
    ),
    "a level of effort spans its neighbours": (
        "tasks: [{id: A, duration: 2d}, {id: B, duration: 2d, after: A}, "
        "{id: L, kind: level of effort, after: [A SS, B FF]}]",
        {"L": ("02 08:00", "05 17:00")},
    ),
    "retained logic": (
        "data_date: 2026-03-09\n"
        "tasks: [{id: A, duration: 2d}, "
        "{id: B, duration: 4d, remaining: 1d, actual_start: 2026-03-02T08:00, after: A}]",
        {"A": ("09 08:00", "10 17:00"), "B": ("02 08:00", "11 17:00")},
    ),
    "progress override": (
        "data_date: 2026-03-09\nprogress_logic: progress override\n"
        "tasks: [{id: A, duration: 2d}, "
        "{id: B, duration: 4d, remaining: 1d, actual_start: 2026-03-02T08:00, after: A}]",
        {"A": ("09 08:00", "10 17:00"), "B": ("02 08:00", "09 17:00")},
    ),
    "a finished predecessor and its lag": (
        "data_date: 2026-03-04\n"
        "tasks: [{id: A, duration: 1d, actual_start: 2026-03-02T08:00, "
        "actual_finish: 2026-03-02T17:00}, {id: B, duration: 1d, after: A FS+3d}]",
        {"A": ("02 08:00", "02 17:00"), "B": ("06 08:00", "06 17:00")},
    ),
    "suspended until": (
        "data_date: 2026-03-04\n"
        "tasks: [{id: A, duration: 4d, remaining: 2d, actual_start: 2026-03-02T08:00, "
        "resume: 2026-03-12T08:00}]",
        {"A": ("02 08:00", "13 17:00")},
    ),
    "start to start from work in progress, from its early start": (
        "data_date: 2026-03-05\n"
        "tasks: [{id: A, duration: 6d, remaining: 3d, actual_start: 2026-03-02T08:00}, "
        "{id: B, duration: 1d, after: A SS+1d}]",
        {"B": ("05 08:00", "05 17:00")},
    ),
    "a link across projects": (
        "projects:\n"
        "  - {id: X, tasks: [{id: A, duration: 2d}]}\n"
        "  - {id: Y, start: 2026-03-05, tasks: [{id: B, duration: 1d}, "
        "{id: C, duration: 1d, after: X/A FS+3d}]}",
        {"B": ("05 08:00", "05 17:00"), "C": ("09 08:00", "09 17:00")},
    ),
}

LAG_CALENDARS = {
    # Friday 16:00, and two days of: Mon-Fri, Mon-Sat, the clock, every day.
    "predecessor": "11 08:00",
    "successor": "10 08:00",
    "elapsed": "09 08:00",
    "project": "09 08:00",
}

FLOATS = {
    "two paths": (
        "tasks: [{id: A, duration: 4d}, {id: B, duration: 1d}, {id: C, duration: 1d, after: B}, "
        "{id: D, duration: 1d, after: [A, C]}]",
        {"A": (0, 0), "B": (2, 0), "C": (2, 2), "D": (0, 0)},
    ),
    "a date that cannot be met": (
        "tasks: [{id: A, duration: 4d}, {id: B, duration: 2d, after: A, "
        "constraint: FNLT 2026-03-05}]",
        {"A": (-2, 0), "B": (-2, 0)},
    ),
    "one that lies years behind": (  # 66 working days from 2 March to 1 June
        "tasks: [{id: A, duration: 900d}, {id: B, duration: 900d, after: A, "
        "constraint: FNLT 2026-06-01}]",
        {"A": (-1734, 0), "B": (-1734, 0)},
    ),
    "must finish": (
        "must_finish: 2026-03-11\ntasks: [{id: A, duration: 4d}, {id: B, duration: 2d, after: A}]",
        {"A": (2, 0), "B": (2, 0)},
    ),
}


def _plan(folder: Path, text: str, start: str = "2026-03-02") -> Path:
    path = folder / "plan.yaml"
    path.write_text(f"start: {start}\n{text}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("rule", DATES)
def test_dates(tmp_path: Path, rule: str) -> None:
    text, expected = DATES[rule]
    found = schedule(load(_plan(tmp_path, text)))
    for k, name in enumerate(found.ids):
        short = name.split("/")[1]
        if short in expected:
            moments = (found.start[k], found.finish[k])
            dates = tuple(found.origin + timedelta(minutes=float(m)) for m in moments)
            assert tuple(f"{date:%d %H:%M}" for date in dates) == expected[short], short


@pytest.mark.parametrize("setting", LAG_CALENDARS)
def test_lags_run_on_the_calendar_of_the_setting(tmp_path: Path, setting: str) -> None:
    plan = _plan(
        tmp_path,
        f"lag_calendar: {setting}\ncalendar: every-day\n"
        "calendars: {every-day: Mon-Sun 08:00-16:00, five: Mon-Fri 08:00-16:00, "
        "six: Mon-Sat 08:00-16:00}\n"
        "tasks: [{id: A, duration: 1d, calendar: five}, "
        "{id: B, duration: 1d, calendar: six, after: A FS+2d}]",
        start="2026-03-06",
    )
    found = schedule(load(plan))
    begun = found.origin + timedelta(minutes=float(found.start[found.ids.index("P/B")]))
    assert f"{begun:%d %H:%M}" == LAG_CALENDARS[setting]


@pytest.mark.parametrize("case", FLOATS)
def test_total_and_free_float_in_days(tmp_path: Path, case: str) -> None:
    text, expected = FLOATS[case]
    found = schedule(load(_plan(tmp_path, text)))
    days = {
        name.split("/")[1]: (found.total_float[k] / 480, found.free_float[k] / 480)
        for k, name in enumerate(found.ids)
    }
    assert days == expected


def test_the_driving_path_is_critical(tmp_path: Path) -> None:
    """A drives C; B does not; a tie of two counts both."""
    text = (
        "tasks: [{id: A, duration: 4d}, {id: B, duration: 1d}, {id: T, duration: 4d}, "
        "{id: C, duration: 1d, after: [A, B, T]}]"
    )
    found = schedule(load(_plan(tmp_path, text)))
    critical = {name for name, yes in zip(found.ids, found.critical, strict=True) if yes}
    assert critical == {"P/A", "P/T", "P/C"}
    drivers = found.driving[found.ids.index("P/C")]
    assert {found.ids[k] for k in drivers} == {"P/A", "P/T"}


def test_a_project_in_which_nothing_counts_ends_as_it_starts(tmp_path: Path) -> None:
    text = (
        "projects:\n"
        "  - {id: X, tasks: [{id: A, duration: 3d}]}\n"
        "  - {id: Y, tasks: [{id: L, kind: level of effort, after: [X/A SS, X/A FF]}]}"
    )
    found = schedule(load(_plan(tmp_path, text)))
    ends = {k: found.origin + timedelta(minutes=m) for k, m in found.project_finish.items()}
    assert {k: f"{end:%d %H:%M}" for k, end in ends.items()} == {"X": "04 17:00", "Y": "02 00:00"}
    effort = found.ids.index("Y/L")
    assert found.finish[effort] == found.finish[found.ids.index("X/A")]


def test_a_finished_level_of_effort_on_a_calendar_of_its_own_limits_no_other(
    tmp_path: Path,
) -> None:
    """A and L, which goes with it, end on Thursday the 5th, Z on Monday the 9th: two days."""
    text = (
        "data_date: 2026-03-04\ncalendars: {nights: Mon-Fri 22:00-06:00}\n"
        "tasks: [{id: O, kind: level of effort, calendar: nights, "
        "actual_start: 2026-03-02T22:00, actual_finish: 2026-03-03T06:00}, "
        "{id: A, duration: 2d, after: O}, {id: Z, duration: 4d}, "
        "{id: L, kind: level of effort, after: [A SS, A FF]}]"
    )
    found = schedule(load(_plan(tmp_path, text)))
    floats = dict(zip(found.ids, found.total_float / 480, strict=True))
    assert isnan(floats.pop("P/O"))
    assert floats == {"P/A": 2.0, "P/Z": 0.0, "P/L": 2.0}
