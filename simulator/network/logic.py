"""The arrays of `Logic`: what only plans with branches, windows and the like need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from simulator.errors import PlanError
from simulator.kernels import codes
from simulator.model.branch import Condition, Measure
from simulator.model.program import Program
from simulator.model.risk import Window
from simulator.network.arrays import Chances, Checks, Gates, Hits, Logic, Windows
from simulator.network.arrays_money import Bills
from simulator.network.dtypes import I64, F
from simulator.network.effects import Delay, Events
from simulator.network.floors import minutes
from simulator.network.happenings import Presence
from simulator.network.rows import Row

MEASURES = {
    Measure.START: codes.MEASURE_START,
    Measure.FINISH: codes.MEASURE_FINISH,
    Measure.DURATION: codes.MEASURE_DURATION,
    Measure.COST: codes.MEASURE_COST,
}


@dataclass(frozen=True)
class Parts:
    """What `Logic` is made of. rows : in their order. found, here : events, and who may be absent.
    lag, lag_draw, bills : as in `Logic`. floor : earliest start of an absent row."""

    program: Program
    origin: datetime
    rows: list[Row]
    found: Events
    here: Presence
    lag: I64
    lag_draw: I64
    bills: Bills
    floor: F


def logic_of(parts: Parts) -> Logic | None:
    """The arrays, or None where the program needs none of it."""
    found, here = parts.found, parts.here
    special = {task for task in found.delays if not found.is_plain(task)} | set(found.largest)
    whole = parts.program.whole_days
    on_rows = bool(special or here.gates or here.checks or len(parts.lag_draw) or whole)
    bills = parts.bills
    drivers = len(bills.item_driver) + len(bills.rate_driver)
    dear = bool(drivers or len(bills.part_row) or (bills.rate_draw >= 0).any())
    uncertain = any(row >= 0 for row in found.spread) or any(e >= 0 for e in found.after)
    if not (on_rows or dear or uncertain or found.raises):
        return None
    windows: dict[Window, int] = {}
    hits = _hits(parts, special, windows)
    factors = [[] if row.is_hub else found.largest.get(row.task.id, []) for row in parts.rows]
    return Logic(
        chances=_chances(found),
        gates=_gates(parts),
        checks=_checks(parts),
        hits=hits,
        windows=_windows(parts, windows),
        bills=bills,
        factor_first=_offsets(factors),
        factor_driver=np.array([one for many in factors for one in many], dtype=np.int64),
        day=np.array([_day(parts.program, row) if whole else 0.0 for row in parts.rows]),
        lag=parts.lag,
        lag_draw=parts.lag_draw,
        planned=np.array(found.planned, dtype=np.int8),
        rows=int(on_rows),
    )


def _offsets(lists: Sequence[Sequence[object]]) -> I64:
    return np.cumsum([0, *map(len, lists)]).astype(np.int64)


def _chances(found: Events) -> Chances:
    causes: list[list[tuple[int, float]]] = [[] for _ in found.chance]
    for event, cause, chance in found.raises:
        causes[event].append((cause, chance))
    flat = [pair for pairs in causes for pair in pairs]
    return Chances(
        order=_in_order(found, causes),
        spread=np.array(found.spread, dtype=np.int64),
        after=np.array(found.after, dtype=np.int64),
        first=_offsets(causes),
        cause=np.array([cause for cause, _ in flat], dtype=np.int64),
        chance=np.array([chance for _, chance in flat], dtype=np.float64),
    )


def _in_order(found: Events, causes: list[list[tuple[int, float]]]) -> I64:
    """Events with what they wait for before them."""
    waits = [{cause for cause, _ in pairs} for pairs in causes]
    for event, before in enumerate(found.after):
        if before >= 0:
            waits[event].add(before)
    order: list[int] = []
    done: set[int] = set()
    left = list(range(len(waits)))
    while left:
        ready = [event for event in left if waits[event] <= done]
        if not ready:
            raise PlanError.one(
                "risks",
                "risk-cycle",
                "these risks set each other off in a circle",
                "Remove one of the `raises` of this ring.",
            )
        order += ready
        done.update(ready)
        left = [event for event in left if event not in done]
    return np.array(order, dtype=np.int64)


def _gates(parts: Parts) -> Gates:
    gate = np.full(len(parts.rows), -1, dtype=np.int64)
    lists: list[list[tuple[int, bool]]] = []
    for i, row in enumerate(parts.rows):
        pairs = None if row.is_hub else parts.here.gates.get(row.task.id)
        if pairs and not row.task.is_started:
            gate[i] = len(lists)
            lists.append(pairs)
    flat = [pair for pairs in lists for pair in pairs]
    return Gates(
        gate=gate,
        first=_offsets(lists),
        event=np.array([event for event, _ in flat], dtype=np.int64),
        wanted=np.array([wanted for _, wanted in flat], dtype=np.int8),
        floor=parts.floor,
    )


def _checks(parts: Parts) -> Checks:
    bills = {bill.task: bill for bill in parts.found.costs if bill.task}
    by_task: dict[str, list[tuple[Condition, int]]] = {}
    for condition, event in parts.here.checks:
        by_task.setdefault(condition.subject, []).append((condition, event))
    lists = [[] if row.is_hub else by_task.get(row.task.id, []) for row in parts.rows]
    flat = [
        (row.task, condition, event)
        for row, pairs in zip(parts.rows, lists, strict=True)
        for condition, event in pairs
    ]
    costs = [parts.found.divided[task.id] for task, _, _ in flat]
    billed = [bills.get(task.id) for task, _, _ in flat]
    fixed = [
        (one.actual or 0.0) + sum(element.actual or 0.0 for element in task.elements)
        for one, (task, _, _) in zip(costs, flat, strict=True)
    ]
    return Checks(
        first=_offsets(lists),
        event=np.array([event for _, _, event in flat], dtype=np.int64),
        measure=np.array([MEASURES[one.measure] for _, one, _ in flat], dtype=np.int8),
        above=np.array([one.above for _, one, _ in flat], dtype=np.int8),
        limit=np.array([_limit(parts, one) for _, one, _ in flat], dtype=np.float64),
        draw=np.array([-1 if one is None else one.draw for one in billed], dtype=np.int64),
        planned=np.array([one.left for one in costs], dtype=np.float64),
        share=np.array([one.rest / one.left if one.left else 1.0 for one in costs], np.float64),
        fixed=np.array(fixed, dtype=np.float64),
    )


def _limit(parts: Parts, condition: Condition) -> float:
    if condition.moment is None:
        return condition.limit
    return minutes(parts.origin, condition.moment)


def _hits(parts: Parts, special: set[str], windows: dict[Window, int]) -> Hits:
    """Delays of the rows that are worked out one by one; `windows` is filled."""
    found = parts.found
    place = {delay: k for k, (_, delay) in enumerate(found.dear_delays())}
    lists = [
        found.delays.get(row.task.id, []) if not row.is_hub and row.task.id in special else []
        for row in parts.rows
    ]
    flat: list[Delay] = [delay for delays in lists for delay in delays]
    window = [
        -1 if one.window is None else windows.setdefault(one.window, len(windows)) for one in flat
    ]
    return Hits(
        first=_offsets(lists),
        event=np.array([one.event for one in flat], dtype=np.int64),
        draw=np.array([one.draw for one in flat], dtype=np.int64),
        to_start=np.array([one.to_start for one in flat], dtype=np.int8),
        parallel=np.array([one.parallel for one in flat], dtype=np.int8),
        window=np.array(window, dtype=np.int64),
        kept=np.array([place.get(one, -1) for one in flat], dtype=np.int64),
    )


def _windows(parts: Parts, windows: dict[Window, int]) -> Windows:
    position = {row.task.id: i for i, row in enumerate(parts.rows) if not row.is_hub}
    during = [_running(parts.program, one, position) for one in windows]
    spans = [_span(parts, one) for one in windows]
    return Windows(
        begin=np.array([begin for begin, _ in spans], dtype=np.float64),
        end=np.array([end for _, end in spans], dtype=np.float64),
        during=np.array(during, dtype=np.int64),
    )


def _running(program: Program, window: Window, position: dict[str, int]) -> int:
    """Row of the task during which a risk is alive; -1 where there is none or it is finished."""
    if window.during is None or program.task[window.during].is_finished:
        return -1
    return position[window.during]


def _span(parts: Parts, window: Window) -> tuple[float, float]:
    """First and last instant of a window; history is known beforehand."""
    begins = [window.begin] if window.begin else []
    ends = [window.end] if window.end else []
    if window.during is not None:
        progress = parts.program.task[window.during].progress
        if progress.actual_finish is not None:
            begins.append(progress.actual_start or progress.actual_finish)
            ends.append(progress.actual_finish)
    begin = max((minutes(parts.origin, moment) for moment in begins), default=-np.inf)
    return begin, min((minutes(parts.origin, moment) for moment in ends), default=np.inf)


def _day(program: Program, row: Row) -> float:
    """Minutes of a working day of work that is rounded, 0 for all else."""
    if row.kind != codes.KIND_TASK:
        return 0.0
    return program.calendars[row.task.calendar].minutes_per_day
