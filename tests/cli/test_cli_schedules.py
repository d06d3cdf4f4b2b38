"""Schedules of other tools on the command line: a real plan of P6, run, ranged, converted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PLANS = Path(__file__).parents[1] / "data" / "plans"
AIRPORT = PLANS / "airport_terminal.xer"
FEW = ("-n", "64", "--json")


def stored_dates(plan: Path) -> dict[str, tuple[str, str]]:
    """Early start and finish that P6 stored, read from the file itself with no reader of ours."""
    columns, found = [], {}
    for line in plan.read_text("cp1252").splitlines():
        kind, *cells = line.split("\t")
        if kind == "%T":
            table = cells[0]
        elif kind == "%F":
            columns = cells
        elif kind == "%R" and table == "TASK":
            row = dict(zip(columns, cells, strict=False))
            if row["task_type"] != "TT_WBS" and row["early_start_date"]:
                dates = (row["early_start_date"], row["early_end_date"])
                found[row["task_code"]] = tuple(day.replace(" ", "T") for day in dates)
    return found


@pytest.fixture
def converted(p80, tmp_path: Path) -> Path:
    """The plan of P6 as a plan file."""
    path = tmp_path / "plan.yaml"
    answer = p80("convert", AIRPORT, "-o", path)
    assert (answer.status, answer.out) == (0, "")
    return path


def test_a_converted_schedule_runs_and_gives_the_same_dates(p80, converted):
    before, after = (json.loads(p80("run", plan, *FEW).out) for plan in (AIRPORT, converted))
    assert len(before["tasks"]) == 66
    for part in ("program", "finish", "projects", "milestones", "tasks"):
        assert before[part] == after[part]


def test_both_have_the_dates_that_p6_stored(p80, converted):
    stored = stored_dates(AIRPORT)
    assert len(stored) == 66
    for plan in (AIRPORT, converted):
        tasks = json.loads(p80("run", plan, *FEW).out)["tasks"]
        found = {t["id"].split("/", 1)[1]: (t["plan"]["start"], t["plan"]["finish"]) for t in tasks}
        assert found == stored


def test_a_schedule_with_a_range_is_a_forecast(p80):
    sure = json.loads(p80("run", AIRPORT, *FEW).out)
    ranged = json.loads(p80("run", AIRPORT, *FEW, "--range", "triangular(90%, 100%, 130%)").out)
    assert (sure["parity"]["compared"], sure["parity"]["agree"]) == (66, 66)
    assert sure["finish"]["sd"] == 0
    assert ranged["finish"]["sd"] > 0
    # Ranges that lean to the long side move the mean beyond the plan.
    assert ranged["finish"]["mean"]["days"] > sure["finish"]["plan"]["days"]


def test_check_counts_what_came_in_and_what_did_not(p80):
    answer = p80("check", AIRPORT)
    assert answer.status == 0
    for words in ("66", "6 resources: durations stay", "66 of 66"):
        assert words in answer.out + answer.err, words
