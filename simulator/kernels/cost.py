"""Money in each iteration: fixed, random, and by working time."""

from simulator.kernels.bills import paid_minutes, pay_delays, pay_parts, rates, scale_bill
from simulator.kernels.correlate import draw
from simulator.kernels.jit import merged
from simulator.kernels.logic import is_absent


@merged
def costs(network, run, first, lanes, space):
    """Cost of each project, float64[project, lane], and of the program, in place."""
    tasks, money, logic = network.tasks, network.money, network.logic
    for p in range(space.project_cost.shape[0]):
        space.project_cost[p, :lanes] = money.fixed[p]
    u = space.uniform[:lanes]
    shared, value = space.shared, space.value[:lanes]
    for k in range(money.item_draw.size):
        draw(network.draws, money.item_draw[k], run.seed, first, run.latin, shared, u, value)
        scale_bill(logic, k, lanes, space)
        paid = space.project_cost[money.item_project[k]]
        event = money.item_event[k]
        for lane in range(lanes):
            due = event < 0 or space.happens[max(event, 0), lane] != 0
            paid[lane] += value[lane] if due else 0.0
    for i in range(money.rate.size):
        rate = money.rate[i]
        if rate != 0.0:
            paid = space.project_cost[tasks.project[i]]
            varies = rates(logic, network, run, first, i, lanes, space)
            for lane in range(lanes):
                minutes = paid_minutes(network, i, lane, space)
                if is_absent(logic, i, lane, space):
                    minutes = 0.0
                paid[lane] += (value[lane] if varies else rate) * minutes
    pay_delays(logic, lanes, space)
    pay_parts(logic, network, run, first, lanes, space)
    space.cost[:lanes] = 0.0
    for p in range(space.project_cost.shape[0]):
        for lane in range(lanes):
            space.cost[lane] += space.project_cost[p, lane]
