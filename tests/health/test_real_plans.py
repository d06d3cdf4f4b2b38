"""Counts on real plans, held to what another reader found in the very files.

`facts/` beside the plans was made with MPXJ by reading only: relations by type and lag,
constraints, and the floats that P6 itself stored.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from findings import said

from simulator.files.mpxj import read_schedule
from simulator.health import Health, Verdict, assess

pytestmark = pytest.mark.shared

HOURS_44_DAYS = 44 * 480


def judged(shared: Path, name: str) -> Health:
    return assess(read_schedule(shared / "plans" / name))


def stored(shared: Path, name: str) -> list[dict[str, str]]:
    """Activities of the facts that take time."""
    with (shared / "plans" / "facts" / f"{name}.tasks.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if float(row["duration_min"] or 0) > 0]


@pytest.mark.parametrize(
    ("name", "number"),
    [("airport_terminal.xer", 0), ("MDL4D.xer", 0), ("hotel_project_4projects.xer", 3)],
)
def test_links_are_counted_as_another_reader_counts_them(shared, name, number):
    text = (shared / "plans" / "facts" / f"{name}.json").read_text("utf-8")
    facts = json.loads(text)["projects"][number]
    found = judged(shared, name)
    kinds, relations = facts["relations_by_type"], facts["relations"]
    types = found.finding["relationship_types"].outcome
    assert (types.count, types.of) == (kinds["FS"], relations)
    lags, leads = found.finding["lags"].outcome, found.finding["leads"].outcome
    assert lags.count + leads.count == facts["relations_with_lag"]
    assert (leads.count > 0) == (facts["min_lag_minutes"] < 0)
    hard = {"START_ON", "FINISH_ON", "START_NO_LATER_THAN", "FINISH_NO_LATER_THAN"}
    held = sum(count for kind, count in facts["constraints"].items() if kind in hard)
    assert found.finding["hard_constraints"].outcome.count == held


@pytest.mark.parametrize("name", ["airport_terminal.xer", "MDL4D.xer"])
def test_high_and_negative_float_are_those_that_p6_stored(shared, name):
    rows = stored(shared, name)
    floats = [float(row["total_float_min"]) for row in rows]
    found = judged(shared, name)
    high = sum(value > HOURS_44_DAYS for value in floats)
    assert said(found.finding["high_float"])[1:] == (high, len(rows))
    assert found.finding["negative_float"].outcome.count == sum(value < 0 for value in floats)


def test_high_float_of_the_hotel_is_what_p6_stored(shared):
    """2 projects: HBTF-2 was scheduled by P6; CR never was, and has 19 loose tasks."""
    high = {
        row["activity_id"]
        for row in stored(shared, "hotel_project_4projects.xer.3")
        if float(row["total_float_min"]) > HOURS_44_DAYS
    }
    concerns = judged(shared, "hotel_project_4projects.xer").finding["high_float"].outcome.concerns
    found = {one.id.split("/", 1)[1] for one in concerns if one.id.startswith("HBTF-2/")}
    assert found == high


def test_a_plan_hung_on_dates_is_called_so(shared):
    """MDL4D: 50 of 62 activities have a "start on" date."""
    found = judged(shared, "MDL4D.xer")
    assert found.finding["hard_constraints"].outcome.count == 50
    assert found.finding["set_by_date"].verdict is Verdict.FAIL
    assert found.finding["path_coverage"].verdict is Verdict.WARN


def test_manual_plans_stand_still(shared):
    """All 16 tasks are manually scheduled; seven of eight links have a lag."""
    found = judged(shared, "task-links-project2019.mspdi.xml")
    assert said(found.finding["set_by_date"]) == ("fail", 16, 16)
    assert said(found.finding["hard_constraints"]) == ("fail", 16, 16)
    assert found.finding["hard_constraints"].outcome.note.startswith("16 pin")
    assert said(found.finding["lags"]) == ("fail", 7, 8)


def test_a_lead_by_share_is_a_lead(shared):
    """FS-50% and FS-75%: three links of 84."""
    found = judged(shared, "derived_Software_Development_Plan.mspdi.xml")
    assert said(found.finding["leads"]) == ("fail", 3, 84)
