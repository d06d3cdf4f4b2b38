"""The loop of the simulation: pages of iterations, chunk by chunk of lanes."""

import numpy as np

from simulator.kernels.backward import shift_right
from simulator.kernels.cost import costs
from simulator.kernels.critical import critical
from simulator.kernels.effects import draw_durations, draw_events
from simulator.kernels.forward import forward, levels_of_effort, project_finishes
from simulator.kernels.jit import kernel
from simulator.kernels.single import critical_single, forward_single
from simulator.kernels.tally import add_histograms, add_moments, add_ranges
from simulator.kernels.workspace import LANES, PAGE
from simulator.kernels.worktime import end


@kernel
def to_instants(network, lanes, space):
    """Project finishes from working time to instants, and the latest of all in both."""
    space.last[:lanes] = -np.inf
    space.instant[:lanes] = -np.inf
    for p in range(space.project_finish.shape[0]):
        for lane in range(lanes):
            t = space.project_finish[p, lane]
            space.last[lane] = max(space.last[lane], t)
            if network.single:
                clock_time = end(network.clock, 0, t) if t > -np.inf else t
                t = max(clock_time, network.projects.history[p])
                space.project_finish[p, lane] = t
            space.instant[lane] = max(space.instant[lane], t)


@kernel
def pass_single(network, run, lanes, space):
    """Early dates in working time and project finishes as instants."""
    start, finish, duration = space.start, space.finish, space.duration
    forward_single(network.links, run.floor, lanes, duration, start, finish, space.value)
    latest = space.project_finish
    latest[:, :lanes] = -np.inf
    tasks = network.tasks
    for i in range(tasks.kind.shape[0]):
        if tasks.counted[i]:
            p = tasks.project[i]
            for lane in range(lanes):
                f = finish[i, lane]
                latest[p, lane] = f if f > latest[p, lane] else latest[p, lane]
    to_instants(network, lanes, space)


@kernel
def pass_clock(network, lanes, space):
    """Early dates on the clock and project finishes."""
    forward(network, lanes, space.duration, space.start, space.finish)
    project_finishes(network, lanes, space.finish, space.project_finish)
    to_instants(network, lanes, space)


@kernel
def move_late(network, lanes, space):
    """Dates that wait for all others: as late as possible, and levels of effort."""
    start, finish = space.start, space.finish
    if network.successors.row.shape[0] > 0:
        shift_right(network, lanes, space.duration, space.project_finish, start, finish)
    levels_of_effort(network, network.tasks.floor, lanes, space.project_finish, start, finish)


@kernel
def simulate_chunk(network, run, first, lanes, space):
    """Dates of iterations first..first + lanes, in `space`."""
    draw_events(network, run, first, lanes, space)
    draw_durations(network, run, first, lanes, space)
    if network.single:
        pass_single(network, run, lanes, space)
    else:
        pass_clock(network, lanes, space)


@kernel
def keep(network, run, first, lanes, space, samples):
    """Write the samples of one chunk."""
    projects = space.project_finish.shape[0]
    for lane in range(lanes):
        n = first + lane
        samples.finish[0, n] = space.instant[lane]
        for p in range(projects):
            samples.finish[1 + p, n] = space.project_finish[p, lane]
        for w in range(run.watched.shape[0]):
            t = space.finish[run.watched[w], lane]
            if network.single:
                t = end(network.clock, 0, t)
            samples.finish[1 + projects + w, n] = t
        if samples.cost.shape[0] > 0:
            samples.cost[0, n] = space.cost[lane]
            for p in range(projects):
                samples.cost[1 + p, n] = space.project_cost[p, lane]


@kernel
def trace(network, lanes, space, count):
    """Count the lanes in which each row is critical."""
    duration, start, finish = space.duration, space.start, space.finish
    if network.single:
        tasks, links = network.tasks, network.links
        last, path, mine = space.last, space.on_path, space.mine
        critical_single(tasks, links, lanes, start, finish, last, path, mine, count)
    else:
        critical(network, lanes, duration, start, finish, space.instant, space.on_path, count)


@kernel
def run_pages(network, run, first_page, pages, space, samples, tallies):
    """Simulate pages first_page..first_page + pages; samples and tallies are written in place."""
    for page in range(pages):
        begins = (first_page + page) * PAGE
        ends = min(begins + PAGE, run.iterations)
        for first in range(begins, ends, LANES):
            lanes = min(LANES, ends - first)
            simulate_chunk(network, run, first, lanes, space)
            if samples.cost.shape[0] > 0:
                costs(network, run, first, lanes, space)
            trace(network, lanes, space, tallies.critical)
            if not network.single:
                move_late(network, lanes, space)
            keep(network, run, first, lanes, space, samples)
            add_moments(network, run, lanes, space, tallies.moments[page])
            if run.ranges:
                add_ranges(lanes, space, tallies.low, tallies.high)


@kernel
def count_pages(network, run, first_page, pages, space, histograms):
    """Simulate the same pages again and count dates and durations into histograms."""
    for page in range(pages):
        begins = (first_page + page) * PAGE
        ends = min(begins + PAGE, run.iterations)
        for first in range(begins, ends, LANES):
            lanes = min(LANES, ends - first)
            simulate_chunk(network, run, first, lanes, space)
            if not network.single:
                move_late(network, lanes, space)
            add_histograms(first, lanes, space, histograms)
