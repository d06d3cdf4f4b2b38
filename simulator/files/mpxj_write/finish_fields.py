"""User fields of P6 that hold a finish. MPXJ writes every date field as one that holds a start; P6
draws bars from a start field to a finish field, so the type matters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from simulator.files.mpxj.xer import is_xer
from simulator.files.mpxj_write.formats import Format

TYPE = re.compile(rb"<UDFType>.*?</UDFType>", re.DOTALL)
PART = re.compile(rb"<(DataType|ObjectId|Title)>(.*?)</\1>", re.DOTALL)
VALUE = re.compile(
    rb"(<TypeObjectId>(\d+)</TypeObjectId>\s*)<StartDateValue>([^<]*)</StartDateValue>"
)


def finish_titles(path: Path) -> set[str]:
    """Titles of the finish fields of a schedule of P6; none for other files."""
    content = path.read_bytes()
    if is_xer(path):
        rows = (row for row in _xer_types(content.split(b"\n")) if row[1] == b"FT_END_DATE")
        return {row[2].decode("latin-1") for row in rows}
    parts = (_parts(found[0]) for found in TYPE.finditer(content))
    ends = (one for one in parts if one.get(b"DataType") == b"Finish Date")
    return {unescape(one[b"Title"].decode("utf-8", "replace")) for one in ends if b"Title" in one}


def retype(path: Path, format: Format, titles: Iterable[str], charset: str) -> None:
    """Make the fields of those titles finish fields in the file that MPXJ wrote."""
    wanted = set(titles)
    content = path.read_bytes()
    if format is Format.XER:
        lines = content.split(b"\n")
        codes = {title.encode(charset, "replace") for title in wanted}
        codes |= {title.encode("latin-1", "replace") for title in wanted}
        for place, kind, title in list(_xer_types(lines)):
            if kind == b"FT_START_DATE" and title in codes:
                lines[place] = lines[place].replace(b"\tFT_START_DATE", b"\tFT_END_DATE")
        path.write_bytes(b"\n".join(lines))
    elif format is Format.PMXML:
        path.write_bytes(_pmxml(content, wanted))


def _pmxml(content: bytes, wanted: set[str]) -> bytes:
    ids: set[bytes] = set()

    def definition(found: re.Match[bytes]) -> bytes:
        parts = _parts(found[0])
        title = unescape(parts.get(b"Title", b"").decode("utf-8", "replace"))
        if title not in wanted or parts.get(b"DataType") != b"Start Date":
            return found[0]
        ids.add(parts[b"ObjectId"])
        return found[0].replace(b">Start Date<", b">Finish Date<", 1)

    def value(found: re.Match[bytes]) -> bytes:
        if found[2] not in ids:
            return found[0]
        return found[1] + b"<FinishDateValue>" + found[3] + b"</FinishDateValue>"

    return VALUE.sub(value, TYPE.sub(definition, content))


def _parts(block: bytes) -> dict[bytes, bytes]:
    return {found[1]: found[2] for found in PART.finditer(block)}


def _xer_types(lines: list[bytes]) -> Iterable[tuple[int, bytes, bytes]]:
    """Line number, type and title of each row of the table UDFTYPE."""
    names: list[bytes] = []
    inside = False
    for place, line in enumerate(lines):
        cells = line.rstrip(b"\r").split(b"\t")
        if cells[0] == b"%T":
            inside = cells[1:2] == [b"UDFTYPE"]
        elif inside and cells[0] == b"%F":
            names = cells
        elif inside and cells[0] == b"%R":
            row = dict(zip(names, cells, strict=False))
            yield place, row.get(b"logical_data_type", b""), row.get(b"udf_type_label", b"")
