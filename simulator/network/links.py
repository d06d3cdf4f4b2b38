"""Dependencies to links between rows, and to floors where a predecessor's date is history.

Rules: docs/reference/scheduling.md, "What a link says" and "Progress".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from simulator.kernels import codes
from simulator.model.dependency import Dependency, Lag, LagCalendar, Relation
from simulator.model.distribution import Distribution
from simulator.model.program import MS_PROJECT, P6, Program, ProgressLogic
from simulator.model.task import Kind, Task
from simulator.network.rows import FINISH_ENDS, Outline, Row, Tie

RELATION_CODES = {
    Relation.FS: codes.FS,
    Relation.SS: codes.SS,
    Relation.FF: codes.FF,
    Relation.SF: codes.SF,
}

START_ENDS = (Relation.FS, Relation.SS)
"""Relations that push the successor's start."""

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of `arrays.Links`, between row keys; calendar None: by the clock. spread : range
    of the lag, where it is uncertain."""

    predecessor: Key
    successor: Key
    relation: int
    lag: float = 0.0
    share: float = 0.0
    calendar: str | None = None
    latest: bool = True
    spread: Distribution | None = None


@dataclass(frozen=True, slots=True)
class Instant:
    """An actual date that binds a row: `moment` moved by `lag` on `calendar`.

    predecessor : set where it is in progress, and what is left of the lag limits its late start.
    """

    predecessor: Key | None
    successor: Key
    to_start: bool
    moment: datetime
    lag: float
    calendar: str | None


@dataclass
class Linkage:
    """What all dependencies come to."""

    links: list[Link] = field(default_factory=list)
    instants: list[Instant] = field(default_factory=list)


def linkage(
    program: Program, rows: Iterable[Row], ties: Iterable[Tie], outline: Outline
) -> Linkage:
    """Links and instants of all dependencies."""
    rows = list(rows)
    by_id: dict[str, list[Row]] = {}
    for row in rows:
        by_id.setdefault(row.task.id, []).append(row)
    found = Linkage()
    for tie in ties:
        for successor in by_id.get(tie.successor.id, ()):
            if successor.kind == codes.KIND_LEVEL_OF_EFFORT:
                continue
            if tie.predecessor.kind is not Kind.LEVEL_OF_EFFORT:
                _add(found, program, tie, successor, by_id)
    for tie in ties:
        _add_effort(found, tie, by_id)
    for row in rows:
        if row.is_hub:
            _add_hub(found, row, outline, by_id)
    return found


def lag_calendar(program: Program, tie: Tie) -> str | None:
    """Key of the calendar on which the lag of `tie` runs, None for the clock."""
    setting = program.project[tie.successor.project].lag_calendar
    if tie.dependency.lag.elapsed or setting is LagCalendar.ELAPSED:
        return None
    if setting is LagCalendar.SUCCESSOR:
        return tie.successor.calendar
    if setting is LagCalendar.PROJECT:
        return program.project[tie.successor.project].calendar
    return tie.predecessor.calendar


def _add(
    found: Linkage, program: Program, tie: Tie, row: Row, by_id: Mapping[str, list[Row]]
) -> None:
    predecessor, dependency = tie.predecessor, tie.dependency
    override = program.project[row.task.project].progress_logic is ProgressLogic.OVERRIDE
    if override and row.task.is_started and dependency.relation in START_ENDS:
        return
    calendar = lag_calendar(program, tie)
    relation = RELATION_CODES[dependency.relation]
    if predecessor.is_finished:
        if not row.task.is_finished:
            _add_instant(found, program, tie, row, None)
        found.links += [
            Link(passing.key, row.key, relation) for passing in by_id.get(predecessor.id, ())
        ]
        return
    lag = dependency.lag
    if predecessor.is_started and dependency.relation not in FINISH_ENDS:
        if not row.task.is_finished:
            key = None if predecessor.kind is Kind.SUMMARY else by_id[predecessor.id][0].key
            _add_instant(found, program, tie, row, key)
        if not program.project[row.task.project].ss_lag_from_early_start:
            return
        lag = Lag()
    source = _source(by_id, predecessor, dependency)
    by_ms_project = program.project[row.task.project].source == MS_PROJECT
    latest = not (by_ms_project and dependency.relation is Relation.FF)
    link = Link(source, row.key, relation, lag.minutes, lag.share, calendar, latest, lag.spread)
    found.links.append(link)


def _source(by_id: Mapping[str, list[Row]], predecessor: Task, dependency: Dependency) -> Key:
    candidates = by_id[predecessor.id]
    if predecessor.kind is not Kind.SUMMARY:
        return candidates[0].key
    finish_end = dependency.relation in FINISH_ENDS
    kind = codes.KIND_PASS if finish_end else codes.KIND_EARLIEST
    return (predecessor.id, kind)


def _add_instant(
    found: Linkage, program: Program, tie: Tie, row: Row, in_progress: Key | None
) -> None:
    """A zero lag from a finished task says nothing: the data date is later."""
    lag, predecessor, relation = tie.dependency.lag, tie.predecessor, tie.dependency.relation
    minutes = lag.minutes + lag.share * predecessor.duration
    if predecessor.is_finished and minutes == 0:
        return
    progress, project = predecessor.progress, program.project[predecessor.project]
    moment = progress.actual_finish if relation in FINISH_ENDS else progress.actual_start
    if moment is None:
        return
    if project.source == P6 and project.data_date is not None:
        moment = min(moment, project.data_date)
    held = in_progress if minutes > 0 else None
    calendar = lag_calendar(program, tie)
    to_start = relation in START_ENDS
    found.instants.append(Instant(held, row.key, to_start, moment, minutes, calendar))


EFFORT_AS_PREDECESSOR = {
    Relation.SS: codes.SS,
    Relation.FF: codes.FF,
    Relation.FS: codes.SF,
}
"""What a link from a level of effort says about itself, as if its successor were the predecessor:
its start follows the start of its SS successors, its finish the finish of FF ones and the start of
FS ones."""


def _add_effort(found: Linkage, tie: Tie, by_id: Mapping[str, list[Row]]) -> None:
    is_successor = tie.successor.kind is Kind.LEVEL_OF_EFFORT
    if is_successor == (tie.predecessor.kind is Kind.LEVEL_OF_EFFORT):
        return
    effort, other = (
        (tie.successor, tie.predecessor) if is_successor else (tie.predecessor, tie.successor)
    )
    relation = (
        RELATION_CODES[tie.dependency.relation]
        if is_successor
        else EFFORT_AS_PREDECESSOR.get(tie.dependency.relation)
    )
    rows = by_id.get(other.id, ())
    if relation is None or other.is_finished or not rows or effort.id not in by_id:
        return
    source = rows[0].key
    if other.kind is Kind.SUMMARY:
        source = _source(by_id, other, tie.dependency)
    found.links.append(Link(source, by_id[effort.id][0].key, relation))


def _add_hub(found: Linkage, hub: Row, outline: Outline, by_id: Mapping[str, list[Row]]) -> None:
    relation = codes.FS if hub.kind == codes.KIND_PASS else codes.SS
    for leaf in outline.leaves(hub.task):
        # Where it has begun, its actual start is the floor of the hub: see `floors`.
        if (leaf.is_started or leaf.is_finished) and hub.kind == codes.KIND_EARLIEST:
            continue
        found.links += [Link(row.key, hub.key, relation) for row in by_id.get(leaf.id, ())]
