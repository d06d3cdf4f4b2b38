"""Why dates differ: root causes first, and what follows from them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from simulator.model.program import Program
from simulator.results.parity.answer import Difference, Parity
from simulator.results.parity.expected import Scheduler
from simulator.results.parity.reasons import Reason
from simulator.results.parity.search import Place, Search
from simulator.results.raw import Schedule


def explain(parity: Parity, program: Program, dates: Schedule, scheduler: Scheduler) -> Parity:
    """`parity` with a reason for every difference, root causes first.

    scheduler : `engine.schedule`; asked at most twice more, where anything differs.
    """
    search = Search(program, dates, parity, scheduler)
    followers: dict[Place, set[str]] = defaultdict(set)
    found = []
    for one in parity.differences:
        place = (one.part, one.id)
        root = search.root(place)
        if root == place:
            reason, because = search.verdict(place).reason, search.verdict(place).because
            found.append(replace(one, reason=reason, because=because))
        else:
            followers[root].add(one.id)
            found.append(replace(one, reason=Reason.FOLLOWS, root=root[1]))
    counted = [replace(one, followers=len(followers[one.part, one.id] - {one.id})) for one in found]
    return replace(parity, differences=tuple(sorted(counted, key=_order)))


def _order(one: Difference) -> tuple[bool, int, float]:
    """Root causes first, those that move most things first."""
    return one.reason is Reason.FOLLOWS, -one.followers, -abs(one.days)
