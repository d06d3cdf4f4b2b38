"""Which tasks matter: the published indices, each with its formula.

Undefined values are NaN (null in JSON), never 0.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.results.raw import Floats, TaskTallies

NO_SPREAD = 1e-9
"""Minutes; a smaller standard deviation is arithmetic noise: the value is certain."""


class Sensitivity(NamedTuple):
    """Arrays by activity, in the order of `Schedule.ids`; NaN where undefined.

    criticality : share of iterations on the driving path to the program's finish.
    ssi : criticality x sd(duration) / sd(finish), both in working time of the task's calendar
    (Vanhoucke 2010, Omega 38(5)).
    duration_sensitivity : Spearman correlation of duration and finish, with its sign.
    cruciality : its absolute value (Williams 1992, Journal of the Operational
    Research Society 43(4)).
    cruciality_pertmaster : duration_sensitivity x criticality, another number of the same name.
    """

    criticality: Floats
    ssi: Floats
    duration_sensitivity: Floats
    cruciality: Floats
    cruciality_pertmaster: Floats


def sensitivity(tallies: TaskTallies) -> Sensitivity:
    """The indices of every activity."""
    ssi = np.full(len(tallies.critical), np.nan)
    moves = tallies.finish_sd > NO_SPREAD
    np.divide(tallies.critical * tallies.duration_sd, tallies.finish_sd, out=ssi, where=moves)
    ranks = tallies.spearman
    if ranks is None:
        ranks = np.full(len(ssi), np.nan)
    return Sensitivity(tallies.critical, ssi, ranks, np.abs(ranks), ranks * tallies.critical)
