"""Who was paid what in one iteration.

The kernels add money up by project. Here each row, each cost of a task or risk, and each delay that
costs money by the day is a project of its own, so that the same kernels tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.explain.replay.stage import Stage, play
from simulator.kernels.workspace import PAGE
from simulator.model.program import Program
from simulator.model.risk import active
from simulator.network import names
from simulator.network.arrays import Network
from simulator.network.money import rate_per_minute, spent
from simulator.results.raw import Floats

Place = TypeVar("Place", np.int32, np.int64)

MOST_NUMBERS = 32_000_000
"""Numbers that one pass may keep; kernels write samples at the place of their iteration."""


@dataclass(frozen=True)
class Paid:
    """Money by full id of a task, and by id of a risk: what it cost, its response included. Who was
    paid nothing is left out."""

    tasks: dict[str, float]
    risks: dict[str, float]

    @property
    def total(self) -> float:
        """All of it; the cost of the iteration, but for the order of adding."""
        return sum(self.tasks.values()) + sum(self.risks.values())


def paid(stage: Stage, iteration: int, project_finish: Floats) -> Paid:
    """Who was paid what in `iteration`. project_finish : float64[project], instants of it."""
    found = _certain(stage)
    payers = list(_payers(stage))
    purses = _purses(stage, iteration, project_finish)
    for (is_risk, id), money in zip(payers, purses.tolist(), strict=True):
        own = found.risks if is_risk else found.tasks
        own[id] = own.get(id, 0.0) + money
    return Paid(
        *({id: sum_ for id, sum_ in own.items() if sum_} for own in (found.tasks, found.risks))
    )


def _certain(stage: Stage) -> Paid:
    """What is paid in every iteration: as `network.money.certain`, by task and risk."""
    program = stage.compiled.canonical
    billed = {id for is_risk, id in _of_items(stage) if not is_risk}
    simulated = {row.task.id for row in stage.compiled.rows if not row.task.is_finished}
    tasks: dict[str, float] = {}
    for task in program.tasks:
        fixed = 0.0 if task.id in billed else task.cost.fixed
        if task.id not in simulated:
            fixed += rate_per_minute(program, task) * spent(program, task)
        if fixed:
            tasks[task.id] = fixed
    risks = {
        risk.id: risk.response.cost
        for risk in program.risks
        if risk.mitigated and risk.response is not None and risk.response.cost
    }
    return Paid(tasks, risks)


def _payers(stage: Stage) -> Iterator[tuple[bool, str]]:
    """(is a risk, id) of every purse: rows, costs that are not certain, delays with a price."""
    yield from ((False, row.task.id) for row in stage.compiled.rows)
    yield from _of_items(stage)
    logic = stage.network.logic
    if logic is not None:
        owner = _owners(stage.compiled.canonical)
        quantities = stage.compiled.quantities.items
        places = np.flatnonzero(logic.hits.kept >= 0)
        for k in places[np.argsort(logic.hits.kept[places])]:
            yield owner[quantities[logic.hits.draw[k]].name]


def _of_items(stage: Stage) -> Iterator[tuple[bool, str]]:
    """Whose the costs are that are not certain, in the order of `Money.item_draw`."""
    owner = _owners(stage.compiled.canonical)
    for draw in stage.network.money.item_draw:
        yield owner[stage.compiled.quantities.items[draw].name]


def _owners(program: Program) -> dict[str, tuple[bool, str]]:
    """(is a risk, id) by stable name of what costs money."""
    found = {names.task_cost(task.id): (False, task.id) for task in program.tasks}
    for risk in program.risks:
        for k, impact in enumerate(active(risk).impacts):
            found[names.risk_cost(risk.id, k)] = (True, risk.id)
            found |= {names.risk_delay(risk.id, k, task): (True, risk.id) for task in impact.tasks}
    return found


def _purses(stage: Stage, iteration: int, project_finish: Floats) -> Floats:
    """Money in every purse, float64[purse], some purses at a time."""
    network = stage.network
    rows, items = len(network.tasks.kind), len(network.money.item_draw)
    kept = 0 if network.logic is None else len(network.logic.bills.kept_rate)
    found = np.zeros(rows + items + kept)
    step = max(1, MOST_NUMBERS // (2 * (iteration + PAGE)))
    for first in range(0, len(found), step):
        last = min(first + step, len(found))
        split = _split(network, first, last, project_finish)
        played = play(stage, split, iteration)
        found[first:last] = played.cost[1 + len(project_finish) :, -1]
    return found


def _split(network: Network, first: int, last: int, project_finish: Floats) -> Network:
    """`network` with a project for each purse from `first` to `last`, behind its own projects.

    A level of effort may last until its project's finish, which is therefore given.
    """
    projects, rows = len(project_finish), len(network.tasks.kind)
    items = rows + len(network.money.item_draw)

    def own(begins: int, project: NDArray[Place]) -> NDArray[Place]:
        purse = begins + np.arange(len(project))
        mine = (purse >= first) & (purse < last)
        return np.where(mine, (projects + purse - first).astype(project.dtype), project)

    history = np.full(projects + last - first, -np.inf)
    history[:projects] = project_finish
    mine = slice(first, min(last, rows))
    history[projects : projects + max(0, mine.stop - first)] = project_finish[
        network.tasks.project[mine]
    ]
    money, logic = network.money, network.logic
    if logic is not None:
        kept = own(items, logic.bills.kept_project)
        logic = logic._replace(bills=logic.bills._replace(kept_project=kept))
    return network._replace(
        tasks=network.tasks._replace(project=own(0, network.tasks.project)),
        projects=network.projects._replace(history=history),
        money=money._replace(
            fixed=np.zeros(len(history)), item_project=own(rows, money.item_project)
        ),
        logic=logic,
    )
