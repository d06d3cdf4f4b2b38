"""Correlated luck in plain Python, one iteration at a time, from docs/reference/correlation.md.

Every quantity has a name and a score of its own. `recipes` tells of each correlated name which
scores make up the one that it is drawn by, and how much of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import pi, sin, sqrt

import numpy as np
from naive_network import active

from simulator.kernels.normal import normal_probabilities, normal_scores
from simulator.model.correlation import Correlation, Side, Statement, Subject, What
from simulator.model.program import Program

Recipes = Mapping[str, list[tuple[str, float]]]
"""By name: (name of a score, weight)."""


FIXED = 1e-9
"""Variance that is rounding: others fix such a quantity."""


def names(program: Program, subject: Subject) -> list[str]:
    """What a subject stands for."""
    if subject.what is not What.IMPACT:
        id, part = subject.id, subject.part
        return [
            {
                What.DURATION: f"task {id} duration",
                What.COST: f"task {id} cost",
                What.RATE: f"task {id} cost per day",
                What.ELEMENT: f"task {id} cost {part}",
                What.OCCURRENCE: f"risk {id} occurs",
                What.FACTOR: f"driver {id} factor",
                What.RESOURCE: f"resource {id} rate",
                What.OVERHEAD: f"overhead {part} of {id}",
                What.CURRENCY: f"currency {id}",
                What.INDEX: f"price index {id}",
                What.BENEFIT: f"benefit {id}",
            }[subject.what]
        ]
    found = []
    risk = next(risk for risk in program.risks if risk.id == subject.id)
    for number, impact in enumerate(active(risk).impacts):
        if impact.delay and subject.side is not Side.MONEY:
            found += [f"risk {risk.id} impact {number} delay of {task}" for task in impact.tasks]
        if impact.cost and subject.side is not Side.TIME:
            found.append(f"risk {risk.id} impact {number} cost")
    return found


KINDS = (
    r"benefit (?P<id>.+)",
    r"task (?P<id>\S+) cost (?!per day$)(?P<part>.+)",
    r"task (?P<id>\S+) cost",
    r"task (?P<id>\S+) cost per day",
    r"currency (?P<id>.+)",
    r"driver (?P<id>.+) factor",
    r"price index (?P<id>.+)",
    r"risk (?P<id>.+?) impact (?P<number>\d+) (cost|delay of (?P<task>.+))",
    r"overhead (?P<part>.+) of (?P<id>\S+)",
    r"resource (?P<id>.+) rate",
    r"risk (?P<id>.+) occurs",
    r"task (?P<id>.+) duration",
)
"""Quantities in the order in which they follow each other, by their names."""


def place(name: str) -> tuple[object, ...]:
    """Where a quantity stands: by its kind, then by what it belongs to."""
    for number, pattern in enumerate(KINDS):
        if match := re.fullmatch(pattern, name):
            found = match.groupdict()
            impact = int(found.get("number") or 0)
            return number, found["id"], impact, found.get("task") or "", found.get("part") or ""
    raise ValueError(name)


def pairs(program: Program, one: Statement) -> list[tuple[tuple[str, str], float]]:
    """All pairs that a statement names, each in the order of its names."""
    found = []
    if isinstance(one, Correlation):
        all_names = {name for subject in one.of for name in names(program, subject)}
        for a in all_names:
            found += [((a, b), one.coefficient) for b in all_names if place(a) < place(b)]
        return found
    for i, subject in enumerate(one.subjects):
        for j in range(i):
            if (value := one.below[i][j]) is not None:
                for a in names(program, subject):
                    for b in names(program, one.subjects[j]):
                        found.append(((a, b) if place(a) < place(b) else (b, a), value))
    return found


def score(spearman: float) -> float:
    """Pearson's coefficient of scores: 2 sin(pi rho / 6)."""
    return 2 * sin(pi * spearman / 6)


def sign(name: str) -> int:
    """A risk happens where its number is low."""
    return -1 if name.endswith(" occurs") else 1


def recipes(program: Program) -> Recipes:
    """What every correlated name is made of."""
    found: dict[str, list[tuple[str, float]]] = {}
    rest: dict[tuple[str, str], float] = {}
    members = [
        {name for subject in one.subjects for name in names(program, subject)}
        for one in program.correlations
    ]
    for k, one in enumerate(program.correlations):
        others = (members[o] for o in range(len(members)) if o != k and len(members[o]) > 1)
        apart = members[k].isdisjoint(set().union(*others))
        if isinstance(one, Correlation) and one.coefficient >= 0 and apart:
            found.update(of_group(sorted(members[k], key=place), one.coefficient))
        else:
            rest.update(pairs(program, one))
    found.update(of_matrix(rest))
    return found


def of_group(members: list[str], coefficient: float) -> Recipes:
    """One factor for all, called after the first; a statement of which one is left says nothing."""
    if not coefficient or len(members) < 2:
        return {}
    factor, load = f"correlation of {members[0]}", sqrt(score(coefficient))
    own = sqrt(max(1 - score(coefficient), 0.0)) if coefficient < 1 else 0.0
    return {name: [(name, own), (factor, sign(name) * load)] for name in members}


def of_matrix(coefficients: Mapping[tuple[str, str], float]) -> Recipes:
    """Cholesky, row by row, weights to 12 decimals: pairs of which nothing is said have 0."""
    members = sorted({name for pair in coefficients for name in pair}, key=place)
    lower: list[list[float]] = []
    found = {}
    for i, name in enumerate(members):
        row: list[float] = []
        for j, other in enumerate(members[:i]):
            r = score(coefficients.get((other, name), 0.0))
            left = r - sum(a * b for a, b in zip(row, lower[j], strict=False))
            row.append(left / lower[j][j] if lower[j][j] else 0.0)
        own = 1 - sum(a * a for a in row)
        row.append(sqrt(own) if own > FIXED else 0.0)
        lower.append(row)
        weights = zip(members, row, strict=False)
        found[name] = [(other, sign(name) * sign(other) * round(a, 12)) for other, a in weights]
    return found


def number(name: str, given: Recipes, own: Callable[[str], float]) -> float:
    """The number that `name` is drawn by. own : the number that belongs to a name alone.

    The normal distribution is that of the kernels, held to SciPy's elsewhere: a date at the end of
    a shift must not hang on its seventh decimal.
    """
    made_of = [(part, weight) for part, weight in given.get(name, ()) if weight]
    if made_of in ([], [(name, 1.0)]):
        return own(name)
    total = sum(weight * normal(normal_scores, own(part)) for part, weight in made_of)
    return normal(normal_probabilities, total)


def normal(kernel: Callable[..., None], value: float) -> float:
    """One number through a kernel."""
    out = np.empty(1)
    kernel(np.array([float(value)]), out)
    return float(out[0])
