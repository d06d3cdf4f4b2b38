"""What happens in each iteration: risk events, drivers, and the durations they leave."""

from simulator.kernels.correlate import draw
from simulator.kernels.jit import merged
from simulator.kernels.logic import draw_dependent, draw_lags


@merged
def draw_events(network, run, first, lanes, space):
    """Which events happen, and the factors of the drivers (1 where one does not act)."""
    draws, effects = network.draws, network.effects
    shared, u, value = space.shared, space.uniform[:lanes], space.value[:lanes]
    if not draw_dependent(network.logic, network, run, first, lanes, space):
        for e in range(effects.event_chance.size):
            draw(draws, effects.event_draw[e], run.seed, first, run.latin, shared, u, value)
            for lane in range(lanes):
                space.happens[e, lane] = value[lane] < effects.event_chance[e]
    draw_lags(network.logic, network, run, first, lanes, space)
    for d in range(effects.driver_draw.size):
        factor = space.factor[d, :lanes]
        happens = space.happens[effects.driver_event[d]]
        draw(draws, effects.driver_draw[d], run.seed, first, run.latin, shared, u, factor)
        for lane in range(lanes):
            factor[lane] = factor[lane] if happens[lane] else 1.0


@merged
def draw_duration(tasks, draws, effects, run, first, i, lanes, space):
    """Remaining work of row `i`: spread or plan, times drivers, plus delays of risks."""
    u = space.uniform[:lanes]
    shared, value = space.shared, space.value[:lanes]
    d = space.duration[i, :lanes]
    if tasks.duration[i] >= 0:
        draw(draws, tasks.duration[i], run.seed, first, run.latin, shared, u, d)
    else:
        d[:] = tasks.planned[i]
    for k in range(effects.factor_first[i], effects.factor_first[i + 1]):
        factor = space.factor[effects.factor_driver[k]]
        for lane in range(lanes):
            d[lane] *= factor[lane]
    for k in range(effects.delay_first[i], effects.delay_first[i + 1]):
        happens = space.happens[effects.delay_event[k]]
        draw(draws, effects.delay_draw[k], run.seed, first, run.latin, shared, u, value)
        for lane in range(lanes):
            d[lane] += value[lane] if happens[lane] else 0.0
    if effects.delay_first[i + 1] > effects.delay_first[i]:
        for lane in range(lanes):
            d[lane] = d[lane] if d[lane] > 0.0 else 0.0
