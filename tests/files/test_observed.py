"""Weather from a record: a table with a row a day, and a diary of the days that were lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from simulator.errors import PlanError
from simulator.files import load
from simulator.model.weather import Chances, Observed

Seen = Callable[..., Observed]

LOST = {date(2019, 1, 5), date(2019, 1, 6), date(2020, 2, 29), date(2020, 12, 31)}


@pytest.fixture
def seen(tmp_path: Path) -> Seen:
    """The weather of a calendar, with a table beside the plan."""

    def read(weather: str, table: str = "") -> Observed:
        (tmp_path / "seen.csv").write_text(table, "utf-8")
        path = tmp_path / "plan.yaml"
        path.write_text(
            f"start: 2026-03-02\ncalendars: {{site: {{base: standard, weather: {weather}}}}}\n"
            "tasks: [{id: A, duration: 5d, calendar: site}]\n",
            "utf-8",
        )
        found = load(path).calendars["site"].weather
        assert isinstance(found, Observed)
        return found

    return read


def table(row: Callable[[date], str], head: str = "date,wind", years: int = 2) -> str:
    """A row for each day from 2019 on."""
    first, last = date(2019, 1, 1), date(2019 + years, 1, 1)
    every = [first + timedelta(days=k) for k in range((last - first).days)]
    return "\n".join([head, *map(row, every)]) + "\n"


def test_days_above_a_limit_are_lost(seen: Seen) -> None:
    """The limit itself is not above it."""
    rows = table(lambda one: f"{one},{12.1 if one in LOST else 12.0}")
    found = seen('{series: seen.csv, lost: "wind > 12"}', rows)
    assert found == Observed("site", (2019, 2020), tuple(sorted(LOST)))


def test_a_table_as_a_german_spreadsheet_writes_it(seen: Seen) -> None:
    rows = table(lambda one: f"{one};x;{'-2,5' if one in LOST else '0,5'}", "Date;Note;Temp")
    assert set(seen('{series: seen.csv, lost: "temp <= -2.5"}', rows).lost) == LOST


def test_a_column_may_say_it_and_any_of_several_will_do(seen: Seen) -> None:
    gale, closed = date(2019, 1, 5), LOST - {date(2019, 1, 5)}
    rows = table(
        lambda one: f"{one},{30 if one == gale else 3},{'Yes' if one in closed else 'no'}",
        "date,wind,stopped",
    )
    assert set(seen('{series: seen.csv, lost: ["wind >= 30", stopped]}', rows).lost) == LOST


def test_a_diary_lists_the_days_that_were_lost(seen: Seen) -> None:
    diary = "{years: [2017, 2019..2020], lost: [2019-01-05..2019-01-06, 2020-02-29, 2020-12-31]}"
    assert seen(diary) == Observed("site", (2017, 2019, 2020), tuple(sorted(LOST)))


def test_a_year_must_be_whole(seen: Seen) -> None:
    rows = table(lambda one: f"{one},1", years=2).replace("2019-07-04,1\n", "")
    with pytest.raises(PlanError) as raised:
        seen('{series: seen.csv, lost: "wind > 12"}', rows)
    (issue,) = raised.value.issues
    assert "364 of the 365 days of 2019" in issue.message
    assert "2019-07-04" in issue.mend


def test_every_wrong_row_is_told_with_its_line(seen: Seen) -> None:
    rows = table(lambda one: f"{one},1").splitlines()
    rows[3], rows[9], rows[12] = "2019-01-03,calm", "2019-01-09,", rows[11]
    with pytest.raises(PlanError) as raised:
        seen('{series: seen.csv, lost: "wind > 12"}', "\n".join(rows))
    said = [issue.message for issue in raised.value.issues]
    assert len(said) == 3
    for one, part in zip(said, ("line 4", "line 10", "line 13"), strict=True):
        assert part in one
    assert "'calm' is not a number" in said[0]
    assert "2019-01-11 stands there twice" in said[2]


def test_months_may_go_over_new_year(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    weather = "{november: 20%, dec-feb: 0.35, persistence: 0.6}"
    path.write_text(
        f"start: 2026-03-02\ncalendars: {{site: {{base: standard, weather: {weather}}}}}\n"
        "tasks: [{id: A, duration: 5d, calendar: site}]\n",
        "utf-8",
    )
    months = (0.35, 0.35, *(0.0,) * 8, 0.2, 0.35)
    assert load(path).calendars["site"].weather == Chances("site", months, 0.6)
