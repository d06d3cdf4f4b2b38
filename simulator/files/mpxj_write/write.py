"""Writing a plan as a schedule of P6 or MS Project: into the schedule it comes from, or anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from simulator.files.mpxj_write.adapt.ms_project import for_ms_project
from simulator.files.mpxj_write.adapt.outline import with_outline
from simulator.files.mpxj_write.adapt.p6 import for_p6
from simulator.files.mpxj_write.astral import hidden, shown
from simulator.files.mpxj_write.columns import Column, ColumnKind
from simulator.files.mpxj_write.dates import AllDates
from simulator.files.mpxj_write.finish_fields import finish_titles, retype
from simulator.files.mpxj_write.formats import CODE_PAGE, Format
from simulator.files.mpxj_write.job import Job, kept
from simulator.files.mpxj_write.losses import Losses
from simulator.files.mpxj_write.money import ElementCosts, with_named
from simulator.files.mpxj_write.origin import Origin
from simulator.files.mpxj_write.process import run_writer
from simulator.files.mpxj_write.unwritable import (
    count_left_out,
    count_unknown,
    count_unwritable,
    count_written,
)
from simulator.model.program import Program

ID_COLUMN = "Activity ID"
"""Where MS Project, which numbers its tasks, keeps the ids of the plan."""


@dataclass(frozen=True)
class Plan:
    """What is to be written. dates : the plan's own. columns : to be added. costs : what costs with
    a name come to in the plan; those that are not there are left out."""

    program: Program
    dates: AllDates
    origins: Sequence[Origin] = ()
    columns: Sequence[Column] = ()
    costs: ElementCosts = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """What became of one file.

    projects : ids of the plan in it. fields : which field of the tool each column got.
    charset : code page of an XER file. into : the schedule that stays as it is but for columns;
    changed : the schedule of which dates and logic were written anew.
    names : ids of projects in the written file, by ids of the plan. links : how many each task
    should have, where it is not as many as in the plan. costs : what each task should cost,
    where that is not what the schedule says.
    """

    projects: tuple[str, ...]
    fields: dict[str, str]
    losses: Losses = field(default_factory=Losses)
    charset: str = CODE_PAGE
    into: Path | None = None
    changed: Path | None = None
    names: dict[str, str] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    costs: dict[str, float] = field(default_factory=dict)


def write_schedule(
    plan: Plan, projects: Sequence[str], format: Format, out: Path, charset: str = ""
) -> Written:
    """Write `projects` of the plan to the file `out`. Raises WriteError.

    charset : of an XER file; P6 reads windows-1252 where nothing else is said.
    """
    losses = Losses()
    origin = _origin(plan, projects)
    count_unwritable(plan.program, projects, losses)
    charset = charset or (origin.encoding if origin and origin.encoding else CODE_PAGE)
    if origin is not None and _is_kept(origin, plan.program, projects, format):
        count_left_out(plan.program, projects, {}, losses)
        document = kept(origin, projects, plan.columns, format, out)
        fields = run_writer({**document, "charset": charset}, out.name)
        _retype(plan, origin, out, format, charset)
        names = {id: origin.names[id] for id in projects}
        return Written(tuple(projects), fields, losses, charset, into=origin.path, names=names)
    count_left_out(plan.program, projects, plan.costs, losses)
    count_written(plan.program, projects, plan.costs, format, losses)
    count_unknown(plan.program, projects, format, losses)
    whole = with_outline(plan.program)
    adapt = for_p6 if format.is_p6 else for_ms_project
    said = adapt(whole, plan.dates, projects, losses)
    job = Job(said, plan.program, plan.dates, format, origin, plan.costs)
    columns = [*plan.columns, *_own_columns(said, job)]
    document = job.document(columns, out, charset)
    if format is Format.PMXML:
        document |= {key: hidden(document[key]) for key in ("projects", "resources", "columns")}
    fields = run_writer(document, out.name)
    if format is Format.PMXML:
        shown(out)
    _retype(replace(plan, columns=columns), origin, out, format, charset)
    return Written(
        tuple(projects),
        fields,
        losses,
        charset,
        changed=origin.path if origin else None,
        names={id: id for id in projects},
        links={task.id: len(task.after) for task in said.tasks},
        costs=_sums(said, plan, projects),
    )


def _sums(said: Program, plan: Plan, projects: Sequence[str]) -> dict[str, float]:
    """What each activity of `projects` costs, in the words of the tool."""
    return {
        task.id: with_named(task, said, plan.dates, plan.costs)
        for task in said.activities
        if task.project in projects
    }


def _retype(plan: Plan, origin: Origin | None, out: Path, format: Format, charset: str) -> None:
    """Say which user fields of P6 are finishes: the plan's own ones, and those of the schedule."""
    titles = {column.name for column in plan.columns if column.kind is ColumnKind.FINISH}
    if origin is not None:
        titles |= finish_titles(origin.path)
    retype(out, format, titles, charset)


def _origin(plan: Plan, projects: Sequence[str]) -> Origin | None:
    """The schedule file that gives most of the tasks to be written."""
    shares = {
        k: sum(task.project in origin.place for task in plan.program.tasks)
        for k, origin in enumerate(plan.origins)
        if set(projects) & origin.place.keys()
    }
    return plan.origins[max(shares, key=lambda k: shares[k])] if shares else None


def _is_kept(origin: Origin, program: Program, projects: Sequence[str], format: Format) -> bool:
    """True where the schedule can stay as it is: same tool, and nothing of it changed."""
    if format.is_p6 and set(projects) != origin.place.keys():
        return False
    return all(
        project in origin.place
        and project not in origin.broken
        and origin.tool(project) == format.tool
        and origin.same(project, program)
        for project in projects
    )


def _own_columns(said: Program, job: Job) -> list[Column]:
    """The plan's own fields of new tasks, ids where the tool has numbers, deadlines where the
    tool has none."""
    found: list[Column] = []
    uids = job.uids()
    if not job.format.is_p6 and any(t.short_id != str(uids[t.id]) for t in said.activities):
        ids = {task.id: task.short_id for task in said.activities}
        found.append(Column(ID_COLUMN, ColumnKind.TEXT, ids))
    if job.format.is_p6:
        deadlines: dict[str, datetime | float | str] = {
            task.id: task.deadline for task in said.activities if task.deadline
        }
        if deadlines:
            found.append(Column("Deadline", ColumnKind.FINISH, deadlines))
    return [*found, *_fields(said, job)]


def _fields(said: Program, job: Job) -> list[Column]:
    """Codes and custom fields of tasks: those of new tasks, and all where P6's activity codes
    would be lost, which MS Project has not."""
    origin = job.origin
    same = origin is not None and any(origin.tool(id) == job.format.tool for id in origin.place)
    known = origin.uids if origin is not None and (job.format.is_p6 or same) else {}
    tasks = [t for t in said.activities if t.id not in known]
    names = dict.fromkeys(name for t in tasks for name in t.fields if name != ID_COLUMN)
    return [
        Column(
            name,
            ColumnKind.TEXT,
            {task.id: task.fields[name] for task in tasks if name in task.fields},
            spare=origin is not None,
        )
        for name in names
    ]
