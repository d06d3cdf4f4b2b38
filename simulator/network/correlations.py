"""Correlations of a program to the scores that each quantity shares with others."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from simulator.errors import Issue, PlanError
from simulator.model.copula import ClashError, Copula, Group, Joint, copula
from simulator.model.correlation import Drawn, What
from simulator.model.program import Program
from simulator.network import names
from simulator.network.quantiles import Tie

_NAMES: Mapping[What, Callable[[str], str]] = {
    What.DURATION: names.task_duration,
    What.COST: names.task_cost,
    What.RATE: names.task_rate,
    What.OCCURRENCE: names.risk_occurs,
    What.FACTOR: names.driver_factor,
    What.RESOURCE: names.resource_rate,
    What.CURRENCY: names.currency,
    What.INDEX: names.price_index,
    What.BENEFIT: names.benefit,
}
"""The stable name of what is told by its id alone."""


def correlated(program: Program) -> Copula:
    """What is correlated in `program`. Raises PlanError where its correlations cannot hold."""
    try:
        return copula(program)
    except ClashError as fault:
        raise PlanError(
            Issue(
                f"correlations, entry {clash.statement + 1}", clash.rule, clash.message, clash.mend
            )
            for clash in fault.clashes
        ) from fault


def ties_of(together: Copula) -> dict[str, Tie]:
    """By name of a quantity, what its normal score is made of."""
    found: dict[str, Tie] = {}
    for group in together.groups:
        found.update(_of_group(group))
    for joint in together.joints:
        found.update(_of_joint(joint))
    return found


def name_of(drawn: Drawn) -> str:
    """The stable name that a quantity is drawn by."""
    if drawn.what is What.IMPACT:
        if drawn.task:
            return names.risk_delay(drawn.id, drawn.impact, drawn.task)
        return names.risk_cost(drawn.id, drawn.impact)
    if drawn.what is What.ELEMENT:
        return names.task_element(drawn.id, drawn.part)
    if drawn.what is What.OVERHEAD:
        return names.overhead(drawn.part, drawn.id)
    return _NAMES[drawn.what](drawn.id)


def sign_of(drawn: Drawn) -> float:
    """-1 for what happens where its number is low, so that a positive coefficient lets a risk
    happen more often where the others are high."""
    return -1.0 if drawn.what is What.OCCURRENCE else 1.0


def _of_group(group: Group) -> dict[str, Tie]:
    """One factor in common: the first member names it."""
    factor = names.correlation_factor(name_of(group.members[0]))
    loading = group.loading
    own = math.sqrt(max(1.0 - loading**2, 0.0))
    if not loading:
        return {}
    return {
        name_of(member): Tie(own, (factor,), np.array([sign_of(member) * loading]))
        for member in group.members
    }


def _of_joint(joint: Joint) -> dict[str, Tie]:
    """Of each quantity, its own score and those of quantities before it."""
    named = [name_of(member) for member in joint.members]
    signs = np.array([sign_of(member) for member in joint.members])
    weights = signs[:, None] * joint.factor * signs
    found = {}
    for i, name in enumerate(named):
        others = np.flatnonzero(weights[i, :i])
        sources = tuple(named[j] for j in others)
        found[name] = Tie(float(weights[i, i]), sources, weights[i, others])
    return found
