"""Why a date differs from the stored one: named, with what to do about it.

Each reason is described in docs/reference/parity.md.
"""

from __future__ import annotations

from enum import Enum

F9 = "Schedule the plan in its own tool (F9 in P6 and MS Project) and export it again."
NOTHING = "Nothing to do."


class Reason(Enum):
    """The cause of a difference: its short name, a sentence, and the mend."""

    LEVELED = (
        "levelled",
        "the tool levelled resources and stored levelled dates; p80 repeats no levelling",
        "Compare with the unlevelled plan: clear the levelling, or schedule without it.",
    )
    EXTERNAL = (
        "external",
        "links or dates from another project hold it, and that project is not in the file",
        "Export the other project into the same file.",
    )
    MANUAL = (
        "manually scheduled",
        "it is scheduled by hand: its stored dates follow no rule",
        "Let the tool schedule it automatically, if its dates are not meant to stay.",
    )
    SUSPENDED = (
        "suspended",
        "its work was suspended and goes on later",
        "Check its suspend and resume dates.",
    )
    SPLIT = (
        "split",
        "its work is interrupted, and p80 counts the gaps as work",
        "Remove the split, or take the dates as they are.",
    )
    CONTOURED = (
        "contoured work",
        "the work of its resources is spread unevenly, which p80 does not repeat",
        "Flatten the contour, or take the dates as they are.",
    )
    INACTIVE = (
        "inactive",
        "it is inactive: the tool neither schedules it nor lets it drive others",
        NOTHING,
    )
    EXPECTED_FINISH = (
        "expected finish",
        "its duration is made from an expected finish",
        "Schedule the plan in P6 with 'use expected finish dates'.",
    )
    RESOURCES = (
        "resource calendars",
        "its resources work by calendars of their own; p80 schedules it by one",
        "Give the task one calendar and let it ignore those of its resources.",
    )
    PROGRESS = (
        "actual dates logic",
        "the project is scheduled by 'actual dates', which p80 treats as retained logic",
        "Schedule the plan with retained logic or progress override.",
    )
    EFFORT = (
        "level of effort",
        "it has no dates of its own, and the tool spans its neighbours in another way",
        NOTHING,
    )
    NON_WORKING = (
        "stale: no working time",
        "the stored dates lie where its calendar has no work: the calendar was changed after the "
        "plan was last scheduled",
        F9,
    )
    BEFORE_FLOOR = (
        "stale: before its own limits",
        "the stored dates break the activity's own constraint, data date or project start: these "
        "were changed after the plan was last scheduled",
        F9,
    )
    BROKEN_LOGIC = (
        "stale: breaks its links",
        "the stored dates break a link in the file: the link or its lag was changed after the plan "
        "was last scheduled",
        F9,
    )
    OTHER_SPAN = (
        "stale: other duration",
        "the stored dates are further apart, or closer, than its duration: the duration was "
        "changed after the plan was last scheduled",
        F9,
    )
    NOT_HELD = (
        "nothing holds it",
        "nothing in the file keeps it where it is stored: what did was removed after the plan was "
        "last scheduled, or is not in the file",
        F9,
    )
    CHANGED = (
        "stale: changed since",
        "the plan was changed after it was last scheduled",
        F9,
    )
    FLOAT_KIND = (
        "float of the start",
        "the tool counts float from the starts, p80 from the finishes",
        "Set P6 to compute total float as finish float.",
    )
    CONTRADICTION = (
        "contradiction in the file",
        "the file contradicts itself: what it stores here does not follow from its own dates",
        F9,
    )
    FOLLOWS = (
        "follows",
        "it follows from another activity that differs",
        "See the activity that it follows from.",
    )
    UNEXPLAINED = (
        "not explained",
        "no reason was found; p80 may be wrong",
        "Please report it, with the file if you can.",
    )

    def __init__(self, short: str, sentence: str, mend: str) -> None:
        self.short = short
        self.sentence = sentence
        self.mend = mend

    @property
    def is_stale(self) -> bool:
        """True where the file is older than what it says."""
        return self.short.startswith("stale")
