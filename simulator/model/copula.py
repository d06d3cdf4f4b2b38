"""What all correlations of a program mean together: common factors, and matrices that must hold."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model import psd
from simulator.model.correlation import Correlation, Drawn, Statement, What, drawn_of
from simulator.model.program import Program
from simulator.model.psd import Floats
from simulator.model.risk import Risk

MOST = 2_000
"""Quantities that statements may join to one matrix; its factor has some 2 million weights."""

MOST_REPAIRED = 500
"""Quantities of a matrix that is repaired: half a minute."""

_NAMED = 3
"""Pairs that a clash names."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Clash:
    """Statements that cannot hold. statement : number of the one to blame, from 0."""

    statement: int
    rule: str
    message: str
    mend: str


class ClashError(Exception):
    """Correlations that cannot hold. clashes : all that were found."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = tuple(clashes)
        super().__init__("\n".join(clash.message for clash in clashes))


@dataclass(frozen=True, slots=True)
class Group:
    """Quantities of one statement and of no other, with one coefficient of 0 or more: they share
    one factor, and no matrix is needed. members : in the order of `Drawn.key`."""

    statement: int
    members: tuple[Drawn, ...]
    coefficient: float

    @property
    def loading(self) -> float:
        """Weight of the common factor: two members correlate by its square."""
        return math.sqrt(float(psd.to_scores(np.array(self.coefficient))))


@dataclass(frozen=True, slots=True)
class Joint:
    """Quantities that statements join, directly or by way of others.

    statements : their numbers. members : in the order of `Drawn.key`. given : Spearman
    coefficients, float64[n, n], NaN where nothing is said of a pair, which is 0; used : those that
    are drawn, others only where a matrix was repaired. factor : lower triangle in normal scores.
    """

    statements: tuple[int, ...]
    members: tuple[Drawn, ...]
    given: Floats
    used: Floats
    factor: Floats
    repaired: bool


@dataclass(frozen=True, slots=True)
class Copula:
    """Everything that is correlated."""

    groups: tuple[Group, ...] = ()
    joints: tuple[Joint, ...] = ()


def copula(program: Program) -> Copula:
    """What all correlations of `program` mean together.

    Raises `ClashError` with every statement that contradicts another, or that nothing can obey.
    """
    risks = {risk.id: risk for risk in program.risks}
    statements = program.correlations
    parts = (_Asked.of(number, one, risks) for number, one in enumerate(statements))
    asked = [one for one in parts if len(one.members) > 1]
    times = Counter(member for one in asked for member in one.members)
    groups, rest = [], []
    for one in asked:
        alone = all(times[member] == 1 for member in one.members)
        if alone and one.coefficient is not None and one.coefficient >= 0:
            ordered = tuple(sorted(one.members, key=lambda member: member.key))
            groups.append(Group(one.statement, ordered, one.coefficient))
        else:
            rest.append(one)
    clashes = [*_shared_draws(program)]
    repair = program.repair_correlations
    joints = [_joint(together, repair, clashes) for together in _components(rest)]
    if clashes:
        raise ClashError(sorted(clashes, key=lambda clash: clash.statement))
    return Copula(tuple(groups), tuple(joint for joint in joints if joint is not None))


def _shared_draws(program: Program) -> Iterator[Clash]:
    """Risks of which one draw decides for several, so that none has a number of its own."""
    shared = {risk for group in program.exclusive for risk in group}
    for number, one in enumerate(program.correlations):
        for subject in one.subjects:
            if subject.what is What.OCCURRENCE and subject.id in shared:
                message = f"{subject} excludes others: one draw decides which of them happens"
                mend = "Correlate what it does (impact of ...), or take it out of exclusive."
                yield Clash(number, "correlation", message, mend)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One statement. rows : number of the subject of each member. twice : a member that stands in
    two rows of a matrix."""

    statement: int
    members: tuple[Drawn, ...]
    rows: Ints
    coefficient: float | None
    matrix: Floats | None
    twice: Drawn | None = None

    @classmethod
    def of(cls, number: int, one: Statement, risks: Mapping[str, Risk]) -> _Asked:
        """What is asked of which quantities; one that stands twice in a statement counts once."""
        found: dict[Drawn, int] = {}
        twice = None
        for row, subject in enumerate(one.subjects):
            for drawn in drawn_of(subject, risks):
                if found.setdefault(drawn, row) != row:
                    twice = drawn
        rows = np.array(list(found.values()), dtype=np.int64)
        if isinstance(one, Correlation):
            return cls(number, tuple(found), rows, one.coefficient, None)
        full = np.full((len(one.subjects), len(one.subjects)), np.nan)
        for i, row_below in enumerate(one.below):
            full[i, :i] = full[:i, i] = np.array(row_below, dtype=np.float64)
        return cls(number, tuple(found), rows, None, full, twice)

    def coefficients(self) -> Floats:
        """Between its members, NaN where it says nothing."""
        if self.matrix is None:
            return np.full((len(self.rows), len(self.rows)), self.coefficient)
        return self.matrix[np.ix_(self.rows, self.rows)]


