"""Random quantities as columns that the kernels read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np

from simulator.errors import PlanError
from simulator.kernels import codes
from simulator.kernels.records import RECORD
from simulator.kernels.room import room
from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions import Constant, Experts, Pert, Stepped, Triangular, Uniform
from simulator.network.arrays import Draws
from simulator.network.dtypes import I8, I64
from simulator.network.names import name_key
from simulator.network.pooled import pooled_knots
from simulator.network.quantile_table import TooSteepError, tabulate, tabulate_perts


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """What the normal score of a quantity is made of: `own` times its own score, and the scores
    named by `sources`, shared with others, times `weights`. The squares add up to 1."""

    own: float = 1.0
    sources: tuple[str, ...] = ()
    weights: Floats = field(default_factory=lambda: np.zeros(0))


_TABLED = (codes.SHAPE_TABLE, codes.SHAPE_KNOTS)

ALONE = Tie()
"""Of a quantity that is correlated with nothing."""


class Quantity(NamedTuple):
    """One random quantity: a draw of `distribution`, times `scale`.

    name : stable name, see `network.names`.
    """

    name: str
    distribution: Distribution
    scale: float = 1.0
    tie: Tie = ALONE


def pack(quantities: Sequence[Quantity]) -> Draws:
    """Columns of `Draws`, one row a quantity in the order given.

    Raises `PlanError` where a distribution is too steep for a table.
    """
    standards = [quantity.distribution.standard() for quantity in quantities]
    scales = np.array([quantity.scale for quantity in quantities], dtype=np.float64)
    shapes = [shape for shape, _, _ in standards]
    code = np.array([_code(type(shape)) for shape in shapes], dtype=np.int8)
    tables = _tables(quantities, shapes)
    table, size = tables.places(shapes, code)
    ties = [quantity.tie for quantity in quantities]
    sources = [name for tie in ties for name in tie.sources]
    place_of = {name: k for k, name in enumerate(dict.fromkeys(sources))}
    return Draws(
        key=np.array([name_key(quantity.name) for quantity in quantities], dtype=np.uint64),
        code=code,
        loc=scales * np.array([loc for _, loc, _ in standards], dtype=np.float64),
        scale=scales * np.array([scale for _, _, scale in standards], dtype=np.float64),
        split=np.array([_split(shape) for shape in shapes], dtype=np.float64),
        table=table,
        size=size,
        own=np.array([tie.own for tie in ties], dtype=np.float64),
        first=np.cumsum([0, *(len(tie.sources) for tie in ties)], dtype=np.int64),
        source=np.array([place_of[name] for name in sources], dtype=np.int64),
        weight=np.concatenate([np.zeros(0), *(tie.weights for tie in ties)]),
        shared=np.array([name_key(name) for name in place_of], dtype=np.uint64),
        tables=tables.joined(),
    )


def _tables(quantities: Sequence[Quantity], shapes: Sequence[Distribution]) -> _Tables:
    try:
        return _Tables(shapes)
    except TooSteepError as fault:
        names = [q.name for q, s in zip(quantities, shapes, strict=True) if s == fault.shape]
        raise PlanError.one(
            names[0], "too-steep", str(fault), "Give it a narrower range."
        ) from None


@cache
def _code(family: type[Distribution]) -> int:
    if issubclass(family, Constant):
        return codes.SHAPE_CONSTANT
    if issubclass(family, Uniform):
        return codes.SHAPE_UNIFORM
    if issubclass(family, Triangular):
        return codes.SHAPE_TRIANGULAR
    return codes.SHAPE_KNOTS if issubclass(family, Stepped | Experts) else codes.SHAPE_TABLE


def _split(shape: Distribution) -> float:
    return shape.mode if isinstance(shape, Triangular) else 0.0


def _knots(shape: Stepped | Experts) -> tuple[Floats, Floats]:
    return shape.knots() if isinstance(shape, Stepped) else pooled_knots(shape)


class _Tables:
    """Tables of all shapes that need one, each once, end to end."""

    def __init__(self, shapes: Iterable[Distribution]) -> None:
        self.first: dict[Distribution, int] = {}
        self.size: dict[Distribution, int] = {}
        self._parts: list[Floats] = []
        self._length = 0
        perts: dict[float, list[Pert]] = defaultdict(list)
        for shape in dict.fromkeys(one for one in shapes if _code(type(one)) in _TABLED):
            if isinstance(shape, Pert):
                perts[shape.shape].append(shape)
            elif isinstance(shape, Stepped | Experts):
                probability, value = _knots(shape)
                self._add([shape], np.column_stack([probability, value]), probability.size)
            else:
                self._add([shape], *tabulate(shape))
        for weight, members in perts.items():
            self._add_perts(weight, members)

    def places(self, shapes: Sequence[Distribution], code: I8) -> tuple[I64, I64]:
        """Where the table of each of `shapes` begins, and its size; 0 for those without one."""
        first, size = np.zeros((2, len(shapes)), dtype=np.int64)
        for k in np.flatnonzero(np.isin(code, _TABLED)).tolist():
            first[k], size[k] = self.first[shapes[k]], self.size[shapes[k]]
        return first, size

    def joined(self) -> Floats:
        """All tables as one array, no record of which lies across two lines of the cache."""
        if len(self._parts) == 1:
            return self._parts[0]
        tables = room((self._length,))
        return np.concatenate(self._parts, out=tables) if self._parts else tables

    def _add_perts(self, weight: float, members: list[Pert]) -> None:
        together = tabulate_perts([member.mode for member in members], weight)
        if together is None:
            for member in members:
                self._add([member], *tabulate(member))
        else:
            self._add(members, *together)

    def _add(self, shapes: Sequence[Distribution], tables: Floats, size: int) -> None:
        """Tables of `shapes`, equally long, one after another."""
        length = tables.size // len(shapes)
        if self._length % RECORD:
            self._parts.append(np.zeros(-self._length % RECORD))
            self._length += self._parts[-1].size
        for k, shape in enumerate(shapes):
            self.first[shape], self.size[shape] = self._length + k * length, size
        self._parts.append(tables.ravel())
        self._length += tables.size
