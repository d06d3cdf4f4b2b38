"""Money in each iteration: fixed, random, and by working time."""

from simulator.kernels import codes
from simulator.kernels.correlate import draw
from simulator.kernels.jit import merged
from simulator.kernels.worktime import work


@merged
def effort_minutes(clock, c, start, finish):
    """Working minutes of calendar `c` from `start` to `finish`, 0 where that is not later."""
    return max(0.0, work(clock, c, finish) - work(clock, c, start))


@merged
def costs(tasks, clock, draws, money, run, first, lanes, space):
    """Cost of each project, float64[project, lane], and of the program, in place.

    A level of effort costs its rate from its start to its finish, other tasks for their work.
    """
    for p in range(space.project_cost.shape[0]):
        space.project_cost[p, :lanes] = money.fixed[p]
    u = space.uniform[:lanes]
    shared, value = space.shared, space.value[:lanes]
    for k in range(money.item_draw.shape[0]):
        draw(draws, money.item_draw[k], run.seed, first, run.latin, shared, u, value)
        paid = space.project_cost[money.item_project[k]]
        event = money.item_event[k]
        for lane in range(lanes):
            due = event < 0 or space.happens[max(event, 0), lane] != 0
            paid[lane] += value[lane] if due else 0.0
    for i in range(money.rate.shape[0]):
        rate = money.rate[i]
        if rate != 0.0:
            paid = space.project_cost[tasks.project[i]]
            spent, c = money.spent_minutes[i], tasks.calendar[i]
            for lane in range(lanes):
                minutes = spent + space.duration[i, lane]
                if tasks.kind[i] == codes.KIND_LEVEL_OF_EFFORT:
                    minutes = effort_minutes(clock, c, space.start[i, lane], space.finish[i, lane])
                paid[lane] += rate * minutes
    space.cost[:lanes] = 0.0
    for p in range(space.project_cost.shape[0]):
        for lane in range(lanes):
            space.cost[lane] += space.project_cost[p, lane]
