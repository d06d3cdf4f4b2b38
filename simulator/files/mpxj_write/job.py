"""The job of the child process: what to read, what to change in it, and what to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

from simulator.files.mpxj_write import money
from simulator.files.mpxj_write.columns import Column
from simulator.files.mpxj_write.dates import AllDates
from simulator.files.mpxj_write.formats import Format
from simulator.files.mpxj_write.origin import Origin
from simulator.files.mpxj_write.rows import Fields, Rows, iso, one_line, printable
from simulator.files.mpxj_write.settings import currency_fields, project_fields
from simulator.model.calendar import ELAPSED, Calendar
from simulator.model.dependency import Lag
from simulator.model.program import Program, Project
from simulator.model.task import Kind, Task

NEW_PROJECTS = 900_001
"""Unique ids of projects that no file has begin here."""
ELAPSED_NAME = "24 hours"
LONGEST_CODE = 20
"""Letters of a WBS code in P6."""


@dataclass(frozen=True)
class Job:
    """What goes into one file.

    program : in the words of the tool of `format`, its projects those of the file.
    whole : the plan as it was read, for the status dates that the tool's words have lost.
    origin : the schedule that is changed; None makes all anew. costs : of costs with a name.
    """

    program: Program
    whole: Program
    dates: AllDates
    format: Format
    origin: Origin | None
    costs: money.ElementCosts

    def uids(self) -> dict[str, int]:
        """Unique ids of all tasks: those of the schedule, further ones, or the numbers that the
        plan's own ids are."""
        known = dict(self.origin.uids) if self.origin else {}
        ids = [task.id for task in self.program.tasks]
        if not known:
            shorts = [task.short_id for task in self.program.tasks]
            whole = len(self.program.projects) == 1 and all(map(_is_number, shorts))
            if whole and len({int(short) for short in shorts}) == len(shorts):
                return {id: int(short) for id, short in zip(ids, shorts, strict=True)}
        fresh = count(max(known.values(), default=0) + 1)
        return {id: known[id] if id in known else next(fresh) for id in ids}

    def document(self, columns: Sequence[Column], path: Path, charset: str) -> dict[str, Any]:
        """The job as JSON. path : the file to write."""
        uids = self.uids()
        places = {project.id: place for place, project in enumerate(self.program.projects)}
        return {
            "source": source(self.origin),
            "keep": [],
            "format": self.format.value,
            "charset": charset,
            "out": str(path),
            "calendars": [self._calendar(key) for key in self._used()],
            "resources": money.resources(self.program, self._workers(), self.format.is_p6),
            "projects": [self._project(one, uids, places) for one in self.program.projects],
            "columns": columns_of(columns, uids, places),
        }

    def _workers(self) -> set[str]:
        """Resources of the tasks that no schedule brings; all where there is no schedule."""
        if self.origin is None:
            return set(self.program.resources)
        new = (task for task in self.program.tasks if task.id not in self.origin.uids)
        return {one.resource for task in new for one in task.assignments}

    def _used(self) -> list[str]:
        """Keys of the calendars that anything runs on."""
        keys = [project.calendar for project in self.program.projects]
        keys += [task.calendar for task in self.program.activities]
        keys += [one.calendar for one in self.program.resources.values() if one.calendar]
        return list(dict.fromkeys(keys))

    def _calendar(self, key: str) -> Fields:
        calendar: Calendar = self.program.calendars[key]
        known = self.origin.program.calendars.get(key) if self.origin else None
        return {
            "key": key,
            "name": ELAPSED_NAME if key == ELAPSED else one_line(key),
            "known": known == calendar,
            "week": calendar.week,
            "days": {day.isoformat(): shifts for day, shifts in calendar.exceptions.items()},
            "day_minutes": calendar.minutes_per_day,
        }

    def _project(
        self, project: Project, uids: Mapping[str, int], places: Mapping[str, int]
    ) -> dict[str, Any]:
        tasks = _ordered([task for task in self.program.tasks if task.project == project.id])
        base = self.origin.place.get(project.id) if self.origin else None
        rows = [self._row(task, uids, base is not None) for task in tasks]
        root = None
        if self.format.is_p6:
            root = max(uids.values(), default=0) + 1 + places[project.id]
            if base is None:
                rows = _rooted(rows, root, project)
        asked = self.whole.project[project.id].data_date
        day = self.program.calendars[project.calendar]
        fields = project_fields(project, day, self._end(project, tasks), self.format)
        fields |= currency_fields(self.program.currency)
        if self.format.is_p6:
            expected = any(task.progress.expected_finish for task in tasks)
            fields["USE_EXPECTED_FINISH_DATES"] = expected
        else:
            fields["STATUS_DATE"] = iso(asked)
        return {
            "base": base,
            "uid": NEW_PROJECTS + places[project.id],
            "root": root,
            "calendar": project.calendar,
            "fields": fields,
            "tasks": rows,
            "links": [link for task in tasks for link in self._links(task, uids, places)],
        }

    def _end(self, project: Project, tasks: list[Task]) -> datetime:
        ends = (self.dates[task.id].finish for task in tasks if task.id in self.dates)
        return max(ends, default=project.start)

    def _row(self, task: Task, uids: Mapping[str, int], changed: bool) -> dict[str, Any]:
        known = changed and self.origin is not None and task.id in self.origin.uids
        fields = Rows(self.program, self.format, self.dates).of(task)
        is_summary = task.kind is Kind.SUMMARY
        if not known:
            fields |= self._extras(task, uids[task.id])
        if not is_summary and not self.format.is_p6:
            own = sum(amount for _, amount in money.named(task, self.costs))
            fields["COST"] = money.total(task, self.program, self.dates) + own
            fields["FIXED_COST"] = money.not_assigned(task, self.program, self.dates) + own
        expenses = not is_summary and self.format.is_p6
        return {
            "uid": uids[task.id],
            "parent": uids[task.parent] if task.parent else self._top(task, uids),
            "summary": is_summary,
            "calendar": self._task_calendar(task),
            "fields": fields,
            "assignments": []
            if known or is_summary
            else money.assignments(task, self.program, self.dates),
            "expenses": money.expenses(task, self.program, self.dates, self.costs, known)
            if expenses
            else [],
        }

    def _extras(self, task: Task, uid: int) -> Fields:
        """What a task that the schedule does not know brings along."""
        code = one_line(task.short_id)
        found: Fields = {"WBS": code if len(code) <= LONGEST_CODE else f"W{uid}"}
        if task.note:
            # P6 keeps notes as HTML, and MPXJ takes plain text for HTML.
            note = printable(task.note)
            found["NOTES"] = escape(note, quote=False) if self.format.is_p6 else note
        if task.baseline and not self.format.is_p6:
            of = task.baseline
            found |= {"BASELINE_START": iso(of.start), "BASELINE_FINISH": iso(of.finish)}
            found["BASELINE_COST"] = of.cost
            if of.duration is not None:
                found["BASELINE_DURATION"] = (of.duration / 60, "HOURS")
        return found

    def _top(self, task: Task, uids: Mapping[str, int]) -> int | None:
        """The WBS element that stands for the project in a schedule of P6: all else is below it."""
        if self.origin is None or not self.format.is_p6:
            return None
        tops = [
            one.id
            for one in self.program.tasks
            if one.project == task.project and one.kind is Kind.SUMMARY and one.parent is None
        ]
        return uids[tops[0]] if len(tops) == 1 and tops[0] != task.id else None

    def _task_calendar(self, task: Task) -> str | None:
        """In MS Project a task names a calendar only where it is not the project's."""
        project = self.program.project[task.project]
        if task.kind is Kind.SUMMARY:
            return None
        if self.format.is_p6:
            return task.calendar
        own = task.calendar if task.calendar != project.calendar or task.assignments else None
        return None if task.calendar == ELAPSED else own

    def _links(
        self, task: Task, uids: Mapping[str, int], places: Mapping[str, int]
    ) -> Iterable[tuple[Any, ...]]:
        for link in task.after:
            before = self.program.task[link.predecessor]
            unit = self._lag(link.lag, task.project)
            head = (places[before.project], uids[before.id], uids[task.id])
            yield (*head, link.relation.value, *unit)

    def _lag(self, lag: Lag, project: str) -> tuple[float, str]:
        if lag.share:
            return (round(100 * lag.share), "ELAPSED_PERCENT" if lag.elapsed else "PERCENT")
        rows = Rows(self.program, self.format, self.dates)
        key = ELAPSED if lag.elapsed else self.program.project[project].calendar
        return rows.amount(lag.minutes, key, project)


