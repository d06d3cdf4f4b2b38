"""What a GanttProject file says and MPXJ does not take: links below the top level, and costs."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from xml.etree import ElementTree as ET

from simulator.files.mpxj.process import refuse
from simulator.files.mpxj.raw import RawProject, RawRow

TYPES = {"1": "SS", "2": "FS", "3": "FF", "4": "SF"}


def complete(project: RawProject, path: Path) -> None:
    """Give a project read by MPXJ all links and the costs that were entered. Raises PlanError."""
    try:
        project.relations = relations(path)
        entered = costs(path)
    except (ValueError, ET.ParseError) as fault:
        raise refuse(path, "damaged", f"a link or cost of its tasks: {fault}") from fault
    for row in project.rows:
        row["cost"] = entered.get(row["uid"] or "", row["cost"])


def costs(path: Path) -> dict[str, str]:
    """Costs that were entered, by the unique id of the task; others follow from its resources."""
    return {
        _uid(task): _money(task.get("cost-manual-value", "0"))
        for task in ET.parse(path).getroot().iter("task")
        if task.get("cost-calculated") == "false"
    }


def relations(path: Path) -> list[RawRow]:
    """All links as rows of the raw document, lags in days.

    A task stands in the document under its own id plus one. The file has been checked to hold no
    document type, so that parsing it is safe. Raises ValueError where a link holds no numbers.
    """
    return [_relation(task, link) for task, link in _links(path)]


def _links(path: Path) -> Iterator[tuple[ET.Element, ET.Element]]:
    for task in ET.parse(path).getroot().iter("task"):
        for link in task.findall("depend"):
            yield task, link


def _relation(task: ET.Element, link: ET.Element) -> RawRow:
    return {
        "predecessor": _uid(task),
        "successor": _uid(link),
        "predecessor_project": None,
        "successor_project": None,
        "type": TYPES.get(link.get("type", "2"), "FS"),
        "lag": f"{int(link.get('difference', '0'))}.0d",
    }


def _uid(element: ET.Element) -> str:
    return str(int(element.get("id", "0")) + 1)


def _money(text: str) -> str:
    """The text of an amount. Raises ValueError where it is none."""
    if not isfinite(float(text)):
        raise ValueError(f"{text} is no amount of money")
    return text
