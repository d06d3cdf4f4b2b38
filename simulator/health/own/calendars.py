"""Calendars that say one thing and work another."""

from __future__ import annotations

from collections import Counter

from simulator.health.finding import Check, Concern, Outcome, Verdict, not_judged
from simulator.health.plan import Plan
from simulator.model.calendar import ELAPSED, Calendar

TOLERANCE = 0.01
"""Share of a day by which a working day may differ from it."""

BUILT_IN = ("standard",)
"""Present in every plan, used or not, beside the one that always works."""


def judge(plan: Plan) -> Outcome:
    """Calendars in use that have no working week, or whose "day" is not a day that they work."""
    program = plan.program
    used = {task.calendar for task in program.activities}
    used.update(project.calendar for project in program.projects)
    used.discard(ELAPSED)
    if not used:
        return not_judged("no calendar is in use")
    concerns = [
        Concern(key, program.calendars[key].name, why, "calendar")
        for key in sorted(used)
        if (why := _wrong(program.calendars[key]))
    ]
    idle = sum(
        key not in used and key not in BUILT_IN and not calendar.always_works
        for key, calendar in program.calendars.items()
    )
    note = f"{idle:,} more in the plan are not used." if idle else ""
    return Outcome(len(concerns), len(used), "calendars", tuple(concerns), note=note)


def _wrong(calendar: Calendar) -> str:
    """What is odd about a calendar, or ""."""
    lengths = [sum(end - begin for begin, end in shifts) for shifts in calendar.week]
    if not any(lengths):
        return "its week has no working time"
    day = calendar.minutes_per_day
    if all(abs(length - day) > TOLERANCE * day for length in lengths if length):
        usual = Counter(length for length in lengths if length).most_common(1)[0][0]
        return f"a day counts {day / 60:g} h, and its working days have {usual / 60:g} h"
    return ""


CHECK = Check(
    key="calendars",
    name="Calendars",
    definition="calendars in use whose week has no working time, or on which '1 day' is not the "
    "length of any of their working days, of all calendars in use",
    effect="Durations and ranges in days stand for more or less time than a day of work: ten days "
    "may take eight or twenty dates.",
    mend="Set the hours of a day to those that are worked.",
    source="GAO-16-89G practice 4",
    judge=judge,
    weight=3,
    worst=Verdict.WARN,
)
