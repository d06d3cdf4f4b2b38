"""What luck brought about in one iteration: risks, drivers, paths of branches, repeats of loops."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.engine.pages import Page
from simulator.explain.replay.stage import Stage
from simulator.kernels.correlate import draw
from simulator.kernels.lean import lean
from simulator.model.program import Program
from simulator.model.risk import active
from simulator.network import names


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that came about. kind, id, name, part : as in `results.raw.Happening`.

    factor : of a driver. delays : by full id of a task, the working days that a risk added to its
    work, as drawn; of parallel delays only the largest counted, and one with a window may have
    found its task not at work.
    """

    kind: str
    id: str
    name: str
    part: str = ""
    factor: float | None = None
    delays: tuple[tuple[str, float], ...] = ()


def happened(stage: Stage, played: Page) -> tuple[Happened, ...]:
    """What came about in the last lane, in the order of `engine.merge.happenings`."""
    compiled, lane = stage.compiled, played.lanes - 1
    program, effects = compiled.canonical, compiled.network.effects
    came = played.space.happens[:, lane] > 0
    delays = _delays(stage, played)
    found = [
        Happened("risk", risk.id, risk.name, delays=tuple(sorted(delays[risk.id].items())))
        for event, risk in enumerate(program.risks)
        if came[event]
    ]
    factor = dict(zip(effects.driver_event.tolist(), played.space.factor[:, lane], strict=True))
    found += [
        Happened("driver", driver.id, driver.name, factor=float(factor[event]))
        for event, driver in enumerate(program.drivers, len(program.risks))
        if came[event]
    ]
    found += [
        Happened(fork.kind, fork.id, fork.name, fork.part)
        for fork in compiled.forks
        if came[fork.event] == fork.wanted
    ]
    return tuple(found)


def _delays(stage: Stage, played: Page) -> dict[str, dict[str, float]]:
    """Working days by risk and task that hit in the last lane."""
    compiled, lane = stage.compiled, played.lanes - 1
    program, quantities = compiled.canonical, compiled.quantities.items
    owner = delay_owners(program)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for event, draw_row in _hits(stage):
        if played.space.happens[event, lane]:
            risk, task = owner[quantities[draw_row].name]
            day = program.calendars[program.task[task].calendar].minutes_per_day
            own = found[risk]
            own[task] = own.get(task, 0.0) + drawn(stage, played, draw_row) / day
    return found


def delay_owners(program: Program) -> dict[str, tuple[str, str]]:
    """(risk, task) by the stable name of a delay."""
    return {
        names.risk_delay(risk.id, k, task): (risk.id, task)
        for risk in program.risks
        for k, impact in enumerate(active(risk).impacts)
        for task in impact.tasks
    }


def _hits(stage: Stage) -> Iterator[tuple[int, int]]:
    """(event, quantity) of every delay."""
    effects, logic = stage.network.effects, stage.network.logic
    yield from zip(effects.delay_event.tolist(), effects.delay_draw.tolist(), strict=True)
    if logic is not None:
        yield from zip(logic.hits.event.tolist(), logic.hits.draw.tolist(), strict=True)


def drawn(stage: Stage, played: Page, row: int) -> float:
    """What quantity `row` came to in the last lane."""
    lane = played.lanes - 1
    shared = np.ascontiguousarray(played.space.shared[:, lane : lane + 1])
    u, out = np.zeros(1), np.zeros(1)
    run = stage.run
    draw(lean(stage.network.draws), row, run.seed, played.first + lane, run.latin, shared, u, out)
    return float(out[0])
