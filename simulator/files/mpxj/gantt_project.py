"""Links of a GanttProject file, read from its XML: MPXJ takes those of the top level alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from simulator.files.mpxj.raw import RawRow

TYPES = {"1": "SS", "2": "FS", "3": "FF", "4": "SF"}


def relations(path: Path) -> list[RawRow]:
    """All links as rows of the raw document, lags in days.

    A task stands in the document under its own id plus one. The file has been checked to hold no
    document type, so that parsing it is safe.
    """
    return [_relation(task, link) for task, link in _links(path)]


def _links(path: Path) -> Iterator[tuple[ET.Element, ET.Element]]:
    for task in ET.parse(path).getroot().iter("task"):
        for link in task.findall("depend"):
            yield task, link


def _relation(task: ET.Element, link: ET.Element) -> RawRow:
    return {
        "predecessor": str(int(task.get("id", "0")) + 1),
        "successor": str(int(link.get("id", "0")) + 1),
        "predecessor_project": None,
        "successor_project": None,
        "type": TYPES.get(link.get("type", "2"), "FS"),
        "lag": f"{float(link.get('difference', '0'))}d",
    }
