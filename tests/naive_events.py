"""What happens in one iteration, one event at a time: risks, branches, loops, tasks that exist.

Written from docs/reference/scheduling.md, "Logic that luck decides".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from naive_random import uniform
from naive_sample import Luck, active

from simulator.model.branch import Branch, Loop, Measure
from simulator.model.dependency import Dependency, Relation
from simulator.model.program import Program
from simulator.model.risk import Risk
from simulator.model.task import Progress, Task


def repeat_of(task: str, number: int) -> str:
    """Id of a repeat."""
    return f"{task} again {number}"


def written_out(program: Program) -> Program:
    """The program with every loop's tasks once more for each repeat."""
    for loop in program.loops:
        if not program.task[loop.last].is_finished:
            program = with_repeats(program, loop)
    return program


def ways(program: Program, first: str, last: str) -> set[str]:
    """Tasks on all ways of direct dependencies from `first` to `last`."""
    if first == last:
        return {first}
    found: set[str] = set()
    for link in program.task[last].after:
        before = ways(program, first, link.predecessor)
        found |= before | {last} if before else set()
    return found


def with_repeats(program: Program, loop: Loop) -> Program:
    """One loop written out."""
    inside = ways(program, loop.first, loop.last)
    end = program.task[loop.last]
    added: list[Task] = []
    for number in range(1, loop.at_most + 1):
        before = loop.last if number == 1 else repeat_of(loop.last, number - 1)
        for task in program.tasks:
            if task.id not in inside:
                continue
            after = [
                replace(link, predecessor=repeat_of(link.predecessor, number))
                for link in task.after
                if link.predecessor in inside
            ]
            if task.id == loop.first:
                after = [Dependency(before)]
            added.append(
                replace(
                    task,
                    id=repeat_of(task.id, number),
                    duration=task.duration * loop.work,
                    after=tuple(after),
                    constraints=(),
                    deadline=None,
                    progress=Progress(),
                    parent=end.parent,
                    cost=replace(task.cost, fixed=task.cost.fixed * loop.work, actual=None),
                    exists=1.0,
                    assignments=tuple(
                        replace(
                            one,
                            cost=(one.cost or 0.0) * loop.work,
                            actual_cost=None,
                            remaining_cost=None,
                        )
                        for one in task.assignments
                    ),
                    expenses=(),
                    elements=tuple(replace(one, actual=None) for one in task.elements),
                )
            )
    final = repeat_of(loop.last, loop.at_most)
    waiting = [moved(task, loop.last, final) for task in program.tasks]
    return replace(program, tasks=(*waiting, *added))


def moved(task: Task, last: str, final: str) -> Task:
    """The task with its links from the finish of `last` taken over by `final`."""
    links = [
        replace(link, predecessor=final)
        if link.predecessor == last and link.relation in (Relation.FS, Relation.FF)
        else link
        for link in task.after
    ]
    return replace(task, after=tuple(links))


def original(task: str) -> str:
    """The task of which this is a repeat, itself for all others."""
    return task.split(" again ")[0]


def repeats(program: Program) -> dict[str, tuple[Loop, int]]:
    """By repeat: its loop and its number."""
    found = {}
    for loop in program.loops:
        for number in range(1, loop.at_most + 1):
            for task in ways(program, loop.first, loop.last):
                found[repeat_of(task, number)] = (loop, number)
    return found


def part_of(program: Program, task: str) -> float:
    """A repeat's share of the first time's work."""
    known = repeats(program)
    return known[task][0].work if task in known else 1.0


@dataclass
class Happened:
    """What happened in one iteration; `luck` None: the plan's own dates.

    program : with its loops as they stand in the file. decided : branches whose condition held,
    filled in as tasks get their dates.
    """

    program: Program
    luck: Luck | None
    decided: dict[str, bool] = field(default_factory=dict)

    def u(self, name: str) -> float:
        """The draw of a name."""
        assert self.luck is not None
        return uniform(self.luck.seed, name, self.luck.iteration, self.luck.latin)

    def risk(self, one: Risk) -> bool:
        """Whether a risk happens."""
        if self.luck is None:
            return False
        group = next((g for g in self.program.exclusive if one.id in g), None)
        if group is None:
            return self.u(f"risk {one.id} occurs") < self.probability(one)
        low = 0.0
        known = {risk.id: risk for risk in self.program.risks}
        for name in sorted(group):
            high = low + self.probability(known[name])
            if name == one.id:
                return low <= self.u(f"one of the risks {' '.join(sorted(group))}") < high
            low = high
        raise AssertionError(one.id)

    def probability(self, one: Risk) -> float:
        """Its probability, drawn and raised."""
        assert self.luck is not None
        now = active(one)
        chance = now.probability
        if now.spread is not None:
            chance = self.luck.value(now.spread, f"risk {one.id} probability")
        for cause in self.program.risks:
            for rise in cause.raises:
                if rise.risk == one.id and self.risk(cause):
                    chance = max(chance, rise.probability)
        return chance

    def hits(self, one: Risk, impact: int, task: str) -> bool:
        """Whether an impact of a risk hits a task."""
        if self.luck is None or not self.risk(one):
            return False
        chance = active(one).impacts[impact].chance
        return chance == 1.0 or self.u(f"risk {one.id} impact {impact} hits {task}") < chance

    def taken(self, branch: Branch) -> str | None:
        """Name of the path that is taken."""
        names = [path.name for path in branch.paths]
        if branch.condition is not None:
            holds = self.holds(branch)
            return names[0] if holds else (names[1] if len(names) > 1 else None)
        chances = [path.chance or 0.0 for path in branch.paths]
        if self.luck is None:
            return names[chances.index(max(chances))]
        u, low = self.u(f"branch {branch.id} path"), 0.0
        for name, chance in zip(names, chances, strict=True):
            low += chance
            if u < low:
                return name
        return names[-1] if sum(chances) > 1 - 1e-9 else None

    def holds(self, branch: Branch) -> bool:
        """Whether the condition of a branch holds."""
        condition = branch.condition
        assert condition is not None
        if condition.measure is Measure.HAPPENS:
            return self.risk(next(r for r in self.program.risks if r.id == condition.subject))
        return self.decided[branch.id]

    def absent(self, task: str) -> bool:
        """Whether a task is not there; asked once all that decides it is known."""
        first = original(task)
        known = self.program.task[first]
        if not self.repeated(task):
            return True
        if known.is_started and first == task:
            return False
        there = known.exists >= 0.5
        if self.luck is not None and known.exists < 1.0:
            there = self.u(f"task {first} exists") < known.exists
        for branch in self.program.branches:
            paths = [path.name for path in branch.paths if first in path.tasks]
            if paths and self.taken(branch) not in paths:
                there = False
        for risk in self.program.risks:
            if risk.response and first in risk.response.tasks and not risk.mitigated:
                there = False
        return not there

    def repeated(self, task: str) -> bool:
        """True for what is no repeat, and for a repeat that happens."""
        if original(task) == task:
            return True
        loop, number = repeats(self.program)[task]
        if self.luck is None:
            return False
        again = [self.u(f"loop {loop.id} repeat {k}") < loop.chance for k in range(1, number + 1)]
        return all(again)
