"""Written schedules, read without p80: XER is text with tabs, MSPDI and PMXML are XML. Expected
values stand in the plan below, or in the schedule of P6 that was written into."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree as ET

import pytest
from writer import xer_tables

from simulator.cli.converting import dates_of
from simulator.engine import schedule
from simulator.files import load
from simulator.files.build import build
from simulator.files.mpxj_write import (
    Format,
)
from simulator.files.mpxj_write.back import compared
from simulator.files.yaml import YamlSource
from simulator.model.program import Program

OWN = Path(__file__).parents[1] / "data" / "plans"
PLAN = """
program: Pier
start: 2026-03-02T08:00
currency: EUR
calendars: {night: {work: "Mon-Fri 20:00-24:00", exceptions: {2026-03-05: off}}}
projects:
  - id: PIER
    name: New pier
    data_date: 2026-03-09T08:00
    must_finish: 2026-05-29T17:00
    tasks:
      - {id: W, name: Works, kind: summary}
      - {id: A10, name: Drive "piles"	here, duration: 5d, parent: W,
         actual_start: 2026-03-02T08:00, actual_finish: 2026-03-06T17:00, cost: 800}
      - {id: A20, name: Deck, duration: 10d, remaining: 6d, parent: W, after: A10,
         actual_start: 2026-03-09T08:00, fields: {trade: labour}}
      - {id: A30, name: Lamps, duration: 20min, parent: W, after: A20 FS+2d, note: By night only}
      - {id: A40, name: Night watch, duration: 8h, calendar: night, after: A20 SS+1d, cost: 120.50,
         constraint: [SNET 2026-03-16, FNLT 2026-05-01T17:00], deadline: 2026-04-30T17:00}
      - {id: A50, name: Open, after: [A30, A40]}
      - {id: A60, name: Supervision, kind: level of effort, after: [A10 SS, A50 FF]}
