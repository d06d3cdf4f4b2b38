"""Late dates of the levels of effort, which follow their successors and bind nobody.

Rules: docs/reference/scheduling.md, "Backward pass".
"""

from __future__ import annotations

import numpy as np

from simulator.kernels import codes
from simulator.kernels.backward import move_back
from simulator.model.dependency import Relation
from simulator.model.task import Kind
from simulator.network.axis import Axis
from simulator.network.compile import Compiled
from simulator.network.links import lag_calendar
from simulator.network.rows import Outline, ties
from simulator.results.raw import Floats

FINISH_BOUND = (Relation.FS, Relation.FF)


def place_efforts(
    compiled: Compiled,
    dates: tuple[Floats, Floats, Floats],
    project_finish: Floats,
    late: tuple[Floats, Floats, Floats, Floats],
) -> None:
    """Late dates and floats of every level of effort, in place.

    dates : (duration, start, finish), float64[row, 1]. project_finish : float64[project, 1].
    late : (late start, late finish), float64[row, 1], and (total float, free float), float64[row].
    """
    kind = compiled.network.tasks.kind
    efforts = np.flatnonzero(kind == codes.KIND_LEVEL_OF_EFFORT)
    if not len(efforts):
        return
    late_start, late_finish, total, free = late
    _, start, finish = dates
    limits = _limits(compiled, late_start, late_finish)
    for i in efforts:
        project = int(compiled.network.tasks.project[i])
        must = compiled.late.project_finish[project]
        end = project_finish[project, 0] if must == np.inf else must
        limit = limits.get(compiled.rows[i].task.id, end)
        axis = Axis(compiled.network.clock, int(compiled.network.tasks.calendar[i]))
        at = np.array([limit, start[i, 0], finish[i, 0]])
        last, begun, done = axis.work(at)
        late_finish[i, 0] = axis.end(np.array([last]))[0]
        late_start[i, 0] = axis.begin(np.array([last - max(0.0, done - begun)]))[0]
        total[i], free[i] = last - done, 0.0


def _limits(compiled: Compiled, late_start: Floats, late_finish: Floats) -> dict[str, float]:
    """The earliest late date of the successors of each level of effort that has any."""
    program, network = compiled.canonical, compiled.network
    place = {row.task.id: i for i, row in enumerate(compiled.rows) if not row.is_hub}
    found: dict[str, float] = {}
    for tie in ties(program, Outline(program)):
        effort, successor, dependency = tie.predecessor, tie.successor, tie.dependency
        if effort.kind is not Kind.LEVEL_OF_EFFORT or successor.kind is Kind.LEVEL_OF_EFFORT:
            continue
        # A finished one has no row, nor need its calendar have a table.
        if effort.is_finished or successor.is_finished or dependency.relation not in FINISH_BOUND:
            continue
        i = place[successor.id]
        t = late_start[i, 0] if dependency.relation is Relation.FS else late_finish[i, 0]
        calendar = lag_calendar(tie, program.project[successor.project])
        c = -1 if calendar is None else compiled.calendars[calendar]
        t = move_back(network.clock, c, t, dependency.lag.minutes)
        found[effort.id] = min(found.get(effort.id, np.inf), t)
    return found
