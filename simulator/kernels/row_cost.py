"""What one task costs, as soon as it has its dates: what conditions on cost look at."""

from simulator.kernels.elements import draw_or, draw_prices, price_of, quantity_of
from simulator.kernels.jit import inlined, merged
from simulator.kernels.minutes import paid_minutes


@merged
def add_rates(bills, network, run, first, i, lanes, space, u, value):
    """What row `i` costs by working time, onto `value`, float64[lane]."""
    # What the program costs is added up once all rows have their dates: until then it is room.
    money, rate = network.money, space.cost
    for k in range(money.rate_row.size):
        if money.rate_row[k] == i:
            share = bills.rate_share[k]
            planned = money.rate[k] / share
            draw_or(network, run, first, bills.rate_draw[k], planned, lanes, space, u, rate)
            for lane in range(lanes):
                minutes = paid_minutes(network, i, lane, space, money.rate_settled[k])
                value[lane] += rate[lane] * share * minutes


@inlined
def add_lines(lines, network, run, first, i, lanes, space, u, value):
    """What the cost elements of row `i` come to, onto `value`, float64[lane]."""
    if lines is None:
        return
    price = space.cost
    draw_prices(lines, network, run, first, lanes, space, u)
    for k in range(lines.row.size):
        if lines.row[k] == i:
            draw_or(network, run, first, lines.draw[k], lines.price[k], lanes, space, u, price)
            for lane in range(lanes):
                quantity = quantity_of(lines, network, k, lane, space)
                value[lane] += price[lane] * quantity * price_of(lines, k, lane, space)


@merged
def row_cost(network, run, first, i, k, lanes, space, u, value):
    """What row `i` costs, for check `k`, in `value`, float64[lane]; without risks and drivers."""
    logic, checks = network.logic, network.logic.checks
    draw_or(network, run, first, checks.draw[k], checks.planned[k], lanes, space, u, value)
    for lane in range(lanes):
        value[lane] = checks.fixed[k] + checks.share[k] * value[lane]
    add_rates(logic.bills, network, run, first, i, lanes, space, u, value)
    add_lines(network.lines, network, run, first, i, lanes, space, u, value)
