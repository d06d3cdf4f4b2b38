"""What the text of an XER file says of itself, without any library: is it whole, how many links."""

from __future__ import annotations

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


def relations_in(path: Path) -> int:
    """How many relations the file lists, those to projects that are not in it included."""
    total, inside = 0, False
    with path.open("rb") as stream:
        for line in stream:
            if line.startswith(b"%T"):
                inside = line.split() == [b"%T", b"TASKPRED"]
            elif inside and line.startswith(b"%R"):
                total += 1
    return total
