"""The door: which files are read, and what is said of those that are not."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator.files.mpxj
from simulator.errors import PlanError
from simulator.files import load
from simulator.files.load import SCHEDULES

PLAN = "start: 2026-03-02\ntasks: [{id: A, duration: 1}]\n"


def _fault(path: Path | str) -> str:
    with pytest.raises(PlanError) as raised:
        load(path)
    return str(raised.value)


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".YAML"])
def test_plans(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"plan{suffix}"
    path.write_text(PLAN)
    assert len(load(path).tasks) == len(load(str(path)).tasks) == 1


@pytest.mark.parametrize("suffix", SCHEDULES)
def test_schedules_go_to_their_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    path = tmp_path / f"plan{suffix.upper()}"
    path.write_text("x")

    def read(given: Path, **how: str | None) -> tuple[str, Path, dict[str, str | None]]:
        return ("read", given, how)

    monkeypatch.setattr(simulator.files.mpxj, "read_schedule", read)
    assert load(path) == ("read", path, {"encoding": None, "three_point": None})
    how = {"encoding": "cp1250", "three_point": "A, B, C"}
    assert load(path, **how) == ("read", path, how)


def test_a_path_that_does_not_exist_suggests_a_near_name(tmp_path: Path) -> None:
    (tmp_path / "north-line.yaml").write_text(PLAN)
    fault = _fault(tmp_path / "north-lin.yaml")
    assert "the file does not exist [no-such-file]" in fault
    assert "Did you mean 'north-line.yaml'?" in fault
    assert "does not exist or is empty" in _fault(tmp_path / "nowhere" / "plan.yaml")
    assert "download it" in _fault(Path("https://example.org/plan.yaml"))


def test_a_folder_says_what_is_in_it(tmp_path: Path) -> None:
    assert "this is a folder, not a plan file" in _fault(tmp_path)
    (tmp_path / "program.yaml").write_text(PLAN)
    assert "It holds: program.yaml." in _fault(tmp_path)


def test_a_wrong_suffix_lists_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_text("x")
    (tmp_path / "plan").write_text("x")
    fault = _fault(tmp_path / "plan.docx")
    assert "files that end in '.docx' are not read as plans [wrong-suffix]" in fault
    assert "Plans: .yaml .yml .xlsx .xlsm; schedules: .xer .pmxml .xml .mpp" in fault
    assert "the file has no suffix" in _fault(tmp_path / "plan")


def test_a_table_alone_lacks_a_start(tmp_path: Path) -> None:
    (tmp_path / "tasks.csv").write_text("id\nA\n")
    fault = _fault(tmp_path / "tasks.csv")
    assert "a table alone has no start date" in fault
    assert "{start: 2026-03-02, tables: tasks.csv}" in fault


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("")
    assert "the file is empty [empty-file]" in _fault(tmp_path / "plan.yaml")
    (tmp_path / "plan.yaml").write_text("# only a remark\n")
    assert "this file is nothing [not-a-plan]" in _fault(tmp_path / "plan.yaml")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    fault = _fault(path)
    assert "the file cannot be read: Permission denied [unreadable]" in fault
    assert "Check the name and the permissions." in fault
