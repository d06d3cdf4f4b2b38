"""Rework: the tasks of a loop written out once for each repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.errors import PlanError
from simulator.model.branch import Loop
from simulator.model.dependency import Dependency, Relation
from simulator.model.program import Program
from simulator.model.resource import Assignment
from simulator.model.task import Cost, Progress, Task
from simulator.network import names
from simulator.network.graph import between

MOST_REPEATED = 20_000
"""Tasks that all loops together may add."""


def unrolled(program: Program) -> Program:
    """`program` with the tasks of each loop once more for each repeat; the same where there is no
    loop, or where that is done already.

    A repeat begins after the end of the one before; what follows the loop's last task waits for
    its last repeat, which passes logic through where it does not happen. A loop whose last task is
    finished is over. Raises PlanError for a loop that leads nowhere, or that makes too many tasks.
    """
    open_loops = [loop for loop in program.loops if not loop.repeats]
    if not open_loops:
        return program
    tasks = {task.id: task for task in program.tasks}
    done = []
    for loop in open_loops:
        if tasks[loop.last].is_finished:
            continue
        inside = _inside(loop, tasks)
        if len(inside) * loop.at_most > MOST_REPEATED:
            message = f"{loop.at_most:,} repeats of {len(inside):,} tasks are too many"
            raise PlanError.one(f"loop {loop.id}", "loop-size", message, "Lower at_most.")
        done.append(_written_out(loop, inside, tasks))
    kept = tuple(loop for loop in program.loops if loop.repeats)
    return replace(program, tasks=tuple(tasks.values()), loops=(*kept, *done))


def shares(program: Program) -> Mapping[str, float]:
    """By repeat: its duration and cost as a share of the first time's."""
    return {task: loop.work for loop in program.loops for repeat in loop.repeats for task in repeat}


def _inside(loop: Loop, tasks: Mapping[str, Task]) -> list[str]:
    """Tasks from the first to the last of a loop, in the order of the plan."""
    edges = [(link.predecessor, task.id) for task in tasks.values() for link in task.after]
    found = between(edges, loop.first, loop.last)
    if not found:
        raise PlanError.one(
            f"loop {loop.id}",
            "loop-path",
            f"no dependencies lead from {loop.first} to {loop.last}",
            "Name the first and the last task of the work that is done again.",
        )
    return [id for id in tasks if id in found]


def _written_out(loop: Loop, inside: list[str], tasks: dict[str, Task]) -> Loop:
    """Add the repeats to `tasks`, and let them be waited for."""
    repeats = []
    before = loop.last
    for number in range(1, loop.at_most + 1):
        name = {id: names.repeated(id, number) for id in inside}
        for id in inside:
            if name[id] in tasks:
                message = f"a task with the id {name[id]} stands in the way of the repeats"
                raise PlanError.one(f"loop {loop.id}", "loop-id", message, "Rename that task.")
            after = tuple(
                replace(link, predecessor=name[link.predecessor])
                for link in tasks[id].after
                if link.predecessor in name and id != loop.first
            )
            if id == loop.first:
                after = (Dependency(before),)
            again = _repeat(tasks[id], after, loop.work)
            tasks[name[id]] = replace(again, id=name[id], parent=tasks[loop.last].parent)
        before = name[loop.last]
        repeats.append(tuple(name.values()))
    _let_wait(loop.last, before, {id for repeat in repeats for id in repeat}, tasks)
    return replace(loop, repeats=tuple(repeats))


def _repeat(task: Task, after: tuple[Dependency, ...], work: float) -> Task:
    """Work done again: nothing of it has happened yet, and no date binds it."""
    return replace(
        task,
        duration=task.duration * work,
        after=after,
        constraints=(),
        deadline=None,
        progress=Progress(),
        cost=_part(task.cost, work),
        assignments=tuple(_less(one, work) for one in task.assignments),
        expenses=(),
        elements=tuple(replace(one, actual=None) for one in task.elements),
        baseline=None,
        exists=1.0,
        stored=None,
    )


def _part(cost: Cost, work: float) -> Cost:
    """The cost of a repeat; its cost per day is that of the first time."""
    return replace(cost, fixed=cost.fixed * work, actual=None)


def _less(one: Assignment, work: float) -> Assignment:
    """An assignment of a repeat: its money is a share of the first time's, and none is spent."""
    cost = None if one.cost is None else one.cost * work
    return replace(one, cost=cost, actual_cost=None, remaining_cost=None)


def _let_wait(last: str, final: str, repeats: set[str], tasks: dict[str, Task]) -> None:
    """What follows the finish of the loop's last task follows that of its last repeat."""
    for id, task in tasks.items():
        if id in repeats:
            continue
        after = tuple(
            replace(link, predecessor=final)
            if link.predecessor == last and link.relation in (Relation.FS, Relation.FF)
            else link
            for link in task.after
        )
        if after != task.after:
            tasks[id] = replace(task, after=after)
