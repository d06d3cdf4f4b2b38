"""New values: of calendars, resources, tasks, risks, drivers and money; what is not said stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

from simulator.files.building.drafts import Draft
from simulator.files.building.ids import Ids
from simulator.files.building.risks import Risks
from simulator.files.building.scales import Scales
from simulator.files.building.ways import Ways
from simulator.files.document.base import present
from simulator.files.document.risk import DriverDoc, RiskDoc
from simulator.files.place import At, Problems
from simulator.files.writing.risks import drivers_of, risks_of
from simulator.model.program import Program
from simulator.model.risk import Driver, Risk
from simulator.scenario.benefits import set_benefit
from simulator.scenario.common import listed, rebuilt
from simulator.scenario.document import SetDoc, SetDriverDoc, SetRiskDoc, SetTaskDoc
from simulator.scenario.means import set_calendars, set_resources
from simulator.scenario.money import set_overhead, set_term

Doc = TypeVar("Doc", bound=BaseModel)

RISK_FIELDS = {
    "name": ("name",),
    "probability": ("probability", "spread"),
    "impacts": ("impacts",),
    "mitigated": ("response",),
    "window": ("window",),
    "raises": ("raises",),
    "parallel": ("parallel",),
}
"""What of a risk each key of the plan file says."""

DRIVER_FIELDS = {
    "name": ("name",),
    "factor": ("factor",),
    "tasks": ("tasks",),
    "wbs": ("tasks",),
    "probability": ("probability",),
    "on": ("on_duration", "on_cost", "on_rate"),
    "parallel": ("parallel",),
}
"""What of a driver each key of the plan file says."""


def set_values(
    program: Program, docs: tuple[SetDoc, ...] | None, at: At, problems: Problems
) -> Program:
    """With new values of single things: what tasks refer to first, then tasks, then what acts on
    them."""
    rows = [(at.down(index), doc) for index, doc in present(docs)]
    calendars = [(here, doc.of_calendar) for here, doc in rows if doc.of_calendar]
    program = set_calendars(program, calendars, problems)
    resources = [(here, doc.of_resource) for here, doc in rows if doc.of_resource]
    program = set_resources(program, resources, problems)
    tasks = [(here, doc.of_task) for here, doc in rows if doc.of_task]
    program = _tasks(program, tasks, problems)
    for here, doc in rows:
        if doc.of_risk:
            program = _risk(program, doc.of_risk, here, problems)
        if doc.of_driver:
            program = _driver(program, doc.of_driver, here, problems)
        program = _money(program, doc, here, problems)
    return program


def _money(program: Program, doc: SetDoc, at: At, problems: Problems) -> Program:
    if doc.of_benefit:
        program = set_benefit(program, doc.of_benefit, at, problems)
    if doc.of_overhead:
        program = set_overhead(program, doc.of_overhead, at, problems)
    for term in (doc.of_penalty, doc.of_bonus):
        if term is not None:
            program = set_term(program, term, at, problems)
    return program


def _tasks(program: Program, docs: Iterable[tuple[At, SetTaskDoc]], problems: Problems) -> Program:
    """Links are added; one to the same predecessor and of the same type takes the other's place."""
    ids = Ids(program.task)
    drafts: dict[str, Draft] = {}
    for here, doc in docs:
        found = ids.one(doc.id, None, here.down("task"), problems)
        if found is None:
            continue
        task = program.task[found]
        draft = drafts.setdefault(found, Draft(task.project, task.short_id, here, task))
        draft.lay(doc, here)
    return rebuilt(program, drafts, problems) if drafts else program


def _risk(program: Program, doc: SetRiskDoc, at: At, problems: Problems) -> Program:
    at = at.about(f"risk {doc.id}")
    if not listed((one.id for one in program.risks), (doc.id,), at.down("risk"), problems, "risk"):
        return program
    written = next(row for row in risks_of(program) if row["id"] == doc.id)
    whole = _laid(RiskDoc.model_validate(written), doc)
    # A single row stands for a list of one, so that places in the file stay those of the row.
    (new,) = _builder(program, at, problems).risks((whole,), at, program.risks)
    changed = _fields(new, doc, RISK_FIELDS)
    risks = (replace(one, **changed) if one.id == doc.id else one for one in program.risks)
    return replace(program, risks=tuple(risks))


def _driver(program: Program, doc: SetDriverDoc, at: At, problems: Problems) -> Program:
    at = at.about(f"driver {doc.id}")
    known = (one.id for one in program.drivers)
    if not listed(known, (doc.id,), at.down("driver"), problems, "driver"):
        return program
    written = next(row for row in drivers_of(program) if row["id"] == doc.id)
    whole = _laid(DriverDoc.model_validate(written), doc)
    if "wbs" in doc.model_fields_set and "tasks" not in doc.model_fields_set:
        whole = whole.model_copy(update={"tasks": None})
    found = _builder(program, at, problems).drivers((whole,), at)
    changed = _fields(found[0], doc, DRIVER_FIELDS) if found else {}
    drivers = (replace(one, **changed) if one.id == doc.id else one for one in program.drivers)
    return replace(program, drivers=tuple(drivers))


def _builder(program: Program, at: At, problems: Problems) -> Risks:
    scales = Scales(None, at, problems)
    return Risks(program.task, program.calendars, scales, Ways(program.task), problems)


def _said(doc: BaseModel) -> Iterator[str]:
    """Keys that a row gives, but for that of its id."""
    return (key for key in doc.model_fields_set if key != "id" and getattr(doc, key) is not None)


def _laid(written: Doc, doc: BaseModel) -> Doc:
    """`written` with what `doc` says over it."""
    return written.model_copy(update={key: getattr(doc, key) for key in _said(doc)})


def _fields(
    new: Risk | Driver, doc: BaseModel, of_key: dict[str, tuple[str, ...]]
) -> dict[str, Any]:
    """Fields that the keys of `doc` stand for, as in `new`; all others stay as they are."""
    return {field: getattr(new, field) for key in _said(doc) for field in of_key[key]}
