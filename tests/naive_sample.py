"""Durations and costs of one iteration, drawn one name at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from naive import Pass
from naive_copula import Recipes, number
from naive_network import active
from naive_random import uniform

from simulator.model.distribution import Distribution
from simulator.model.program import Program
from simulator.model.risk import Impact
from simulator.model.task import Kind, Task


@dataclass(frozen=True)
class Luck:
    """All draws of one iteration of one seed."""

    seed: int
    iteration: int
    latin: bool = True
    recipes: Recipes = field(default_factory=dict)

    def number(self, name: str) -> float:
        """What a name is drawn by, inside (0, 1)."""
        return number(name, self.recipes, self._own)

    def _own(self, name: str) -> float:
        return uniform(self.seed, name, self.iteration, self.latin)

    def value(self, distribution: Distribution, name: str) -> float:
        return float(distribution.quantile(np.array([self.number(name)]))[0])

    def happens(self, name: str, chance: float) -> bool:
        return self.number(name) < chance


def durations(program: Program, luck: Luck) -> dict[str, float]:
    """Remaining working minutes of every activity."""
    return {
        task.id: 0.0 if task.is_finished else duration(program, task, luck)
        for task in program.tasks
        if task.kind is not Kind.SUMMARY
    }


def duration(program: Program, task: Task, luck: Luck) -> float:
    """(Spread or plan) x factors of the drivers that occur + delays of the risks that occur."""
    work = task.remaining
    if task.spread:
        drawn = luck.value(task.spread.distribution, f"task {task.id} duration")
        work = drawn * task.remaining if task.spread.relative else drawn
    for driver in program.drivers:
        if task.id in driver.tasks and luck.happens(
            f"driver {driver.id} occurs", driver.probability
        ):
            work *= luck.value(driver.factor, f"driver {driver.id} factor")
    for risk in program.risks:
        now = active(risk)
        if luck.happens(f"risk {risk.id} occurs", now.probability):
            for number, impact in enumerate(now.impacts):
                if task.id in impact.tasks and impact.delay:
                    name = f"risk {risk.id} impact {number} delay of {task.id}"
                    drawn = luck.value(impact.delay.distribution, name)
                    work += drawn * task.duration if impact.delay.relative else drawn
    return max(work, 0.0)


def costs(program: Program, luck: Luck | None, done: Pass) -> dict[str, float]:
    """Money by project in the iteration of `done`. `luck` None: the plan, without risks."""
    spent = {project.id: 0.0 for project in program.projects}
    for task in program.tasks:
        spent[task.project] += fixed(task, luck)
        if task.kind is not Kind.SUMMARY and task.cost.per_day:
            day = program.calendars[task.calendar].minutes_per_day
            spent[task.project] += task.cost.per_day * worked(task, done) / day
    for risk in program.risks:
        now = active(risk)
        spent[owner(program, now.impacts)] += (
            risk.response.cost if risk.mitigated and risk.response else 0
        )
        if luck and luck.happens(f"risk {risk.id} occurs", now.probability):
            for number, impact in enumerate(now.impacts):
                if impact.cost:
                    name = f"risk {risk.id} impact {number} cost"
                    spent[owner(program, (impact,))] += luck.value(impact.cost.distribution, name)
    return spent


def worked(task: Task, done: Pass) -> float:
    """Working minutes that cost money: done and to do; of a level of effort from start to end."""
    if task.kind is Kind.LEVEL_OF_EFFORT:
        row = done.plan.rows[task.id]
        time = row.certain if task.is_finished else row.time
        return max(time.work(done.finish[task.id]) - time.work(done.start[task.id]), 0.0)
    if task.is_finished:
        return task.duration
    return done.remaining[task.id] + max(task.duration - task.remaining, 0.0) * task.is_started


def fixed(task: Task, luck: Luck | None) -> float:
    """Fixed cost of a task, drawn where it has a range."""
    spread = task.cost.spread
    if luck is None or spread is None:
        return task.cost.fixed
    drawn = luck.value(spread.distribution, f"task {task.id} cost")
    return drawn * task.cost.fixed if spread.relative else drawn


def owner(program: Program, impacts: tuple[Impact, ...]) -> str:
    """Project of the first task that impacts name, else the first of the program."""
    return next(
        (task.split("/", 1)[0] for impact in impacts for task in impact.tasks),
        program.projects[0].id,
    )
