"""Tables of tasks: what spreadsheets save, and what they damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.errors import PlanError
from simulator.files import load
from simulator.files.table import MAX_CELL, read_table
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.distributions import Pert, Triangular, Uniform
from simulator.model.program import Program
from simulator.model.task import Kind

DAY = 480.0


def _plan(folder: Path, table: bytes | str, more: str = "") -> Program:
    data = table if isinstance(table, bytes) else table.encode()
    (folder / "tasks.csv").write_bytes(data)
    path = folder / "plan.yaml"
    path.write_text(f"start: 2026-03-02\ntables: tasks.csv\n{more}", "utf-8")
    return load(path)


def _faults(folder: Path, table: bytes | str, more: str = "") -> list[str]:
    with pytest.raises(PlanError) as raised:
        _plan(folder, table, more)
    return [str(issue).replace(str(folder) + "/", "") for issue in raised.value.issues]


FULL = """id,name,duration,uncertainty,after,calendar,cost,cost_per_day,wbs,trade
A,Design,10d,"triangular(90%, 100%, 130%)",,standard,80k,1200,Civil/Design,office
B,"Build, first part",20,,A SS+5d; A FF,,"uniform(1k, 2k)",,Civil,labour
C,Done,,,B,,,,,
"""


def test_a_table_of_tasks(tmp_path: Path) -> None:
    program = _plan(tmp_path, FULL)
    a, b, c = program.tasks
    assert (a.id, a.name, a.duration, a.wbs) == ("P/A", "Design", 10 * DAY, "Civil/Design")
    assert (a.cost.fixed, a.cost.per_day) == (80_000.0, 1200.0)
    assert a.fields == {"trade": "office"}
    assert a.spread is not None
    assert a.spread.distribution == Triangular(0.9, 1.0, 1.3)
    assert b.name == "Build, first part"
    assert b.after == (
        Dependency("P/A", Relation.SS, Lag(5 * DAY)),
        Dependency("P/A", Relation.FF),
    )
    assert (c.kind, c.fields) == (Kind.MILESTONE, {})
    assert program.notes == ("tasks.csv: taken as fields for selectors: trade",)


def test_the_columns_of_ms_project_and_its_words_for_time(tmp_path: Path) -> None:
    table = "ID,Task Name,Duration,Predecessors\n1,Dig,4 days,\n2,Dry,2 edays,1FS+1 wk\n"
    dig, dry = _plan(tmp_path, table).tasks
    assert (dig.name, dig.duration) == ("Dig", 4 * DAY)
    assert (dry.calendar, dry.duration) == ("elapsed", 2 * 1440.0)
    assert dry.after == (Dependency("P/1", Relation.FS, Lag(5 * DAY)),)


def test_three_points_by_their_common_names(tmp_path: Path) -> None:
    (task,) = _plan(tmp_path, "id,optimistic,most likely,pessimistic\nA,3,4,6\n").tasks
    assert task.spread is not None
    assert task.spread.distribution == Triangular(3 * DAY, 4 * DAY, 6 * DAY)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_separators_encodings_and_line_ends(
    tmp_path: Path, delimiter: str, encoding: str, newline: str
) -> None:
    text = newline.join(["id|name|duration", "A|Größe|5", "B|x|7", ""]).replace("|", delimiter)
    program = _plan(tmp_path, text.encode(encoding))
    assert [(t.id, t.name, t.duration) for t in program.tasks] == [
        ("P/A", "Größe", 5 * DAY),
        ("P/B", "x", 7 * DAY),
    ]


def test_a_decimal_comma(tmp_path: Path) -> None:
    program = _plan(tmp_path, "id;duration;low;likely;high;cost\nA;2,5;2,0;2,5;4,5;1234,50\n")
    task = program.task["P/A"]
    assert (task.duration, task.cost.fixed) == (2.5 * DAY, 1234.5)
    assert task.spread is not None
    assert task.spread.distribution == Triangular(2 * DAY, 2.5 * DAY, 4.5 * DAY)


@pytest.mark.parametrize(
    ("header", "cells", "duration", "expected"),
    [
        ("low,likely,high", "8,10,15", 10, Triangular(8 * DAY, 10 * DAY, 15 * DAY)),
        ("Min,Most likely,Max", "8d,2w,15d", 10, Triangular(8 * DAY, 10 * DAY, 15 * DAY)),
        ("duration,low,likely,high", "9,8,10,15", 9, Triangular(8 * DAY, 10 * DAY, 15 * DAY)),
        ("low,likely,high,shape", "8,10,15,PERT", 10, Pert(8 * DAY, 10 * DAY, 15 * DAY)),
        ("duration,low,likely,high", "9,80%,100%,150%", 9, Triangular(0.8, 1.0, 1.5)),
        ("low,likely,high", "8,,14", 11, Uniform(8 * DAY, 14 * DAY)),
        ("low,likely,high,shape", "8,10,14,uniform", 11, Uniform(8 * DAY, 14 * DAY)),
    ],
)
def test_three_points(
    tmp_path: Path, header: str, cells: str, duration: float, expected: object
) -> None:
    task = _plan(tmp_path, f"id,{header}\nA,{cells}\n").task["P/A"]
    assert task.duration == duration * DAY
    assert task.spread is not None
    assert task.spread.distribution == expected


def test_headers_are_read_as_people_write_them(tmp_path: Path) -> None:
    program = _plan(tmp_path, "ID,Name,Duration,Cost per day,Predecessors\nA,x,5,3,\nB,y,5,,A\n")
    assert program.task["P/A"].cost.per_day == 3.0
    assert program.task["P/B"].after == (Dependency("P/A"),)


def test_fields_are_not_taken_for_slips_of_the_keys(tmp_path: Path) -> None:
    """Codes that plans have, and a name near a key's that says itself that it is a field."""
    codes = "trade,phase,zone,area,location,owner,type,code,level,start,finish,cost code,WBS code"
    (task,) = _plan(tmp_path, f"id,{codes},field: aftr\nA,{'x,' * 13}y\n").tasks
    assert task.fields == {**dict.fromkeys(codes.split(","), "x"), "aftr": "y"}


