"""XML that would read other files, call the network or explode; archives that write elsewhere.

A server of our own and a file with a secret stand by: neither is ever asked for.
"""

from __future__ import annotations

import os
import socket
import struct
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from judged import outcome

from simulator.errors import PlanError
from simulator.files.load import load
from simulator.files.mpxj import archive, guard
from simulator.model.program import Program

PLANS = Path(__file__).parents[1] / "data" / "plans"
MSPDI = (PLANS / "derived_Software_Development_Plan.mspdi.xml").read_bytes()
PMXML = (PLANS / "PrimaveraProject.pmxml.xml").read_bytes()
SECRET = "the-password-of-the-site"

pytestmark = pytest.mark.usefixtures("one_java")


@pytest.fixture
def asked() -> Iterator[tuple[int, list[bytes]]]:
    """Port of a server on this machine, and what it was asked for."""
    seen: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                caller, _ = server.accept()
            except OSError:
                return
            with caller:
                seen.append(caller.recv(1000))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server.getsockname()[1], seen
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def judged(path: Path) -> Program | PlanError:
    found = outcome(lambda: load(path))
    assert SECRET not in repr(found)
    return found


def refused(path: Path) -> str:
    found = judged(path)
    assert isinstance(found, PlanError), "the file was read"
    return str(found)


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def packed(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data)
    return path


def document_types(secret: Path, port: int) -> dict[str, str]:
    """Document types by what they are after."""
    here = f"http://127.0.0.1:{port}"
    lines = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    return {
        "external file": f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>',
        "external address": f'<!DOCTYPE x [<!ENTITY s SYSTEM "{here}/s">]>',
        "external definitions": f'<!DOCTYPE x SYSTEM "{here}/a.dtd">',
        "public definitions": f'<!DOCTYPE x PUBLIC "-//p80//EN" "{here}/b.dtd">',
        "parameter entity": f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{here}/p"> %p; <!ENTITY s "x">]>',
        "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{lines}<!ENTITY s "&l11;">]>',
        "quadratic": f'<!DOCTYPE x [<!ENTITY s "{"x" * 100_000}">]>',
        "after a comment": f'<!-- <Project> --><?p > ?><!DOCTYPE x SYSTEM "{here}/c.dtd">',
    }


KINDS = tuple(document_types(Path("/secret"), 0))

FORMATS = {
    "MSPDI": '<Project xmlns="http://schemas.microsoft.com/project"><Title>&s;</Title></Project>',
    "PMXML": "<APIBusinessObjects><Project><Name>&s;</Name></Project></APIBusinessObjects>",
    "Planner": '<project name="&s;" mrproject-version="2"></project>',
    "GanttProject": '<project name="&s;" webLink="x"><tasks/></project>',
    "Phoenix": '<project name="&s;" version="4" application="Phoenix"></project>',
    "ConceptDraw": '<Document Application="CDProject"><a>&s;</a></Document>',
    "Gantt Designer": '<Gantt Version="1"><Display/><a>&s;</a></Gantt>',
    "Edraw": '<Document DocGuid="1"><a>&s;</a></Document>',
}
"""The least that MPXJ takes for each of the XML formats that it knows."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMATS)
def test_no_format_takes_a_document_type(
    tmp_path: Path, asked: tuple[int, list[bytes]], kind: str, form: str
) -> None:
    port, seen = asked
    secret = written(tmp_path / "secret.txt", SECRET.encode())
    text = f"<?xml version='1.0'?>{document_types(secret, port)[kind]}{FORMATS[form]}"
    path = written(tmp_path / "plan.xml", (text + " " * 600).encode())
    assert "document type (DOCTYPE)" in refused(path)
    said = refused(packed(tmp_path / "plan.zip", ("plan.xml", path.read_bytes())))
    assert "DOCTYPE is disallowed" in said or "not a schedule" in said
    assert seen == []


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]
)
def test_no_encoding_hides_a_document_type(tmp_path: Path, encoding: str) -> None:
    """The signs in the comment end it early for a reader that takes two bytes for two signs."""
    text = "<?xml version='1.0'?><!-- \u2d00\u2d00\u3e00 <a> --><!DOCTYPE x><Project/>"
    assert "[unsafe-xml]" in refused(written(tmp_path / "plan.xml", text.encode(encoding)))


def test_a_document_type_behind_a_megabyte(tmp_path: Path) -> None:
    text = b"<?xml version='1.0'?><!--" + b" " * (guard.HEAD + 1) + b"--><!DOCTYPE x><Project/>"
    assert "no element begins in its first megabyte" in refused(
        written(tmp_path / "plan.xml", text)
    )


@pytest.mark.parametrize(
    "inside",
    [
        b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="%b" parse="text"/><Name>',
        b"<SubprojectName>%b</SubprojectName><Name>",
    ],
)
def test_nothing_that_a_file_names_is_opened(tmp_path: Path, inside: bytes) -> None:
    """Whoever opened the pipe would wait for a writer for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    data = MSPDI.replace(b"<Name>", inside % os.fsencode(pipe))
    assert isinstance(judged(written(tmp_path / "plan.xml", data)), Program)


