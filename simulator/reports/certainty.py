"""Why a run shows no uncertainty, in words that say what to do."""

from __future__ import annotations

from enum import Enum

from simulator.files.building.ranges import takes_range
from simulator.model.money import Terms
from simulator.model.task import Task
from simulator.results.result import Result


class Certainty(Enum):
    """What made every iteration the same."""

    ONE = "One iteration shows no uncertainty: leave out -n, or ask for 10,000"
    FINISHED = "Every task of this plan is finished, so there is nothing to forecast"
    NO_EFFECT = "Ranges and risks of this plan move neither its finish nor its cost"
    NO_WORK = "No open task of this plan has a duration, so there is nothing to forecast"
    NO_RANGE = "Nothing in this plan is uncertain, so there is nothing to forecast"


def certainty(result: Result) -> Certainty:
    """The reason, for a result that is certain."""
    program = result.program
    if all(task.is_finished for task in program.activities):
        return Certainty.FINISHED
    ranged = any(map(_is_ranged, program.activities))
    ranged |= any(calendar.losses for calendar in program.calendars_in_use.values())
    ranged |= _is_dearer(program.terms)
    if not (ranged or program.risks or program.drivers or program.branches or program.loops):
        has_work = any(map(takes_range, program.activities))
        return Certainty.NO_RANGE if has_work else Certainty.NO_WORK
    return Certainty.ONE if result.run.iterations == 1 else Certainty.NO_EFFECT


def _is_dearer(terms: Terms) -> bool:
    """True where prices or overheads are uncertain."""
    spreads = [one.spread for one in terms.currencies]
    spreads += [one.spread for one in terms.indices]
    spreads += [one.spread for one in terms.overheads]
    return any(spreads)


def _is_ranged(task: Task) -> bool:
    """True where anything of a task is uncertain: its work, money, lags, or that it is done."""
    ranges = [task.spread, task.cost.spread, task.cost.rate_spread]
    ranges += [one.spread for one in task.elements]
    return any(ranges) or task.exists < 1.0 or any(link.lag.spread for link in task.after)
