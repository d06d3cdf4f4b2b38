"""Histories as people keep them: headings, numbers, rows that say nothing; and hostile ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbooks import Formula, Percent, write_book

from simulator.errors import PlanError
from simulator.files import history as module
from simulator.files.headings import USUAL, Columns, plain
from simulator.files.history import Case, History, Unused, read_history


def _read(folder: Path, text: str, **columns: str) -> History:
    path = folder / "history.csv"
    path.write_text(text, encoding="utf-8")
    return read_history(path, Columns(**columns))


def _faults(folder: Path, text: str, **columns: str) -> list[str]:
    with pytest.raises(PlanError) as raised:
        _read(folder, text, **columns)
    return [str(issue).replace(f"{folder}/", "") for issue in raised.value.issues]


def _reasons(found: History, measure: int = 0) -> list[tuple[int, str, str]]:
    return [(row.line, row.reason, row.shown) for row in found.records[measure].unused]


def test_planned_and_actual_with_a_category(tmp_path: Path) -> None:
    found = _read(tmp_path, "Trade,Planned,Actual\ndesign,10,12\n Civil  works ,2w,8d\n\n,1mo,30\n")
    assert (found.name, found.heading, found.rows) == ("history.csv", "Trade", 3)
    (record,) = found.records
    assert record.measure == "duration"
    assert record.cases == (
        Case(2, "design", 1.2), Case(3, "Civil works", 0.8), Case(5, "", 1.5),
    )  # fmt: skip
    assert record.unused == ()


@pytest.mark.parametrize("role", USUAL)
def test_every_usual_heading_is_found_as_spreadsheets_spell_it(tmp_path: Path, role: str) -> None:
    heads = {
        "planned": "Plan",
        "actual": "Actual",
        "planned_cost": "Budget",
        "actual_cost": "Outturn",
    }
    for usual in USUAL[role].split("; "):
        spelt = f"{usual.title().replace(' ', '_')} (x)"
        others = [name for key, name in heads.items() if key != role]
        if role in ("ratio", "cost_ratio"):
            others = []
        row = ["1.5"] + ["2"] * len(others)
        found = _read(tmp_path, f"{spelt};{';'.join(others)}\n{';'.join(row)}\n")
        measure = "cost" if "cost" in role else "duration"
        if role == "category":
            assert found.heading == spelt
        else:
            assert measure in [record.measure for record in found.records], usual


def test_headings_are_plain() -> None:
    assert plain(" Planned_Duration (days) ") == "planned duration"
    assert plain("Actual ÷ planned [%]") == "actual planned"
    assert plain("Aktuelle Dauer/Größe") == "aktuelle dauer grösse"


def test_headings_that_the_user_names(tmp_path: Path) -> None:
    text = "gewerk;soll;ist;x\nRohbau;10;11,5;9\n"
    found = _read(tmp_path, text, category="Gewerk", planned="soll", actual="IST")
    assert found.heading == "gewerk"
    assert found.records[0].cases == (Case(2, "Rohbau", 1.15),)


def test_a_ratio_does_in_place_of_both(tmp_path: Path) -> None:
    found = _read(tmp_path, "ratio\n1.2\n130%\n0,9\n")
    assert [case.ratio for case in found.records[0].cases] == [1.2, 1.3, 0.9]


def test_durations_and_costs_side_by_side(tmp_path: Path) -> None:
    text = "planned,actual,planned cost,actual cost\n10,12,80k,0.1M\n5,,40k,30k\n"
    duration, cost = _read(tmp_path, text).records
    assert (duration.measure, cost.measure) == ("duration", "cost")
    assert duration.cases == (Case(2, "", 1.2),)
    assert duration.unused == (Unused(3, "no actual duration"),)
    assert [case.ratio for case in cost.cases] == [1.25, 0.75]


def test_planned_and_actual_come_before_a_ratio_unless_it_is_named(tmp_path: Path) -> None:
    text = "planned,actual,ratio\n10,12,1.5\n"
    found = _read(tmp_path, text)
    assert found.records[0].cases[0].ratio == 1.2
    assert found.notes == ("column 'ratio' is not used",)
    named = _read(tmp_path, text, ratio="ratio")
    assert named.records[0].cases[0].ratio == 1.5
    assert named.notes == ("column 'planned' is not used", "column 'actual' is not used")


def test_every_row_that_says_nothing_is_named_with_its_line(tmp_path: Path) -> None:
    rows = """planned,actual
