"""Archives, checked and unpacked by us: MPXJ would unpack them without any limit."""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from simulator.files.read import PACKED_FAULTS

ZIP = b"PK"
LARGEST = 200 * 2**20
"""Bytes that an archive may unpack to."""
MOST_FILES = 1_000
MOST_DIRECTORY = 4 * 2**20
"""Bytes of the list of files at the end of an archive."""
LONGEST_NAME = 200
CHUNK = 2**20
ENCRYPTED = 1
END = b"PK\5\6"
LIST_SIZE = slice(12, 16)
"""Where the record at the end says how long the list of files is."""


class Refused(Exception):
    """Why an archive is not unpacked: a code of `process.MESSAGES`, and a detail."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(detail)


def is_archive(path: Path) -> bool:
    """True for what MPXJ would unpack."""
    with path.open("rb") as stream:
        return stream.read(len(ZIP)) == ZIP


def check(path: Path) -> None:
    """Raise Refused by what the archive says of itself."""
    with _opened(path) as archive:
        _refuse(archive.infolist())


def unpack(path: Path, folder: Path) -> None:
    """All files of the archive into `folder`. Raises Refused."""
    with _opened(path) as archive:
        members = archive.infolist()
        _refuse(members)
        left = LARGEST
        for member in members:
            left -= _written(archive, member, folder, left)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    _refuse_long_list(path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except PACKED_FAULTS as fault:
        raise Refused("damaged", f"it is a broken archive: {fault}") from fault
    except OSError as fault:
        if fault.errno != errno.EINVAL:
            raise
        raise Refused("damaged", "it is a broken archive: a part begins before the file") from fault


def _refuse_long_list(path: Path) -> None:
    """Refuse by the length of the list, before it becomes objects."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2**16 - 22))
        record = stream.read()
    record = record[max(record.rfind(END), 0) :]
    if int.from_bytes(record[LIST_SIZE], "little") > MOST_DIRECTORY:
        raise Refused("archive", f"it holds more than {MOST_FILES:,} files")


def _refuse(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_FILES:
        raise Refused("archive", f"it holds {len(members):,} files")
    if sum(member.file_size for member in members) > LARGEST:
        raise Refused("archive", f"it unpacks to more than {LARGEST // 2**20} MB")
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in str(name):
            raise Refused("archive", f"it would write outside its folder, to '{member.filename}'")
        if len(str(name)) > LONGEST_NAME or not str(name).isprintable():
            raise Refused("archive", "the name of a file in it is too long or not printable")
        if member.flag_bits & ENCRYPTED:
            raise Refused("password")


def _written(archive: zipfile.ZipFile, member: zipfile.ZipInfo, goal: Path, left: int) -> int:
    """Unpack one file; its size. Counts what comes out, whatever the list of files says."""
    path = goal / PurePosixPath(member.filename.replace("\\", "/"))
    if member.is_dir():
        path.mkdir(parents=True, exist_ok=True)
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with archive.open(member) as source, path.open("wb") as target:
        while chunk := source.read(CHUNK):
            if not size and chunk.startswith(ZIP):
                raise Refused("archive", "it holds another archive")
            size += len(chunk)
            if size > left:
                raise Refused("archive", f"it unpacks to more than {LARGEST // 2**20} MB")
            target.write(chunk)
    return size
