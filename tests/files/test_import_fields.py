"""Custom fields of MS Project and P6: every type, by the titles that users gave them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from simulator.files import load
from simulator.files.building.selectors import Selector
from simulator.files.place import At, Problems
from simulator.files.yaml import YamlSource
from simulator.model.distributions import Triangular
from simulator.model.program import Program
from simulator.model.resource import Assignment, Baseline, Rate
from simulator.model.spread import Spread

DATA = Path(__file__).parents[1] / "data"

UDF = {
    "Trade": ("FT_TEXT", "", "", "labour"),
    "Crew": ("FT_INT", "", "7", ""),
    "Weight": ("FT_FLOAT_2_DECIMALS", "", "2.5", ""),
    "Budget": ("FT_MONEY", "", "1500", ""),
    "Promised": ("FT_START_DATE", "2026-05-01 08:00", "", ""),
    "State": ("FT_STATICTYPE", "", "", "UDF_G3"),
}
"""Titles, types, and the cells udf_date, udf_number and udf_text."""


@pytest.fixture(scope="module")
def small() -> Program:
    """A plan of MS Project with one field of every type."""
    return load(DATA / "fields.mspdi.xml")


def test_fields_of_ms_project(small: Program) -> None:
    fields = small.tasks[0].fields
    assert fields == {
        "Trade": "labour",
        "Number1": "3",
        "Critical trade": "true",
        "Date1": "2026-05-01T08:00",
        "Budget": "15",
        "Phase": "Build",
        "Optimistic Duration": "16h",
        "Expected Duration": "24h",
        "Pessimistic Duration": "80h",
    }
    assert not small.tasks[1].fields


def test_three_points_of_ms_project_by_their_titles(small: Program) -> None:
    assert small.tasks[0].spread == Spread(Triangular(16 * 60.0, 24 * 60.0, 80 * 60.0))
    again = load(DATA / "fields.mspdi.xml", three_point="Duration1, Duration2, Duration3")
    assert again.tasks == small.tasks
    assert load(DATA / "fields.mspdi.xml", three_point="none").tasks[0].spread is None


def test_what_else_a_plan_of_ms_project_holds(small: Program) -> None:
    task = small.tasks[0]
    assert task.note == "First  works\non site."
    assert task.assignments == (Assignment("Fitter", 1.0, 1440.0, 1440.0, 1200.0),)
    assert task.baseline == Baseline(
        datetime(2026, 3, 2, 8), datetime(2026, 3, 3, 17), 960.0, 1000.0
    )
    assert small.resources["Fitter"].rates == (Rate(50.0), Rate(55.0, datetime(2026, 6, 30)))
    assert "without effect on dates and cost, not used: 1 further baseline" in small.notes


@pytest.mark.parametrize("selector", ["Trade:labour", "Phase:Bui*", "Critical trade:TRUE"])
def test_fields_choose_tasks(small: Program, selector: str) -> None:
    problems = Problems()
    at = At(YamlSource("plan.yaml", "a: 1"))
    assert Selector(small.task, problems).choose([selector], None, at) == (small.tasks[0].id,)
    assert not problems


def test_user_fields_of_p6(tmp_path: Path) -> None:
    text = (DATA / "plans" / "airport_terminal.xer").read_bytes().decode("cp1252")
    rows = text.split("%T\tTASK\r\n")[1].splitlines()[1:20]
    task = next(line.split("\t")[1] for line in rows if "\tTT_Task\t" in line)
    types = ["%T\tUDFTYPE", "%F\tudf_type_id\ttable_name\tudf_type_name\tudf_type_label"]
    types[1] += "\tlogical_data_type\tsuper_flag"
    values = ["%T\tUDFVALUE", "%F\tudf_type_id\tfk_id\tproj_id\tudf_date\tudf_number\tudf_text"]
    for number, (title, (kind, *cells)) in enumerate(UDF.items(), 1):
        types.append(f"%R\t{number}\tTASK\tuser_field_{number}\t{title}\t{kind}\tN")
        values.append("\t".join(["%R", str(number), task, "", *cells]))
    path = tmp_path / "fields.xer"
    path.write_bytes(text.replace("%E", "\r\n".join([*types, *values, "%E"])).encode("cp1252"))
    (fields,) = [task.fields for task in load(path).tasks if "Trade" in task.fields]
    assert {title: fields[title] for title in UDF if title != "State"} == {
        "Trade": "labour",
        "Crew": "7",
        "Weight": "2.5",
        "Budget": "1500",
        "Promised": "2026-05-01T08:00",
    }
    assert fields["Classification"]
