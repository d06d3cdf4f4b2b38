"""Which tasks matter: the published indices, each with its formula.

Undefined values are NaN (null in JSON), never 0.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import numpy as np

from simulator.model.program import Program
from simulator.results.raw import Floats, Schedule, TaskTallies
from simulator.results.working import working_sd

NO_SPREAD = 1e-9
"""A standard deviation below this share of a minute is arithmetic noise: the value is certain."""


class Sensitivity(NamedTuple):
    """Arrays by activity, in the order of `Schedule.ids`; NaN where undefined.

    criticality : share of iterations on the driving path to the program's finish.
    ssi : criticality x sd(duration) / sd(finish), both in working time of the task's calendar
    (PMI Practice Standard for Scheduling; Vanhoucke, Measuring Time, 2010, section 3.4).
    duration_sensitivity : Spearman correlation of duration and finish, with its sign.
    cruciality : its absolute value (Williams 1992; Vanhoucke 2010).
    cruciality_pertmaster : duration_sensitivity x criticality, another number of the same name.
    """

    criticality: Floats
    ssi: Floats
    duration_sensitivity: Floats
    cruciality: Floats
    cruciality_pertmaster: Floats


def sensitivity(
    program: Program, schedule: Schedule, tallies: TaskTallies, finish: Floats, origin: datetime
) -> Sensitivity:
    """The indices of every activity. finish : float64[iterations], minutes since `origin`."""
    sd_finish = {
        name: working_sd(finish, program.calendars[name], origin)
        for name in {program.task[id].calendar for id in schedule.ids}
    }
    whole = np.array([sd_finish[program.task[id].calendar] for id in schedule.ids], np.float64)
    moves = whole > NO_SPREAD
    ssi = np.full(len(schedule.ids), np.nan)
    np.divide(tallies.critical * tallies.duration_sd, whole, out=ssi, where=moves)
    ranks = tallies.spearman
    if ranks is None:
        ranks = np.full(len(schedule.ids), np.nan)
    return Sensitivity(tallies.critical, ssi, ranks, np.abs(ranks), ranks * tallies.critical)
