"""The plan's own critical path as one chain, link by link."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.engine.schedule import planned_pass
from simulator.network.arrays import Network
from simulator.network.certain import only_path
from simulator.network.compile import Compiled


def plan_path(compiled: Compiled) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(rows, links) of one chain that decides the finish of the plan as planned, bool[row] and
    bool[link]; where several tie, the first in the order of the network."""
    space, found = planned_pass(compiled)
    network, links, drives = compiled.network, compiled.network.links, found.driving
    rows, kept = np.zeros(len(compiled.rows), dtype=bool), np.zeros(len(links.lag), dtype=bool)
    last = np.flatnonzero((space.on_path[:, 0] != 0) & (network.tasks.counted != 0))
    here = int(last[space.finish[last, 0].argmax()]) if len(last) else -1
    while here >= 0:
        rows[here] = True
        own = np.arange(links.first[here], links.first[here + 1])
        driving = own[(drives[own] != 0) & (space.on_path[links.predecessor[own], 0] != 0)]
        kept[driving[:1]] = True
        here = int(links.predecessor[driving[0]]) if len(driving) else -1
    return rows, kept


def along_plan_path(compiled: Compiled, network: Network) -> Network:
    """`network` with the plan's own critical path alone: what is beside it holds up nothing."""
    return only_path(network, *plan_path(compiled))
