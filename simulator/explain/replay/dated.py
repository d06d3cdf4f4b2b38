"""Dates, durations and the driving path of one iteration, by activity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.engine.merge import by_activity
from simulator.engine.pages import Page
from simulator.engine.passes import seen_by_kernels, space_of
from simulator.engine.schedule import Rows
from simulator.explain.replay.stage import Stage
from simulator.kernels import codes
from simulator.kernels.critical import driving_links
from simulator.kernels.workspace import Workspace
from simulator.network.compile import successors
from simulator.results.raw import Floats

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Dated:
    """One iteration by activity, in the order of `result.schedule.ids`.

    start, finish : instants, the actual ones where there are any. duration : working minutes of the
    work still to do, as drawn; planned : the same in the plan; both NaN for finished activities
    and levels of effort. day : minutes of a working day of its calendar. present : False where
    luck left it out. critical : on the driving path. driving : the indices of the activities that
    drive its start or finish.
    """

    start: Floats
    finish: Floats
    duration: Floats
    planned: Floats
    day: Floats
    present: Bools
    critical: Bools
    driving: tuple[tuple[int, ...], ...]

    @cached_property
    def path(self) -> tuple[int, ...]:
        """The activities on the driving path, in the order in which they run."""
        rows = np.flatnonzero(self.critical)
        order = np.lexsort((rows, self.finish[rows], self.start[rows]))
        return tuple(rows[order].tolist())

    @cached_property
    def overruns(self) -> Floats:
        """Working days that each activity took longer than planned; NaN where it has no duration
        of its own."""
        own: Floats = (self.duration - self.planned) / self.day
        return own


def dated(stage: Stage, played: Page, day: Floats) -> Dated:
    """The last lane of `played`, which was played by the clock."""
    network, space, lane = stage.network, played.space, slice(played.lanes - 1, played.lanes)
    rows, place = Rows(stage.compiled), stage.compiled.places
    effort = network.tasks.kind == codes.KIND_LEVEL_OF_EFFORT
    unknown = np.full(len(day), np.nan)
    present = present_rows(stage, space, lane)
    critical = critical_rows(stage, space, lane) & present

    def flags(by_row: Bools, otherwise: float) -> Bools:
        values = by_row[:, 0].astype(np.float64)
        return by_activity(place, values, np.full(len(day), otherwise)) > 0

    return Dated(
        rows.dates(space.start[:, lane], "actual_start"),
        rows.dates(space.finish[:, lane], "actual_finish"),
        by_activity(place, np.where(effort, np.nan, space.duration[:, lane.start]), unknown),
        by_activity(place, np.where(effort, np.nan, network.tasks.planned), unknown),
        day,
        flags(present, 1.0),
        flags(critical, 0.0),
        _driving(stage, rows, played, present[:, 0]),
    )


def present_rows(stage: Stage, space: Workspace, lanes: slice) -> Bools:
    """Rows that are there, bool[row, lane]."""
    logic = stage.network.logic
    there = np.ones((len(stage.compiled.rows), lanes.stop - lanes.start), dtype=bool)
    if logic is not None and space.extra is not None:
        gated = logic.gates.gate >= 0
        there[gated] = space.extra.present[logic.gates.gate[gated], lanes] > 0
    return there


def critical_rows(stage: Stage, space: Workspace, lanes: slice) -> Bools:
    """Rows on the driving path, bool[row, lane], as `kernels.critical` counts them where they are
    present: what merely passes dates on is none of them."""
    kind = stage.network.tasks.kind[:, None]
    works = (space.duration[:, lanes] > 0.0) | (kind != codes.KIND_TASK)
    passes = np.isin(kind, (codes.KIND_PASS, codes.KIND_EARLIEST))
    found: Bools = (space.on_path[:, lanes] > 0) & works & ~passes
    return found


def _driving(stage: Stage, rows: Rows, played: Page, present: Bools) -> tuple[tuple[int, ...], ...]:
    """Who drives whom in the last lane; a mandatory date of what is absent holds nothing."""
    tasks = stage.network.tasks
    network = stage.by_the_clock._replace(
        weather=None,
        successors=successors(stage.network.links, tasks.kind),
        tasks=tasks._replace(
            pinned_start=np.where(present, tasks.pinned_start, np.nan),
            pinned_finish=np.where(present, tasks.pinned_finish, np.nan),
        ),
    )
    alone = space_of(network, 1)
    _copy_lane(alone, played.space, played.lanes - 1)
    links = np.zeros(len(network.links.lag), dtype=np.uint8)
    driving_links(seen_by_kernels(network), alone, links)
    return rows.driving(network, links)


def _copy_lane(alone: Workspace, space: Workspace, lane: int) -> None:
    """What dates and links need of one lane, into a workspace of one."""
    for name in ("duration", "start", "finish"):
        getattr(alone, name)[:, 0] = getattr(space, name)[:, lane]
    if alone.extra is not None and space.extra is not None:
        for name in ("lag", "wait"):
            getattr(alone.extra, name)[:, 0] = getattr(space.extra, name)[:, lane]
    if alone.sky is not None and space.sky is not None:
        alone.sky.reach[:] = space.sky.reach
        for name in ("kept", "place", "filled"):
            getattr(alone.sky, name)[..., 0] = getattr(space.sky, name)[..., lane]
