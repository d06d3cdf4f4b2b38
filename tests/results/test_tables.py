"""The table of tasks, in pandas and as CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import fabricated
import pandas as pd
import pytest

from simulator.model.task import Kind
from simulator.results import tables


def test_columns_and_units() -> None:
    table = fabricated.result().tasks()
    assert len(table) == 12
    first = table.iloc[0]
    assert first["id"] == "CIVIL/A100"
    assert first["duration_plan_days"] == 20.0
    assert first["duration_sd_days"] == 2.0
    assert first["ssi"] == pytest.approx(0.1)
    assert first["plan_start"] == pd.Timestamp(2026, 3, 2, 8)
    assert pd.isna(table.iloc[-1]["cruciality"])


def test_a_cell_is_never_a_formula() -> None:
    names = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "plain", "a, b")
    result = fabricated.result(plan=fabricated.program(names=names))
    rows = list(csv.DictReader(io.StringIO(tables.to_csv(result.tasks()))))
    assert [row["name"] for row in rows[:7]] == [
        "'=HYPERLINK(1)", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "plain", "a, b",
    ]  # fmt: skip
    assert float(rows[0]["total_float_days"]) == 0.0
    assert rows[0]["plan_start"] == "2026-03-02T08:00"


def test_a_level_of_effort_has_no_duration_of_its_own() -> None:
    """Not zero days: project management lasts as long as the project."""
    plan = fabricated.program()
    effort = replace(plan.tasks[2], kind=Kind.LEVEL_OF_EFFORT)
    result = fabricated.result(plan=replace(plan, tasks=(*plan.tasks[:2], effort, *plan.tasks[3:])))
    row = result.tasks().iloc[2]
    durations = [name for name in row.index if name.startswith("duration_") and "days" in name]
    assert len(durations) == 7
    assert row[durations].isna().all()
    own = result.to_dict()["tasks"][2]["duration"]
    assert own["mean"] is own["sd"] is own["percentiles"]["P80"] is None
