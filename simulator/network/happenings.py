"""Branches, loops and tasks that may not exist: the events that decide which rows are there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from simulator.model.branch import Branch, Condition, Loop, Measure
from simulator.model.program import Program
from simulator.network import names
from simulator.network.effects import Events, Quantities
from simulator.network.paid import certain_lines_of

DECIDED_LATER = -1.0
"""In place of the chance of an event: a condition on dates, durations or costs decides it."""

_WHOLE = 1.0 - 1e-9


@dataclass(frozen=True, slots=True)
class Fork:
    """One thing that luck decides, for the result to tell how often. kind : "branch" or "loop";
    part : name of the path, or number of the repeat. wanted : False where it is what happens if
    the event does not."""

    kind: str
    id: str
    name: str
    part: str
    event: int
    wanted: bool = True


@dataclass
class Presence:
    """gates : by task, (event, wanted) pairs that must all hold for it to be there.
    checks : (condition, event) pairs. ahead : (task, task) pairs that must be worked out in this
    order though no link says so. forks : paths and repeats."""

    forks: list[Fork] = field(default_factory=list)
    gates: dict[str, list[tuple[int, bool]]] = field(default_factory=lambda: defaultdict(list))
    checks: list[tuple[Condition, int]] = field(default_factory=list)
    ahead: list[tuple[str, str]] = field(default_factory=list)


def presence(program: Program, found: Events, quantities: Quantities) -> Presence:
    """Who may be absent, and why; the events are added to `found`."""
    here = Presence()
    for task in program.tasks:
        if task.exists < 1.0:
            row = quantities.add_uniform(names.task_exists(task.id))
            event = found.occurrence(task.exists, row, task.exists >= 0.5)
            here.gates[task.id].append((event, True))
    for branch in sorted(program.branches, key=lambda one: one.id):
        if branch.condition is None:
            _by_chance(branch, here, found, quantities)
        else:
            _by_condition(program, branch, branch.condition, here, found, quantities)
    _responses(program, here, found, quantities)
    for loop in sorted(program.loops, key=lambda one: one.id):
        _again(loop, here, found, quantities)
    _windows(program, here)
    return here


def _by_chance(branch: Branch, here: Presence, found: Events, quantities: Quantities) -> None:
    """Events that share one draw: at most one path is taken."""
    row = quantities.add_uniform(names.branch_path(branch.id))
    chances = [path.chance or 0.0 for path in branch.paths]
    likeliest = max(range(len(chances)), key=lambda k: (chances[k], -k))
    if sum(chances) >= _WHOLE:
        # Shares of a third do not add up to 1 in binary, and a path is taken all the same.
        chances[-1] += 1e-6
    before = -1
    for k, path in enumerate(branch.paths):
        event = found.occurrence(chances[k], row, planned=k == likeliest)
        found.after[event] = before
        before = event
        here.forks.append(Fork("branch", branch.id, branch.name, path.name, event))
        for task in path.tasks:
            here.gates[task].append((event, True))


def _by_condition(
    program: Program,
    branch: Branch,
    condition: Condition,
    here: Presence,
    found: Events,
    quantities: Quantities,
) -> None:
    known = _by_history(program, found, condition)
    if condition.measure is Measure.HAPPENS:
        event = [risk.id for risk in program.risks].index(condition.subject)
    else:
        chance = DECIDED_LATER if known is None else float(known)
        row = quantities.add_uniform(names.branch_path(branch.id))
        event = found.occurrence(chance, row, bool(known))
        if known is None:
            here.checks.append((condition, event))
    for path, wanted in zip(branch.paths, (True, False), strict=False):
        here.forks.append(Fork("branch", branch.id, branch.name, path.name, event, wanted))
        for task in path.tasks:
            here.gates[task].append((event, wanted))
            if condition.measure is not Measure.HAPPENS:
                repeats = (one for loop in program.loops for many in loop.repeats for one in many)
                own = [one for one in repeats if one.rsplit(names.REPEAT, 1)[0] == task]
                here.ahead += [(condition.subject, one) for one in (task, *own)]


def _by_history(program: Program, found: Events, condition: Condition) -> bool | None:
    """Whether a condition holds by what has happened already; None while that is open."""
    if condition.measure is Measure.HAPPENS:
        return None
    task = program.task[condition.subject]
    began, ended = task.progress.actual_start, task.progress.actual_finish
    if condition.moment is not None:
        moment = began if condition.measure is Measure.START else ended
        return None if moment is None else (moment > condition.moment) == condition.above
    if not task.is_finished:
        return None
    value = 0.0
    if condition.measure is Measure.COST:
        day = program.calendars[task.calendar].minutes_per_day
        value = found.divided[task.id].rest + task.cost.per_day / day * task.duration
        value += sum(money for _, money in certain_lines_of(program, task))
    return (value > condition.limit) == condition.above


def _responses(program: Program, here: Presence, found: Events, quantities: Quantities) -> None:
    """Work that a response takes is there where the response is."""
    for risk in program.risks:
        if risk.response is not None and risk.response.tasks:
            row = quantities.add_uniform(names.response(risk.id))
            event = found.occurrence(float(risk.mitigated), row, risk.mitigated)
            for task in risk.response.tasks:
                here.gates[task].append((event, True))


def _again(loop: Loop, here: Presence, found: Events, quantities: Quantities) -> None:
    """Each repeat can happen only after the one before; its tasks need what the first time did."""
    before = -1
    for number, tasks in enumerate(loop.repeats, start=1):
        row = quantities.add_uniform(names.loop_repeat(loop.id, number))
        event = found.occurrence(loop.chance if number == 1 else 0.0, row)
        if number > 1:
            found.raises.append((event, before, loop.chance))
        before = event
        here.forks.append(Fork("loop", loop.id, loop.name, str(number), event))
        for task in tasks:
            original = task.rsplit(names.REPEAT, 1)[0]
            here.gates[task] = [*here.gates.get(original, ()), (event, True)]


def _windows(program: Program, here: Presence) -> None:
    for risk in program.risks:
        if risk.window is not None and risk.window.during is not None:
            hit = {task for impact in risk.impacts for task in impact.tasks}
            if risk.response and risk.response.impacts:
                hit |= {task for impact in risk.response.impacts for task in impact.tasks}
            here.ahead += [(risk.window.during, task) for task in sorted(hit)]
