"""The arrays of `Tasks`."""

from __future__ import annotations

import numpy as np

from simulator.kernels import codes
from simulator.model.program import Program
from simulator.model.task import PINS, ConstraintType
from simulator.network.arrays import Tasks
from simulator.network.clocks import Clocks
from simulator.network.dtypes import I64
from simulator.network.floors import Floors
from simulator.network.order import Wiring
from simulator.network.rows import UNCOUNTED, Row


def task_arrays(
    program: Program, rows: list[Row], clocks: Clocks, bounds: Floors, duration: I64
) -> Tasks:
    """One entry a row."""
    place = {project.id: k for k, project in enumerate(program.projects)}
    return Tasks(
        kind=np.array([row.kind for row in rows], dtype=np.int8),
        calendar=np.array([clocks.index[row.task.calendar] for row in rows], dtype=np.int32),
        planned=np.array([planned_work(row) for row in rows], dtype=np.float64),
        floor=bounds.start,
        finish_floor=bounds.finish,
        pinned_start=bounds.pinned_start,
        pinned_finish=bounds.pinned_finish,
        alap=np.array([_is_late(row) for row in rows], dtype=np.int8),
        counted=np.array([row.kind not in UNCOUNTED for row in rows], dtype=np.int8),
        project=np.array([place[row.project.id] for row in rows], dtype=np.int32),
        duration=duration,
    )


def only_last(tasks: Tasks, wiring: Wiring) -> Tasks:
    """`tasks` with only those rows counted that can be the last of their project: a successor
    that waits for a finish, in the same project, never finishes earlier; with an uncertain lag it
    may."""
    links = wiring.links
    row = np.repeat(np.arange(len(tasks.kind)), np.diff(links.first))
    waits = np.isin(links.relation, (codes.FS, codes.FF)) & (links.lag >= 0) & (links.share >= 0)
    waits[[link for link, _ in wiring.lags]] = False
    follows = np.isin(tasks.kind[row], (codes.KIND_TASK, codes.KIND_MILESTONE))
    pinned = ~np.isnan(tasks.pinned_start) | ~np.isnan(tasks.pinned_finish)
    same = tasks.project[row] == tasks.project[links.predecessor]
    counted = tasks.counted.copy()
    counted[links.predecessor[waits & follows & same & ~pinned[row]]] = 0
    return tasks._replace(counted=counted)


def planned_work(row: Row) -> float:
    """Remaining working minutes that the plan shows; milestones and hubs have none."""
    return row.task.remaining if row.kind in (codes.KIND_TASK, codes.KIND_LEVEL_OF_EFFORT) else 0.0


def _is_late(row: Row) -> bool:
    if not row.task.constraints:
        return False
    types = {constraint.type for constraint in row.task.constraints}
    late = ConstraintType.AS_LATE_AS_POSSIBLE in types and not types & PINS
    held = row.is_hub or row.task.is_started or row.kind == codes.KIND_LEVEL_OF_EFFORT
    return late and not held
