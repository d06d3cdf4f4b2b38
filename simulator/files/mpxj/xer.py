"""What the text of an XER file says of itself, without any library: is it whole, how many links,
when its activities were last edited."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

MARK = b"ERMHDR"
END = b"%E"
TAIL = 4096


def is_xer(path: Path) -> bool:
    """True for a file that begins like one of P6."""
    with path.open("rb") as stream:
        return stream.read(len(MARK)) == MARK


def is_whole(path: Path) -> bool:
    """True where the file ends as P6 ends it: with a line %E."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - TAIL))
        lines = stream.read().splitlines()
    return END in (line.strip() for line in lines)


@dataclass(frozen=True, slots=True)
class Listed:
    """What the text lists. relations : all of them, those to projects that are not in it included.
    changed : the latest edit of an activity, by the unique id of its project.
    """

    relations: int = 0
    changed: Mapping[str, datetime] = field(default_factory=dict)


def listed_in(path: Path) -> Listed:
    """What the XER file at `path` lists; nothing of any other file."""
    if not is_xer(path):
        return Listed()
    relations, table = 0, b""
    columns: dict[bytes, int] = {}
    changed: dict[bytes, bytes] = {}
    with path.open("rb") as stream:
        for line in stream:
            if line.startswith(b"%T"):
                table, columns = line[2:].strip(), {}
            elif line.startswith(b"%F") and table == b"TASK":
                names = line.rstrip(b"\r\n").split(b"\t")
                columns = {name: place for place, name in enumerate(names)}
            elif line.startswith(b"%R"):
                relations += table == b"TASKPRED"
                if b"update_date" in columns and b"proj_id" in columns:
                    _note_change(line, columns, changed)
    return Listed(relations, _dates(changed))


def _note_change(line: bytes, columns: Mapping[bytes, int], changed: dict[bytes, bytes]) -> None:
    cells = line.rstrip(b"\r\n").split(b"\t")
    with suppress(IndexError):
        project, at = cells[columns[b"proj_id"]], cells[columns[b"update_date"]]
        changed[project] = max(at, changed.get(project, b""))


def _dates(changed: Mapping[bytes, bytes]) -> dict[str, datetime]:
    found = {}
    for project, at in changed.items():
        with suppress(ValueError):
            found[project.decode("ascii")] = datetime.fromisoformat(at.decode("ascii"))
    return found
