"""Cost elements, overheads and penalties in each iteration: what only some plans have.

Every function takes `network.arrays.Lines` first and does nothing where there is none.
"""

from simulator.kernels.elements import draw_or, draw_prices, price_of, quantity_of
from simulator.kernels.jit import inlined
from simulator.kernels.logic import is_absent

DAY = 1440.0


@inlined
def pay_lines(lines, network, run, first, lanes, space):
    """Every cost element, into the accounts."""
    if lines is None:
        return
    value, u = space.value, space.uniform
    draw_prices(lines, network, run, first, lanes, space, u)
    for k in range(lines.row.size):
        draw_or(network, run, first, lines.draw[k], lines.price[k], lanes, space, u, value)
        for d in range(lines.driver_first[k], lines.driver_first[k + 1]):
            factor = space.factor[lines.driver[d]]
            for lane in range(lanes):
                value[lane] *= factor[lane]
        paid = space.ledger[lines.account[k]]
        for lane in range(lanes):
            if not is_absent(network.logic, lines.row[k], lane, space):
                quantity = quantity_of(lines, network, k, lane, space)
                paid[lane] += value[lane] * quantity * price_of(lines, k, lane, space)


@inlined
def pay_overheads(lines, network, run, first, lanes, space):
    """A share of what each project spends so far, into the accounts of overheads."""
    if lines is None:
        return
    over, value, u = lines.overheads, space.value, space.uniform
    for k in range(over.account.size):
        draw_or(network, run, first, over.draw[k], over.share[k], lanes, space, u, value)
        paid, spent = space.ledger[over.account[k]], space.project_cost[over.project[k]]
        for lane in range(lanes):
            paid[lane] += value[lane] * spent[lane]


@inlined
def pay_penalties(lines, network, lanes, space):
    """Money for each day that a task is late or early, by the clock, into the accounts."""
    if lines is None:
        return
    terms = lines.penalties
    for k in range(terms.account.size):
        row, paid = terms.row[k], space.ledger[terms.account[k]]
        for lane in range(lanes):
            if row < 0 or not is_absent(network.logic, row, lane, space):
                ended = space.finish[row, lane] if row >= 0 else terms.ended[k]
                days = (ended - terms.date[k]) / DAY
                late = max(0.0, -days if terms.bonus[k] else days)
                due = min(late * terms.per_day[k], terms.most[k])
                paid[lane] += -due if terms.bonus[k] else due
