"""Dependencies to links between rows, and to floors where a predecessor's date is history.

Rules: docs/reference/scheduling.md, "What a link says" and "Progress".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from simulator.kernels import codes
from simulator.model.dependency import Lag, LagCalendar, Relation
from simulator.model.distribution import Distribution
from simulator.model.program import MS_PROJECT, P6, Program, ProgressLogic, Project
from simulator.model.task import Kind
from simulator.network.rows import FINISH_ENDS, Outline, Row, Tie

RELATION_CODES = {
    Relation.FS: codes.FS,
    Relation.SS: codes.SS,
    Relation.FF: codes.FF,
    Relation.SF: codes.SF,
}

START_ENDS = (Relation.FS, Relation.SS)
"""Relations that push the successor's start."""


class Link(NamedTuple):
    """One entry of `arrays.Links`, between places of rows; calendar None: by the clock. spread :
    range of the lag, where it is uncertain."""

    predecessor: int
    successor: int
    relation: int
    lag: float = 0.0
    share: float = 0.0
    calendar: str | None = None
    latest: bool = True
    spread: Distribution | None = None


class Instant(NamedTuple):
    """An actual date that binds the row at place `successor`: `moment` moved by `lag` on
    `calendar`.

    predecessor : set where it is in progress, and what is left of the lag limits its late start.
    """

    predecessor: int | None
    successor: int
    to_start: bool
    moment: datetime
    lag: float
    calendar: str | None


@dataclass
class Linkage:
    """What all dependencies come to, by places in a list of rows."""

    links: list[Link] = field(default_factory=list)
    instants: list[Instant] = field(default_factory=list)


def linkage(
    program: Program, rows: Sequence[Row], ties: Iterable[Tie], outline: Outline
) -> Linkage:
    """Links and instants of all dependencies, between places in `rows`."""
    linker = _Linker(program, rows)
    for tie in ties:
        from_effort = tie.predecessor.kind is Kind.LEVEL_OF_EFFORT
        if from_effort != (tie.successor.kind is Kind.LEVEL_OF_EFFORT):
            linker.add_effort(tie)
        elif not from_effort:
            for place in linker.places.get(tie.successor.id, ()):
                linker.add(tie, place)
    for place, row in enumerate(rows):
        if row.is_hub:
            linker.add_hub(place, outline)
    return linker.found


def lag_calendar(tie: Tie, project: Project) -> str | None:
    """Key of the calendar on which the lag of `tie` runs, None for the clock; `project` is that of
    the successor."""
    setting = project.lag_calendar
    if tie.dependency.lag.elapsed or setting is LagCalendar.ELAPSED:
        return None
    if setting is LagCalendar.SUCCESSOR:
        return tie.successor.calendar
    if setting is LagCalendar.PROJECT:
        return project.calendar
    return tie.predecessor.calendar


EFFORT_AS_PREDECESSOR = {
    Relation.SS: codes.SS,
    Relation.FF: codes.FF,
    Relation.FS: codes.SF,
}
"""What a link from a level of effort says about itself, as if its successor were the predecessor:
its start follows the start of its SS successors, its finish the finish of FF ones and the start of
FS ones."""


class _Linker:
    """Turns ties into links and instants. places : of the rows of each task."""

    def __init__(self, program: Program, rows: Sequence[Row]) -> None:
        self.found = Linkage()
        self.places: dict[str, list[int]] = {}
        for place, row in enumerate(rows):
            self.places.setdefault(row.task.id, []).append(place)
        self._program = program
        self._rows = rows

    def add(self, tie: Tie, place: int) -> None:
        """What `tie` says of the row at `place`."""
        predecessor, task, dependency = tie
        relation, lag, project = dependency.relation, dependency.lag, self._rows[place].project
        override = project.progress_logic is ProgressLogic.OVERRIDE
        if override and task.is_started and relation in START_ENDS:
            return
        code = RELATION_CODES[relation]
        if predecessor.is_finished:
            if not task.is_finished:
                self._add_instant(tie, place, None)
            passing = self.places.get(predecessor.id, ())
            self.found.links += [Link(source, place, code) for source in passing]
            return
        if predecessor.is_started and relation not in FINISH_ENDS:
            if not task.is_finished:
                summary = predecessor.kind is Kind.SUMMARY
                self._add_instant(tie, place, None if summary else self._source(tie))
            if not project.ss_lag_from_early_start:
                return
            lag = Lag()
        if lag.is_zero:
            self.found.links.append(Link(self._source(tie), place, code))
            return
        calendar = lag_calendar(tie, project)
        latest = not (relation is Relation.FF and project.source == MS_PROJECT)
        self.found.links.append(
            Link(
                self._source(tie), place, code, lag.minutes, lag.share, calendar, latest, lag.spread
            )
        )

    def _source(self, tie: Tie) -> int:
        """Place of the row that stands for the predecessor."""
        places = self.places[tie.predecessor.id]
        if tie.predecessor.kind is not Kind.SUMMARY:
            return places[0]
        finish_end = tie.dependency.relation in FINISH_ENDS
        kind = codes.KIND_PASS if finish_end else codes.KIND_EARLIEST
        return next(place for place in places if self._rows[place].kind == kind)

    def _add_instant(self, tie: Tie, place: int, in_progress: int | None) -> None:
        """A zero lag from a finished task says nothing: the data date is later."""
        lag, predecessor, relation = tie.dependency.lag, tie.predecessor, tie.dependency.relation
        minutes = lag.minutes + lag.share * predecessor.duration
        if predecessor.is_finished and minutes == 0:
            return
        progress, project = predecessor.progress, self._program.project[predecessor.project]
        moment = progress.actual_finish if relation in FINISH_ENDS else progress.actual_start
        if moment is None:
            return
        if project.source == P6 and project.data_date is not None:
            moment = min(moment, project.data_date)
        held = in_progress if minutes > 0 else None
        calendar = lag_calendar(tie, self._rows[place].project)
        to_start = relation in START_ENDS
        self.found.instants.append(Instant(held, place, to_start, moment, minutes, calendar))

    def add_effort(self, tie: Tie) -> None:
        """What `tie` says of the level of effort at one of its ends."""
        is_successor = tie.successor.kind is Kind.LEVEL_OF_EFFORT
        effort, other = (
            (tie.successor, tie.predecessor) if is_successor else (tie.predecessor, tie.successor)
        )
        relation = (
            RELATION_CODES[tie.dependency.relation]
            if is_successor
            else EFFORT_AS_PREDECESSOR.get(tie.dependency.relation)
        )
        places = self.places.get(other.id, ())
        if relation is None or other.is_finished or not places or effort.id not in self.places:
            return
        source = self._source(tie) if other.kind is Kind.SUMMARY else places[0]
        self.found.links.append(Link(source, self.places[effort.id][0], relation))

    def add_hub(self, place: int, outline: Outline) -> None:
        """Links from all that is in a summary to the hub at `place`."""
        hub = self._rows[place]
        relation = codes.FS if hub.kind == codes.KIND_PASS else codes.SS
        for leaf in outline.leaves(hub.task):
            # Where it has begun, its actual start is the floor of the hub: see `floors`.
            if (leaf.is_started or leaf.is_finished) and hub.kind == codes.KIND_EARLIEST:
                continue
            self.found.links += [
                Link(source, place, relation) for source in self.places.get(leaf.id, ())
            ]
