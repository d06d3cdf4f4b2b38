"""The contingency shared out among branches of the WBS, or among tasks.

The engine keeps the cost of each project in every iteration. So the plan runs again with the money
of one part of each project alone, on the same draws: what a project then costs is what that part
costs. As many runs as the project with the most parts has; what is left of a project, its risks
and what else is paid for no task, is a part of its own. Parts so add up to the total in every
iteration.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest

import numpy as np

from simulator.engine.passes import Progress
from simulator.errors import PlanError, SettingsError
from simulator.model.program import Program
from simulator.model.risk import Impact, Risk
from simulator.model.task import Cost, Task
from simulator.results.allocation import shared_out
from simulator.results.raw import Floats
from simulator.results.result import Result
from simulator.scenario.contingency.answer import Contingency
from simulator.scenario.runs import Runs

BY = ("project", "wbs", "task")

REST = "risks and the rest"
"""What of a project is paid for no task of it."""

MOST = 50_000_000
"""Parts times iterations that memory has room for: 400 MB."""


def shared_by(
    found: Contingency, by: str, progress: Progress | None = None, threads: int | None = None
) -> Contingency:
    """`found` with its money shared out by "project", "wbs" (its first level) or "task".

    Raises SettingsError for another word, and where there are too many parts for so many
    iterations; PlanError where the plan's logic depends on a cost.
    """
    if by not in BY:
        raise SettingsError(f'shares by "{by}": give one of {", ".join(BY)}')
    if by == "project" or found.money is None:
        return found
    # Loops as they were given: a repeat belongs to the task that is done again.
    own, program = found.own, found.own.given
    parts = _parts(program, by)
    number = sum(map(len, parts.values()))
    if not number:
        return found
    if number * own.run.iterations > MOST:
        raise SettingsError(
            f"{number:,} parts of {own.run.iterations:,} iterations do not fit in memory: run at "
            f"most {MOST // number:,} iterations"
        )
    runs = Runs(own.run.iterations, own.run.seed, progress, threads, max(map(len, parts.values())))
    samples: dict[str, Floats] = {}
    planned: dict[str, float] = {}
    for round_ in zip_longest(*(many.items() for many in parts.values())):
        chosen = dict(zip(parts, round_, strict=True))
        kept = {id for one in round_ if one is not None for id in one[1]}
        result = _same_luck(own, runs.of(only(program, kept)))
        for project, one in chosen.items():
            if one is not None:
                samples[one[0]] = _cost(result, project)
                planned[one[0]] = result.schedule.project_cost[project]
    _add_rest(own, parts, samples, planned)
    return replace(found, by=by, shares=tuple(shared_out(samples, planned, found.level)))


def _parts(program: Program, by: str) -> dict[str, dict[str, set[str]]]:
    """By project, the name of each part with money and its tasks."""
    found: dict[str, dict[str, set[str]]] = {}
    for project in program.projects:
        groups: dict[str, set[str]] = defaultdict(set)
        for task in program.tasks:
            if task.project == project.id and _has_money(task):
                branch = task.wbs.split("/", 1)[0].strip() or "no WBS"
                groups[task.id if by == "task" else f"{project.id}/{branch}"].add(task.id)
        if groups:
            found[project.id] = dict(groups)
    return found


def _has_money(task: Task) -> bool:
    return task.cost != Cost() or bool(task.elements) or bool(task.assignments)


def only(program: Program, kept: set[str]) -> Program:
    """`program` in which nothing costs money but those of its tasks, full ids; dates and luck stay
    as they are."""
    return replace(
        program,
        tasks=tuple(one if one.id in kept else _free(one) for one in program.tasks),
        risks=tuple(_free_risk(risk) for risk in program.risks),
        terms=replace(program.terms, penalties=()),
    )


def _free(task: Task) -> Task:
    assignments = tuple(replace(one, cost=None, per_day=0.0) for one in task.assignments)
    return replace(task, cost=Cost(), elements=(), assignments=assignments)


def _free_risk(risk: Risk) -> Risk:
    impacts, response = _free_impacts(risk.impacts), risk.response
    if response is not None:
        after = None if response.impacts is None else _free_impacts(response.impacts)
        response = replace(response, cost=0.0, impacts=after)
    return replace(risk, impacts=impacts, response=response)


def _free_impacts(impacts: tuple[Impact, ...]) -> tuple[Impact, ...]:
    return tuple(replace(one, cost=None, cost_per_day=0.0) for one in impacts)


def _same_luck(own: Result, other: Result) -> Result:
    """`other`, in which every iteration ends as before. Raises PlanError where one does not."""
    if not np.array_equal(own.outcome.finish, other.outcome.finish):
        raise PlanError.one(
            own.program.title,
            "cost-condition",
            "what is done in this plan depends on what something costs, so its parts cannot be "
            "costed one by one",
            "Share the contingency out by project.",
        )
    return other


def _cost(result: Result, project: str) -> Floats:
    cost = result.project_outcomes[project].cost
    # A run in which nothing costs money keeps none.
    return np.zeros(result.run.iterations) if cost is None else cost


def _add_rest(
    own: Result,
    parts: Mapping[str, Mapping[str, set[str]]],
    samples: dict[str, Floats],
    planned: dict[str, float],
) -> None:
    """What is left of each project where anything is, in place."""
    for project, money in own.schedule.project_cost.items():
        names = list(parts.get(project, ()))
        rest = _cost(own, project) - np.array([samples[one] for one in names]).sum(axis=0)
        plan = money - sum(planned[one] for one in names)
        noise = 1e-9 * (abs(money) + 1.0)
        if np.abs(rest).max() > noise or abs(plan) > noise:
            samples[f"{project}, {REST}"], planned[f"{project}, {REST}"] = rest, plan
