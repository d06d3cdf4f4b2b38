"""What came of the correlations that a plan asks for: given, used, realised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from simulator.engine.benefits import quantities_of
from simulator.engine.settings import Settings
from simulator.kernels.codes import SHAPE_CONSTANT
from simulator.kernels.correlate import luck
from simulator.kernels.lean import lean
from simulator.kernels.workspace import PAGE
from simulator.model.copula import Group, Joint
from simulator.model.correlation import Drawn
from simulator.model.program import Program
from simulator.network.arrays import Draws
from simulator.network.compile import Compiled, compile_network
from simulator.network.correlations import name_of, sign_of
from simulator.network.dtypes import I64
from simulator.network.quantiles import ALONE, pack
from simulator.results.raw import Floats, Receipt

ITERATIONS = 10 * PAGE
"""Most iterations that are drawn again to measure."""

SAMPLED = 20
"""Members of a group that are measured: 190 pairs."""

LISTED = 45
"""Quantities of a matrix whose pairs are listed one by one: at most 990."""

_CHANGED = 1e-9
"""Changes by less are rounding."""


def correlations(program: Program, settings: Settings | None = None) -> tuple[Receipt, ...]:
    """The receipts of `program` without its simulation. Raises PlanError."""
    return receipts(compile_network(program), settings or Settings())


def receipts(compiled: Compiled, settings: Settings) -> tuple[Receipt, ...]:
    """One for each group with a common factor, and for each pair of the others.

    The very draws of the run are made again, of its first `ITERATIONS` iterations: no schedule is
    needed. What is certain has no luck and no receipt.
    """
    meter = _Meter(compiled, settings)
    together = compiled.quantities.copula
    found = [receipt for group in together.groups for receipt in meter.of_group(group)]
    for joint in together.joints:
        found += meter.of_joint(joint)
    return tuple(found)


def _all_draws(compiled: Compiled) -> tuple[Draws, Mapping[str, int]]:
    """(draws, their rows by name) of the network, and of benefits, which it does without."""
    quantities = compiled.quantities
    more = [
        one for one in quantities_of(compiled.canonical, quantities.copula) if one.tie is not ALONE
    ]
    if not more:
        return compiled.network.draws, quantities.rows
    items = [*quantities.items, *more]
    return pack(items), {one.name: k for k, one in enumerate(items)}


class _Meter:
    """Measures rank correlation between the draws of a run."""

    def __init__(self, compiled: Compiled, settings: Settings) -> None:
        self._draws, self._rows = _all_draws(compiled)
        self._seed = np.uint64(settings.seed)
        self._latin = int(settings.sampling == "latin")
        self._iterations = min(settings.iterations, ITERATIONS)

    def of_group(self, group: Group) -> list[Receipt]:
        """Mean, least and greatest over the pairs of some members, evenly chosen."""
        members = self._uncertain(group.members)
        count = len(members)
        if count < 2:
            return []
        places = np.linspace(0, count - 1, min(count, SAMPLED)).astype(int)
        some = [members[k] for k in places]
        below = np.tril_indices(len(some), -1)
        found = self._spearman(some)[below]
        given = group.coefficient
        names = tuple(str(member) for member in some)
        pairs = count * (count - 1) // 2
        mean, low, high = float(found.mean()), float(found.min()), float(found.max())
        return [Receipt(names, count, pairs, given, given, 0.0, mean, low, high, self._iterations)]

    def of_joint(self, joint: Joint) -> list[Receipt]:
        """One for each pair that was given, or that the repair has changed; of many quantities
        those of the most changed, and one for all other pairs together."""
        chosen = {str(member) for member in self._uncertain(joint.members)}
        place = [k for k, member in enumerate(joint.members) if str(member) in chosen]
        given, used = (matrix[np.ix_(place, place)] for matrix in (joint.given, joint.used))
        change = np.abs(used - np.nan_to_num(given))
        np.fill_diagonal(change, 0.0)
        matters = ~np.isnan(given) | (change > _CHANGED)
        order = np.argsort(-change.max(axis=1, initial=0.0), kind="stable")[:LISTED]
        listed = np.sort(order)
        found = self._spearman([joint.members[place[k]] for k in listed])
        names = [str(joint.members[k]) for k in place]
        own = [
            self._pair((names[i], names[j]), given[i, j], used[i, j], found[a, b])
            for b, j in enumerate(listed)
            for a, i in enumerate(listed[:b])
            if matters[i, j]
        ]
        rest = np.tril(matters, -1)
        rest[np.ix_(listed, listed)] = False
        if rest.any():
            count, most, nan = len(place), float(change[rest].max()), float("nan")
            own.append(Receipt((), count, int(rest.sum()), nan, nan, most, nan, nan, nan, 0))
        return own

    def _pair(self, names: tuple[str, str], given: float, used: float, found: float) -> Receipt:
        change = abs(used - (0.0 if np.isnan(given) else given))
        given, used, change, one = float(given), float(used), float(change), float(found)
        return Receipt(names, 2, 1, given, used, change, one, one, one, self._iterations)

    def _uncertain(self, members: Sequence[Drawn]) -> list[Drawn]:
        """Those that have a row in the draws and more than one value."""
        rows = [self._rows.get(name_of(member), -1) for member in members]
        return [
            member
            for member, row in zip(members, rows, strict=True)
            if row >= 0 and self._draws.code[row] != SHAPE_CONSTANT
        ]

    def _alone(self, rows: I64) -> Draws:
        """The draws, with no other shared scores than those of `rows`."""
        draws = self._draws
        parts = [draws.source[draws.first[row] : draws.first[row + 1]] for row in rows]
        needed = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *parts]))
        place = np.zeros(len(draws.shared), dtype=np.int64)
        place[needed] = np.arange(len(needed))
        return draws._replace(shared=draws.shared[needed], source=place[draws.source])

    def _spearman(self, members: Sequence[Drawn]) -> Floats:
        """Rank correlation, float64[n, n]: Pearson's of the probabilities that values are drawn
        from. They are known, so that nothing has to be ranked; values that are steps of several
        probabilities, as those of a risk, show less of it."""
        if self._iterations < 2:
            return np.full((len(members), len(members)), np.nan)
        rows = np.array([self._rows[name_of(member)] for member in members], dtype=np.int64)
        drawn, draws = np.empty((len(rows), self._iterations)), self._alone(rows)
        seen = lean(draws)
        for first in range(0, self._iterations, PAGE):
            lanes = min(PAGE, self._iterations - first)
            page, scratch = np.empty((len(rows), lanes)), np.empty(lanes)
            shared = np.empty((len(draws.shared), lanes))
            luck(seen, rows, self._seed, first, self._latin, shared, scratch, page)
            drawn[:, first : first + lanes] = page
        drawn -= drawn.mean(axis=1, keepdims=True)
        drawn *= np.array([sign_of(member) for member in members])[:, None]
        size = np.linalg.norm(drawn, axis=1)
        # Not `@`, which wakes threads that take longer than the sums.
        found: Floats = np.einsum("ik,jk->ij", drawn, drawn) / np.outer(size, size)
        return found
