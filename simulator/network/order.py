"""Rows in topological order, and what links them as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.kernels.codes import KIND_LEVEL_OF_EFFORT
from simulator.model.distribution import Distribution
from simulator.network.arrays import Links
from simulator.network.dtypes import I64
from simulator.network.graph import topological_order
from simulator.network.links import Instant, Link, Linkage
from simulator.network.rows import Row


@dataclass(frozen=True)
class Wiring:
    """What links rows in their order.

    links : by successor, otherwise in the order in which dependencies were given; their calendars
    are places in `calendars`, -1 by the clock. lags : of the links whose lag is uncertain, their
    places and ranges.
    """

    links: Links
    lags: tuple[tuple[int, Distribution], ...]
    calendars: tuple[str, ...]
    instants: tuple[Instant, ...]


def in_order(
    rows: Sequence[Row], linked: Linkage, ahead: Sequence[tuple[str, str]]
) -> tuple[list[Row], Wiring]:
    """`rows` with every predecessor before its successors and levels of effort last, and what
    links them there. ahead : pairs of tasks, the first to be worked out before the second though
    no link says so. Raises PlanError for a cycle."""
    efforts = {i for i, row in enumerate(rows) if row.kind == KIND_LEVEL_OF_EFFORT}
    edges = [(one.predecessor, one.successor) for one in linked.links]
    edges += [
        (one.predecessor, one.successor) for one in linked.instants if one.predecessor is not None
    ]
    if ahead:
        known = {row.task.id: i for i, row in enumerate(rows) if not row.is_hub}
        edges += [(known[a], known[b]) for a, b in ahead if a in known and b in known]
    order = topological_order(
        [i for i in range(len(rows)) if i not in efforts],
        [edge for edge in edges if edge[0] not in efforts and edge[1] not in efforts],
        lambda i: rows[i].task.id,
    )
    order += sorted(efforts)
    place = np.empty(len(rows), dtype=np.int64)
    place[order] = np.arange(len(rows))
    calendars = tuple(dict.fromkeys(link.calendar for link in linked.links if link.calendar))
    instants = tuple(_moved(one, place) for one in linked.instants)
    links, lags = _arrays(linked.links, calendars, place)
    wiring = Wiring(links, lags, calendars, instants)
    return [rows[i] for i in order], wiring


def _moved(one: Instant, place: I64) -> Instant:
    """The same instant between the new places of its rows."""
    predecessor = None if one.predecessor is None else int(place[one.predecessor])
    return one._replace(predecessor=predecessor, successor=int(place[one.successor]))


def _arrays(
    links: list[Link], calendars: Sequence[str], place: I64
) -> tuple[Links, tuple[tuple[int, Distribution], ...]]:
    """CSR by successor, and the uncertain lags. place : of each row in the new order."""
    columns = zip(*links, strict=True) if links else ((),) * len(Link._fields)
    predecessor, successor, relation, lag, share, calendar, latest, spread = columns
    row = place[np.array(successor, dtype=np.int64)]
    order = np.argsort(row, kind="stable")
    key: dict[str | None, int] = {None: -1, **{name: k for k, name in enumerate(calendars)}}
    lags = tuple((k, spread[i]) for k, i in enumerate(order) if spread[i] is not None)
    found = Links(
        first=np.searchsorted(row[order], np.arange(len(place) + 1)),
        predecessor=place[np.array(predecessor, dtype=np.int64)][order].astype(np.int32),
        relation=np.array(relation, dtype=np.int8)[order],
        lag=np.array(lag, dtype=np.float64)[order],
        calendar=np.array([key[name] for name in calendar], dtype=np.int32)[order],
        share=np.array(share, dtype=np.float64)[order],
        latest=np.array(latest, dtype=np.int8)[order],
    )
    return found, lags
