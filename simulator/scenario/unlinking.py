"""Links that a scenario takes out: ``S120 after S110``, or ``S120 after S110 SS``."""

from __future__ import annotations

import re
from dataclasses import replace

from simulator.files.building.ids import Ids
from simulator.files.place import At, Problems
from simulator.model.dependency import Relation
from simulator.model.program import Program
from simulator.model.task import Task
from simulator.scenario.common import changed

_TYPED = re.compile(r"(.+?)\s+(FS|SS|FF|SF)", re.IGNORECASE)
_MEND = "Write S120 after S110, or with the type of the link: S120 after S110 SS."


def remove_links(program: Program, texts: tuple[str, ...], at: At, problems: Problems) -> Program:
    """Without the links of `texts`: those of one type, or all from one task to another."""
    ids = Ids(program.task)
    for index, text in enumerate(texts):
        here = at.down(index)
        later, word, earlier = text.partition(" after ")
        if not (word and later.strip() and earlier.strip()):
            problems.add(here, "link", f"'{text}' is no link", _MEND)
            continue
        task = ids.one(later.strip(), None, here, problems)
        if task is None:
            continue
        home, relation = task.split("/", 1)[0], None
        earlier = earlier.strip()
        typed = _TYPED.fullmatch(earlier)
        if typed and not ids.find(earlier, home):
            earlier, relation = typed[1], Relation(typed[2].upper())
        before = ids.one(earlier, home, here, problems)
        if before is not None:
            program = _cut(program, task, before, relation, here, problems)
    return program


def _cut(
    program: Program, task: str, before: str, relation: Relation | None, at: At, problems: Problems
) -> Program:
    old = program.task[task]
    left = tuple(
        link
        for link in old.after
        if link.predecessor != before or (relation is not None and link.relation is not relation)
    )
    if len(left) == len(old.after):
        kind = f" of type {relation.value}" if relation else ""
        known = ", ".join(f"{link.predecessor} {link.relation.value}" for link in old.after)
        message = f"{task} has no link{kind} after {before}"
        problems.add(at, "no-link", message, f"It comes after: {known or 'nothing'}.")
        return program

    def parted(one: Task) -> Task:
        return replace(one, after=left)

    return changed(program, {task}, parted)
