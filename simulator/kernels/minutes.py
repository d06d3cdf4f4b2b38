"""Working minutes that cost money."""

from simulator.kernels import codes
from simulator.kernels.clock import at, clock_of, work
from simulator.kernels.jit import inlined, merged


@merged
def effort_minutes(clock, c, start, finish):
    """Working minutes of calendar `c` from `start` to `finish`, 0 where that is not later."""
    return max(0.0, work(clock, c, finish) - work(clock, c, start))


@inlined
def paid_minutes(network, i, lane, space, settled):
    """Working minutes of row `i` that cost money but for the first `settled` of them: a level of
    effort costs from its start to its finish, other tasks for their work."""
    if network.tasks.kind[i] == codes.KIND_LEVEL_OF_EFFORT:
        c, clock = network.tasks.calendar[i], clock_of(network, space)
        begun, ended = space.start[i, lane], space.finish[i, lane]
        return max(0.0, effort_minutes(at(clock, lane), c, begun, ended) - settled)
    return max(0.0, network.money.spent_minutes[i] - settled) + space.duration[i, lane]


@merged
def all_minutes(network, i, space, settled, out):
    """The same in all lanes, in a loop without questions where it is work. out : float64[lanes]."""
    if network.tasks.kind[i] == codes.KIND_LEVEL_OF_EFFORT:
        for lane in range(out.size):
            out[lane] = paid_minutes(network, i, lane, space, settled)
        return
    before = max(0.0, network.money.spent_minutes[i] - settled)
    for lane in range(out.size):
        out[lane] = before + space.duration[i, lane]