def kept(
    origin: Origin, projects: Iterable[str], columns: Sequence[Column], format: Format, path: Path
) -> dict[str, Any]:
    """The job that changes nothing but the columns. projects : those to write."""
    wanted = list(projects)
    every = format.is_p6
    keep = list(range(origin.count)) if every else [origin.place[id] for id in wanted]
    places = {id: keep.index(origin.place[id]) for id in wanted}
    return {
        "source": source(origin),
        "keep": keep,
        "format": format.value,
        "charset": "",
        "out": str(path),
        "columns": columns_of(columns, origin.uids, places),
    }


def source(origin: Origin | None) -> dict[str, Any] | None:
    """The schedule to read."""
    if origin is None:
        return None
    return {"path": str(origin.path.resolve()), "encoding": origin.encoding}


def columns_of(
    columns: Sequence[Column], uids: Mapping[str, int], places: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Columns with values by place of the project and unique id of the task."""
    return [
        {
            "name": one_line(column.name),
            "kind": column.kind.value,
            "spare": column.spare,
            "values": [
                (places[id.split("/", 1)[0]], uids[id], _plain(value))
                for id, value in column.values.items()
                if id in uids and id.split("/", 1)[0] in places
            ],
        }
        for column in columns
    ]


def _plain(value: datetime | float | str) -> float | str | None:
    if isinstance(value, datetime):
        return iso(value)
    return one_line(value) if isinstance(value, str) else value


def _rooted(rows: list[dict[str, Any]], root: int, project: Project) -> list[dict[str, Any]]:
    """Below one WBS element that stands for the project, as P6 has it."""
    fields = {"NAME": one_line(project.name), "WBS": one_line(project.id)}
    top = {"uid": root, "parent": None, "summary": True, "calendar": None, "fields": fields}
    below = [{**row, "parent": row["parent"] or root} for row in rows]
    return [{**top, "assignments": [], "expenses": []}, *below]


def _ordered(tasks: list[Task]) -> list[Task]:
    """Every summary before what is in it, all else in the order of the plan."""
    below: dict[str | None, list[Task]] = defaultdict(list)
    for task in tasks:
        below[task.parent].append(task)
    found, left = [], list(reversed(below[None]))
    while left:
        found.append(left.pop())
        left += reversed(below[found[-1].id])
    return found


def _is_number(short_id: str) -> bool:
    return short_id.isascii() and short_id.isdigit() and 0 < int(short_id) < 2_000_000
