"""Why a run shows no uncertainty, in words that say what to do."""

from __future__ import annotations

from enum import Enum

from simulator.results.result import Result


class Certainty(Enum):
    """What made every iteration the same."""

    ONE = "One iteration shows no uncertainty: leave out -n, or ask for 10,000"
    FINISHED = "Every task of this plan is finished, so there is nothing to forecast"
    NO_EFFECT = "Ranges and risks of this plan move neither its finish nor its cost"
    NO_RANGE = "Nothing in this plan is uncertain, so there is nothing to forecast"


def certainty(result: Result) -> Certainty:
    """The reason, for a result that is certain."""
    program = result.program
    if all(task.is_finished for task in program.activities):
        return Certainty.FINISHED
    ranged = any(task.spread or task.cost.spread for task in program.activities)
    lossy = any(calendar.losses for calendar in program.calendars_in_use.values())
    if not (ranged or lossy or program.risks or program.drivers):
        return Certainty.NO_RANGE
    return Certainty.ONE if result.run.iterations == 1 else Certainty.NO_EFFECT
