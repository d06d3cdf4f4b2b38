"""The longest path of each project: what drives its finish, as P6 flags it."""

from __future__ import annotations

from simulator.model.program import Program
from simulator.results.raw import Schedule

SAME = 1e-6
"""Minutes within which two instants are one."""


def longest_path(program: Program, schedule: Schedule) -> frozenset[int]:
    """Rows of `schedule` on the driving path to the finish of a project.

    `Schedule.critical` asks about the finish of the whole program instead.
    """
    todo = [
        row
        for row, id in enumerate(schedule.ids)
        if not program.task[id].is_finished
        and schedule.finish[row] >= schedule.project_finish[program.task[id].project] - SAME
    ]
    found = set(todo)
    while todo:
        for row in schedule.driving[todo.pop()]:
            if row not in found:
                found.add(row)
                todo.append(row)
    return frozenset(found)
