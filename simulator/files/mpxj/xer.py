"""What the text of an XER file says of itself, without any library: is it whole, how many links,
when its activities were last edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

MARK = b"ERMHDR"
BOM = b"\xef\xbb\xbf"
END = b"%E"
TAIL = 4096


def is_xer(path: Path) -> bool:
    """True for a file that begins like one of P6."""
    with path.open("rb") as stream:
        return stream.read(len(BOM) + len(MARK)).removeprefix(BOM).startswith(MARK)


def has_end(path: Path) -> bool:
    """True where the file ends as P6 ends it: with a line %E."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - TAIL))
        lines = stream.read().splitlines()
    return END in (line.strip() for line in lines)


def is_whole(path: Path) -> bool:
    """False where the file is cut off within a row; P6 itself reads files without their %E."""
    if has_end(path):
        return True
    columns, last = 0, b""
    with path.open("rb") as stream:
        for line in stream:
            if line.startswith(b"%F"):
                columns = line.count(b"\t")
            if line.strip():
                last = line
    return last.startswith(b"%R") and last.count(b"\t") == columns


@dataclass
class Listed:
    """What the text lists. relations : all of them, those to projects that are not in it included.
    changed : the latest edit of an activity, by the unique id of its project.
    cut : unique ids of the activities with a relation to one that is not in the file.
    ends : the file has the end that P6 writes.
    """

    relations: int = 0
    changed: dict[str, datetime] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    ends: bool = True


def listed_in(path: Path) -> Listed:
    """What the XER file at `path` lists; nothing of any other file."""
    if not is_xer(path):
        return Listed()
    found = Listed(ends=has_end(path))
    tasks: set[str] = set()
    ends: list[tuple[str, str]] = []
    for table, cells in _rows(path):
        if table == b"TASK":
            tasks.add(_text(cells, b"task_id"))
            _note_change(cells, found)
        else:
            found.relations += 1
            ends.append((_text(cells, b"task_id"), _text(cells, b"pred_task_id")))
    for pair in ends:
        if not tasks.issuperset(pair):
            found.cut.update(pair)
    return found


def _rows(path: Path) -> Iterator[tuple[bytes, dict[bytes, bytes]]]:
    """Table and cells by column name of the activities and relations."""
    table, columns = b"", list[bytes]()
    with path.open("rb") as stream:
        for line in stream:
            if line.startswith(b"%T"):
                table, columns = line[2:].strip(), []
            elif table in (b"TASK", b"TASKPRED"):
                cells = line.rstrip(b"\r\n").split(b"\t")
                if line.startswith(b"%F"):
                    columns = cells[1:]
                elif line.startswith(b"%R"):
                    yield table, dict(zip(columns, cells[1:], strict=False))


def _text(cells: Mapping[bytes, bytes], name: bytes) -> str:
    return cells.get(name, b"").decode("ascii", "replace")


def _note_change(cells: Mapping[bytes, bytes], found: Listed) -> None:
    project = _text(cells, b"proj_id")
    with suppress(ValueError):
        at = datetime.fromisoformat(_text(cells, b"update_date"))
        found.changed[project] = max(at, found.changed.get(project, at))
