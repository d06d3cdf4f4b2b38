"""Money in each iteration, by account: fixed, random, and by working time."""

from simulator.kernels.bills import pay_delays, pay_parts, rates, scale_bill
from simulator.kernels.correlate import draw
from simulator.kernels.jit import merged
from simulator.kernels.lines import pay_lines, pay_overheads, pay_penalties
from simulator.kernels.logic import is_absent, may_be_absent
from simulator.kernels.minutes import all_minutes


@merged
def pay_items(network, run, first, lanes, space):
    """Random amounts."""
    money, logic = network.money, network.logic
    u, shared, value = space.uniform[:lanes], space.shared, space.value[:lanes]
    for k in range(money.item_draw.size):
        draw(network.draws, money.item_draw[k], run.seed, first, run.latin, shared, u, value)
        scale_bill(logic, k, lanes, space)
        paid, event = space.ledger[money.item_account[k]], money.item_event[k]
        share = money.item_share[k]
        if event < 0:
            for lane in range(lanes):
                paid[lane] += share * value[lane]
            continue
        for lane in range(lanes):
            paid[lane] += share * value[lane] if space.happens[event, lane] else 0.0


@merged
def pay_time(network, run, first, lanes, space):
    """What is paid by working time."""
    money, logic, value, minutes = network.money, network.logic, space.value, space.score[:lanes]
    for k in range(money.rate.size):
        rate, i, settled = money.rate[k], money.rate_row[k], money.rate_settled[k]
        paid = space.ledger[money.rate_account[k]]
        varies = rates(logic, network, run, first, k, lanes, space)
        all_minutes(network, i, space, settled, minutes)
        if may_be_absent(logic, i):
            for lane in range(lanes):
                minutes[lane] = 0.0 if is_absent(logic, i, lane, space) else minutes[lane]
        if varies:
            for lane in range(lanes):
                paid[lane] += value[lane] * minutes[lane]
        else:
            for lane in range(lanes):
                paid[lane] += rate * minutes[lane]


@merged
def add_up(account_project, lanes, space):
    """Cost of each project, from its accounts."""
    space.project_cost[:, :lanes] = 0.0
    for a in range(account_project.size):
        paid, total = space.ledger[a], space.project_cost[account_project[a]]
        for lane in range(lanes):
            total[lane] += paid[lane]


@merged
def costs(network, run, first, lanes, space):
    """Money by account in `space.ledger`, of each project, and of the program, in place."""
    money, lines = network.money, network.lines
    for a in range(money.fixed.size):
        space.ledger[a, :lanes] = money.fixed[a]
    pay_items(network, run, first, lanes, space)
    pay_time(network, run, first, lanes, space)
    pay_delays(network.logic, lanes, space)
    pay_parts(network.logic, network, run, first, lanes, space)
    pay_lines(lines, network, run, first, lanes, space)
    if lines is not None:
        # Overheads are a share of all that comes before them, penalties come after.
        add_up(money.account_project, lanes, space)
    pay_overheads(lines, network, run, first, lanes, space)
    pay_penalties(lines, network, lanes, space)
    add_up(money.account_project, lanes, space)
    space.cost[:lanes] = 0.0
    for p in range(space.project_cost.shape[0]):
        for lane in range(lanes):
            space.cost[lane] += space.project_cost[p, lane]