def test_ids_stay_text_and_formulas_are_only_text(tmp_path: Path) -> None:
    program = _plan(tmp_path, 'id,name,duration,after\n0010,"=HYPERLINK(""x"")",5,\n10,@x,5,0010\n')
    assert program.task["P/0010"].name == '=HYPERLINK("x")'
    assert program.task["P/10"].after == (Dependency("P/0010"),)


def test_the_plan_file_overlays_its_tables(tmp_path: Path) -> None:
    program = _plan(
        tmp_path,
        "id,name,duration,cost,trade\nA,Old,5,10,x\nB,Kept,5,,\n",
        "tasks:\n  - {id: A, name: New, duration: 7, after: B, fields: {zone: n}}\n  - {id: C}\n",
    )
    task = program.task["P/A"]
    assert (task.name, task.duration, task.cost.fixed) == ("New", 7 * DAY, 10.0)
    assert task.fields == {"trade": "x", "zone": "n"}
    assert list(program.task) == ["P/A", "P/B", "P/C"]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "id,name,duration\nA,x,5-May\n",
            "tasks.csv:2, column duration: '5-May' is probably a value that a spreadsheet turned"
            " into a date [mangled-date]\n    Format the column as text",
        ),
        ("id,name,duration\nA,x,05. Mai\n", "tasks.csv:2, column duration: '05. Mai' is probably"),
        ("id,name,duration\nMar-26,x,5\n", "tasks.csv:2, column id: 'Mar-26' is probably a value"),
        ("id,duration\nA,05/06/2027\n", "column duration: '05/06/2027' is probably a value that"),
        ("id,duration\nA,5.6.2027\n", "column duration: '5.6.2027' is probably a value that"),
        ("id,duration\nA,2027-06-05 00:00\n", "'2027-06-05 00:00' is probably a value that"),
        ("id,cost\nA,03:00:00\n", "column cost: '03:00:00' is probably a value that"),
        (
            "id,duration,aftr\nA,5,\n",
            "tasks.csv:1, column aftr: there is no column 'aftr' [unknown-column]\n"
            "    Did you mean 'after'? A field of your own is called 'field: aftr'.",
        ),
        ("id,Duration (days)\nA,5\n", "no column 'Duration (days)' [unknown-column]\n    Did you"),
        ("id,Predecessor\nA,\n", "Did you mean 'predecessors'?"),
        (
            "id,name,duration\nA,x,#REF!\n",
            "tasks.csv:2, column duration: the cell holds the spreadsheet error #REF!"
            " [spreadsheet-error]\n    Repair the formula",
        ),
        (
            "id,name,duration\n1E+10,x,5\n",
            "tasks.csv:2, column id: '1E+10' is an id that a spreadsheet turned into a number"
            " [mangled-id]\n    Format the column as text",
        ),
        ('id,duration,after\nA,5,\nB,5,"1,2E+07"\n', "tasks.csv:3, column after: '1,2E+07' is"),
        (
            "id,duration\nA,5 apples\n",
            "tasks.csv:2, column duration, task P/A: duration: '5 apples' is not a duration",
        ),
        (
            "id,low,likely,high\nA,8,5,15\n",
            "tasks.csv:2, column low, task P/A: duration: triangular",
        ),
        ("id,low,likely,high\nA,8,10,\n", "tasks.csv:2, column high: a range needs low and high"),
        (
            "id,low,likely,high,shape\nA,8,10,12,bell\n",
            "'bell' is not a shape of three points [unknown-word]\n    Known are: triangular, pert",
        ),
        ("id,duration\nA,-5\n", "tasks.csv:2, column duration, task P/A: a duration of -5 is not"),
        (
            "id,duration\nA,5\n\nA,6\n",
            "tasks.csv:4, column id, task P/A: two tasks have the id 'A'; the first is at",
        ),
        ("id,duration,after\nA,5,B\n", "tasks.csv:2, column after, task P/A: there is no task 'B'"),
        ("id,duration\n,5\n", "tasks.csv:2, column id, task: the key 'id' is missing"),
        (
            "Activity,Days\nA,5\n",
            "tasks.csv:1: the first row names no column 'id'; it has: Activity, Days"
            " [missing-column]\n    Write the names of the columns in the first row",
        ),
        ("id,duration,Duration\nA,5,6\n", "tasks.csv:1: two columns are called 'duration'"),
        ("id,duration\nA,5,6,7\n", "tasks.csv:2: the row has 4 cells under 2 columns"),
        ('id,duration\nA,"5\n', "tasks.csv:2: this is not CSV"),
        (b"id,duration\nA\x00,5\n", "tasks.csv:2: there is a NUL byte here"),
        (b"id,name\nA,caf\xe9\n", "tasks.csv:2: the file is not UTF-8 text: byte 13 is 0xe9"),
        (b"", "tasks.csv: the file is empty"),
        ("id,name\nA," + "x" * (MAX_CELL + 1), "the cell holds 10,001 characters"),
        ("id," + "x," * 600 + "\n", "the table has 602 columns; at most 500 are read"),
        (
            "id,duration,actual_start\nA,5,3/4/2026\n",
            "column actual_start, task A: actual_start: '3/4/2026' is not a date",
        ),
    ],
)
def test_damage_is_named_by_row_and_column(
    tmp_path: Path, table: bytes | str, expected: str
) -> None:
    faults = _faults(tmp_path, table)
    assert expected in faults[0]


