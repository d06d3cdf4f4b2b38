"""What came about how often, in words: risks, common causes, paths, repeats, doubtful tasks."""

from __future__ import annotations

from simulator.results.estimate import show_chance
from simulator.results.raw import Happening
from simulator.results.result import Result

PARTS = {"branch": "takes path", "loop": "done again, time"}
"""What stands before the part of a happening."""


def happened(result: Result) -> list[tuple[str, str, str]]:
    """(id, what, how often) of all that may happen or not; drivers that always act are left out.

    `how often` is a share of the iterations.
    """
    rows = [
        (result.label(one.id), _what(one), show_chance(one.share))
        for one in result.happened
        if one.kind != "driver" or one.share < 1.0
    ]
    program = result.given
    place = result.row
    doubtful = [task for task in program.activities if task.exists < 1.0 and not task.is_started]
    rows += [
        (
            result.label(task.id),
            f"{task.name}: has to be done",
            show_chance(float(result.tallies.present[place[task.id]])),
        )
        for task in doubtful
    ]
    return rows


def _what(one: Happening) -> str:
    before = PARTS.get(one.kind)
    return one.name if before is None else f"{one.name}: {before} {one.part}"
