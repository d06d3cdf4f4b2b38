"""A program to a network of flat arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar

import numpy as np

from simulator.kernels.codes import KIND_EARLIEST, KIND_LEVEL_OF_EFFORT, KIND_TASK
from simulator.model.calendar import DAY
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.model.task import Task
from simulator.network import names
from simulator.network.arrays import Effects, Late, Links, Logic, Network, Projects, Successors
from simulator.network.arrays_money import Lines, Money
from simulator.network.clocks import Clocks, build_clocks
from simulator.network.correlations import correlated
from simulator.network.dtypes import I8, I64, F
from simulator.network.effects import Events, Quantities, delayed, events
from simulator.network.floors import floors
from simulator.network.happenings import Fork, Presence, presence
from simulator.network.horizon import days_of, longest_path, origin_of
from simulator.network.late import late_dates
from simulator.network.ledger import Account, Ledger
from simulator.network.lines import Priced, lines_of
from simulator.network.links import linkage
from simulator.network.logic import Parts, logic_of
from simulator.network.loops import shares, unrolled
from simulator.network.money import add_fixed_costs, bills, money
from simulator.network.order import Wiring, in_order
from simulator.network.quantiles import pack
from simulator.network.rows import Outline, Row, rows, ties
from simulator.network.single import is_single
from simulator.network.sky import Stretch, sky_of, stretch_of
from simulator.network.streams import Stream, streams_of
from simulator.network.tasks import only_last, task_arrays

Entry = TypeVar("Entry")

NOBODY = Successors(np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int64))
"""No successors: what the simulation gets where nothing is as late as possible."""


@dataclass(frozen=True)
class Compiled:
    """A network and what its rows stand for.

    program : as given. canonical : the same with tasks, risks and drivers in the order of their
    ids, in which the network is made, so that sums do not depend on the order in a file.
    origin : midnight to which all instants count. horizon : instant past which calendars are not
    known. calendars : places of calendar keys in the network's tables. forks : what luck decides
    beside risks and drivers, whose events come first, in the order of `canonical`. quantities :
    all that is drawn. accounts : as in `network.money`.
    """

    program: Program
    canonical: Program
    network: Network
    late: Late
    rows: tuple[Row, ...]
    origin: datetime
    horizon: float
    calendars: Mapping[str, int]
    forks: tuple[Fork, ...]
    quantities: Quantities
    accounts: tuple[Account, ...]

    def instant(self, moment: datetime) -> float:
        """Minutes from the origin to `moment`."""
        return (moment - self.origin) / timedelta(minutes=1)

    @cached_property
    def places(self) -> tuple[I64, I64]:
        """Every activity that is simulated, int64[open] twice: its place in `program.activities`,
        and its row."""
        place = {task.id: k for k, task in enumerate(self.program.activities)}
        open_rows = [
            i for i, row in enumerate(self.rows) if not row.is_hub and not row.task.is_finished
        ]
        activity = [place[self.rows[i].task.id] for i in open_rows]
        return np.array(activity, dtype=np.int64), np.array(open_rows, dtype=np.int64)


def compile_network(
    program: Program, horizon_days: int | None = None, apart: bool = False
) -> Compiled:
    """The network of `program`, with calendars for `horizon_days` after its first date (default: a
    generous guess). apart : True to keep money by account, not by project. Raises PlanError."""
    program = canonical(given := unrolled(program))
    quantities, outline = Quantities(correlated(program)), Outline(program)
    ordered, wiring, chance = _in_order(program, outline, quantities)
    origin, days = _span(program, longest_path(program, ordered, wiring), horizon_days)
    clocks = build_clocks(program, ordered, wiring, origin.date(), days)
    bounds = floors(program, ordered, wiring, outline, clocks, origin)
    links, duration = clocks.on_tables(wiring), _durations(program, ordered, quantities)
    laid = _Laid(program, ordered, wiring, chance, origin, Ledger(program, apart))
    logic, lines, paid = _decided(laid, bounds.absent, quantities)
    tasks = only_last(task_arrays(program, ordered, clocks, bounds, duration), wiring)
    network = Network(
        tasks=tasks,
        projects=Projects(history=bounds.history),
        links=links,
        successors=successors(links, tasks.kind) if tasks.alap.any() else NOBODY,
        draws=pack(quantities.items),
        effects=_effects(chance.found, ordered),
        money=paid,
        logic=logic,
        clock=clocks.clock,
        late=int(tasks.alap.any()),
        on_clock=1,
        lines=lines,
    )
    return Compiled(
        program=given,
        canonical=program,
        network=_whole(network, clocks, ordered, stretch_of(program, origin, days), quantities),
        late=late_dates(program, ordered, wiring.instants, clocks, origin),
        rows=tuple(ordered),
        origin=origin,
        horizon=float(days * DAY),
        calendars=clocks.index,
        forks=tuple(chance.here.forks),
        quantities=quantities,
        accounts=laid.ledger.all(),
    )


def _in_order(
    program: Program, outline: Outline, quantities: Quantities
) -> tuple[list[Row], Wiring, _Chance]:
    all_ties = ties(program, outline)
    unordered = rows(program, all_ties, outline, delayed(program))
    linked = linkage(program, unordered, all_ties, outline)
    chance = _chance(program, unordered, quantities)
    return (*in_order(unordered, linked, chance.here.ahead), chance)


def _whole(
    network: Network,
    clocks: Clocks,
    ordered: list[Row],
    stretch: Stretch,
    quantities: Quantities,
) -> Network:
    """The network with its lost days and windows, which knows whether working time will do."""
    weather, sky = sky_of(clocks, ordered, network.tasks, stretch)
    network = network._replace(weather=weather, sky=sky)
    return network._replace(on_clock=None if is_single(network, quantities.items) else 1)


def _span(program: Program, path: float, horizon_days: int | None) -> tuple[datetime, int]:
    """Origin of instants, and days of calendar from there. path : days of the longest path."""
    origin = origin_of(program, path)
    return origin, (program.start - origin).days + (horizon_days or days_of(program, path))


@dataclass(frozen=True)
class _Laid:
    """Rows in their order, and what links them and decides about them."""

    program: Program
    rows: list[Row]
    wiring: Wiring
    chance: _Chance
    origin: datetime
    ledger: Ledger


def _logic(laid: _Laid, floor: F, streams: list[Stream], quantities: Quantities) -> Logic | None:
    """The arrays of `Logic`. floor : earliest starts of absent rows."""
    program, ordered, chance = laid.program, laid.rows, laid.chance
    lag, lag_draw = _lags(ordered, laid.wiring, quantities)
    owed = bills(program, ordered, (chance.found, streams), quantities, laid.ledger)
    return logic_of(
        Parts(program, laid.origin, ordered, chance.found, chance.here, lag, lag_draw, owed, floor)
    )


def _decided(
    laid: _Laid, floor: F, quantities: Quantities
) -> tuple[Logic | None, Lines | None, Money]:
    """What luck decides, and what is paid; the order is that in which accounts are opened."""
    program, found = laid.program, laid.chance.found
    streams = streams_of(program, laid.rows, found, quantities)
    logic = _logic(laid, floor, streams, quantities)
    priced = Priced(program, laid.origin, laid.rows, found, shares(program), quantities)
    lines = lines_of(priced, laid.ledger)
    return logic, lines, money(program, laid.rows, found, streams, laid.ledger)


@dataclass(frozen=True)
class _Chance:
    """Events of a program, and who may be absent."""

    found: Events
    here: Presence


def _chance(program: Program, unordered: list[Row], quantities: Quantities) -> _Chance:
    open_rows = [row for row in unordered if not row.is_hub and not row.task.is_finished]
    open_tasks = {row.task.id: row.task for row in open_rows}
    found = events(program, open_tasks, quantities)
    here = presence(program, found, quantities)
    add_fixed_costs(program, found, set(here.gates), shares(program), quantities)
    return _Chance(found, here)


def canonical(program: Program) -> Program:
    """`program` with tasks, risks and drivers in the order of their ids."""
    tasks = sorted(map(_sorted, program.tasks), key=lambda task: task.id)
    return replace(
        program,
        tasks=tuple(tasks),
        risks=tuple(sorted(program.risks, key=lambda risk: risk.id)),
        drivers=tuple(sorted(program.drivers, key=lambda driver: driver.id)),
    )


def _sorted(task: Task) -> Task:
    if len(task.elements) < 2:
        return task
    return replace(task, elements=tuple(sorted(task.elements, key=lambda one: one.name)))


def successors(links: Links, kind: I8) -> Successors:
    """CSR by predecessor; levels of effort and the earliest start of a summary
    bind nobody and are left out."""
    counts = np.diff(links.first)
    row = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    free = (KIND_LEVEL_OF_EFFORT, KIND_EARLIEST)
    binding = np.flatnonzero(~np.isin(kind[row], free))
    order = binding[np.argsort(links.predecessor[binding], kind="stable")]
    first = np.searchsorted(links.predecessor[order], np.arange(len(counts) + 1))
    return Successors(first.astype(np.int64), row[order], order.astype(np.int64))


def _durations(program: Program, ordered: list[Row], quantities: Quantities) -> I64:
    """Row in `Draws` of each row's duration, -1 where it is certain."""
    part = shares(program)
    found = np.full(len(ordered), -1, dtype=np.int64)
    for i, row in enumerate(ordered):
        task = row.task
        if row.kind == KIND_TASK and task.spread is not None:
            name, share = names.task_duration(task.id), part.get(task.id, 1.0)
            found[i] = quantities.add(name, task.spread, task.remaining, share)
    return found


