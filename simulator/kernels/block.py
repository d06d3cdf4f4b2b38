"""The loop of the simulation: pages of iterations, chunk by chunk of lanes."""

import numpy as np

from simulator.kernels.backward import shift_right
from simulator.kernels.correlate import score_shared
from simulator.kernels.cost import costs
from simulator.kernels.critical import critical
from simulator.kernels.effects import draw_duration, draw_events
from simulator.kernels.forward import forward, levels_of_effort, project_finishes
from simulator.kernels.jit import inner, kernel, merged
from simulator.kernels.logic import add_present
from simulator.kernels.single import critical_single, forward_single
from simulator.kernels.tally import add_events, add_histograms, add_moments, add_ranges
from simulator.kernels.weather import draw_weather, outgrown
from simulator.kernels.windows import count_windows
from simulator.kernels.workspace import PAGE
from simulator.kernels.worktime import end


@merged
def to_instants(clock, history, on_clock, lanes, space):
    """Project finishes from working time to instants, and the latest of all in both."""
    latest, last, instant = space.project_finish, space.last, space.instant
    last[:lanes] = -np.inf
    instant[:lanes] = -np.inf
    for p in range(latest.shape[0]):
        for lane in range(lanes):
            t = latest[p, lane]
            last[lane] = max(last[lane], t)
            if on_clock is None:
                t = max(end(clock, 0, t) if t > -np.inf else t, history[p])
                latest[p, lane] = t
            instant[lane] = max(instant[lane], t)


@merged
def finish_single(tasks, clock, history, lanes, space):
    """Project finishes as instants, from the finishes in working time."""
    finish, latest = space.finish, space.project_finish
    latest[:, :lanes] = -np.inf
    for i in range(tasks.kind.size):
        if tasks.counted[i]:
            p = tasks.project[i]
            for lane in range(lanes):
                f = finish[i, lane]
                latest[p, lane] = f if f > latest[p, lane] else latest[p, lane]
    to_instants(clock, history, None, lanes, space)


@inner
def pass_clock(network, run, first, lanes, space):
    """Early dates on the clock and project finishes."""
    history = network.projects.history
    forward(network, run, first, lanes, space)
    project_finishes(network.tasks, history, lanes, space.finish, space.project_finish)
    to_instants(network.clock, history, 1, lanes, space)


@inner
def move_late(network, lanes, space):
    """Dates that wait for all others: as late as possible, and levels of effort."""
    dates = (space.duration, space.start, space.finish)
    if network.late:
        shift_right(network, lanes, space)
    levels_of_effort(network.tasks, network.links, lanes, space.project_finish, dates)


@merged
def simulate_chunk(network, run, first, lanes, space):
    """Dates of iterations first..first + lanes, in `space`; once more where they turn out to need
    more days of weather."""
    late = True
    while late:
        draw_weather(network.weather, space.sky, run, first, lanes, space)
        date_chunk(network, run, first, lanes, space)
        late = outgrown(space.sky, lanes, space)


@merged
def date_chunk(network, run, first, lanes, space):
    """Draw what is uncertain, and date all rows."""
    draws, u, scratch = network.draws, space.uniform[:lanes], space.value[:lanes]
    score_shared(draws, run.seed, first, run.latin, u, scratch, space.shared)
    draw_events(network, run, first, lanes, space)
    date_rows(network.on_clock, run.floor, network, run, first, lanes, space)


@inner
def date_rows(on_clock, floor, network, run, first, lanes, space):
    """Work and dates of all rows; float64[row, lane], in `space`.

    One of on_clock, floor is None, and with it falls away what a plan of this kind does not need:
    it is not compiled.
    """
    tasks, links, draws, effects = network.tasks, network.links, network.draws, network.effects
    for i in range(tasks.kind.size):
        if run.kept[i]:
            continue
        draw_duration(tasks, draws, effects, run, first, i, lanes, space)
        if floor is not None:
            # At once, while the durations lie in the nearest cache.
            forward_single(links, floor, i, lanes, space.duration, space.finish)
    if floor is not None:
        finish_single(tasks, network.clock, network.projects.history, lanes, space)
    if on_clock is not None:
        pass_clock(network, run, first, lanes, space)


@merged
def keep(clock, on_clock, run, first, lanes, space, samples):
    """Write the samples of one chunk."""
    latest, finish, cost = space.project_finish, space.finish, space.project_cost
    projects = latest.shape[0]
    kept, paid, at = samples.finish, samples.cost, first - samples.begin
    for lane in range(lanes):
        kept[0, at + lane] = space.instant[lane]
        for p in range(projects):
            kept[1 + p, at + lane] = latest[p, lane]
    for w in range(run.watched.size):
        row = run.watched[w]
        for lane in range(lanes):
            t = finish[row, lane]
            kept[1 + projects + w, at + lane] = end(clock, 0, t) if on_clock is None else t
    if paid.shape[0] > 0:
        for lane in range(lanes):
            paid[0, at + lane] = space.cost[lane]
            for p in range(projects):
                paid[1 + p, at + lane] = cost[p, lane]


@inner
def trace(on_clock, floor, network, lanes, space, count):
    """Count the lanes in which each row is critical."""
    if floor is not None:
        duration, finish, tasks = space.duration, space.finish, network.tasks
        last, path = space.last, space.on_path
        critical_single(tasks, network.links, lanes, duration, finish, last, path, count)
    if on_clock is not None:
        critical(network, lanes, space, count)


@inner
def date_late(on_clock, network, lanes, space):
    """Dates that wait for all others; in working time there are none."""
    if on_clock is not None:
        move_late(network, lanes, space)


@merged
def sample_chunk(network, run, first, lanes, space, outputs, moments):
    """First pass over one chunk: keep its samples, count its critical rows, add its sums."""
    samples, tallies, _ = outputs
    tasks, clock = network.tasks, network.clock
    if not run.bare:
        trace(network.on_clock, run.floor, network, lanes, space, tallies.critical)
    date_late(network.on_clock, network, lanes, space)
    if samples.cost.shape[0] > 0:
        costs(network, run, first, lanes, space)
    keep(clock, network.on_clock, run, first, lanes, space, samples)
    if run.bare:
        return
    count_windows(space.sky, tasks.calendar, lanes, space, tallies.missed)
    add_moments(tasks.planned, run.pivot, lanes, space, moments)
    add_events(space.happens, lanes, tallies.happened)
    add_present(network.logic, lanes, space, tallies.present)
    if run.ranges:
        add_ranges(network.on_clock, lanes, space, tallies.low, tallies.high)


@kernel
def run_pages(network, run, first_page, pages, space, outputs):
    """Simulate pages first_page..first_page + pages.

    outputs : (samples, tallies, histograms), written in place: the first two in a first pass, the
    last where `run.counts` says that this is the second, over the same draws. One kernel for
    both, because compiling it takes seconds.
    """
    width = space.value.size
    for page in range(pages):
        begins = (first_page + page) * PAGE
        ends = min(begins + PAGE, run.iterations)
        for first in range(begins, ends, width):
            lanes = min(width, ends - first)
            simulate_chunk(network, run, first, lanes, space)
            if run.counts:
                date_late(network.on_clock, network, lanes, space)
                add_histograms(network.on_clock, first, lanes, space, outputs[2])
            else:
                sample_chunk(network, run, first, lanes, space, outputs, outputs[1].moments[page])
