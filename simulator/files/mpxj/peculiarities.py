"""What a source tool did to a row beyond plain scheduling: it may explain a differing date."""

from __future__ import annotations

from collections.abc import Callable

from simulator.files.mpxj.constraints import is_leveled, is_pinned
from simulator.files.mpxj.progress import is_expected, is_split
from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.mpxj.values import moment
from simulator.model.task import Peculiarity


def peculiarities_of(project: RawProject, row: RawRow) -> frozenset[Peculiarity]:
    """All that is odd about a row."""
    return frozenset(kind for kind, holds in RULES.items() if holds(project, row))


def is_manual(project: RawProject, row: RawRow) -> bool:
    """True for a manually scheduled task of MS Project."""
    return is_pinned(row) and row["external"] != "true"


def is_outside(project: RawProject, row: RawRow) -> bool:
    """True for a task of another file that stands in this one as the end of links."""
    return row["external"] == "true"


def is_open_split(project: RawProject, row: RawRow) -> bool:
    """True for an unfinished task whose work is interrupted."""
    return is_split(project, row) and not row["actual_finish"]


def is_suspended(project: RawProject, row: RawRow) -> bool:
    """True for an unfinished activity that was suspended at some time."""
    return bool(row["suspend"]) and not row["actual_finish"]


def has_external_dates(project: RawProject, row: RawRow) -> bool:
    """True where dates from links to other projects bind."""
    given = bool(row["external_start"] or row["external_finish"])
    return given and not project.properties["ignore_other_projects"]


def is_moved(project: RawProject, row: RawRow) -> bool:
    """True for an open activity of P6 whose start is not its early start."""
    early, start = moment(row["early_start"]), moment(row["start"])
    is_open = row["summary"] != "true" and row["actual_start"] is None
    return project.is_p6 and is_open and bool(early and start and start > early)


def is_contoured(project: RawProject, row: RawRow) -> bool:
    """True where work is spread unevenly over the task of MS Project: its duration follows."""
    is_open = not project.is_p6 and not row["actual_finish"]
    assignments = project.assignments.get(str(row["uid"]), ())
    return is_open and any(one["flat"] == "false" for one in assignments)


RULES: dict[Peculiarity, Callable[[RawProject, RawRow], bool]] = {
    Peculiarity.MANUAL: is_manual,
    Peculiarity.LEVELED: lambda project, row: is_leveled(project, row) or is_moved(project, row),
    Peculiarity.EXTERNAL: lambda project, row: (
        is_outside(project, row) or has_external_dates(project, row) or row["uid"] in project.cut
    ),
    Peculiarity.SUSPENDED: is_suspended,
    Peculiarity.EXPECTED_FINISH: is_expected,
    Peculiarity.SPLIT: is_open_split,
    Peculiarity.CONTOURED: is_contoured,
}
