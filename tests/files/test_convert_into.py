"""Schedules written into the schedule that a plan comes from: what stays, and what is added."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree as ET

from writer import xer_tables

from simulator.cli.converting import dates_of
from simulator.engine import schedule
from simulator.files import load
from simulator.files.mpxj_write import Column, ColumnKind, Format
from simulator.files.mpxj_write.back import compared

OWN = Path(__file__).parents[1] / "data" / "plans"
MSPDI = "{http://schemas.microsoft.com/project}"
COLUMN = "P80 finish"


def children(path: Path, tag: str) -> list[ET.Element]:
    return ET.parse(path).getroot().findall(tag)


def test_a_schedule_of_p6_stays_as_it_is(written) -> None:
    """Every row and cell of the tables that matter, in the file of P6 and in the written one."""
    path = OWN / "MDL4D.xer"
    out, said = written(path, load(path), Format.XER)
    assert said.into == path
    theirs, ours = xer_tables(path), xer_tables(out)
    keys = {
        "TASK": ("task_code", "task_name", "task_type", "status_code", "clndr_id", "wbs_id",
                 "target_drtn_hr_cnt", "remain_drtn_hr_cnt", "cstr_type", "cstr_date",
                 "early_start_date", "early_end_date", "late_start_date", "late_end_date"),
        "TASKPRED": ("task_id", "pred_task_id", "pred_type", "lag_hr_cnt"),
        "TASKRSRC": ("task_id", "rsrc_id", "target_qty", "target_cost"),
        "RSRC": ("rsrc_short_name", "rsrc_name", "clndr_id", "rsrc_type"),
        "CALENDAR": ("clndr_name", "clndr_type", "day_hr_cnt"),
    }  # fmt: skip
    for table, names in keys.items():
        one, two = (
            sorted([_plain(row[name]) for name in names] for row in tables[table])
            for tables in (theirs, ours)
        )
        assert one == two, table


def _plain(text: str) -> str:
    """A number without trailing zeros."""
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


def test_p_dates_stand_beside_the_plan_of_p6(written) -> None:
    path = OWN / "MDL4D.xer"
    program = load(path)
    task = program.activities[0]
    columns = (
        Column(COLUMN, ColumnKind.FINISH, {task.id: datetime(2024, 5, 6, 16, 30)}),
        Column("Criticality %", ColumnKind.NUMBER, {task.id: 12.5}),
    )
    out, said = written(path, program, Format.XER, columns)
    tables = xer_tables(out)
    types = {row["udf_type_id"]: row for row in tables["UDFTYPE"]}
    codes = {row["task_id"]: row["task_code"] for row in tables["TASK"]}
    values = {
        types[row["udf_type_id"]]["udf_type_label"]: (codes[row["fk_id"]], row)
        for row in tables["UDFVALUE"]
        if types[row["udf_type_id"]]["udf_type_label"] in said.fields
    }
    code, row = values[COLUMN]
    assert (code, row["udf_date"]) == (task.short_id, "2024-05-06 16:30")
    code, row = values["Criticality %"]
    assert (code, row["udf_number"]) == (task.short_id, "12.5")
    kinds = {row["udf_type_label"]: row["logical_data_type"] for row in tables["UDFTYPE"]}
    assert kinds[COLUMN] == "FT_END_DATE"
    assert kinds["Criticality %"] == "FT_FLOAT"


def test_custom_fields_in_use_are_left_alone(written, tmp_path: Path) -> None:
    """A second column takes the next field; a column of the same title is renewed."""
    path = OWN / "derived_Software_Development_Plan.mspdi.xml"
    program = load(path)
    id = program.activities[0].id
    first = Column("P50 finish", ColumnKind.FINISH, {id: datetime(2013, 1, 7, 9)})
    out, said = written(path, program, Format.MSPDI, (first,))
    assert said.fields == {"P50 finish": "Finish1"}
    once = tmp_path / "once.xml"
    out.rename(once)
    again = load(once)
    id = again.activities[0].id
    columns = (
        Column("P80 finish", ColumnKind.FINISH, {id: datetime(2013, 2, 8, 10)}),
        Column("P50 finish", ColumnKind.FINISH, {id: datetime(2013, 1, 9, 11)}),
    )
    out, said = written(once, again, Format.MSPDI, columns)
    assert said.fields == {"P80 finish": "Finish2", "P50 finish": "Finish1"}
    values = {
        value.text
        for value in ET.parse(out).getroot().iter(f"{MSPDI}Value")
        if value.text and value.text.startswith("2013")
    }
    assert values == {"2013-02-08T10:00:00", "2013-01-09T11:00:00"}


def test_finish_fields_of_p6_stay_finish_fields(written) -> None:
    """PMXML: title, type and value of the field, in the file itself."""
    path = OWN / "MDL4D.xer"
    program = load(path)
    column = Column(COLUMN, ColumnKind.FINISH, {program.tasks[-1].id: datetime(2024, 5, 6)})
    out, _ = written(path, program, Format.PMXML, (column,))
    space = "{" + ET.parse(out).getroot().tag[1:].split("}")[0] + "}"
    (kind,) = [
        one for one in children(out, f"{space}UDFType") if one.findtext(f"{space}Title") == COLUMN
    ]
    assert kind.findtext(f"{space}DataType") == "Finish Date"
    number = kind.findtext(f"{space}ObjectId")
    values = [
        one.findtext(f"{space}FinishDateValue")
        for one in ET.parse(out).getroot().iter(f"{space}UDF")
        if one.findtext(f"{space}TypeObjectId") == number
    ]
    assert values == ["2024-05-06T00:00:00"]


MIXED = """
program: Two
start: 2023-07-23
projects:
  - {id: CIV, file: MDL4D.xer, tasks: [{id: NEW, name: Added, duration: 1d, after: C2000}]}
  - id: SYS
    start: 2023-08-01
    tasks: [{id: S1, name: Signals, duration: 2d, after: CIV/C2000}]
