"""What is refused before any reader sees the file: size, nature, XML with entities."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from simulator.errors import PlanError
from simulator.files.mpxj.process import refuse
from simulator.files.mpxj.xer import is_whole, is_xer

LARGEST = 200 * 2**20
"""Bytes of a schedule file, and of everything packed in one."""
HEAD = 2**16
PICTURES = {b"\xff\xd8\xff": "a JPEG picture", b"\x89PNG": "a PNG picture", b"%PDF": "a PDF"}
PROLOGUE = re.compile(rb"(?:[^<]|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
"""All that may stand before a document type or the first element."""


def check(path: Path) -> None:
    """Raise PlanError where the file at `path` must not or cannot be read."""
    size, head = _opened(path)
    _check_size(path, size, head)
    for signature, what in PICTURES.items():
        if head.startswith(signature):
            raise refuse(path, "not-a-schedule", f"it is {what}")
    if head.startswith(b"PK\x03\x04"):
        _check_packed(path)
    if _is_xml(head):
        _check_xml(path)
    if is_xer(path) and not is_whole(path):
        raise PlanError.one(
            str(path),
            "damaged",
            "the file is cut off: it does not end with the line %E that P6 writes last",
            "Copy or export it again.",
        )


def _opened(path: Path) -> tuple[int, bytes]:
    """Size of the file and its first bytes."""
    try:
        if path.is_dir():
            raise PlanError.one(str(path), "unreadable-file", "this is a folder, not a file")
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
    """Refuse an archive that unpacks to more than a file may have."""
    try:
        with zipfile.ZipFile(path) as archive:
            total = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise refuse(path, "damaged", "it is a broken archive") from None
    if total > LARGEST:
        raise PlanError.one(
            str(path), "file-too-large", f"the file unpacks to {total / 2**20:.0f} MB"
        )


def _is_xml(head: bytes) -> bool:
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text.startswith(b"<")


def _check_xml(path: Path) -> None:
    """Refuse a document type: schedules have none, and it can hide entities that explode
    or read other files. Zero bytes are dropped so that UTF-16 hides nothing."""
    text = path.read_bytes().replace(b"\0", b"")
    prologue = PROLOGUE.match(text)
    rest = text[prologue.end() if prologue else 0 :]
    if rest.startswith(b"<!"):
        raise PlanError.one(
            str(path),
            "unsafe-xml",
            "the file holds a document type (DOCTYPE), which a schedule never needs and which "
            "could read other files or exhaust memory",
            "Remove it, or export the schedule again.",
        )
