"""The whole way from a plan file to a program; reads as a table of contents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from simulator.files.building.benefits import Benefits
from simulator.files.building.branches import Branches
from simulator.files.building.calendars import STANDARD, Calendars, built_in
from simulator.files.building.chains import check_idle, exclusive_of
from simulator.files.building.conditions import Conditions
from simulator.files.building.correlations import correlated
from simulator.files.building.dated_rates import DatedRates
from simulator.files.building.drafts import Draft
from simulator.files.building.elements import Elements
from simulator.files.building.funding import funding_of
from simulator.files.building.holidays import holiday_years
from simulator.files.building.ids import Ids
from simulator.files.building.limits import limits_of
from simulator.files.building.links import Links
from simulator.files.building.loops import Loops
from simulator.files.building.prices import Prices
from simulator.files.building.projects import Projects, target_of
from simulator.files.building.ranges import by_rule, with_range
from simulator.files.building.remarks import notes
from simulator.files.building.resources import Resources
from simulator.files.building.risks import Risks
from simulator.files.building.rules import findings
from simulator.files.building.scales import Scales
from simulator.files.building.tasks import Tasks
from simulator.files.building.terms import Charges
from simulator.files.building.ways import Ways
from simulator.files.building.work import Work
from simulator.files.document.plan import PlanDoc
from simulator.files.document.validate import shape_of, validated
from simulator.files.place import At, PlanSource, Problems, did_you_mean
from simulator.model.calendar import Calendar
from simulator.model.program import Program
from simulator.model.task import Kind, Task

__all__ = ["build", "with_range"]


def build(source: PlanSource, folder: Path) -> Program:
    """The program that a plan file describes; paths in it count from `folder`.

    Raises `PlanError` with every problem of the file and its tables.
    """
    at, problems = At(source), Problems()
    problems.extend(source.issues)
    if not isinstance(source.root, dict):
        message = f"a plan is a mapping (key: value), and this file is {shape_of(source.root)}"
        problems.add(at, "not-a-plan", message, "`p80 new` writes a plan to start from.")
        problems.stop_if_any()
    plan = validated(PlanDoc, source.root, at, problems) or PlanDoc()
    projects = Projects(plan, at, folder, problems)
    calendars = _calendars(plan, projects, at, problems)
    _check_project_calendars(projects, calendars, at, problems)
    work = _work(plan, projects, calendars, at, problems)
    tasks = _tasks(projects, calendars, work)
    ranged = by_rule(tasks, plan, calendars, at, problems)
    program = Program(
        title=plan.program or next(iter(projects.projects.values())).name,
        start=min(project.start for project in projects.projects.values()),
        calendars=calendars,
        projects=tuple(projects.projects.values()),
        tasks=tuple(ranged.values()),
        currency=plan.currency or "",
        target=target_of(plan.target, at.down("target"), problems),
        whole_days=bool(plan.whole_days),
        repair_correlations=plan.repair_correlations is not None,
        resources=work.resources,
        terms=Charges(projects.projects, ranged, at, problems).over(
            work.rates.all_terms, plan.overheads, plan.penalties, plan.bonuses
        ),
        funding=funding_of(plan.funding, at.down("funding"), problems),
        health=limits_of(plan.health, at.down("health"), problems),
        notes=tuple(projects.imports.notes),
    )
    program = _with_worth(_with_luck(program, plan, at, problems), plan, at, problems)
    program = correlated(program, plan.correlations, at.down("correlations"), folder, problems)
    _check(program, projects, at, problems)
    problems.stop_if_any()
    said = [note for calendar in program.calendars_in_use.values() for note in calendar.notes]
    return replace(program, notes=(*program.notes, *dict.fromkeys(said), *notes(program)))


def _calendars(
    plan: PlanDoc, projects: Projects, at: At, problems: Problems
) -> dict[str, Calendar]:
    """Built-in calendars, those of schedules, and those of the plan file, which win."""
    years = holiday_years(projects.projects.values())
    ready = {**built_in(), **projects.imports.calendars}
    return Calendars(plan.calendars or {}, ready, years, at.down("calendars"), problems).built


def _check_project_calendars(
    projects: Projects, calendars: dict[str, Calendar], at: At, problems: Problems
) -> None:
    """Every project has a calendar that exists."""
    for project in projects.projects.values():
        if project.calendar not in calendars:
            known = sorted(calendars)
            mend = did_you_mean(project.calendar, known, f"Known are: {', '.join(known)}.")
            message = f"project {project.id}: there is no calendar '{project.calendar}'"
            problems.add(projects.place[project.id], "unknown-calendar", message, mend)
            projects.projects[project.id] = replace(project, calendar=STANDARD)


def _work(
    plan: PlanDoc, projects: Projects, calendars: dict[str, Calendar], at: At, problems: Problems
) -> Work:
    """What tasks may name: resources, currencies and escalation."""
    resources = Resources(calendars, at.down("resources"), problems).built(
        plan.resources, projects.imports.resources
    )
    currency = plan.currency or ""
    prices = Prices(currency, at, problems)
    terms = prices.of(plan.currencies, plan.escalation, plan.discount)
    elements = Elements(terms, currency, problems)
    return Work(DatedRates(resources, terms), elements, projects.imports.notes)


def _tasks(projects: Projects, calendars: dict[str, Calendar], work: Work) -> dict[str, Task]:
    """All tasks by full id, with links and parents."""
    drafts, problems = projects.drafts, work.problems
    parents = frozenset(str(d.get("parent")) for d in drafts.values() if d.get("parent"))
    builder = Tasks(calendars, projects.projects, parents, work)
    bare = {key: builder.of(draft) for key, draft in drafts.items()}
    calendar_of = {key: calendars[task.calendar] for key, task in bare.items()}
    ids = Ids(bare)
    links = Links(ids, projects.projects, calendar_of, calendars, problems)
    return {
        key: replace(bare[key], after=links.of(draft), parent=_parent(draft, bare, ids, problems))
        for key, draft in drafts.items()
    }


def _with_luck(program: Program, plan: PlanDoc, at: At, problems: Problems) -> Program:
    """`program` with all that acts on several of its tasks, or decides which of them are done."""
    tasks, calendars = program.task, program.calendars
    scales = Scales(plan.scales, at.down("scales"), problems)
    ways, notes = Ways(tasks), list(program.notes)
    builder = Risks(tasks, calendars, scales, ways, problems)
    risks = builder.risks(plan.risks, at.down("risks"))
    conditions = Conditions(tasks, calendars, tuple(risk.id for risk in risks), problems)
    branches = Branches(tasks, ways, conditions, problems, notes)
    program = replace(
        program,
        risks=risks,
        drivers=builder.drivers(plan.drivers, at.down("drivers")),
        exclusive=exclusive_of(plan.exclusive, risks, at.down("exclusive"), problems),
        branches=branches.of(plan.branches, at.down("branches")),
        loops=Loops(tasks, problems).of(plan.loops, at.down("loops")),
    )
    check_idle(plan.risks, program.branches, at.down("risks"), problems)
    return replace(program, notes=tuple(notes))


def _with_worth(program: Program, plan: PlanDoc, at: At, problems: Problems) -> Program:
    """`program` with what it brings once it is there."""
    builder = Benefits(program.task, program.project, problems)
    return replace(program, benefits=builder.of(plan.benefits, at.down("benefits")))


def _parent(draft: Draft, tasks: dict[str, Task], ids: Ids, problems: Problems) -> str | None:
    """Full id of the summary that a task belongs to."""
    text = draft.get("parent")
    if text is None:
        return draft.base.parent if draft.base else None
    at = draft.where("parent")
    found = ids.one(text, draft.project, at, problems)
    if found is not None and tasks[found].kind is not Kind.SUMMARY:
        message = f"the parent '{text}' is a {tasks[found].kind.value}, not a summary"
        problems.add(at, "parent", message, f"Give {text} kind: summary and no duration.")
        return None
    return found


def _check(program: Program, projects: Projects, at: At, problems: Problems) -> None:
    """Hold the program to the rules; an empty plan is news only where nothing else is wrong."""
    for finding in findings(program):
        if finding.rule == "empty-plan" and problems:
            continue
        where = at.down(finding.key)
        if finding.subject in projects.drafts:
            where = projects.drafts[finding.subject].where(finding.key)
            where = where.about(f"task {finding.subject}")
        elif finding.subject:
            where = projects.home[finding.subject].down(finding.key)
        problems.add(where, finding.rule, finding.message, finding.mend)
