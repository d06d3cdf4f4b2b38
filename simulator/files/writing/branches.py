"""Branches and loops as they stand in a plan file: every path with exactly its tasks."""

from __future__ import annotations

from simulator.files.writing.style import Items, Row, moment
from simulator.model.branch import Branch, Condition, Loop, Measure, Path
from simulator.model.expression import Unit
from simulator.model.program import Program
from simulator.model.units import plain, share_text


def branches_of(program: Program) -> list[dict[str, object]]:
    """Rows of `branches`."""
    return [_branch(branch, program) for branch in program.branches]


def _branch(branch: Branch, program: Program) -> dict[str, object]:
    found: dict[str, object] = {"id": branch.id, "name": branch.name}
    if branch.condition is None:
        found["after"] = branch.after
    else:
        found["if"] = condition_text(branch.condition, program)
    found["paths"] = [_path(path) for path in branch.paths]
    return found


def _path(path: Path) -> Row:
    row = Row(name=path.name, tasks=Items(path.tasks))
    if path.chance is not None:
        row["chance"] = share_text(path.chance)
    return row


def condition_text(condition: Condition, program: Program) -> str:
    """``S100 finish > 2027-06-02T00:00``, ``R1 happens``."""
    if condition.measure is Measure.HAPPENS:
        return f"{condition.subject} happens"
    sign = ">" if condition.above else "<="
    if condition.moment is not None:
        limit = moment(condition.moment)
    elif condition.measure is Measure.COST:
        limit = plain(condition.limit)
    else:
        calendar = program.calendars[program.task[condition.subject].calendar]
        limit = Unit.duration(calendar.minutes_per_day).write(condition.limit)
    return f"{condition.subject} {condition.measure.value} {sign} {limit}"


def loops_of(program: Program) -> list[Row]:
    """Rows of `loops`."""
    return [_loop(loop) for loop in program.loops]


def _loop(loop: Loop) -> Row:
    row = Row(id=loop.id, name=loop.name)
    row.update({"from": loop.first, "to": loop.last})
    row["chance"] = share_text(loop.chance)
    row["at_most"] = str(loop.at_most)
    if loop.work != 1.0:
        row["work"] = share_text(loop.work)
    return row
