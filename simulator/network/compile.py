"""A program to a network of flat arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

import numpy as np

from simulator.kernels.codes import KIND_EARLIEST, KIND_LEVEL_OF_EFFORT, KIND_TASK
from simulator.model.calendar import DAY
from simulator.model.program import Program
from simulator.network import names
from simulator.network.arrays import I8, I64, Effects, Late, Links, Network, Projects, Successors
from simulator.network.clocks import Clocks, build_clocks
from simulator.network.correlations import correlated
from simulator.network.effects import Events, Quantities, delayed, events
from simulator.network.floors import floors
from simulator.network.graph import topological_order
from simulator.network.horizon import days_of, longest_path, origin_of
from simulator.network.late import late_dates
from simulator.network.links import Link, Linkage, linkage
from simulator.network.money import money
from simulator.network.quantiles import pack
from simulator.network.rows import Outline, Row, rows, ties
from simulator.network.single import is_single
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
    known. calendars : places of calendar keys in the network's tables.
    quantities : all that is drawn.
    """

    program: Program
    canonical: Program
    network: Network
    late: Late
    rows: tuple[Row, ...]
    origin: datetime
    horizon: float
    calendars: Mapping[str, int]
    quantities: Quantities

    def instant(self, moment: datetime) -> float:
        """Minutes from the origin to `moment`."""
        return (moment - self.origin) / timedelta(minutes=1)


def compile_network(program: Program, horizon_days: int | None = None) -> Compiled:
    """The network of `program`, with calendars for `horizon_days` after its first date (by
    default a generous guess). Raises PlanError for a cycle and for correlations that cannot
    hold."""
    given, program = program, canonical(program)
    outline = Outline(program)
    all_ties = ties(program, outline)
    unordered = rows(program, all_ties, outline, delayed(program))
    linked = linkage(program, unordered, all_ties, outline)
    ordered = _ordered(unordered, linked)
    path_days = longest_path(program, ordered, linked.links)
    origin = origin_of(program, path_days)
    days = (program.start - origin).days + (horizon_days or days_of(program, path_days))
    clocks = build_clocks(program, ordered, linked, origin.date(), days)
    bounds = floors(program, ordered, linked, outline, clocks, origin)
    links = _links(linked.links, {row.key: i for i, row in enumerate(ordered)}, clocks)
    quantities = Quantities(correlated(program))
    duration = _durations(ordered, quantities)
    happenings = _happenings(program, ordered, quantities)
    tasks = only_last(task_arrays(program, ordered, clocks, bounds, duration), links)
    network = Network(
        tasks=tasks,
        projects=Projects(history=bounds.history),
        links=links,
        successors=successors(links, tasks.kind) if tasks.alap.any() else NOBODY,
        draws=pack(quantities.items),
        effects=_effects(happenings, ordered),
        money=money(program, ordered, happenings),
        clock=clocks.clock,
        late=int(tasks.alap.any()),
        single=0,
    )
    return Compiled(
        program=given,
        canonical=program,
        network=network._replace(single=int(is_single(network, quantities.items))),
        late=late_dates(program, ordered, linked.instants, clocks, origin),
        rows=tuple(ordered),
        origin=origin,
        horizon=float(days * DAY),
        calendars=clocks.index,
        quantities=quantities,
    )


def canonical(program: Program) -> Program:
    """`program` with tasks, risks and drivers in the order of their ids."""
    return replace(
        program,
        tasks=tuple(sorted(program.tasks, key=lambda task: task.id)),
        risks=tuple(sorted(program.risks, key=lambda risk: risk.id)),
        drivers=tuple(sorted(program.drivers, key=lambda driver: driver.id)),
    )


def _ordered(unordered: list[Row], linked: Linkage) -> list[Row]:
    """Rows in topological order, levels of effort last."""
    efforts = [row for row in unordered if row.kind == KIND_LEVEL_OF_EFFORT]
    others = {row.key: row for row in unordered if row.kind != KIND_LEVEL_OF_EFFORT}
    pairs = [(link.predecessor, link.successor) for link in linked.links]
    pairs += [(one.predecessor, one.successor) for one in linked.instants if one.predecessor]
    edges = [pair for pair in pairs if pair[1] in others]
    order = topological_order(others, edges, lambda key: key[0])
    return [others[key] for key in order] + efforts


def _links(links: list[Link], position: dict[tuple[str, int], int], clocks: Clocks) -> Links:
    """CSR by successor, in the order in which dependencies were given."""
    ordered = sorted(links, key=lambda link: position[link.successor])
    counts = np.zeros(len(position) + 1, dtype=np.int64)
    for link in ordered:
        counts[position[link.successor] + 1] += 1
    predecessor = [position[link.predecessor] for link in ordered]
    calendar = [-1 if link.calendar is None else clocks.index[link.calendar] for link in ordered]
    return Links(
        first=np.cumsum(counts),
        predecessor=np.array(predecessor, dtype=np.int32),
        relation=np.array([link.relation for link in ordered], dtype=np.int8),
        lag=np.array([link.lag for link in ordered], dtype=np.float64),
        calendar=np.array(calendar, dtype=np.int32),
        share=np.array([link.share for link in ordered], dtype=np.float64),
        latest=np.array([link.latest for link in ordered], dtype=np.int8),
    )


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


def _durations(ordered: list[Row], quantities: Quantities) -> I64:
    """Row in `Draws` of each row's duration, -1 where it is certain."""
    found = np.full(len(ordered), -1, dtype=np.int64)
    for i, row in enumerate(ordered):
        task = row.task
        if row.kind == KIND_TASK and task.spread is not None:
            found[i] = quantities.add(names.task_duration(task.id), task.spread, task.remaining)
    return found


def _happenings(program: Program, ordered: list[Row], quantities: Quantities) -> Events:
    open_tasks = {row.task.id: row.task for row in ordered if not row.is_hub}
    return events(program, open_tasks, quantities)


def _by_row(ordered: list[Row], entries: dict[str, list[Entry]]) -> tuple[I64, list[Entry]]:
    """(CSR offsets, entries) of what is listed by task id."""
    lists = [[] if row.is_hub else entries.get(row.task.id, []) for row in ordered]
    first = np.cumsum([0, *(len(items) for items in lists)])
    return first.astype(np.int64), [item for items in lists for item in items]


def _effects(happenings: Events, ordered: list[Row]) -> Effects:
    delay_first, delays = _by_row(ordered, happenings.delays)
    factor_first, factors = _by_row(ordered, happenings.factors)
    return Effects(
        event_chance=np.array(happenings.chance, dtype=np.float64),
        event_draw=np.array(happenings.draw, dtype=np.int64),
        delay_first=delay_first,
        delay_event=np.array([event for event, _ in delays], dtype=np.int64),
        delay_draw=np.array([draw for _, draw in delays], dtype=np.int64),
        factor_first=factor_first,
        factor_driver=np.array(factors, dtype=np.int64),
        driver_event=np.array([event for event, _ in happenings.drivers], dtype=np.int64),
        driver_draw=np.array([draw for _, draw in happenings.drivers], dtype=np.int64),
    )