def _lags(ordered: list[Row], wiring: Wiring, quantities: Quantities) -> tuple[I64, I64]:
    """(by link, place of its lag among those that are drawn, -1 where certain; their rows)."""
    links = wiring.links
    place = np.full(len(links.lag), -1, dtype=np.int64)
    drawn: list[int] = []
    successor = np.repeat(np.arange(len(ordered)), np.diff(links.first))
    for k, spread in wiring.lags:
        place[k] = len(drawn)
        before, after = ordered[links.predecessor[k]].task.id, ordered[successor[k]].task.id
        name = names.link_lag(before, str(links.relation[k]), after)
        drawn.append(quantities.add(name, Spread(spread)))
    return place, np.array(drawn, dtype=np.int64)


def _by_row(ordered: list[Row], entries: dict[str, list[Entry]]) -> tuple[I64, list[Entry]]:
    """(CSR offsets, entries) of what is listed by task id."""
    lists = [[] if row.is_hub else entries.get(row.task.id, []) for row in ordered]
    first = np.cumsum([0, *map(len, lists)])
    return first.astype(np.int64), [item for items in lists for item in items]


def _effects(happenings: Events, ordered: list[Row]) -> Effects:
    plain = {task: many for task, many in happenings.delays.items() if happenings.is_plain(task)}
    delay_first, delays = _by_row(ordered, plain)
    factor_first, factors = _by_row(ordered, happenings.factors)
    return Effects(
        event_chance=np.array(happenings.chance, dtype=np.float64),
        event_draw=np.array(happenings.draw, dtype=np.int64),
        delay_first=delay_first,
        delay_event=np.array([delay.event for delay in delays], dtype=np.int64),
        delay_draw=np.array([delay.draw for delay in delays], dtype=np.int64),
        factor_first=factor_first,
        factor_driver=np.array(factors, dtype=np.int64),
        driver_event=np.array([event for event, _ in happenings.drivers], dtype=np.int64),
        driver_draw=np.array([draw for _, draw in happenings.drivers], dtype=np.int64),
    )