def test_a_damaged_id_is_one_fault(tmp_path: Path) -> None:
    """Neither is the id missing, nor do two damaged ones count as the same."""
    faults = _faults(tmp_path, "id,duration\nA,1\n1E+10,3\n1E+10,3\n#REF!,4\n#REF!,4\n")
    assert [fault.split(":")[1].split(" ")[0] for fault in faults] == ["3,", "4,", "5,", "6,"]


def test_all_faults_of_a_table_and_its_plan_come_together(tmp_path: Path) -> None:
    faults = _faults(
        tmp_path, "id,duration\nA,#N/A\nB,-1\n", "tasks:\n  - {id: C, after: Q}\ncurency: EUR\n"
    )
    assert len(faults) == 4


def test_a_file_that_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "tasks.docx").write_bytes(b"PK")
    with pytest.raises(PlanError) as raised:
        read_table(tmp_path / "tasks.docx")
    assert "files that end in '.docx' are not read as tables of tasks" in str(raised.value)
    assert "Tables: .csv .tsv .txt .xlsx" in str(raised.value)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "tasks.csv").write_text("id\nA\n")
    (tmp_path / "plan.yaml").write_text("start: 2026-03-02\ntables: taks.csv\n")
    with pytest.raises(PlanError, match=r"Did you mean 'tasks\.csv'\?"):
        load(tmp_path / "plan.yaml")
