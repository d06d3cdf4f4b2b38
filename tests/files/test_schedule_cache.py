"""Parsed schedules are kept: the second run starts no Java, and a bad entry does no harm."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from simulator.files.mpxj import cache, read_schedule

XER = Path(__file__).parents[1] / "data" / "plans" / "airport_terminal.xer"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "schedules")
    return tmp_path / "schedules"


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files for which Java was started."""
    started: list[Path] = []
    run_reader = cache.run_reader

    def counted(path: Path, encoding: str | None) -> dict[str, Any]:
        started.append(path)
        return run_reader(path, encoding)

    monkeypatch.setattr(cache, "run_reader", counted)
    return started


def test_second_run_starts_no_java(folder: Path, starts: list[Path]) -> None:
    first = read_schedule(XER)
    assert read_schedule(XER) == first
    assert len(starts) == 1
    assert len(list(folder.iterdir())) == 1


def test_a_copy_under_another_name_is_the_same_file(
    folder: Path, starts: list[Path], tmp_path: Path
) -> None:
    copy = tmp_path / "copy.xer"
    shutil.copy(XER, copy)
    assert read_schedule(XER).tasks == read_schedule(copy).tasks
    assert len(starts) == 1


def test_a_changed_file_and_another_encoding_are_read_anew(
    folder: Path, starts: list[Path], tmp_path: Path
) -> None:
    changed = tmp_path / "changed.xer"
    changed.write_bytes(XER.read_bytes().replace(b"Project Start\t", b"Kick-off\t"))
    read_schedule(XER)
    assert "Kick-off" in {task.name for task in read_schedule(changed).tasks}
    read_schedule(XER, encoding="windows-1251")
    assert len(starts) == 3


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b\x08 half", b"not gzip", None])
def test_a_bad_entry_is_read_again(folder: Path, starts: list[Path], damage: bytes | None) -> None:
    first = read_schedule(XER)
    (entry,) = folder.iterdir()
    entry.write_bytes(entry.read_bytes()[:-20] if damage is None else damage)
    assert read_schedule(XER) == first
    assert len(starts) == 2


def test_where_nothing_can_be_written_reading_goes_on(
    tmp_path: Path, starts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setattr(cache, "cache_folder", lambda: blocked / "schedules")
    assert read_schedule(XER).tasks
    assert len(starts) == 1


def test_the_oldest_entries_go(
    folder: Path, starts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "KEPT", 3)
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.json.gz").write_bytes(b"old")
    read_schedule(XER)
    assert len(list(folder.iterdir())) == 3
