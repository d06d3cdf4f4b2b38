"""Projects: the settings by which the source tool schedules."""

from __future__ import annotations

from datetime import datetime

from simulator.files.mpxj.calendars import Calendars
from simulator.files.mpxj.progress import data_date_of
from simulator.files.mpxj.raw import RawProject
from simulator.files.mpxj.values import moment
from simulator.model.dependency import LagCalendar
from simulator.model.program import MS_PROJECT, ProgressLogic, Project, Target

LAG_CALENDARS = {
    "PREDECESSOR": LagCalendar.PREDECESSOR,
    "SUCCESSOR": LagCalendar.SUCCESSOR,
    "TWENTY_FOUR_HOUR": LagCalendar.ELAPSED,
    "PROJECT_DEFAULT": LagCalendar.PROJECT,
}
LOGIC = {
    "RETAINED_LOGIC": ProgressLogic.RETAINED,
    "PROGRESS_OVERRIDE": ProgressLogic.OVERRIDE,
    "ACTUAL_DATES": ProgressLogic.ACTUAL_DATES,
}


def project_of(project: RawProject, calendars: Calendars) -> Project:
    """The project with its settings; MS Project's lags run on the project's calendar."""
    of = project.properties
    lag_calendar = LAG_CALENDARS.get(of["lag_calendar"], LagCalendar.PREDECESSOR)
    return Project(
        id=project.id,
        name=_name(project),
        start=_start(project),
        calendar=calendars.key(project, ()),
        data_date=data_date_of(project),
        target=Target(finish=moment(of["must_finish"])),
        must_finish=moment(of["must_finish"]),
        lag_calendar=lag_calendar if project.is_p6 else LagCalendar.PROJECT,
        progress_logic=_logic(project),
        ss_lag_from_early_start=project.is_p6 and bool(of["ss_lag_from_early_start"]),
        source=project.source,
    )


def _logic(project: RawProject) -> ProgressLogic:
    """P6's setting. MS Project holds work in progress back for its predecessors only where it may
    split it."""
    of = project.properties
    if project.source == MS_PROJECT and not of["splits_in_progress"]:
        return ProgressLogic.OVERRIDE
    return LOGIC.get(of["logic"], ProgressLogic.RETAINED)


def _name(project: RawProject) -> str:
    """P6's project name; elsewhere the title, else the summary of the whole project or the id."""
    of = project.properties
    own = of["name"] if project.is_p6 else of["title"]
    return " ".join(str(own or project.id).split())


def _start(project: RawProject) -> datetime:
    """Planned start (P6), else start, else the earliest date of any task."""
    of = project.properties
    start = moment(of["planned_start"]) or moment(of["start"])
    if start is not None:
        return start
    dates = [row[key] for row in project.rows for key in ("start", "actual_start") if row[key]]
    if dates:
        return min(at for at in map(moment, dates) if at)
    return moment(of["data_date"]) or datetime(2000, 1, 3)
