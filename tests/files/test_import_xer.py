"""What the text of an XER file says, and XER files of other writers than P6."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from raw_plans import P6, part, row

from simulator.files.mpxj import read_schedule
from simulator.files.mpxj.read import program_of
from simulator.files.mpxj.xer import is_whole, listed_in
from simulator.files.report import ImportReport

OWN = Path(__file__).parents[1] / "data" / "plans"

LINES = [
    "ERMHDR\t22.12\t2026-03-01",
    "%T\tTASK",
    "%F\ttask_id\tproj_id\tupdate_date",
    "%R\t1\t100\t2026-02-01 10:00",
    "%R\t2\t100\t2026-02-03 11:30",
    "%R\t3\t200\t",
    "%T\tTASKPRED",
    "%F\ttask_pred_id\ttask_id\tpred_task_id",
    "%R\t50\t2\t1",
    "%R\t51\t3\t99",
    "%E",
]


def xer(folder: Path, lines: list[str], end: str = "\r\n") -> Path:
    path = folder / "plan.xer"
    path.write_bytes(("\r\n".join(lines) + end).encode())
    return path


def test_edits_and_links_that_leave_the_file(tmp_path: Path) -> None:
    listed = listed_in(xer(tmp_path, LINES))
    assert listed.relations == 2
    assert listed.changed == {"100": datetime(2026, 2, 3, 11, 30)}
    assert listed.cut == {"3", "99"}
    assert listed.ends


def test_a_file_without_its_end_is_read_and_one_cut_within_a_row_is_not(tmp_path: Path) -> None:
    """P6 itself imports files that lack %E, which other programs write."""
    whole = xer(tmp_path, LINES[:-1])
    assert is_whole(whole)
    assert not listed_in(whole).ends
    assert not is_whole(xer(tmp_path, [*LINES[:-2], "%R\t51\t3"], end=""))
    assert not is_whole(xer(tmp_path, LINES[:2]))


def test_a_real_plan_without_its_end(tmp_path: Path) -> None:
    text = (OWN / "airport_terminal.xer").read_bytes()
    path = tmp_path / "plan.xer"
    path.write_bytes(text[: text.rindex(b"%E")])
    program = read_schedule(path)
    assert len(program.activities) == 66
    assert any("%E" in note for note in program.notes)


def test_no_project_marked_as_exported_means_all_of_them() -> None:
    """Other programs leave out the column by which P6 tells stubs."""
    lone = part({**P6, "exported": False}, [row("1")])
    program = program_of({"projects": [lone]}, Path("plan.xer"), ImportReport("plan.xer"))
    assert len(program.activities) == 1
    stub = part({**P6, "exported": False, "uid": "2", "id": "TWO"}, [row("1")])
    both = [part(P6, [row("1")]), stub]
    program = program_of({"projects": both}, Path("plan.xer"), ImportReport("plan.xer"))
    assert [project.id for project in program.projects] == ["ONE"]
