"""The DCMA 14 points, one file each.

Source: DCMA, Earned Value Management System Program Analysis Pamphlet, DCMA-EA PAM 200.1, October
2012, section 4; as explained by Winter, DCMA 14-Point Schedule Assessment, 2011. Incomplete tasks
are open activities that take time: no summaries, levels of effort, milestones or inactive rows.
"""

from simulator.health.dcma import (
    bei,
    cpli,
    critical_path_test,
    hard_constraints,
    high_duration,
    high_float,
    invalid_dates,
    lags,
    leads,
    logic,
    missed_tasks,
    negative_float,
    relationship_types,
    resources,
)
from simulator.health.finding import Check

CHECKS: tuple[Check, ...] = (
    logic.CHECK,
    leads.CHECK,
    lags.CHECK,
    relationship_types.CHECK,
    hard_constraints.CHECK,
    high_float.CHECK,
    negative_float.CHECK,
    high_duration.CHECK,
    invalid_dates.CHECK,
    resources.CHECK,
    missed_tasks.CHECK,
    critical_path_test.CHECK,
    cpli.CHECK,
    bei.CHECK,
)
"""In the order of the DCMA's points 1 to 14."""
