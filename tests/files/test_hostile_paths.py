"""Paths that are no files, and files that are not what their names say: refused, never read for
ever."""

from __future__ import annotations

import os
import random
import sqlite3
from pathlib import Path

import pytest
from judged import outcome

from simulator.errors import PlanError
from simulator.files.load import PLANS, SCHEDULES, load
from simulator.files.mpxj import archive, process
from simulator.files.table import read_table
from simulator.model.program import Program

DATA = Path(__file__).parents[1] / "data" / "plans"
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".ods", ".xls", ".xlsb")
posix = pytest.mark.skipif(os.name == "nt", reason="there are no such files on Windows")

pytestmark = pytest.mark.usefixtures("one_java")


def refused(path: Path) -> str:
    read = read_table if path.suffix in TABLES else load
    found = outcome(lambda: read(path))
    assert isinstance(found, PlanError), f"{path} was read"
    return str(found)


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@posix
@pytest.mark.parametrize("suffix", [".yaml", ".xer", ".xml", ".mpp", ".zip", ".csv", ".xlsx"])
def test_pipes_devices_and_folders(tmp_path: Path, suffix: str) -> None:
    pipe, zero, folder = (tmp_path / f"{name}{suffix}" for name in ("pipe", "zero", "folder"))
    os.mkfifo(pipe)
    zero.symlink_to("/dev/zero")
    folder.mkdir()
    assert "a pipe or device" in refused(pipe)
    assert "a pipe or device" in refused(zero)
    assert "folder" in refused(folder)


@posix
def test_links(tmp_path: Path) -> None:
    """A link to a plan is that plan; one to nothing or to itself says so."""
    plan, link, ring = tmp_path / "plan.yaml", tmp_path / "link.yaml", tmp_path / "ring.yaml"
    plan.write_text("start: 2026-03-02\ntasks: [{id: A, duration: 1d}]\n", encoding="utf-8")
    link.symlink_to(plan)
    ring.symlink_to(ring)
    assert isinstance(outcome(lambda: load(link)), Program)
    assert "ring.yaml" in refused(ring)
    plan.unlink()
    said = refused(link)
    assert "the link leads to a file that does not exist" in said
    assert "Did you mean" not in said, "it is the only one of its name"


@pytest.mark.parametrize("suffix", sorted({*PLANS, *SCHEDULES, *TABLES} - {".p3"}))
def test_random_bytes_by_every_name(tmp_path: Path, suffix: str) -> None:
    noise = random.Random(7).randbytes(20_000)
    assert refused(written(tmp_path / f"noise{suffix}", noise))


MAGIC = {
    "JPEG": b"\xff\xd8\xff\xe0",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "PDF": b"%PDF-1.7\n",
    "OLE": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "MPX": b"MPX,Microsoft Project for Windows,4.0,ANSI\r\n",
    "MDB": b"\0\1\0\0Standard Jet DB\0",
    "SQLite": b"SQLite format 3\0",
    "ProjectLibre": b"\xac\xed\0\5",
    "Phoenix": b"PPX!!!!",
    "FastTrack": b"\x1c\0\0\0",
    "Asta": b"\0\x00000000",
    "Synchro": b"\xb6\x17",
    "SDEF": b"VOLM",
    "Sage": b"**** Schedule Grid",
    "Project Commander": b"\0\x80\1\0",
    "TurboProject": b"dWBSTAB",
    "P3": b"MZ",
    "Btrieve": b"FC\0\0",
    "XER": b"ERMHDR\t19.12\t2026-01-01\r\n%E\r\n",
    "property list": b"bplist00",
    "GZIP": b"\x1f\x8b\x08",
    "HTML": b"<!doctype html><html><body>",
}
"""How files of all the formats that MPXJ knows begin, and some others."""


@pytest.mark.parametrize("kind", MAGIC)
@pytest.mark.parametrize("more", [b"", bytes(5_000), random.Random(3).randbytes(5_000)])
def test_a_true_beginning_and_then_nonsense(tmp_path: Path, kind: str, more: bytes) -> None:
    """MPXJ may hand out an empty project: no activities, and that is said."""
    assert refused(written(tmp_path / "plan.mpp", MAGIC[kind] + more))


@pytest.mark.parametrize(
    "source",
    ["MDL4D.xer", "Homemoveplan.mpp", "PrimaveraProject.pmxml.xml"],
)
@pytest.mark.parametrize("keep", [0.02, 0.3, 0.7, 0.99])
def test_truncated(tmp_path: Path, source: str, keep: float) -> None:
    """Cut off: an error, or for an MPP whose last blocks are spare, the plan."""
    data = (DATA / source).read_bytes()
    path = written(tmp_path / f"plan{Path(source).suffix}", data[: int(len(data) * keep)])
    found = outcome(lambda: load(path))
    assert isinstance(found, PlanError) or source.endswith(".mpp")


def test_a_database_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "plan.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("create table projwbs (proj_id text, wbs_id text)")
        database.execute("create table EXCEPTIONN (id text)")
    database.close()
    assert refused(path)
    assert refused(written(tmp_path / "plan.db", path.read_bytes()[:-100]))


@pytest.mark.parametrize("path", ["//evil/share/x", "\\\\\\\\evil\\\\share\\\\x"])
@pytest.mark.parametrize(("key", "suffix"), [("tables", ".csv"), ("file", ".xer")])
def test_a_plan_calls_no_other_machine(tmp_path: Path, path: str, key: str, suffix: str) -> None:
    """Windows would log in there."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(f'start: 2026-03-02\n{key}: "{path}{suffix}"\n', encoding="utf-8")
    if os.name == "nt" or path.startswith("//"):
        assert "is on another machine" in refused(plan)
    else:
        assert "does not exist" in refused(plan)


def test_a_reader_that_is_killed_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was unpacked lies in the folder of the run, which goes with it."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(process, "TIME_LIMIT", 0.5)
    with pytest.raises(PlanError, match="time allowed"):
        process.run_reader(DATA / "Homemoveplan.mpp")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    assert archive.is_archive(written(tmp_path / "plan.mpp", b"PK\3\4"))
    assert "broken archive" in refused(tmp_path / "plan.mpp")
