"""Workbooks that were made to hurt: each is refused in a sentence before calamine meets it."""

from __future__ import annotations

import struct
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import tries

import simulator.files.workbook.packed as packed
from simulator.errors import PlanError
from simulator.files import load
from simulator.files.build import build
from simulator.files.table import read_table
from simulator.files.workbook import template
from simulator.files.workbook.source import WorkbookSource

with zipfile.ZipFile(BytesIO(template())) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}

TASKS = "xl/worksheets/sheet3.xml"
TEXTS = "xl/sharedStrings.xml"


def made(path: Path, **parts: bytes) -> Path:
    """The template with parts of other content; / stands as __ in a name."""
    own = {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in parts.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**PARTS, **own}.items():
            archive.writestr(name, data)
    return path


def with_rows(path: Path, rows: bytes) -> Path:
    """The template with more rows in its tasks."""
    sheet = PARTS[TASKS].replace(b"</sheetData>", rows + b"</sheetData>")
    return made(path, xl__worksheets__sheet3_xml=sheet)


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(PlanError) as raised:
        load(path)
    (issue,) = raised.value.issues
    assert issue.where == str(path)
    assert issue.mend
    return issue.rule, issue.message


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "plan.xlsx"


def test_the_template_itself_is_sound(plan: Path) -> None:
    assert len(load(made(plan)).tasks) == 9


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "row 1,048,576 and over 16,384"),
        (b'<row r="999"><c r="XFD999999"><v>1</v></c></row>', "row 999,999 and over 16,384"),
        (b'<row r="9"><x-y:c r="XFD1048576"><v>1</v></x-y:c></row>', "row 1,048,576"),
        (b'<row r="9"><c\nr="XFD1048576"><v>1</v></c></row>', "row 1,048,576"),
    ],
)
def test_a_cell_far_away_is_refused(plan: Path, row: bytes, words: str) -> None:
    """calamine lays out the whole rectangle: 17 thousand million cells for one."""
    rule, message = refused(with_rows(plan, row))
    assert rule == "too-large"
    assert words in message


@pytest.mark.parametrize(
    "cell",
    [
        b"<c><v>1</v></c>",
        b'<c s="1"><v>1</v></c>',
        b'<c r="A4294967295"><v>1</v></c>',
        b'<c r="xfd1048576"><v>1</v></c>',
        b'<c r ="XFD1048576"><v>1</v></c>',
        b'<c r="A9" r="XFD1048576"><v>1</v></c>',
        b'<c x=">" r="XFD1048576"><v>1</v></c>',
        b'<c x="<" r="XFD1048576"><v>1</v></c>',
        b"<c " * 100_000,
    ],
)
def test_addresses_that_no_spreadsheet_writes_are_refused(plan: Path, cell: bytes) -> None:
    rule, message = refused(with_rows(plan, b'<row r="99">' + cell + b"</row>"))
    assert (rule, message) == ("damaged-file", "a sheet does not say which cells its values are in")


def test_one_long_text_in_many_cells_is_refused(plan: Path) -> None:
    """1 MB of text in each of 50,000 cells would be 50 GB."""
    count = PARTS[TEXTS].count(b"<si>")
    texts = PARTS[TEXTS].replace(b"</sst>", b"<si><t>" + b"x" * 10**6 + b"</t></si></sst>")
    rows = b"".join(
        b'<row r="%d"><c r="C%d" t="s"><v>%d</v></c></row>' % (r, r, count)
        for r in range(100, 50_100)
    )
    sheet = PARTS[TASKS].replace(b"</sheetData>", rows + b"</sheetData>")
    made(plan, xl__worksheets__sheet3_xml=sheet, xl__sharedStrings_xml=texts)
    rule, message = refused(plan)
    assert rule == "too-large"
    assert "50,00" in message  # 50 thousand megabytes, and what was there before


def test_claims_of_how_many_texts_there_are_reserve_no_memory(plan: Path) -> None:
    texts = PARTS[TEXTS].replace(b'ount="', b'ount="4294967295')
    assert len(load(made(plan, xl__sharedStrings_xml=texts)).tasks) == 9
    hidden = PARTS[TEXTS].replace(b"<sst ", b'<sst x="<" ').replace(b'ount="', b'ount="4294967295')
    assert refused(made(plan, xl__sharedStrings_xml=hidden))[0] == "damaged-file"


