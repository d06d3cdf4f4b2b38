"""Tasks that wait for each other, found without a graph library."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.program import Program
from simulator.model.task import Kind

_OPENS, _CLOSES = "opens", "closes"

_Node = tuple[str, str]
"""A task, or one end of a summary."""


def cycle_of(program: Program) -> tuple[str, ...]:
    """Full ids of one ring of tasks in the order of their links, () where there is none.

    A link to a summary binds all that is in it, a link from it waits for all of that. Links from
    level of effort drive nothing and close no ring.
    """
    successors = _successors(program)
    done: set[_Node] = set()
    for root in successors:
        if root in done:
            continue
        path: list[_Node] = [root]
        on_path = {root: 0}
        trail: list[Iterator[_Node]] = [iter(successors[root])]
        while trail:
            step = next(trail[-1], None)
            if step is None:
                trail.pop()
                node = path.pop()
                del on_path[node]
                done.add(node)
            elif step in on_path:
                return _from_first(program, path[on_path[step] :])
            elif step not in done:
                on_path[step] = len(path)
                path.append(step)
                trail.append(iter(successors.get(step, ())))
    return ()


def _from_first(program: Program, ring: list[_Node]) -> tuple[str, ...]:
    """Tasks of the ring, beginning with the one that stands first in the plan."""
    ids = list(dict.fromkeys(task for task, _ in ring))
    order = {task_id: place for place, task_id in enumerate(program.task)}
    begin = min(range(len(ids)), key=lambda index: order[ids[index]])
    return (*ids[begin:], *ids[:begin])


def _successors(program: Program) -> dict[_Node, list[_Node]]:
    """Who waits for whom. A summary has two nodes: it opens before and closes after its tasks."""
    summaries = {task.id for task in program.tasks if task.kind is Kind.SUMMARY}
    found: dict[_Node, list[_Node]] = {}

    def end(task_id: str, side: str) -> _Node:
        return (task_id, side if task_id in summaries else "")

    for task in program.tasks:
        if task.parent is not None:
            found.setdefault((task.parent, _OPENS), []).append(end(task.id, _OPENS))
            found.setdefault(end(task.id, _CLOSES), []).append((task.parent, _CLOSES))
        for link in task.after:
            before = program.task.get(link.predecessor)
            if before is not None and before.kind is not Kind.LEVEL_OF_EFFORT:
                source = end(link.predecessor, _CLOSES)
                found.setdefault(source, []).append(end(task.id, _OPENS))
    return found
