"""Whether one calendar serves a whole network, so that it can be simulated in working time.

In working time Friday 17:00 and Monday 08:00 are one instant. That is safe where no date that is
shown or compared depends on which of the two it was: what is asked for here. Everything else runs
on the clock, more slowly and with the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.kernels import codes
from simulator.network.arrays import Network
from simulator.network.quantiles import Quantity


def is_single(network: Network, quantities: Sequence[Quantity]) -> bool:
    """True where working time gives the same dates as the clock."""
    tasks, links = network.tasks, network.links
    simple_kinds = np.isin(tasks.kind, (codes.KIND_TASK, codes.KIND_MILESTONE))
    lagged = links.lag != 0
    on_clock = network.sky is not None or network.lines is not None
    on_clock = on_clock or (network.logic is not None and bool(network.logic.rows))
    return bool(
        len(tasks.kind)
        and not on_clock
        and simple_kinds.all()
        and (tasks.calendar == 0).all()
        and (links.calendar[lagged] == 0).all()
        and not np.isin(links.relation, (codes.SF,)).any()
        and (links.share == 0).all()
        and not tasks.alap.any()
        and np.isnan(tasks.pinned_start).all()
        and np.isnan(tasks.pinned_finish).all()
        and np.isneginf(tasks.finish_floor).all()
        and np.isneginf(network.projects.history).all()
        and _milestones_end_work(network)
        and _always_work(network, quantities)
    )


def _milestones_end_work(network: Network) -> bool:
    """True where every milestone either begins a chain of work or follows the finish of work, and
    pushes no finish."""
    tasks, links = network.tasks, network.links
    opens = np.zeros(len(tasks.kind), dtype=bool)
    for i in np.flatnonzero(tasks.kind == codes.KIND_MILESTONE):
        entries = slice(links.first[i], links.first[i + 1])
        opens[i] = opens[links.predecessor[entries]].all()
        if opens[i] and tasks.counted[i]:
            return False
        if (
            not np.isin(links.relation[entries], (codes.FS,)).all()
            or (links.lag[entries] < 0).any()
        ):
            return False
        if tasks.floor[i] > tasks.floor.min():
            return False
    pushes = np.isin(links.relation, (codes.FF,))
    return not (tasks.kind[links.predecessor[pushes]] == codes.KIND_MILESTONE).any()


def _always_work(network: Network, quantities: Sequence[Quantity]) -> bool:
    """True where no task can come out with no work at all."""
    tasks, effects = network.tasks, network.effects
    is_task = tasks.kind == codes.KIND_TASK
    certain = is_task & (tasks.duration < 0)
    drawn = [quantities[row] for row in tasks.duration[is_task & (tasks.duration >= 0)].tolist()]
    drawn += [quantities[row] for row in effects.driver_draw]
    delays = (quantities[row] for row in effects.delay_draw)
    if any(delay.distribution.support[0] * delay.scale < 0 for delay in delays):
        return False
    positive = all(_is_positive(quantity) for quantity in drawn)
    return positive and bool((tasks.planned[certain] > 0).all())


def _is_positive(quantity: Quantity) -> bool:
    low = quantity.distribution.support[0] * quantity.scale
    varies = quantity.scale > 0 and quantity.distribution.variance() > 0
    return low > 0 or (low == 0 and varies and _is_smooth(quantity))


def _is_smooth(quantity: Quantity) -> bool:
    """True for families without steps, which hit their lowest value with chance zero."""
    return type(quantity.distribution).__name__ not in (
        "Constant",
        "Discrete",
        "Cumulative",
        "Empirical",
        "Bernoulli",
        "Experts",
    )
