"""Rows in topological order, and what links them as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.kernels.codes import KIND_LEVEL_OF_EFFORT
from simulator.network.arrays import I64, Links
from simulator.network.graph import topological_order
from simulator.network.links import Instant, Link, Linkage
from simulator.network.rows import Row


@dataclass(frozen=True)
class Wiring:
    """What links rows in their order.

    links : by successor, otherwise in the order in which dependencies were given; their calendars
    are places in `calendars`, -1 by the clock.
    """

    links: Links
    calendars: tuple[str, ...]
    instants: tuple[Instant, ...]


def in_order(rows: Sequence[Row], linked: Linkage) -> tuple[list[Row], Wiring]:
    """`rows` with every predecessor before its successors and levels of effort last, and what
    links them there. Raises PlanError for a cycle."""
    efforts = {i for i, row in enumerate(rows) if row.kind == KIND_LEVEL_OF_EFFORT}
    edges = [(one.predecessor, one.successor) for one in linked.links]
    edges += [
        (one.predecessor, one.successor) for one in linked.instants if one.predecessor is not None
    ]
    order = topological_order(
        [i for i in range(len(rows)) if i not in efforts],
        [edge for edge in edges if edge[1] not in efforts],
        lambda i: rows[i].task.id,
    )
    order += sorted(efforts)
    place = np.empty(len(rows), dtype=np.int64)
    place[order] = np.arange(len(rows))
    calendars = tuple(dict.fromkeys(link.calendar for link in linked.links if link.calendar))
    instants = tuple(_moved(one, place) for one in linked.instants)
    wiring = Wiring(_arrays(linked.links, calendars, place), calendars, instants)
    return [rows[i] for i in order], wiring


def _moved(one: Instant, place: I64) -> Instant:
    """The same instant between the new places of its rows."""
    predecessor = None if one.predecessor is None else int(place[one.predecessor])
    return one._replace(predecessor=predecessor, successor=int(place[one.successor]))


def _arrays(links: list[Link], calendars: Sequence[str], place: I64) -> Links:
    """CSR by successor. place : of each row in the new order."""
    columns = zip(*links, strict=True) if links else ((),) * len(Link._fields)
    predecessor, successor, relation, lag, share, calendar, latest = columns
    row = place[np.array(successor, dtype=np.int64)]
    order = np.argsort(row, kind="stable")
    key: dict[str | None, int] = {None: -1, **{name: k for k, name in enumerate(calendars)}}
    return Links(
        first=np.searchsorted(row[order], np.arange(len(place) + 1)),
        predecessor=place[np.array(predecessor, dtype=np.int64)][order].astype(np.int32),
        relation=np.array(relation, dtype=np.int8)[order],
        lag=np.array(lag, dtype=np.float64)[order],
        calendar=np.array([key[name] for name in calendar], dtype=np.int32)[order],
        share=np.array(share, dtype=np.float64)[order],
        latest=np.array(latest, dtype=np.int8)[order],
    )