"""
MSPDI = "{http://schemas.microsoft.com/project}"
COLUMN = "P80 finish"


@pytest.fixture
def pier(tmp_path: Path) -> tuple[Path, Program]:
    path = tmp_path / "pier.yaml"
    path.write_text(dedent(PLAN), encoding="utf-8")
    return path, build(YamlSource.read(path), tmp_path)


def test_an_xer_file_holds_the_plan(written, pier) -> None:
    out, _ = written(*pier, Format.XER)
    tables = xer_tables(out)
    assert out.read_bytes().startswith(b"ERMHDR\t")
    assert out.read_bytes().rstrip().endswith(b"%E")
    (project,) = tables["PROJECT"]
    assert project["proj_short_name"] == "PIER"
    assert project["last_recalc_date"] == "2026-03-09 08:00"
    assert project["plan_start_date"] == "2026-03-02 08:00"
    assert project["plan_end_date"] == "2026-05-29 17:00"
    tasks = {row["task_code"]: row for row in tables["TASK"]}
    assert set(tasks) == {"A10", "A20", "A30", "A40", "A50", "A60"}
    types = {code: row["task_type"] for code, row in tasks.items()}
    assert types["A50"] == "TT_FinMile"
    assert types["A60"] == "TT_LOE"
    assert {types[code] for code in ("A10", "A20", "A30", "A40")} == {"TT_Task"}
    assert tasks["A10"]["task_name"].replace('""', '"').strip('"') == 'Drive "piles" here'
    assert tasks["A10"]["status_code"] == "TK_Complete"
    assert tasks["A10"]["act_end_date"] == "2026-03-06 17:00"
    assert (tasks["A20"]["status_code"], tasks["A20"]["remain_drtn_hr_cnt"]) == ("TK_Active", "48")
    assert float(tasks["A30"]["target_drtn_hr_cnt"]) == pytest.approx(20 / 60, abs=1e-6)
    assert (tasks["A40"]["cstr_type"], tasks["A40"]["cstr_date"]) == ("CS_MSOA", "2026-03-16 00:00")
    assert (tasks["A40"]["cstr_type2"], tasks["A40"]["cstr_date2"]) == (
        "CS_MEOB", "2026-05-01 17:00",
    )  # fmt: skip
    # A20 goes on at the data date, for 6 days: from Monday to Monday evening.
    assert tasks["A20"]["early_end_date"] == "2026-03-16 17:00"
    # 2 days later the 20 minutes of A30.
    assert tasks["A30"]["early_start_date"] == "2026-03-19 08:00"
    assert tasks["A30"]["early_end_date"] == "2026-03-19 08:20"


def test_links_calendars_and_costs_of_an_xer_file(written, pier) -> None:
    tables = xer_tables(written(*pier, Format.XER)[0])
    code = {row["task_id"]: row["task_code"] for row in tables["TASK"]}
    links = {
        (code[row["pred_task_id"]], row["pred_type"], code[row["task_id"]], row["lag_hr_cnt"])
        for row in tables["TASKPRED"]
    }
    assert ("A20", "PR_FS", "A30", "16") in links
    assert ("A20", "PR_SS", "A40", "8") in links
    assert ("A50", "PR_FF", "A60", "0") in links
    night = next(row for row in tables["CALENDAR"] if row["clndr_name"] == "night")
    assert "s|20:00|f|00:00" in night["clndr_data"] or "f|00:00|s|20:00" in night["clndr_data"]
    # 2026-03-05 is day 46086 since 1899-12-30, P6's first day.
    assert "d|46086" in night["clndr_data"]
    assert {code[row["task_id"]]: float(row["target_cost"]) for row in tables["PROJCOST"]} == {
        "A10": 800.0, "A40": 120.5,
    }  # fmt: skip
    roots = [row for row in tables["PROJWBS"] if row["proj_node_flag"] == "Y"]
    assert [(row["wbs_short_name"], row["wbs_name"]) for row in roots] == [("PIER", "New pier")]
    ids = {row["wbs_id"] for row in tables["PROJWBS"]}
    assert all(row["wbs_id"] in ids for row in tables["TASK"])
    fields = {row["udf_type_id"]: row["udf_type_label"] for row in tables["UDFTYPE"]}
    held = {
        (code[row["fk_id"]], fields[row["udf_type_id"]], row["udf_text"] or row["udf_date"])
        for row in tables["UDFVALUE"]
    }
    assert held == {("A20", "trade", "labour"), ("A40", "Deadline", "2026-04-30 17:00")}


def test_its_columns_are_those_of_p6(written, pier) -> None:
    """Every table of the written file is one that P6 writes, with no column that P6 has not: held
    to a file of P6 itself, as far as that has the table."""
    theirs = xer_tables(OWN / "MDL4D.xer")
    ours = xer_tables(written(*pier, Format.XER)[0])
    for table in ("PROJECT", "CALENDAR", "PROJWBS", "TASK", "TASKPRED", "SCHEDOPTIONS"):
        known, made = set(theirs[table][0]), set(ours[table][0])
        needed = {name for name in known if any(row[name] for row in theirs[table])}
        newer = {"last_chng_date", "cbs_id", "rate_type", "hist_interval", "batch_sum_flag"}
        missing = needed - made - newer
        assert len(missing) <= len(needed) // 5, (table, missing)
        assert len(made & known) >= 0.6 * len(made), (table, made - known)


def children(path: Path, tag: str) -> list[ET.Element]:
    return ET.parse(path).getroot().findall(tag)


def test_an_mspdi_file_holds_the_plan(written, pier) -> None:
    out, said = written(*pier, Format.MSPDI)
    found = {}
    for task in children(out, f"{MSPDI}Tasks/{MSPDI}Task"):
        row = {child.tag.removeprefix(MSPDI): child for child in task}
        found[row["Name"].text] = {name: child.text for name, child in row.items()}
    assert found["Lamps"]["Start"] == "2026-03-19T08:00:00"
    assert found["Lamps"]["Finish"] == "2026-03-19T08:20:00"
    assert found["Lamps"]["Duration"] == "PT0H20M0S"
    assert found["Lamps"]["Notes"] == "By night only"
    assert found["Deck"]["RemainingDuration"] == "PT48H0M0S"
    assert found["Deck"]["Resume"] == "2026-03-09T08:00:00"
    # 4 is start no earlier than: MS Project holds one constraint a task.
    assert found["Night watch"]["ConstraintType"] == "4"
    assert found["Night watch"]["ConstraintDate"] == "2026-03-16T00:00:00"
    assert found["Night watch"]["Deadline"] == "2026-04-30T17:00:00"
    assert found["Night watch"]["Cost"] == "12050"  # hundredths
    assert found["Supervision"]["Manual"] == "1"
    assert found["Works"]["Summary"] == "1"
    lost = "\n".join(said.losses.lines())
    for what in ("1 deadline", "P6"):
        assert what not in lost
    for what in ("1 must-finish-by date", "1 data date", "1 constraint", "1 level of effort"):
        assert what in lost


def test_links_of_an_mspdi_file(written, pier) -> None:
    """Types are 0 FF, 1 FS, 2 SF, 3 SS; lags tenths of minutes."""
    out, _ = written(*pier, Format.MSPDI)
    names, links = {}, set()
    tasks = children(out, f"{MSPDI}Tasks/{MSPDI}Task")
    for task in tasks:
        names[task.findtext(f"{MSPDI}UID")] = task.findtext(f"{MSPDI}Name")
    for task in tasks:
        for link in task.findall(f"{MSPDI}PredecessorLink"):
            parts = [link.findtext(f"{MSPDI}{key}") for key in ("Type", "LinkLag")]
            before = names[link.findtext(f"{MSPDI}PredecessorUID")]
            links.add((before, *parts, task.findtext(f"{MSPDI}Name")))
    assert ("Deck", "1", "9600", "Lamps") in links
    assert ("Deck", "3", "4800", "Night watch") in links
    assert len(names) == len(tasks)


@pytest.mark.shared
def test_elements_stand_in_the_order_of_ms_project(written, pier, shared) -> None:
    """The schema of MSPDI is a sequence: held to a file that MS Project itself wrote."""
    out, _ = written(*pier, Format.MSPDI)
    for tag in (".", f"{MSPDI}Tasks/{MSPDI}Task", f"{MSPDI}Calendars/{MSPDI}Calendar"):
        order = order_of(shared / "plans" / "New_Product.mspdi.xml", tag)
        for element in ET.parse(out).getroot().findall(tag):
            names = [child.tag for child in element if child.tag in order]
            places = [order.index(name) for name in dict.fromkeys(names)]
            assert places == sorted(places), (tag, names)


def order_of(path: Path, tag: str) -> list[str]:
    """Names of the children of the fullest such element."""
    elements = ET.parse(path).getroot().findall(tag)
    fullest = max(elements, key=lambda one: len({child.tag for child in one}))
    return list(dict.fromkeys(child.tag for child in fullest))


@pytest.mark.parametrize("format", list(Format))
def test_what_is_read_back_is_the_plan(written, pier, format: Format) -> None:
    path, program = pier
    out, said = written(path, program, format)
    back = load(out)
    own = dates_of(schedule(program))
    found = compared(program, own, back, dates_of(schedule(back)), said)
    assert (found.dates, found.same, found.differing) == (6, 6, [])
    assert found.losses.lines() == []