def test_no_address_in_a_file_is_called(tmp_path: Path, asked: tuple[int, list[bytes]]) -> None:
    port, seen = asked
    here = b"http://127.0.0.1:%d/x" % port
    schema = b'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="x %b"' % here
    data = MSPDI.replace(b"<Project ", b"<Project %b " % schema, 1)
    data = data.replace(b"?>", b'?><?xml-stylesheet href="%b" type="text/xsl"?>' % here, 1)
    assert isinstance(judged(written(tmp_path / "plan.xml", data)), Program)
    assert seen == []


def test_elements_a_hundred_thousand_deep(tmp_path: Path) -> None:
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    data = MSPDI.replace(b"<Tasks>", deep + b"<Tasks>", 1)
    assert "[damaged]" in refused(written(tmp_path / "plan.xml", data))


@pytest.mark.parametrize("name", ["../up.xml", "/p80-was-here.xml", "C:\\x.xml", "a/../../x"])
def test_an_archive_that_writes_elsewhere(tmp_path: Path, name: str) -> None:
    said = refused(packed(tmp_path / "plan.zip", (name, MSPDI)))
    assert "it would write outside its folder" in said
    assert not Path("/p80-was-here.xml").exists()
    assert [one.name for one in tmp_path.iterdir() if one.name != "cache"] == ["plan.zip"]


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([(f"{number}.txt", b"") for number in range(1001)], "it holds 1,001 files"),
        ([("a" * 201, MSPDI)], "too long or not printable"),
        ([("a\x1b[31m.xml", MSPDI)], "too long or not printable"),
        ([("plan.zip", b"PK\3\4 anything")], "it holds another archive"),
        ([], "is not a schedule"),
        ([("letter.txt", b"Dear all, " * 100)], "is not a schedule"),
    ],
)
def test_archives_that_are_not_unpacked(
    tmp_path: Path, members: list[tuple[str, bytes]], said: str
) -> None:
    assert said in refused(packed(tmp_path / "plan.zip", *members))


def test_a_list_of_files_that_would_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "plan.zip", *((f"{number}.txt", b"") for number in range(500)))
    monkeypatch.setattr(archive, "MOST_DIRECTORY", 10_000)
    assert "it holds more than 1,000 files" in refused(path)


def test_an_archive_that_lies_about_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it says of itself fits; what comes out does not."""
    path = packed(tmp_path / "bomb.zip", ("plan.xml", bytes(3_000_000)))
    data = bytearray(path.read_bytes())
    for sign, place in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        here = data.index(sign) + place
        data[here : here + 4] = struct.pack("<I", 1000)
    path.write_bytes(data)
    monkeypatch.setattr(archive, "LARGEST", 2_000_000)
    assert "[damaged]" in refused(path)
    with pytest.raises(archive.Refused):
        archive.unpack(path, tmp_path / "out")
    left = [one for one in (tmp_path / "out").rglob("*") if one.is_file()]
    assert sum(one.stat().st_size for one in left) <= 2_000_000


def test_a_schedule_in_an_archive(tmp_path: Path) -> None:
    plain = judged(written(tmp_path / "plan.xml", MSPDI))
    boxed = judged(packed(tmp_path / "plan.zip", ("a/b/plan.xml", MSPDI)))
    assert isinstance(plain, Program)
    assert isinstance(boxed, Program)
    assert boxed.tasks == plain.tasks


def test_a_wbs_in_a_circle(tmp_path: Path) -> None:
    data = PMXML
    first, second = b"<WBS>1</WBS>", b"<WBS>2</WBS>"
    ring = (
        b"<WBS><ObjectId>1</ObjectId><ParentObjectId>2</ParentObjectId></WBS>"
        b"<WBS><ObjectId>2</ObjectId><ParentObjectId>1</ParentObjectId></WBS>"
    )
    assert first not in data
    assert second not in data
    data = data.replace(b"<WBS>", ring + b"<WBS>", 1)
    assert "the elements with the ids 1, 2" in refused(written(tmp_path / "plan.xml", data))


def outline(levels: int) -> bytes:
    """A schedule of MS Project with one task below another."""
    tasks = "".join(
        f"<Task><UID>{i}</UID><ID>{i}</ID><Name>T{i}</Name><OutlineLevel>{i}</OutlineLevel>"
        f"<Summary>{int(i < levels)}</Summary><Start>2026-03-02T08:00:00</Start>"
        "<Finish>2026-03-03T17:00:00</Finish><Duration>PT16H0M0S</Duration></Task>"
        for i in range(1, levels + 1)
    )
    return (
        '<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project">'
        f"<StartDate>2026-03-02T08:00:00</StartDate><Tasks>{tasks}</Tasks></Project>"
    ).encode()


def test_summaries_in_each_other(tmp_path: Path) -> None:
    program = judged(written(tmp_path / "plan.xml", outline(100)))
    assert isinstance(program, Program)
    assert len(program.activities) == 1
    for levels in (300, 4_000):
        said = refused(written(tmp_path / "plan.xml", outline(levels)))
        assert "nested more than 200 deep" in said or "nested too deep" in said