"""


def test_changes_go_into_the_schedule_and_new_projects_beside_it(written, tmp_path: Path) -> None:
    """P6's own activities keep what p80 does not know, such as their resources and WBS."""
    (tmp_path / "MDL4D.xer").write_bytes((OWN / "MDL4D.xer").read_bytes())
    path = tmp_path / "two.yaml"
    path.write_text(dedent(MIXED), encoding="utf-8")
    out, said = written(path, load(path), Format.XER)
    assert said.changed is not None
    assert said.changed.name == "MDL4D.xer"
    theirs, ours = xer_tables(OWN / "MDL4D.xer"), xer_tables(out)
    assert {row["proj_short_name"] for row in ours["PROJECT"]} == {"CIV", "SYS"}
    before = {row["task_code"] for row in theirs["TASK"]}
    assert {row["task_code"] for row in ours["TASK"]} == before | {"NEW", "S1"}
    code = {row["task_id"]: row["task_code"] for row in ours["TASK"]}
    links = {(code[row["pred_task_id"]], code[row["task_id"]]) for row in ours["TASKPRED"]}
    assert {("C2000", "NEW"), ("C2000", "S1")} <= links
    assert len(links) == len(theirs["TASKPRED"]) + 2
    keys = ("task_id", "rsrc_id", "target_qty", "target_cost")
    one, two = (
        sorted([_plain(row[key]) for key in keys] for row in tables["TASKRSRC"])
        for tables in (theirs, ours)
    )
    assert one == two
    wbs = {row["wbs_id"]: row for row in ours["PROJWBS"]}
    roots = [row["wbs_name"] for row in wbs.values() if row["proj_node_flag"] == "Y"]
    assert len(roots) == 2
    assert all(row["wbs_id"] in wbs for row in ours["TASK"])


def test_letters_that_the_code_page_lacks_are_said(written, tmp_path: Path) -> None:
    """windows-1252 has no Cyrillic; PMXML is UTF-8."""
    path = tmp_path / "names.yaml"
    path.write_text(
        "start: 2026-03-02\ntasks: [{id: A, name: Мост}, {id: B, name: Größe}]\n", encoding="utf-8"
    )
    program = load(path)
    own = dates_of(schedule(program))
    for format, lost in ((Format.XER, ["1 name: "]), (Format.PMXML, [])):
        out, said = written(path, program, format)
        back = load(out)
        found = compared(program, own, back, dates_of(schedule(back)), said)
        lines = found.losses.lines()
        assert [line[: len("1 name: ")] for line in lines] == lost


HOSTILE = """
start: 2026-03-02
tasks:
  - {id: A, name: "=1+1\\tx\\n%T\\tTASK", duration: 1d, note: "one\\n%R\\tnone <script>x</script>",
     fields: {zone: "a\\tb\\n%E"}, expenses: [{name: "c\\td", cost: 5}], cost: 5}
  - {id: B, name: "مشروع 🏗 المطار", duration: 1d, after: A}
"""


def test_texts_cannot_break_out_of_their_cell(written, tmp_path: Path) -> None:
    """Tabs and line breaks would begin cells and rows of an XER file; notes there are HTML."""
    path = tmp_path / "hostile.yaml"
    path.write_text(HOSTILE, encoding="utf-8")
    program = load(path)
    tables = xer_tables(written(path, program, Format.XER)[0])
    names = {row["task_code"]: row["task_name"] for row in tables["TASK"]}
    assert names["A"] == "=1+1 x %T TASK"
    assert [row["udf_text"] for row in tables["UDFVALUE"]] == ["a b %E"]
    assert [row["cost_name"] for row in tables["PROJCOST"]] == ["c d"]
    (note,) = tables["TASKMEMO"]
    assert "<script>" not in note["task_memo"]
    assert "&lt;script&gt;" in note["task_memo"]
    for format in (Format.PMXML, Format.MSPDI):
        out, _ = written(path, program, format)
        assert "مشروع 🏗 المطار" in {element.text for element in ET.parse(out).getroot().iter()}
