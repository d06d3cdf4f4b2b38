"""Random programs in the words of a plan file, which refuses what makes no sense to people."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.branch import Branch
from simulator.model.distributions import Constant
from simulator.model.program import Program
from simulator.model.risk import Impact, Response, Rise, Risk
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task


def sayable(program: Program) -> Program:
    """`program` without what a plan file refuses: work that has begun and yet may not exist,
    impacts of nothing, drivers of nothing, risks that others make less likely."""
    certain = {t.id for t in program.tasks if t.is_started or t.kind is not Kind.TASK}
    taken: set[str] = set()
    risks = []
    for risk in program.risks:
        risks.append(_risk(risk, program, certain | taken))
        taken |= set(risks[-1].response.tasks if risks[-1].response else ())
    raised = {rise.risk for risk in risks for rise in risk.raises}
    drivers = (one for one in program.drivers if one.on_duration or one.on_cost or one.on_rate)
    return replace(
        program,
        tasks=tuple(_task(task) for task in program.tasks),
        risks=tuple(risks),
        drivers=tuple(replace(one, parallel=one.parallel and one.on_duration) for one in drivers),
        exclusive=tuple(group for group in program.exclusive if not raised & set(group)),
        branches=tuple(_branch(one, certain) for one in program.branches),
    )


def _task(task: Task) -> Task:
    there = task.is_started or task.kind is Kind.LEVEL_OF_EFFORT
    cost = task.cost
    if not cost.fixed:
        cost = replace(cost, spread=_absolute(cost.spread))
    return replace(task, exists=1.0 if there else task.exists, cost=cost)


def _absolute(spread: Spread | None) -> Spread | None:
    return None if spread is None or spread.relative else spread


def _risk(risk: Risk, program: Program, certain: set[str]) -> Risk:
    own = {one.id: one.probability for one in program.risks}
    response = risk.response
    if response is not None:
        response = _response(response, certain)
    return replace(
        risk,
        impacts=_impacts(risk.impacts),
        response=response,
        raises=tuple(Rise(one.risk, max(one.probability, own[one.risk])) for one in risk.raises),
    )


def _response(response: Response, certain: set[str]) -> Response:
    work = tuple(task for task in response.tasks if task not in certain)
    impacts = None if response.impacts is None else _impacts(response.impacts)
    return replace(response, tasks=work, impacts=impacts)


def _impacts(impacts: tuple[Impact, ...]) -> tuple[Impact, ...]:
    found = []
    for one in impacts:
        if one.delay is None:
            one = replace(one, chance=1.0, cost_per_day=0.0)
        if one.cost is not None:
            one = replace(one, chance=1.0)
        if one.delay is not None or one.cost is not None:
            found.append(one)
    return tuple(found) or (Impact(cost=Spread(Constant(1.0))),)


def _branch(branch: Branch, certain: set[str]) -> Branch:
    paths = (
        replace(path, tasks=tuple(task for task in path.tasks if task not in certain))
        for path in branch.paths
    )
    return replace(branch, paths=tuple(paths))
