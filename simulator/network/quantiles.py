"""Random quantities as columns that the kernels read."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from simulator.errors import PlanError
from simulator.kernels import codes
from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions import Constant, Experts, Pert, Stepped, Triangular, Uniform
from simulator.network.arrays import Draws
from simulator.network.names import name_key
from simulator.network.pooled import pooled_knots
from simulator.network.quantile_table import TooSteepError, tabulate, tabulate_perts


class Quantity(NamedTuple):
    """One random quantity: a draw of `distribution`, times `scale`.

    name : stable name, see `network.names`. group : place in the list of the common factor of a
    correlated group, -1 where independent. loading : weight of that factor, see `loading`.
    """

    name: str
    distribution: Distribution
    scale: float = 1.0
    group: int = -1
    loading: float = 0.0


def pack(quantities: Sequence[Quantity]) -> Draws:
    """Columns of `Draws`, one row a quantity in the order given.

    Raises `PlanError` where a distribution is too steep for a table.
    """
    standards = [quantity.distribution.standard() for quantity in quantities]
    scales = np.array([quantity.scale for quantity in quantities], dtype=np.float64)
    shapes = [shape for shape, _, _ in standards]
    place = _tables(quantities, shapes)
    loading = np.array([quantity.loading for quantity in quantities], dtype=np.float64)
    return Draws(
        key=np.array([name_key(quantity.name) for quantity in quantities], dtype=np.uint64),
        code=np.array([_code(type(shape)) for shape in shapes], dtype=np.int8),
        loc=scales * np.array([loc for _, loc, _ in standards], dtype=np.float64),
        scale=scales * np.array([scale for _, _, scale in standards], dtype=np.float64),
        split=np.array([_split(shape) for shape in shapes], dtype=np.float64),
        table=np.array([place.first.get(shape, 0) for shape in shapes], dtype=np.int64),
        size=np.array([place.size.get(shape, 0) for shape in shapes], dtype=np.int64),
        group=np.array([quantity.group for quantity in quantities], dtype=np.int64),
        loading=loading,
        residual=np.sqrt(1.0 - loading**2),
        tables=place.joined(),
    )


def loading(spearman: float) -> float:
    """Weight of the common factor with which two members of a group reach a Spearman coefficient.

    For normal scores, Pearson r = 2 sin(pi rho / 6), and two members correlate by loading**2.
    Source: Pearson, "On further methods of determining correlation" (1907). Raises ValueError
    outside 0 <= spearman <= 1.
    """
    if not 0.0 <= spearman <= 1.0:
        raise ValueError(f"a coefficient of {spearman:g} is not between 0 and 1")
    return 1.0 if spearman == 1.0 else math.sqrt(2.0 * math.sin(math.pi * spearman / 6.0))


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
        tabled = (codes.SHAPE_TABLE, codes.SHAPE_KNOTS)
        for shape in dict.fromkeys(one for one in shapes if _code(type(one)) in tabled):
            if isinstance(shape, Pert):
                perts[shape.shape].append(shape)
            elif isinstance(shape, Stepped | Experts):
                probability, value = _knots(shape)
                self._add([shape], np.column_stack([probability, value]), probability.size)
            else:
                self._add([shape], *tabulate(shape))
        for weight, members in perts.items():
            self._add_perts(weight, members)

    def joined(self) -> Floats:
        """All tables as one array."""
        if len(self._parts) == 1:
            return self._parts[0]
        return np.concatenate(self._parts) if self._parts else np.zeros(0)

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
        for k, shape in enumerate(shapes):
            self.first[shape], self.size[shape] = self._length + k * length, size
        self._parts.append(tables.ravel())
        self._length += tables.size
