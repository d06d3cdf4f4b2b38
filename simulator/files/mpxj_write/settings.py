"""Projects as fields of a job: the settings by which their tool schedules."""

from __future__ import annotations

from datetime import datetime

from simulator.files.mpxj_write.formats import Format
from simulator.files.mpxj_write.rows import Fields, iso, one_line
from simulator.model.calendar import Calendar
from simulator.model.dependency import LagCalendar
from simulator.model.program import ProgressLogic, Project

LAG_CALENDARS = {
    LagCalendar.PREDECESSOR: "PREDECESSOR",
    LagCalendar.SUCCESSOR: "SUCCESSOR",
    LagCalendar.ELAPSED: "TWENTY_FOUR_HOUR",
    LagCalendar.PROJECT: "PROJECT_DEFAULT",
}
LOGIC = {
    ProgressLogic.RETAINED: "RETAINED_LOGIC",
    ProgressLogic.OVERRIDE: "PROGRESS_OVERRIDE",
    ProgressLogic.ACTUAL_DATES: "ACTUAL_DATES",
}


def project_fields(project: Project, day: Calendar, end: datetime, format: Format) -> Fields:
    """All settings. day : the project's calendar. end : its finish, as p80 computes it."""
    found: Fields = {
        "START_DATE": iso(project.start),
        "FINISH_DATE": iso(end),
        "SCHEDULE_FROM": "START",
        "MINUTES_PER_DAY": round(day.minutes_per_day),
        "MINUTES_PER_WEEK": _week(day),
        "EXPORT_FLAG": True,
    }
    if not format.is_p6:
        split = project.progress_logic is not ProgressLogic.OVERRIDE
        return {**found, "PROJECT_TITLE": project.name, "SPLIT_IN_PROGRESS_TASKS": split}
    return found | {
        "PROJECT_ID": one_line(project.id),
        "NAME": one_line(project.name),
        "STATUS_DATE": iso(project.data_date),
        "CURRENT_DATE": iso(project.data_date or project.start),
        "PLANNED_START": iso(project.start),
        "SCHEDULED_FINISH": iso(end),
        "MUST_FINISH_BY": iso(project.must_finish),
        "RELATIONSHIP_LAG_CALENDAR": LAG_CALENDARS[project.lag_calendar],
        "SCHEDULING_PROGRESSED_ACTIVITIES": LOGIC[project.progress_logic],
        "COMPUTE_START_TO_START_LAG_FROM_EARLY_START": project.ss_lag_from_early_start,
    }


def currency_fields(code: str) -> Fields:
    """Three letters are a code, anything else a symbol."""
    if not code:
        return {}
    is_code = len(code) == 3 and code.isalpha()
    return {"CURRENCY_CODE" if is_code else "CURRENCY_SYMBOL": code}


def _week(calendar: Calendar) -> int:
    minutes = sum(end - begin for shifts in calendar.week for begin, end in shifts)
    return minutes or round(5 * calendar.minutes_per_day)
