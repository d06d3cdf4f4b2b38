"""`--out DIR`: whole or not at all."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import fabricated
import numpy as np
import pytest

from simulator.errors import OutputError
from simulator.reports import folder
from simulator.results import store
from simulator.results.result import Result


@pytest.fixture(scope="module")
def result() -> Result:
    return fabricated.result(500)


def tree(path: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(path)): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files in place of charts: what is tested is the writing."""
    names = ("summary.json", "charts/gantt.png", "report.html")
    monkeypatch.setattr(
        folder,
        "makers",
        lambda result, more: {n: lambda n=n: f"{result.run.seed} {n}".encode() for n in names},
    )


def test_everything_is_there_and_can_be_read(result: Result, tmp_path: Path) -> None:
    goal = tmp_path / "a" / "report"
    written = folder.write(result, goal)
    assert set(tree(goal)) == {str(path.relative_to(goal)) for path in written}
    assert {"summary.json", "tasks.csv", "funding.csv", "samples.npz", "report.html"} <= set(
        tree(goal)
    )
    assert set(tree(goal)) <= set(folder.NAMES)
    charts = ("s-curve-finish", "s-curve-cost", "histogram-finish", "histogram-cost", "joint")
    for name in (*charts, "cash-flow", "gantt"):
        assert (goal / f"charts/{name}.png").read_bytes().startswith(b"\x89PNG")
        assert b"<svg" in (goal / f"charts/{name}.svg").read_bytes()
    document = json.loads((goal / "summary.json").read_text("utf-8"))
    assert document["iterations"] == 500
    with np.load(goal / "samples.npz") as archive:
        assert len(archive["finish"]) == 500
    assert not [path for path in goal.iterdir() if path.name.startswith(".")]


@pytest.mark.usefixtures("quick")
def test_a_second_run_replaces_the_first_and_leaves_other_files(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    (tmp_path / "samples.parquet").write_text("stale")
    folder.write(fabricated.result(10, seed=1), tmp_path)
    folder.write(fabricated.result(10, seed=2), tmp_path)
    assert tree(tmp_path) == {
        "mine.txt": b"keep",
        "summary.json": b"2 summary.json",
        "charts/gantt.png": b"2 charts/gantt.png",
        "report.html": b"2 report.html",
    }


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("when", [1, 2, 3])
def test_a_full_disk_leaves_the_earlier_run(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: int
) -> None:
    goal = tmp_path / "report"
    folder.write(result, goal)
    before = tree(goal)
    calls = 0

    def full(_: int) -> None:
        nonlocal calls
        calls += 1
        if calls == when:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"the disk is full\. Nothing was written"):
        folder.write(fabricated.result(10, seed=9), goal)
    assert tree(goal) == before


@pytest.mark.usefixtures("quick")
def test_a_full_disk_leaves_no_new_folder(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int, __: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store, "write_through", full)
    with pytest.raises(OutputError, match="the disk is full"):
        folder.write(result, tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_a_fault_while_moving_puts_all_back(result: Result, tmp_path: Path) -> None:
    """A folder of the user's own stands where a file should go."""
    folder.write(result, tmp_path)
    (tmp_path / "report.html").unlink()
    before = tree(tmp_path)
    (tmp_path / "charts" / "gantt.png").unlink()
    (tmp_path / "charts").rmdir()
    (tmp_path / "charts").write_text("a file where a folder should be")
    with pytest.raises(OutputError, match="Cannot write"):
        folder.write(fabricated.result(10, seed=9), tmp_path)
    assert tree(tmp_path)["summary.json"] == before["summary.json"]
    assert tree(tmp_path)["charts"] == b"a file where a folder should be"
    assert "report.html" not in tree(tmp_path)


@pytest.mark.usefixtures("quick")
def test_interrupting_leaves_nothing(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        folder.write(result, tmp_path / "report")
    assert list(tmp_path.iterdir()) == []


def test_what_would_fail_can_be_known_beforehand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.check(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        folder.check(tmp_path / "file" / "b")

    def denied(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", denied)
    with pytest.raises(OutputError, match="you may not write there"):
        folder.check(tmp_path / "a")


def test_a_file_in_the_way_is_named(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "report"
    path.write_text("I am a file")
    with pytest.raises(OutputError, match=r"Cannot write .*report: it is a file, not a folder"):
        folder.write(result, path)
    with pytest.raises(OutputError, match="a part of the path is a file"):
        folder.write(result, path / "below")
    assert path.read_text() == "I am a file"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(result: Result, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="you may not write there"):
        folder.write(result, tmp_path / "report")


def test_a_folder_that_may_not_be_written_even_for_root(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", denied)
    with pytest.raises(OutputError, match="you may not write there"):
        folder.write(result, tmp_path / "report")
    assert list(tmp_path.iterdir()) == []
