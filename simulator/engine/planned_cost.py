"""What the plan itself costs: no risk happens, all takes its time and its price."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.kernels import codes
from simulator.kernels.elements import mean_price
from simulator.kernels.prices import YEAR
from simulator.kernels.workspace import Workspace
from simulator.model.calendar import DAY
from simulator.network.arrays import Network
from simulator.network.arrays_money import Lines, Prices
from simulator.network.axis import Axis
from simulator.results.raw import Floats


def by_project(network: Network, accounts: Floats) -> Floats:
    """Money of each project, float64[project], from that of its accounts."""
    found = np.zeros(len(network.projects.history))
    np.add.at(found, network.money.account_project, accounts)
    return found


def planned_accounts(network: Network, space: Workspace) -> Floats:
    """Money as planned, float64[account]. space : the plan's dates."""
    money = network.money
    found = money.fixed.copy()
    there = _there(network, space)
    logic = network.logic
    rows = np.full(len(money.item_draw), -1) if logic is None else logic.bills.item_row
    due = rows < 0
    due[~due] = there[rows[~due]]
    np.add.at(found, money.item_account[due], (money.item_share * money.item_planned)[due])
    minutes, row = planned_minutes(network, space), money.rate_row
    paid = np.maximum(0.0, minutes[row] - money.rate_settled) * there[row]
    np.add.at(found, money.rate_account, money.rate * paid)
    if network.lines is not None:
        lines = network.lines
        np.add.at(found, lines.account, line_money(lines, space, minutes) * there[lines.row])
        _add_overheads(network, network.lines, found)
        _add_penalties(network.lines, space, there, found)
    return found


def planned_minutes(network: Network, space: Workspace) -> Floats:
    """Working minutes that cost money, float64[row]."""
    tasks = network.tasks
    minutes: Floats = network.money.spent_minutes + tasks.planned
    for i in np.flatnonzero(tasks.kind == codes.KIND_LEVEL_OF_EFFORT):
        axis = Axis(network.clock, int(tasks.calendar[i]))
        begun, ended = axis.work(np.array([space.start[i, 0], space.finish[i, 0]]))
        minutes[i] = max(0.0, float(ended - begun))
    return minutes


def line_money(lines: Lines, space: Workspace, minutes: Floats) -> Floats:
    """What each cost element comes to, float64[line], whether or not its task is there. space : the
    plan's dates. minutes : working minutes by row."""
    found = np.zeros(len(lines.row))
    for k, row in enumerate(lines.row.tolist()):
        start = space.start[row, 0] if np.isnan(lines.begun[k]) else lines.begun[k]
        finish = space.finish[row, 0]
        quantity = {
            codes.BASIS_AMOUNT: 1.0,
            codes.BASIS_WORK: max(0.0, minutes[row] - lines.settled[k]),
            codes.BASIS_ELAPSED: max(0.0, finish - start),
        }[int(lines.basis[k])]
        found[k] = lines.price[k] * quantity * _price(lines, k, start, finish)
    return found


def _price(lines: Lines, k: int, start: float, finish: float) -> float:
    """Currency and price level of line `k`, as one factor."""
    prices, currency, index = lines.prices, lines.currency[k], lines.escalation[k]
    factor = float(prices.planned[currency]) if currency >= 0 else 1.0
    if index < 0:
        return factor
    growth, profiles, paid = planned_growth(prices)[index], lines.profiles, lines.paid[k]
    return factor * float(mean_price(profiles, paid, prices, index, growth, start, finish))


def planned_growth(prices: Prices) -> Floats:
    """What currencies cost and how indices grow by minute, as planned, float64[price]; see
    `kernels.elements`."""
    growth = np.log1p(np.where(prices.grows > 0, prices.planned, 0.0)) / YEAR
    found: Floats = np.where(prices.grows > 0, growth, prices.planned)
    return found


def _add_overheads(network: Network, lines: Lines, found: Floats) -> None:
    over = lines.overheads
    spent = by_project(network, found)
    np.add.at(found, over.account, over.share * spent[over.project])


def _add_penalties(lines: Lines, space: Workspace, there: NDArray[np.bool_], found: Floats) -> None:
    terms = lines.penalties
    is_open = terms.row >= 0
    ended, owed = terms.ended.copy(), np.ones(len(is_open), dtype=bool)
    ended[is_open] = space.finish[terms.row[is_open], 0]
    owed[is_open] = there[terms.row[is_open]]
    days = (ended - terms.date) / DAY
    late = np.maximum(np.where(terms.bonus > 0, -days, days), 0.0)
    due = np.minimum(late * terms.per_day, terms.most) * owed
    np.add.at(found, terms.account, np.where(terms.bonus > 0, -due, due))


def _there(network: Network, space: Workspace) -> NDArray[np.bool_]:
    """Rows that are there in the plan's own dates, bool[row]."""
    there = np.ones(len(network.tasks.kind), dtype=bool)
    if network.logic is not None and space.extra is not None:
        gated = network.logic.gates.gate >= 0
        there[gated] = space.extra.present[network.logic.gates.gate[gated], 0] > 0
    return there
