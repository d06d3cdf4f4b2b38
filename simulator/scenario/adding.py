"""What a scenario brings into a program."""

from __future__ import annotations

from dataclasses import replace

from simulator.files.building.branches import Branches
from simulator.files.building.chains import check_idle
from simulator.files.building.conditions import Conditions
from simulator.files.building.correlations import correlated
from simulator.files.building.drafts import Draft
from simulator.files.building.loops import Loops
from simulator.files.building.risks import Risks
from simulator.files.building.scales import Scales
from simulator.files.building.texts import folder_of
from simulator.files.building.ways import Ways
from simulator.files.document.base import present
from simulator.files.document.task import TaskDoc
from simulator.files.place import At, Problems
from simulator.model.program import Program
from simulator.scenario.common import T, rebuilt
from simulator.scenario.document import AddDoc
from simulator.scenario.means import add_calendars, add_resources


def add(program: Program, doc: AddDoc | None, at: At, problems: Problems) -> Program:
    """With more calendars, resources, tasks, risks, drivers, branches and loops."""
    if doc is None:
        return program
    program = add_calendars(program, doc.calendars, at.down("calendars"), problems)
    program = add_resources(program, doc.resources, at.down("resources"), problems)
    drafts: dict[str, Draft] = {}
    for index, row in present(doc.tasks):
        here = at.down("tasks", index)
        full_id = _new_id(program, row, here, problems)
        if full_id is None:
            continue
        if full_id in program.task or full_id in drafts:
            message = f"there is a task '{full_id}' already"
            problems.add(here.down("id"), "duplicate-id", message, "Use set: to change a task.")
            continue
        project, short = full_id.split("/", 1)
        drafts[full_id] = Draft(project, short, here)
        drafts[full_id].lay(row, here)
    program = rebuilt(program, drafts, problems)
    program = _with_risks(program, doc, at, problems)
    return _with_logic(program, doc, at, problems)


def add_correlations(program: Program, doc: AddDoc | None, at: At, problems: Problems) -> Program:
    """With more correlations, also of what else has been added."""
    if doc is None:
        return program
    here = at.down("correlations")
    return correlated(program, doc.correlations, here, folder_of(at), problems)


def _with_risks(program: Program, doc: AddDoc, at: At, problems: Problems) -> Program:
    scales = Scales(None, at, problems)
    builder = Risks(program.task, program.calendars, scales, Ways(program.task), problems)
    risks = builder.risks(doc.risks, at.down("risks"), program.risks)
    drivers = builder.drivers(doc.drivers, at.down("drivers"))
    _no_doubles(program.risks, risks, at.down("risks"), problems)
    _no_doubles(program.drivers, drivers, at.down("drivers"), problems)
    return replace(program, risks=(*program.risks, *risks), drivers=(*program.drivers, *drivers))


def _with_logic(program: Program, doc: AddDoc, at: At, problems: Problems) -> Program:
    tasks, notes = program.task, list(program.notes)
    risks = tuple(risk.id for risk in program.risks)
    conditions = Conditions(tasks, program.calendars, risks, problems)
    builder = Branches(tasks, Ways(tasks), conditions, problems, notes)
    branches = builder.of(doc.branches, at.down("branches"))
    loops = Loops(tasks, problems).of(doc.loops, at.down("loops"), program.loops)
    check_idle(doc.risks, (*program.branches, *branches), at.down("risks"), problems)
    _no_doubles(program.branches, branches, at.down("branches"), problems)
    _no_doubles(program.loops, loops, at.down("loops"), problems)
    return replace(
        program,
        branches=(*program.branches, *branches),
        loops=(*program.loops, *loops),
        notes=tuple(notes),
    )


def _no_doubles(old: tuple[T, ...], new: tuple[T, ...], at: At, problems: Problems) -> None:
    taken = {item.id for item in old}
    for index, item in enumerate(new):
        if item.id in taken:
            message = f"the plan has '{item.id}' already"
            problems.add(at.down(index, "id"), "duplicate-id", message, "Choose another id.")


def _new_id(program: Program, row: TaskDoc, at: At, problems: Problems) -> str | None:
    project, slash, short = row.id.partition("/")
    if slash and project in program.project and short:
        return row.id
    if len(program.projects) == 1:
        return f"{program.projects[0].id}/{row.id}"
    known = ", ".join(program.project)
    message = f"'{row.id}' does not say which project the task belongs to"
    problems.add(at.down("id"), "project-id", message, f"Write PROJECT/ID; projects: {known}.")
    return None
