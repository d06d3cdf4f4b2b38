"""What some iterations have in common that the others do not."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from simulator.engine.pages import Page
from simulator.explain.replay.chosen import Chosen
from simulator.explain.replay.dated import Bools, critical_rows, present_rows
from simulator.explain.replay.stage import Stage, pages, staged
from simulator.explain.replay.tested import holm, tail
from simulator.results.raw import Floats
from simulator.results.result import Result

LONG = 80
"""A task is long, and a driver high, above this percentile of its own draws in the first page of
1,024 iterations."""

RARE = 0.1
"""What is true of fewer of the chosen iterations is not said of them."""

SIGNIFICANT = 0.01


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that is true of more of the chosen iterations than of the others.

    kind : "risk", "branch", "loop" (it happened), "driver" (its factor was high), "path" (the task
    was on the driving path) or "long" (it took long). id, name, part : whose, as in
    `results.raw.Happening`. limit : factor of the driver, or working days of the task, above which
    it counts; None for others. inside, outside : share of the chosen iterations and of the others.
    lift : `inside` by the share of all (Brin, Motwani, Ullman and Tsur, SIGMOD 1997, section 2).
    p : of Fisher's exact test, one-sided, after Holm for all that was tested.
    """

    kind: str
    id: str
    name: str
    part: str
    limit: float | None
    inside: float
    outside: float
    lift: float
    p: float


@dataclass(frozen=True)
class Shared:
    """chosen : the iterations. traits : what they share, the highest lift first. tested : of how
    many things it was asked."""

    chosen: Chosen
    traits: tuple[Trait, ...]
    tested: int

    def to_dict(self) -> dict[str, Any]:
        """The part of the document of a replay that tells of the set."""
        return {
            "says": self.chosen.says,
            "iterations": sorted(self.chosen.numbers.tolist()),
            "tested": self.tested,
            "traits": [asdict(trait) for trait in self.traits],
        }


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing that is asked of every iteration; the first four as in `Trait`."""

    kind: str
    id: str
    name: str
    part: str = ""
    limit: float | None = None


def shared(result: Result, chosen: Chosen) -> Shared:
    """What the `chosen` iterations of `result` have in common: every page is played again."""
    stage, iterations = staged(result), result.run.iterations
    mine = np.zeros(iterations, dtype=bool)
    mine[chosen.numbers] = True
    limits: tuple[Floats, Floats] | None = None
    inside = everywhere = np.zeros(0)
    for page in pages(stage):
        limits = _limits(page) if limits is None else limits
        true = _answers(stage, page, limits)
        within = mine[page.first : page.first + page.lanes]
        if not page.first:
            inside, everywhere = np.zeros(len(true)), np.zeros(len(true))
        inside += true[:, within].sum(axis=1)
        everywhere += true.sum(axis=1)
    assert limits is not None
    asked = _asked(result, stage, limits)
    return Shared(chosen, *_traits(asked, inside, everywhere, (len(chosen.numbers), iterations)))


def _limits(page: Page) -> tuple[Floats, Floats]:
    """Above which a duration is long, float64[row], and a factor high, float64[driver]."""
    lanes = slice(0, page.lanes)
    place = -(-LONG * page.lanes // 100) - 1
    long = np.sort(page.space.duration[:, lanes], axis=1)[:, place]
    return long, np.sort(page.space.factor[:, lanes], axis=1)[:, place]


def _answers(stage: Stage, page: Page, limits: tuple[Floats, Floats]) -> Bools:
    """What is true of each iteration of a page, bool[asked, lane], in the order of `_asked`."""
    space, lanes = page.space, slice(0, page.lanes)
    came = space.happens[:, lanes] > 0
    forks = [came[fork.event] == fork.wanted for fork in stage.compiled.forks]
    happened = [came[: len(stage.compiled.canonical.risks)], *(one[None] for one in forks)]
    present = present_rows(stage, space, lanes)
    rows = [i for i, row in enumerate(stage.compiled.rows) if not row.is_hub]
    critical = critical_rows(stage, space, lanes) & present
    # What one part in a thousand million longer is the same: sums round.
    long = space.duration[:, lanes] > limits[0][:, None] * (1 + 1e-9)
    high = space.factor[:, lanes] > limits[1][:, None] * (1 + 1e-9)
    return np.concatenate([*happened, high, critical[rows], (long & present)[rows]])


def _asked(result: Result, stage: Stage, limits: tuple[Floats, Floats]) -> list[_Asked]:
    """What is asked, in the order of `_answers`."""
    program = stage.compiled.canonical
    rows = [(i, row.task) for i, row in enumerate(stage.compiled.rows) if not row.is_hub]
    found = [_Asked("risk", risk.id, risk.name) for risk in program.risks]
    found += [_Asked(one.kind, one.id, one.name, one.part) for one in stage.compiled.forks]
    found += [
        _Asked("driver", driver.id, driver.name, limit=float(limit))
        for driver, limit in zip(program.drivers, limits[1], strict=True)
    ]
    found += [_Asked("path", task.id, task.name) for _, task in rows]
    day = _days(result)
    found += [
        _Asked("long", task.id, task.name, limit=float(limits[0][i]) / day[task.id])
        for i, task in rows
    ]
    return found


def _days(result: Result) -> dict[str, float]:
    program = result.program
    return {task.id: program.calendars[task.calendar].minutes_per_day for task in program.tasks}


def _traits(
    asked: list[_Asked], inside: Floats, everywhere: Floats, sizes: tuple[int, int]
) -> tuple[tuple[Trait, ...], int]:
    """What is significantly more frequent inside, and how many things were tested: those that are
    neither always true nor never."""
    chosen, iterations = sizes
    varies = np.flatnonzero((everywhere > 0) & (everywhere < iterations))
    if chosen == iterations or not len(varies):
        return (), 0
    p = holm(tail(inside[varies], everywhere[varies], chosen, iterations))
    found = []
    for k, adjusted in zip(varies.tolist(), p.tolist(), strict=True):
        share, rest = inside[k] / chosen, (everywhere[k] - inside[k]) / (iterations - chosen)
        if adjusted < SIGNIFICANT and share >= RARE:
            one, lift = asked[k], share / (everywhere[k] / iterations)
            found.append(
                Trait(one.kind, one.id, one.name, one.part, one.limit, float(share), float(rest),
                      float(lift), adjusted)
            )  # fmt: skip
    ranked = sorted(found, key=lambda trait: (-trait.lift, trait.p, trait.kind, trait.id))
    return tuple(ranked), len(varies)
