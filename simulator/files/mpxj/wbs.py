"""The WBS of a P6 file, seen in its text: elements that lie below themselves hide their activities
from the reader, which says nothing of it."""

from __future__ import annotations

import mmap
import re
from pathlib import Path

from simulator.errors import PlanError
from simulator.files.mpxj.xer import is_xer

PMXML = (b"APIBusinessObjects", b"<BusinessObjects")
ELEMENT = re.compile(rb"<WBS>(.*?)</WBS>", re.DOTALL)
OWN = re.compile(rb"<ObjectId>\s*(\d+)")
ABOVE = re.compile(rb"<ParentObjectId>\s*(\d+)")

Parents = dict[bytes, bytes]
"""Id of the element above, by id."""


def refuse_rings(path: Path, head: bytes) -> None:
    """Raise PlanError where elements of the WBS lie below themselves. head : the file's begin."""
    parents: Parents = {}
    if is_xer(path):
        parents = _of_xer(path)
    elif any(word in head for word in PMXML):
        parents = _of_xml(path)
    ring = _ring(parents)
    if ring:
        named = ", ".join(one.decode("ascii", "replace") for one in ring[:5])
        raise PlanError.one(
            str(path),
            "wbs-ring",
            f"the WBS runs in a circle: the elements with the ids {named} lie below themselves",
            "Move one of them in P6, and export the project again.",
        )


def _of_xer(path: Path) -> Parents:
    parents: Parents = {}
    inside, own, above = False, -1, -1
    with path.open("rb") as stream:
        for line in stream:
            if line.startswith(b"%T"):
                inside = line[2:].strip() == b"PROJWBS"
            elif inside:
                cells = line.rstrip(b"\r\n").split(b"\t")
                if line.startswith(b"%F"):
                    own, above = (
                        cells.index(name) if name in cells else -1
                        for name in (b"wbs_id", b"parent_wbs_id")
                    )
                elif min(own, above) >= 0 and max(own, above) < len(cells):
                    parents.setdefault(cells[own], cells[above])
    return parents


def _of_xml(path: Path) -> Parents:
    parents: Parents = {}
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as text:
        for element in ELEMENT.finditer(text):
            own, above = OWN.search(element[1]), ABOVE.search(element[1])
            if own and above:
                parents.setdefault(own[1], above[1])
    return parents


def _ring(parents: Parents) -> list[bytes]:
    """The first ring of two or more; an element that is its own parent is read as the top."""
    sound: set[bytes] = set()
    for start in parents:
        seen: dict[bytes, None] = {}
        here = start
        while here in parents and here not in sound:
            if here in seen:
                ring = list(seen)[list(seen).index(here) :]
                if len(ring) > 1:
                    return ring
                break
            seen[here] = None
            here = parents[here]
        sound.update(seen)
    return []
