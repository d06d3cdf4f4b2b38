"""Which assumption would change the answer most: main effects of a full factorial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.results.paired import half_width
from simulator.results.raw import Floats

if TYPE_CHECKING:
    from simulator.scenario.envelope.across import Case


@dataclass(frozen=True, slots=True)
class Lever:
    """What one assumption moves an answer by.

    assumption : "shape" or "correlation". size : elapsed days, or money; low, high : its 95 %
    interval, NaN for fewer than two blocks. least, most : the choices with the lowest and the
    highest main effect.
    """

    assumption: str
    size: float
    low: float
    high: float
    least: str | float
    most: str | float


def levers(numbers: Mapping[Case, float], blocks: Mapping[Case, Floats]) -> tuple[Lever, ...]:
    """Both assumptions, the one with the larger range of main effects first.

    numbers : the answer in each case of a full factorial. The main effect of a choice, say of PERT,
    is the mean answer of all cases with it; the range is the highest less the lowest (Box, Hunter
    and Hunter, Statistics for Experimenters, 2nd ed. 2005, chapter 5). blocks : the same answers
    within each block, float64[blocks], on the same draws, for the interval (Student).
    """
    found = []
    for assumption in ("shape", "correlation"):
        groups: dict[str | float, list[Case]] = {}
        for case in numbers:
            groups.setdefault(getattr(case, assumption), []).append(case)
        effect = {one: float(np.mean([numbers[c] for c in group])) for one, group in groups.items()}
        least, most = min(effect, key=effect.__getitem__), max(effect, key=effect.__getitem__)
        size = effect[most] - effect[least]
        high, low = (np.mean([blocks[c] for c in groups[end]], axis=0) for end in (most, least))
        half = half_width(high - low)
        found.append(Lever(assumption, size, size - half, size + half, least, most))
    return tuple(sorted(found, key=lambda lever: -lever.size))
