"""Relations of the raw document as dependencies of the model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.mpxj.values import Amount
from simulator.files.report import ImportReport
from simulator.model.dependency import Dependency, Lag, Relation

Ids = Mapping[tuple[str | None, str | None], str]
"""Full task id by unique id of the project and of the task."""


def links_of(project: RawProject, ids: Ids, report: ImportReport) -> dict[str, list[Dependency]]:
    """Dependencies by full id of the successor."""
    links: dict[str, list[Dependency]] = defaultdict(list)
    outside = 0
    for row in project.relations:
        before = ids.get((row["predecessor_project"], row["predecessor"]))
        after = ids.get((row["successor_project"], row["successor"]))
        if before is None or after is None:
            outside += 1
            continue
        link = Dependency(before, Relation(row["type"] or "FS"), _lag(project, row))
        if link not in links[after]:
            links[after].append(link)
    report.count(
        "relations",
        len(project.relations),
        len(project.relations) - outside,
        "their other end is not among the tasks that are used" if outside else "",
    )
    return links


def _lag(project: RawProject, row: RawRow) -> Lag:
    amount = project.units.amount(row["lag"]) or Amount()
    return Lag(amount.minutes, amount.elapsed, amount.share)
