"""What is refused before any reader sees the file: size, nature, XML with entities."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from simulator.errors import PlanError
from simulator.files.mpxj import archive
from simulator.files.mpxj.process import refuse
from simulator.files.mpxj.wbs import refuse_rings
from simulator.files.mpxj.xer import is_whole, is_xer
from simulator.files.read import ordinary

LARGEST = 200 * 2**20
"""Bytes of a schedule file."""
HEAD = 2**20
"""Bytes in which an XML file must come to its first element."""
PICTURES = {b"\xff\xd8\xff": "a JPEG picture", b"\x89PNG": "a PNG picture", b"%PDF": "a PDF"}
WIDE = {
    codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32", codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16", b"<\0\0\0": "utf-32-le", b"\0\0\0<": "utf-32-be",
    b"<\0": "utf-16-le", b"\0<": "utf-16-be",
}  # fmt: skip
"""Encodings of XML with more than one byte for every character, by how the file begins."""
PROLOGUE = re.compile(r"(?:[^<]++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
"""All that may stand before a document type or the first element."""


def check(path: Path) -> None:
    """Raise PlanError where the file at `path` must not or cannot be read."""
    size, head = _opened(path)
    _check_size(path, size, head)
    for signature, what in PICTURES.items():
        if head.startswith(signature):
            raise refuse(path, "not-a-schedule", f"it is {what}")
    if head.startswith(archive.ZIP):
        _check_packed(path)
    if _is_xml(head):
        _check_xml(path, head, whole=size <= len(head))
    if is_xer(path) and not is_whole(path):
        raise PlanError.one(
            str(path),
            "damaged",
            "the file is cut off: it does not end with the line %E that P6 writes last",
            "Copy or export it again.",
        )
    refuse_rings(path, head)


def _opened(path: Path) -> tuple[int, bytes]:
    """Size of the file and its first bytes."""
    try:
        ordinary(path)
        with path.open("rb") as stream:
            return path.stat().st_size, stream.read(HEAD)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise PlanError.one(
            str(path), "unreadable-file", f"the file cannot be read: {reason}"
        ) from fault


def _check_size(path: Path, size: int, head: bytes) -> None:
    if not head.strip(b"\0 \t\r\n"):
        raise PlanError.one(
            str(path), "empty-file", "the file is empty", "Copy or export it again."
        )
    if size > LARGEST:
        raise PlanError.one(
            str(path),
            "file-too-large",
            f"the file has {size / 2**20:.0f} MB, more than the {LARGEST / 2**20:.0f} MB allowed",
            "Export fewer projects or without baselines, and try again.",
        )


def _check_packed(path: Path) -> None:
    try:
        archive.check(path)
    except archive.Refused as refused:
        raise refuse(path, refused.code, refused.detail) from refused


def _is_xml(head: bytes) -> bool:
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text.startswith(b"<")


def _check_xml(path: Path, head: bytes, whole: bool) -> None:
    """Refuse a document type: schedules have none, and it can hide entities that explode
    or read other files. whole : `head` is all of the file."""
    text = _decoded(head)
    prologue = PROLOGUE.match(text)
    rest = text[prologue.end() if prologue else 0 :]
    if rest.startswith("<!") and not rest.startswith("<!--"):
        raise PlanError.one(
            str(path),
            "unsafe-xml",
            "the file holds a document type (DOCTYPE), which a schedule never needs and which "
            "could read other files or exhaust memory",
            "Remove it, or export the schedule again.",
        )
    if not whole and (not rest or rest.startswith(("<!--", "<?"))):
        raise refuse(path, "not-a-schedule", "no element begins in its first megabyte")


def _decoded(head: bytes) -> str:
    """Text in which every sign of the markup is one character."""
    for mark, encoding in WIDE.items():
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    return head.replace(b"\0", b"").decode("latin-1")
