"""Causes taken out one after the other, so that what they add adds up (Hulett 2011)."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.explain.trials import Trials
from simulator.network.factors import Factor
from simulator.results.raw import Lever

STEPS = 8
"""Causes that are taken out one by one; the rest goes at once."""

CONTENDERS = 6
"""Causes that are tried for each step: those that weighed most when last tried."""

REST = "rest"
"""Kind of the last step: everything that is left."""

BEYOND, BEYOND_NAME = "rounding", "rounding to whole days"
"""Kind and name of what a plan has that is run without anything uncertain."""


def ordered(
    trials: Trials, first: Sequence[Lever], factors: dict[tuple[str, str], Factor]
) -> tuple[Lever, ...]:
    """The weightiest cause, then the weightiest of what is left without it, and so on.

    first : what was taken out alone, from the plan as it is. factors : everything uncertain, by
    kind and id; what is not among them, conditions, is no step. The last step takes out what is
    left, so that the steps add up to the percentile less the plan.
    """
    ranked = sorted(
        (one for one in first if one.days > 0 and (one.kind, one.id) in factors),
        key=lambda one: -one.days,
    )
    out: list[Factor] = []
    steps: list[Lever] = []
    before = trials.base
    while ranked and len(steps) < STEPS:
        # Without anything out, the first of them is known already.
        some = [factors[one.kind, one.id] for one in ranked[: CONTENDERS if out else 1]]
        tried = [
            (trials.lever(factor, before, after), after)
            for factor, after in zip(some, trials.each(out, some), strict=True)
        ]
        tried.sort(key=lambda pair: -pair[0].days)
        best, after = tried[0]
        if best.days <= 0:
            break
        before = after
        steps.append(best)
        out.append(factors[best.kind, best.id])
        others = [lever for lever, _ in tried[1:]] + ranked[len(tried) :]
        ranked = sorted(others, key=lambda one: -one.days)
    everything = trials.without(factors.values())
    rest = Factor(REST, "", "everything else")
    steps.append(trials.lever(rest, before, everything))
    if (beyond := trials.beyond_plan(everything)) is not None:
        steps.append(Lever(BEYOND, "", BEYOND_NAME, None, *beyond))
    return tuple(steps)


def runs_of(causes: int) -> int:
    """How many runs `ordered` makes at most, for so many causes."""
    return 2 + sum(min(CONTENDERS, causes - k) for k in range(1, min(STEPS, causes)))