0,5
-4,5
10,0
10,-2d
10,
,7
n/a,7
10,5-May
10,#REF!
"1,200",1100
5ed,4d
1,5000
10,12,13
=1+1,7
10,nan
10,1e400
10,12
"""
    found = _read(tmp_path, rows)
    assert found.rows == 17
    assert [case.line for case in found.records[0].cases] == [18]
    comma = "the planned duration has a comma, decimal or of thousands: write it without"
    assert _reasons(found) == [
        (2, "the planned duration is 0", ""),
        (3, "the planned duration is below 0", "-4"),
        (4, "the actual duration is 0", ""),
        (5, "the actual duration is below 0", "-2d"),
        (6, "no actual duration", ""),
        (7, "no planned duration", ""),
        (8, "the planned duration is not a duration", "n/a"),
        (9, "the actual duration is damaged by a spreadsheet", "5-May"),
        (10, "the actual duration is damaged by a spreadsheet", "#REF!"),
        (11, comma, "1,200"),
        (12, "one of planned and actual is elapsed time, the other working time", ""),
        (13, "actual and planned differ more than 1,000 times", "5000"),
        (14, "more cells than headings: a text with the separator needs quotes", ""),
        (15, "the planned duration is not a duration", "=1+1"),
        (16, "the actual duration is not a duration", "nan"),
        (17, "the actual duration is not a duration", "1e400"),
    ]


def test_a_comma_is_decimal_where_semicolons_part_the_cells(tmp_path: Path) -> None:
    found = _read(tmp_path, "planned;actual\n10,5;12,6 d\n1.234,5;7\n")
    assert found.records[0].cases == (Case(2, "", 1.2),)
    assert _reasons(found) == [(3, "the planned duration is not a duration", "1.234,5")]


def test_a_workbook_and_its_sheets(tmp_path: Path) -> None:
    sheets = {
        "Notes": [["what"], ["nothing"]],
        "Done": [
            ["Category", "Planned", "Actual"],
            ["a", 10, 12],
            ["b", "2w", Formula("=5+4", 9)],
            ["c", 10, Formula("=1/0", "#DIV/0!")],
        ],
        "Ratios": [["ratio"], [Percent(1.25)], [0.5]],
    }
    path = write_book(tmp_path / "history.xlsx", sheets)
    found = read_history(path, Columns(sheet="done"))
    assert found.records[0].cases == (Case(2, "a", 1.2), Case(3, "b", 0.9))
    assert _reasons(found) == [(4, "the actual duration is damaged by a spreadsheet", "#DIV/0!")]
    ratios = read_history(path, Columns(sheet="Ratios")).records[0].cases
    assert [case.ratio for case in ratios] == [1.25, 0.5]
    with pytest.raises(PlanError, match=r"there is no sheet 'Rations'.*\n.*Did you mean 'Ratios'"):
        read_history(path, Columns(sheet="Rations"))
    with pytest.raises(PlanError, match="no columns with planned and actual values were found"):
        read_history(path)


ERRORS = {
    "no columns": (
        "id,days\nA,5\n",
        {},
        "history.csv:1: no columns with planned and actual values were found; there are: id, days "
        "[missing-column]\n    Name them: --planned HEADING --actual HEADING, or --ratio HEADING "
        "for actual ÷ planned.",
    ),
    "half of a pair": (
        "id,planned\nA,5\n",
        {},
        "history.csv:1: no columns with planned and actual values were found ('planned' alone is "
        "not enough); there are: id, planned [missing-column]\n    Name them: --planned HEADING "
        "--actual HEADING, or --ratio HEADING for actual ÷ planned.",
    ),
    "two that may be meant": (
        "plan,baseline duration,actual\n1,2,3\n",
        {},
        "history.csv:1: 'plan' and 'baseline duration' may each hold the planned "
        "[doubtful-column]\n    Say which: --planned 'plan'.",
    ),
    "a heading that is not there": (
        "planned,actual\n1,2\n",
        {"category": "trad", "actual_cost": "spent"},
        "history.csv:1: there is no column 'trad' for --category [missing-column]\n"
        "    Columns are: planned, actual.",
    ),
    "a heading twice": (
        "x,x,actual\n1,2,3\n",
        {"planned": "x"},
        "history.csv:1: 2 columns are called 'x' [duplicate-column]\n"
        "    Rename all but one of them.",
    ),
    "nothing but headings": (
        "planned,actual\n",
        {},
        "history.csv: there is no row below the headings [empty-history]\n"
        "    Add finished work, one a row.",
    ),
    "an open quote": (
        'planned,actual\n"1,2\n',
        {},
        "history.csv:2: this is not CSV: unexpected end of data [csv-syntax]\n    Look for a quote "
        "that is not closed, or save the sheet again as CSV UTF-8.",
    ),
    "a sheet of a text": (
        "planned,actual\n1,2\n",
        {"sheet": "Done"},
        "history.csv: history.csv has no sheets, and --sheet asks for 'Done' [no-such-sheet]\n"
        "    Leave out --sheet.",
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_each_error_says_what_where_and_how_to_mend(tmp_path: Path, name: str) -> None:
    text, columns, said = ERRORS[name]
    assert _faults(tmp_path, text, **columns)[0] == said


def test_all_missing_columns_are_said_at_once(tmp_path: Path) -> None:
    text, columns, _ = ERRORS["a heading that is not there"]
    found = _faults(tmp_path, text, **columns)
    assert [line.split("'")[1] for line in found] == ["trad", "spent"]


def test_a_near_heading_is_proposed(tmp_path: Path) -> None:
    (said,) = _faults(tmp_path, "soll,ist\n1,2\n", planned="sol", actual="ist")
    assert "Did you mean 'soll'?" in said


@pytest.mark.parametrize(
    ("name", "rule"),
    [("h.yaml", "wrong-suffix"), ("h.csv", "unreadable"), ("h.xlsx", "unreadable")],
)
def test_a_file_that_is_no_table_or_not_there(tmp_path: Path, name: str, rule: str) -> None:
    with pytest.raises(PlanError) as raised:
        read_history(tmp_path / name)
    assert raised.value.issues[0].rule == rule


def test_a_folder_an_empty_file_and_garbage(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "garbage.xlsx").write_bytes(b"PK\3\4" + bytes(200))
    (tmp_path / "latin.csv").write_bytes(b"planned,actual,gr\xf6\xdfe\n1,2,3\n")
    rules = {"folder.csv": "unreadable-file", "empty.csv": "empty-file", "latin.csv": "encoding"}
    for name, rule in rules.items():
        with pytest.raises(PlanError) as raised:
            read_history(tmp_path / name)
        assert raised.value.issues[0].rule == rule
    with pytest.raises(PlanError):
        read_history(tmp_path / "garbage.xlsx")


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = ",".join(["planned", "actual", *("x" * 501)])
    assert "[too-large]" in _faults(tmp_path, f"{wide}\n1,2\n")[0]
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    (said,) = _faults(tmp_path, "planned,actual\n" + "1,2\n" * 4)
    assert said.startswith("history.csv:5: the history has more than 3 rows [too-large]")


def test_cells_that_would_be_formulas_are_texts(tmp_path: Path) -> None:
    """An apostrophe that p80 puts before them is taken off."""
    text = "category,planned,actual\n=cmd|' /C calc'!A0,10,12\n'=SUM(A1),10,12\n@x,10,'-5\n"
    (record,) = _read(tmp_path, text).records
    assert [case.category for case in record.cases] == ["=cmd|' /C calc'!A0", "=SUM(A1)"]
    assert record.unused == (Unused(4, "the actual duration is below 0", "-5"),)


def test_monstrous_cells_are_cut(tmp_path: Path) -> None:
    text = f"category,planned,actual\n{'c' * 50_000},10,12\nb,{'9' * 50_000},12\n"
    (record,) = _read(tmp_path, text).records
    assert len(record.cases[0].category) == 10_000
    assert record.unused[0].line == 3
    assert len(record.unused[0].shown) == 10_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_separators_and_encodings(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "history.tsv"
    text = "Category|Planned|Actual\r\nGröße|10|12\r\n".replace("|", delimiter)
    path.write_bytes(text.encode(encoding))
    assert read_history(path).records[0].cases == (Case(2, "Größe", 1.2),)
