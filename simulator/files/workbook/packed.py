"""A workbook as a packed file: bounded before anything reads it, and what calamine does not tell.

Calamine lays a sheet out as a full rectangle, gives each cell a copy of its text, leaves out the
cells that hold an error, and knows no formats. So a few searches through the packed XML come first.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from posixpath import join, normpath

from simulator.errors import PlanError
from simulator.files.read import PACKED_FAULTS
from simulator.files.workbook.extent import ods_extent

MAX_UNPACKED = 64 * 1024 * 1024
"""Largest workbook once unpacked, bytes; a plan of 10,000 tasks has about 10 MB."""

MAX_CELLS = 8_000_000
"""Largest rectangle of a sheet, from its first cell to its last."""

MAX_TEXT = 100_000_000
"""Most bytes of text in all cells of a sheet."""

Place = tuple[int, int]
"""Row and column, counted from 1."""

# No pattern runs past the next < or >, so that each takes time in proportion to the file. What is
# not written as every spreadsheet writes it is refused: calamine must meet no address unseen here.
_C = rb"<(?:[^\s<>/:]+:)?c(?=\s)"
_R = rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']"""
_F = rb"<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)"
_V = rb"<(?:\w+:)?v>"
_ADDRESS = re.compile(_C + rb"[^<>]*?" + _R)
_NO_ADDRESS = re.compile(
    rb"<(?:[^\s<>/:]+:)?c(?=[\s/>])"
    rb"(?:(?![^<>]*?" + _R + rb"[^<>]*>)|(?=[^<>]*?\br\s*=[^<>]*?\br\s*=))"
)
_ERROR = re.compile(
    _C
    + rb"""(?=[^<>]*\st=["']e["'])[^<>]*?"""
    + _R
    + rb"[^<>]*>(?:"
    + _F
    + rb")?"
    + _V
    + rb"([^<]*)"
)
_UNCOUNTED = re.compile(
    _C
    + rb"[^<>]*?"
    + _R
    + rb"[^<>]*>"
    + _F
    + rb"(?:<(?:\w+:)?v\s*/>|"
    + _V
    + rb"\s*</(?:\w+:)?v>)?"
    rb"</(?:\w+:)?c>"
)
_SHARED = re.compile(_C + rb"""[^<>]*\st=["']s["'][^<>]*>(?:""" + _F + rb")?" + _V + rb"(\d+)<")
_TEXT = re.compile(rb"<(?:\w+:)?si[\s>/]")
_CLAIMS = re.compile(rb"<((?:[^\s<>/:]+:)?sst)\s[^<>]*>")
_CLAIM = re.compile(rb"<(?:[^\s<>/:]+:)?sst\s")
_TAG = rb"<(?:\w+:)?%b\b([^<>]*)>"
_ATTRIBUTE = re.compile(rb"""([\w:]+)=(?:"([^"]*)"|'([^']*)')""")
_PERCENT = frozenset({"9", "10"})
"""Built-in formats 0% and 0.00%."""


@dataclass(frozen=True)
class Marks:
    """Cells of one sheet that need a look of their own. uncounted : formulas without a value."""

    percent: frozenset[Place] = frozenset()
    error: Mapping[Place, str] = field(default_factory=dict)
    uncounted: frozenset[Place] = frozenset()


