"""The table of tasks, in pandas and as CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

import fabricated
import pandas as pd
import pytest

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