def test_a_workbook_of_zeros_is_refused_by_its_size(plan: Path) -> None:
    """A gigabyte of zeros packs to a megabyte."""
    with (
        zipfile.ZipFile(plan, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(100):
            member.write(bytes(10_000_000))
    assert refused(plan) == ("too-large", "the workbook unpacks to 1,000 MB")


def test_a_size_that_lies_is_found_out(plan: Path) -> None:
    """What is unpacked is never longer than what the directory of the file says."""
    size = 70_000_000
    data = bytearray(made(plan, xl__worksheets__sheet3_xml=bytes(size)).read_bytes())
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(mark)
        while at >= 0:
            if struct.unpack_from("<I", data, at + offset)[0] == size:
                struct.pack_into("<I", data, at + offset, 1000)
            at = data.find(mark, at + 4)
    plan.write_bytes(data)
    rule, message = refused(plan)
    assert rule == "damaged-file"
    assert "CRC" in message


def test_entities_are_refused(plan: Path) -> None:
    lines = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
    sheet = lines + PARTS[TASKS].partition(b"?>")[2]
    rule, message = refused(made(plan, xl__worksheets__sheet3_xml=sheet))
    assert rule == "damaged-file"
    assert "document type" in message


def test_two_parts_of_one_name_are_refused(plan: Path) -> None:
    made(plan, xl__worksheets__SHEET3_xml=PARTS[TASKS])
    assert refused(plan) == ("damaged-file", "two parts of the workbook have one name")


@pytest.mark.parametrize(
    "data",
    [b"\xff\xd8\xff\xe0 a picture", b"no workbook", b"PK\x03\x04 cut off", template()[:20_000]],
)
def test_what_is_no_workbook(plan: Path, data: bytes) -> None:
    plan.write_bytes(data)
    rule, message = refused(plan)
    assert rule == "damaged-file"
    assert message.startswith("the workbook cannot be read: ")


@pytest.mark.parametrize("name", ["xl/workbook.xml", TASKS, "[Content_Types].xml", TEXTS])
@pytest.mark.parametrize("data", [b"", b"<x/>", b"\0\0", b"<x"])
def test_parts_that_are_something_else(plan: Path, name: str, data: bytes) -> None:
    """A clear error, or a program without what was in that part."""
    with zipfile.ZipFile(plan, "w") as archive:
        for one, content in {**PARTS, name: data}.items():
            archive.writestr(one, content)
    with suppress(PlanError):
        load(plan)


def compound(stream: str) -> bytes:
    """The smallest compound file with one stream of this name: what Excel writes around a
    workbook with a password. Source: [MS-CFB], version 3."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
        0, 1, 1, 0, 0x1000, end, 0, end, 0, 0,
    )  # fmt: skip
    header = head + struct.pack("<109I", *([0] + [free] * 108))[: 512 - len(head)]
    table = struct.pack("<128I", *([0xFFFFFFFD, end] + [free] * 126))

    def entry(name: str, kind: int, child: int) -> bytes:
        label = name.encode("utf-16-le") + b"\0\0"
        sides = struct.pack("<64sHBBIII", label, len(label), kind, 1, free, free, child)
        return sides + bytes(36) + struct.pack("<IQ", end, 0)

    entries = entry("Root Entry", 5, 1) + entry(stream, 2, free)
    return header + table + entries.ljust(512, b"\0")


def test_a_workbook_with_a_password(plan: Path) -> None:
    plan.write_bytes(compound("EncryptedPackage"))
    assert refused(plan) == ("password", "the workbook asks for a password")


@tries(150)
@given(
    st.sampled_from([TASKS, TEXTS, "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet4.xml"]),
    st.floats(0, 1),
    st.integers(0, 12),
    st.one_of(
        st.sampled_from([b"<", b">", b'"', b't="e"', b"<v>", b"</c>", b"&#0;", b"1e999", b"\xff"]),
        st.binary(max_size=4),
    ),
)
def test_a_workbook_with_a_few_bytes_changed(
    tmp_path_factory: pytest.TempPathFactory, name: str, where: float, cut: int, put: bytes
) -> None:
    """A clear error or a program; never another exception, and never the end of the process."""
    data = PARTS[name]
    at = int(where * len(data))
    path = tmp_path_factory.mktemp("bytes") / "plan.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for one, content in {**PARTS, name: data[:at] + put + data[at + cut :]}.items():
            archive.writestr(one, content)
    with suppress(PlanError):
        build(WorkbookSource.read(path), path.parent)


ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="tasks">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def ods(path: Path, rows: str) -> Path:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    head = "".join(cell.format(name) for name in ("id", "duration"))
    names = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<manifest:manifest xmlns:manifest="{names}"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        content = ODS.format(f"<table:table-row>{head}</table:table-row>{rows}")
        archive.writestr("content.xml", content)
    return path


NUMBER = '<table:table-cell{} office:value-type="float" office:value="1"/>'
EMPTY = '<table:table-cell table:number-columns-repeated="16382"/>'


def test_empty_cells_of_open_document_may_be_repeated(tmp_path: Path) -> None:
    """LibreOffice fills every sheet to its end with empty cells, written once."""
    rows = f"<table:table-row>{NUMBER.format('')}{NUMBER.format('')}{EMPTY}</table:table-row>"
    rest = f'<table:table-row table:number-rows-repeated="1048574">{EMPTY}</table:table-row>'
    table = read_table(ods(tmp_path / "list.ods", rows + rest))
    assert table.rows == [{"id": "1", "duration": "1"}]


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="99999999">{NUMBER.format("")}'
        "</table:table-row>",
        "<table:table-row>"
        + NUMBER.format(' table:number-columns-repeated="99999999"')
        + "</table:table-row>",
        f'<table:table-row table:number-rows-repeated="1048000">{EMPTY}</table:table-row>'
        f"<table:table-row>{EMPTY}{NUMBER.format('')}</table:table-row>",
    ],
)
def test_an_open_document_sheet_that_would_fill_the_memory(tmp_path: Path, rows: str) -> None:
    with pytest.raises(PlanError, match="a sheet reaches down to row"):
        read_table(ods(tmp_path / "list.ods", rows))


def test_an_error_in_open_document_is_not_an_empty_cell(tmp_path: Path) -> None:
    cell = NUMBER.format(' calcext:value-type="error"')
    with pytest.raises(PlanError, match="a cell of the workbook holds an error"):
        read_table(ods(tmp_path / "list.ods", f"<table:table-row>{cell}</table:table-row>"))


def test_limits_are_what_the_manual_says() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/excel.md").read_text("utf-8")
    assert f"unpack to {packed.MAX_UNPACKED // 1024**2} MB" in page
    assert f"over {packed.MAX_CELLS // 10**6} million cells" in page