class Packed:
    """One packed workbook, checked. parts : what is in it, by name; sheets are known of .xlsx and
    .xlsm alone.

    Raises `PlanError` where it is damaged or would fill the memory.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.parts: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(path) as archive:
                self._unpack(archive)
        except (*PACKED_FAULTS, RuntimeError, OSError) as no:
            raise self._stop("damaged-file", f"the workbook cannot be read: {no}") from no
        self._folded = {name.casefold(): data for name, data in self.parts.items()}
        if len(self._folded) < len(self.parts):
            raise self._stop("damaged-file", "two parts of the workbook have one name")
        for data in self.parts.values():
            if b"sheetData" in data:
                self._bound(data)
        content = self._part("content.xml")
        self._refuse_far(*ods_extent(content))
        if b'value-type="error"' in content:
            raise self._stop("spreadsheet-error", "a cell of the workbook holds an error")

    def _stop(self, rule: str, message: str) -> PlanError:
        mends = {
            "damaged-file": "Open it in a spreadsheet and save it again as .xlsx.",
            "spreadsheet-error": "Repair the formula, or save as .xlsx to see which cell.",
            "too-large": "Copy what is needed into a new workbook, without empty rows at the end.",
        }
        return PlanError.one(str(self._path), rule, message, mends[rule])

    def _unpack(self, archive: zipfile.ZipFile) -> None:
        """Each part as long as it claims to be: a longer one fails its checksum."""
        size = sum(member.file_size for member in archive.infolist())
        if size > MAX_UNPACKED:
            raise self._stop("too-large", f"the workbook unpacks to {size / 1e6:,.0f} MB")
        for member in archive.infolist():
            data = archive.read(member)
            if b"<!DOCTYPE" in data[:4096]:
                raise zipfile.BadZipFile(f"{member.filename} has a document type")
            # calamine reserves memory for as many texts as this element claims there are.
            data = _CLAIMS.sub(rb"<\1>", data)
            if _CLAIM.search(data):
                raise zipfile.BadZipFile(f"{member.filename} is not as spreadsheets write it")
            self.parts[member.filename] = data

    def packed_again(self) -> io.BytesIO:
        """The checked parts alone, for calamine: nothing that has not been looked at."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        out.seek(0)
        return out

    def _part(self, name: str) -> bytes:
        """A part by its name, upper and lower case alike; empty where there is none."""
        return self._folded.get(name.casefold(), b"")

    def _bound(self, sheet: bytes) -> None:
        """Refuse a sheet that would fill the memory when it is laid out."""
        if _NO_ADDRESS.search(sheet):
            raise self._stop("damaged-file", "a sheet does not say which cells its values are in")
        places = set(_ADDRESS.findall(sheet))
        down = max((int(row) for _, row in places), default=0)
        wide = max((_number(letters) for letters in {letters for letters, _ in places}), default=0)
        self._refuse_far(down, wide)
        used = Counter(map(int, _SHARED.findall(sheet)))
        size = sum(self._lengths[at] * n for at, n in used.items() if at < len(self._lengths))
        if size > MAX_TEXT:
            raise self._stop("too-large", f"a sheet holds {size / 1e6:,.0f} MB of text")

    def _refuse_far(self, down: int, wide: int) -> None:
        if down * wide > MAX_CELLS:
            message = f"a sheet reaches down to row {down:,} and over {wide:,} columns"
            raise self._stop("too-large", message)

    @cached_property
    def _lengths(self) -> list[int]:
        """Bytes of every shared text."""
        return [len(text) for text in _TEXT.split(self._part("xl/sharedStrings.xml"))[1:]]

    @cached_property
    def _sheets(self) -> dict[str, str]:
        """Part of every sheet, by the number of its relation."""
        found = {}
        for one in _tags(b"Relationship", self._part("xl/_rels/workbook.xml.rels")):
            if one.get("Type", "").endswith("/worksheet"):
                found[one.get("Id", "")] = normpath(join("/xl", one.get("Target", "")))[1:]
        return found

    def marks(self, index: int) -> Marks:
        """Of the sheet at this place of the workbook."""
        sheets = _tags(b"sheet", self._part("xl/workbook.xml"))
        known = sheets[index] if index < len(sheets) else {}
        keys = [value for name, value in known.items() if name.endswith(":id")]
        sheet = self._part(self._sheets.get(keys[0], "") if keys else "")
        errors = {
            (int(row), _number(letters)): text.decode("utf-8", "replace")
            for letters, row, text in _ERROR.findall(sheet)
        }
        return Marks(self._with_percent(sheet), errors, _places(_UNCOUNTED, sheet))

    def _with_percent(self, sheet: bytes) -> frozenset[Place]:
        styles = b"|".join(self._percent_styles)
        if not styles:
            return frozenset()
        pattern = _C + rb"""(?=[^<>]*\ss=["'](?:""" + styles + rb""")["'])[^<>]*?""" + _R
        return _places(re.compile(pattern), sheet)

    @cached_property
    def _percent_styles(self) -> list[bytes]:
        """Numbers of the cell styles that show percent."""
        styles = self._part("xl/styles.xml")
        own = {
            one.get("numFmtId", "")
            for one in _tags(b"numFmt", styles)
            if "%" in one.get("formatCode", "")
        }
        inside = styles.partition(b"cellXfs")[2].partition(b"cellXfs>")[0]
        return [
            b"%d" % place
            for place, one in enumerate(_tags(b"xf", inside))
            if one.get("numFmtId", "0") in _PERCENT | own
        ]


def _tags(name: bytes, xml: bytes) -> list[dict[str, str]]:
    """Attributes of every element of this name."""
    return [
        {
            key.decode(): (double or single).decode("utf-8", "replace")
            for key, double, single in _ATTRIBUTE.findall(inside)
        }
        for inside in re.findall(_TAG % name, xml)
    ]


def _places(pattern: re.Pattern[bytes], sheet: bytes) -> frozenset[Place]:
    return frozenset((int(row), _number(letters)) for letters, row in pattern.findall(sheet))


def _number(letters: bytes) -> int:
    """26 for Z, 27 for AA."""
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found
