"""Running until an answer is exact enough: how many iterations that takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from simulator.results.precision import BLOCK, needed
from simulator.results.result import Result

FIRST = 10 * BLOCK
"""Iterations of the first look: blocks enough that their spread can be told."""

LIMIT = 1000 * BLOCK
"""Iterations after which no more are tried."""

SPARE = 1.1
"""More than what the last look makes necessary, so that seldom a further one is needed."""

GROWTH = (1.25, 4.0)
"""A next look has at least and at most so many times the iterations: a width that few blocks tell
is itself uncertain, and far too many iterations would follow from one that is too large."""

Margin = Callable[[Result], float | None]
"""Half the 95 % interval of the answer, in the unit of the goal; None where it has no end."""


@dataclass(frozen=True, slots=True)
class Search:
    """iterations : of the run to take. margin : its interval's half; None where it has no end.
    reached : whether that is narrow enough."""

    iterations: int
    margin: float | None
    reached: bool


def search(
    run: Callable[[int], Result], margin: Margin, within: float, limit: int = LIMIT
) -> Search:
    """The number of iterations from which on the answer is exact enough, in few looks.

    run : simulates so many iterations. Each look is a whole run with more iterations than the one
    before, whose iterations are the first of its own. There are few looks, and their numbers come
    from the width alone, so that the interval at which it stops is hardly narrower than it should
    be by chance. Never more than `limit`.
    """
    iterations = min(FIRST, limit)
    while True:
        found = margin(run(iterations))
        if found is not None and found <= within:
            return Search(iterations, found, True)
        if iterations >= limit:
            return Search(iterations, found, False)
        least, most = (ceil(iterations * factor / BLOCK) * BLOCK for factor in GROWTH)
        wanted = most if found is None else needed(iterations, found, within / SPARE**0.5)
        iterations = min(max(wanted, least), most, limit)