def _components(asked: Sequence[_Asked]) -> list[list[_Asked]]:
    """Statements that share members, directly or by way of others, together."""
    leader = {member: member for one in asked for member in one.members}

    def find(member: Drawn) -> Drawn:
        while leader[member] != member:
            leader[member] = member = leader[leader[member]]
        return member

    for one in asked:
        for member in one.members[1:]:
            leader[find(member)] = find(one.members[0])
    found: dict[Drawn, list[_Asked]] = {}
    for one in asked:
        found.setdefault(find(one.members[0]), []).append(one)
    return list(found.values())


def _joint(together: list[_Asked], repair: bool, clashes: list[Clash]) -> Joint | None:
    """The matrix of statements that belong together; None with a clash where there is none."""
    numbers = tuple(one.statement for one in together)
    members = sorted({m for one in together for m in one.members}, key=lambda member: member.key)
    if len(members) > MOST:
        message = f"{len(members):,} quantities hang together by correlations that overlap or "
        message += f"are negative, and at most {MOST:,} can"
        mend = "A group with one coefficient of 0 or more that overlaps no other has no limit."
        clashes.append(Clash(numbers[0], "too-many-correlated", message, mend))
        return None
    before = len(clashes)
    given = _given(together, members, clashes)
    scores = psd.to_scores(np.nan_to_num(given))
    repaired = False
    if len(clashes) == before and not psd.is_correlation(scores):
        repaired = repair and len(members) <= MOST_REPAIRED
        if repaired:
            scores = psd.nearest(scores)
        else:
            clashes.append(_impossible(numbers[0], members, given, scores, repair))
    if len(clashes) > before:
        return None
    used = psd.to_spearman(scores) if repaired else np.nan_to_num(given)
    return Joint(numbers, tuple(members), given, used, psd.factor(scores), repaired)


def _given(together: list[_Asked], members: list[Drawn], clashes: list[Clash]) -> Floats:
    """Coefficients of all pairs that some statement names, ones on the diagonal."""
    place = {member: k for k, member in enumerate(members)}
    given = np.full((len(members), len(members)), np.nan)
    said_by = np.zeros(given.shape, dtype=np.int64)
    for one in together:
        least = psd.least_of_all(len(one.members))
        if one.coefficient is not None and one.coefficient < least - psd.TOLERANCE:
            clashes.append(_too_negative(one, least))
        if one.twice is not None:
            message = f"{one.twice} stands in two rows of the matrix"
            clashes.append(Clash(one.statement, "correlated-twice", message, "Keep one of them."))
        block = np.ix_(*2 * [[place[member] for member in one.members]])
        new, old = one.coefficients(), given[block]
        np.fill_diagonal(new, np.nan)
        differs = ~np.isnan(new) & ~np.isnan(old) & (new != old)
        if differs.any():
            i, j = np.argwhere(differs)[0]
            number = int(said_by[block][i, j])
            message = (
                f"the coefficient of {one.members[i]} and {one.members[j]} is {new[i, j]:g} here, "
                f"and {old[i, j]:g} in entry {number + 1} of the correlations"
            )
            clashes.append(Clash(one.statement, "correlated-twice", message, "Give it once."))
        given[block] = np.where(np.isnan(new), old, new)
        said_by[block] = np.where(np.isnan(new), said_by[block], one.statement)
    np.fill_diagonal(given, 1.0)
    return given


def _too_negative(one: _Asked, least: float) -> Clash:
    message = (
        f"{len(one.members)} quantities cannot all be correlated by {one.coefficient:g}: "
        f"where one goes up, not all others can go down"
    )
    mend = f"The least that is possible for all of them is {least:.3f}."
    return Clash(one.statement, "correlation", message, mend)


def _impossible(
    number: int, members: list[Drawn], given: Floats, scores: Floats, repair: bool
) -> Clash:
    """No quantities can move like that: why, and what to do."""
    value, shares = psd.worst(scores)
    first = np.argsort(np.tril(shares, -1), axis=None)[:_NAMED]
    pairs = [divmod(int(k), len(members)) for k in first]
    said = ", ".join(f"{members[j]} and {members[i]} ({given[i, j]:g})" for i, j in pairs if i > j)
    message = (
        f"these {len(members)} quantities cannot be correlated like that: the smallest eigenvalue "
        f"of their matrix is {value:.3f}, and none may be below 0. They clash most at {said}"
    )
    mend = (
        "Move these coefficients towards what the others imply, or write "
        "repair_correlations: nearest for the nearest ones that can hold."
    )
    if repair:
        mend = f"Change these coefficients: a repair takes at most {MOST_REPAIRED} quantities."
    return Clash(number, "not-a-correlation-matrix", message, mend)
