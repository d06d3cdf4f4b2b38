"""Too much detail: many small independent ranges cancel each other."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np

from simulator.health.finding import Check, Concern, Outcome, Verdict, not_judged
from simulator.health.own.spreads import factor_sd, own_sd
from simulator.health.plan import Plan, is_milestone
from simulator.model.copula import copula
from simulator.model.correlation import Drawn, What
from simulator.model.psd import Floats
from simulator.model.task import Task

FEWEST = 10
"""Activities on the path from which detail can matter."""

LISTED = 20


def judge(plan: Plan) -> Outcome:
    """Spread of the critical path as it is, by its spread if all went right and wrong together."""
    path = [task for task in plan.path if not is_milestone(task)]
    if len(path) < FEWEST:
        return not_judged(f"fewer than {FEWEST} activities on the critical path")
    slows = any(driver.on_duration for driver in plan.program.drivers)
    ranged = slows or any(own_sd(plan, task) for task in path)
    share = together(plan, path) if ranged else _alike(plan, path)
    note = (
        f"The {len(path):,} activities of the critical path vary like {1 / share**2:.0f} "
        f"independent ones: together they spread {share:.0%} of what they would if they went right "
        "and wrong together."
    )
    if not ranged:
        note += " Reckoned for equal ranges on all, since the plan has none yet."
    concerns = tuple(Concern(task.id, task.name) for task in path[:LISTED])
    return Outcome(value=share, concerns=concerns, note=note)


def together(plan: Plan, path: list[Task]) -> float:
    """sd of the sum of the path's durations / sum of their sds, by ranges, drivers and groups."""
    own = {task.id: own_sd(plan, task) for task in path}
    variance = sum(sd**2 for sd in own.values())
    variance += _shared(plan, own)
    alone = {id: sd**2 for id, sd in own.items()}
    for driver in plan.program.drivers:
        if not driver.on_duration:
            continue
        moved = [task for task in path if task.id in set(driver.tasks)]
        sds = {task.id: factor_sd(driver) * task.remaining / plan.day(task) for task in moved}
        variance += sum(sds.values()) ** 2
        for id, sd in sds.items():
            alone[id] += sd**2
    total = sum(sqrt(value) for value in alone.values())
    return sqrt(variance) / total if total else 1.0


def _shared(plan: Plan, own: dict[str, float]) -> float:
    """What correlations add to the variance, with rank coefficients for those of days."""
    found = copula(plan.program)
    added = 0.0
    for group in found.groups:
        inside = _deviations(group.members, own)
        added += group.coefficient * float(inside.sum() ** 2 - (inside**2).sum())
    for joint in found.joints:
        inside = _deviations(joint.members, own)
        added += float(inside @ joint.used @ inside - (inside**2).sum())
    return added


def _deviations(members: Sequence[Drawn], own: dict[str, float]) -> Floats:
    """Standard deviation of each that is a duration of the path, 0 of the others."""
    durations = (own.get(one.id, 0.0) if one.what is What.DURATION else 0.0 for one in members)
    return np.array(list(durations))


def _alike(plan: Plan, path: list[Task]) -> float:
    """The same, if every activity had a range in proportion to its length, independently."""
    lengths = [task.remaining / plan.day(task) for task in path]
    return sqrt(sum(length**2 for length in lengths)) / sum(lengths)


CHECK = Check(
    key="detail",
    name="Detail that hides the spread",
    definition="standard deviation of the summed durations on the critical path, by the sum of "
    "their standard deviations: 1 where all go wrong together, 1/√n for n equal independent ones; "
    "ranges, drivers and correlations count, risks do not",
    effect="Too much detail shrinks the spread: independent short activities cancel each other, "
    "about as 1/√n, and the forecast looks surer the finer the plan is split. In real projects the "
    "same causes hit many activities.",
    mend="Say what they share: drivers for common causes, or correlations; or put the ranges on a "
    "coarser plan.",
    source="variance of a sum; Hulett, Integrated Cost-Schedule Risk Analysis, 2011",
    judge=judge,
    weight=8,
    worst=Verdict.WARN,
)
