"""The plan's own dates: one pass without luck, in lane 0."""

from typing import NamedTuple

import numpy as np

from simulator.kernels.backward import backward, floats
from simulator.kernels.block import move_late, pass_clock
from simulator.kernels.critical import critical, driving_links
from simulator.kernels.jit import kernel


class PlanDates(NamedTuple):
    """What is found beside early dates. project_finish, late_start, late_finish : float64[project
    or row, 1], instants. total, free : float64[row], floats in working minutes. critical :
    int64[row], 1 on the driving path. driving : uint8[link], 1 where the link set a date."""

    project_finish: np.ndarray
    late_start: np.ndarray
    late_finish: np.ndarray
    total: np.ndarray
    free: np.ndarray
    critical: np.ndarray
    driving: np.ndarray


@kernel
def plan_dates(network, late, run, space, found):
    """Early dates in `space`, from the work in `space.duration` and from what happens there; all
    else in `found`, a `PlanDates` of zeros.

    late : `network.arrays.Late`. run : of no iterations.
    """
    lanes = space.value.size
    pass_clock(network, run, run.iterations, lanes, space)
    for p in range(found.project_finish.shape[0]):
        found.project_finish[p, 0] = space.project_finish[p, 0]
    move_late(network, lanes, space)
    critical(network, lanes, space, found.critical)
    driving_links(network, space, found.driving)
    dates = (space.duration, found.late_start, found.late_finish)
    backward(network, late, found.project_finish, space, dates)
    floats(network, late, found, space)
