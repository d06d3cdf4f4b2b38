"""Bytes of an untrusted file to text: bounded, and decoded without guessing."""

from __future__ import annotations

import codecs
import lzma
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from simulator.errors import PlanError

MAX_BYTES = 64 * 1024 * 1024
"""Largest plan or table that is read, bytes; a plan of 10,000 tasks has about 2 MB."""

PACKED_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError,
    ValueError,
)  # fmt: skip
"""What `zipfile` raises where an archive is damaged, or packed in a way that it does not know."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def ordinary(path: Path) -> None:
    """Raise `PlanError` for a pipe, device or folder: reading one may never end.

    Raises OSError where there is nothing at `path`.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        message = "this is a folder, not a file"
        if not stat.S_ISDIR(mode):
            message = "this is a pipe or device, not an ordinary file"
        mend = "Name a file; what a command prints can be written to one first."
        raise PlanError.one(str(path), "unreadable-file", message, mend)


def data_of(path: Path) -> bytes:
    """All bytes of `path`, refused where there are none or too many."""
    name = str(path)
    try:
        ordinary(path)
        if path.stat().st_size <= MAX_BYTES:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        else:
            data = None
    except OSError as fault:
        raise PlanError.one(
            name,
            "unreadable",
            f"the file cannot be read: {fault.strerror or fault}",
            "Check the name and the permissions.",
        ) from fault
    if data is None or len(data) > MAX_BYTES:
        raise PlanError.one(
            name,
            "too-large",
            f"the file is larger than {MAX_BYTES // 1024**2} MB, the limit for plans and tables",
            "A plan of 10,000 tasks has about 2 MB: look for what else is in the file.",
        )
    if not data.strip():
        raise PlanError.one(
            name, "empty-file", "the file is empty", "`p80 new` writes a plan to start from."
        )
    return data


def decoded(path: Path) -> str:
    """Text of `path`: UTF-8 with or without a mark, or UTF-16 with one."""
    data = data_of(path)
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise PlanError.one(
            f"{path}:{line}",
            "encoding",
            f"the file is not UTF-8 text: byte {fault.start} is 0x{data[fault.start]:02x}",
            "Save it as UTF-8 (Excel: 'CSV UTF-8'; editors: Save with encoding).",
        ) from fault
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise PlanError.one(
            f"{path}:{line}",
            "nul-byte",
            "there is a NUL byte here: this is no text file, or a damaged one",
            "Save it again as UTF-8 text.",
        )
    return text
