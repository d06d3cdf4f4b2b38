"""Plain values to a model of the plan file, with every problem in words of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from simulator.files.document.base import HOLE
from simulator.files.document.benefit import BenefitDoc
from simulator.files.document.branch import BranchDoc, LoopDoc, PathDoc
from simulator.files.document.calendar import CalendarDoc, DowntimeDoc
from simulator.files.document.money import ElementDoc, IndexDoc, OverheadDoc, TermDoc
from simulator.files.document.plan import ProjectDoc, TargetDoc
from simulator.files.document.resource import (
    AssignmentDoc,
    BaselineDoc,
    ExpenseDoc,
    RateDoc,
    ResourceDoc,
)
from simulator.files.document.risk import (
    CorrelationDoc,
    DriverDoc,
    ImpactDoc,
    ResponseDoc,
    RiskDoc,
    RuleDoc,
    ScalesDoc,
    TemplateDoc,
    WindowDoc,
)
from simulator.files.document.task import ConstraintDoc, LinkDoc, TaskDoc
from simulator.files.place import At, Loc, Problems, did_you_mean

M = TypeVar("M", bound=BaseModel)

MODELS: Mapping[str, type[BaseModel]] = {
    "projects": ProjectDoc,
    "tasks": TaskDoc,
    "calendars": CalendarDoc,
    "downtime": DowntimeDoc,
    "target": TargetDoc,
    "after": LinkDoc,
    "constraint": ConstraintDoc,
    "resources": AssignmentDoc,
    "rates": RateDoc,
    "expenses": ExpenseDoc,
    "costs": ElementDoc,
    "baseline": BaselineDoc,
    "escalation": IndexDoc,
    "overheads": OverheadDoc,
    "penalties": TermDoc,
    "bonuses": TermDoc,
    "templates": TemplateDoc,
    "uncertainty": RuleDoc,
    "scales": ScalesDoc,
    "risks": RiskDoc,
    "impacts": ImpactDoc,
    "mitigated": ResponseDoc,
    "window": WindowDoc,
    "drivers": DriverDoc,
    "correlations": CorrelationDoc,
    "branches": BranchDoc,
    "paths": PathDoc,
    "loops": LoopDoc,
    "benefits": BenefitDoc,
}
"""The model of the mappings below each key."""

_SINGULAR = {
    "projects": "project",
    "tasks": "task",
    "risks": "risk",
    "drivers": "driver",
    "branches": "branch",
    "loops": "loop",
    "benefits": "benefit",
    "calendars": "calendar",
}

_SHAPES = {
    "string_type": "a text or number",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "datetime_type": "a date",
    "datetime_parsing": "a date",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}


def shape_of(value: Any) -> str:
    """What a plain value is, in a reader's words."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"'{value}'"


def who_of(root: Any, loc: Loc) -> str:
    """``task S100``: the innermost thing with an id around `loc`."""
    found, here = "", root
    for above, step in zip(("", *loc), loc, strict=False):
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        if above == "calendars":
            found = f"calendar {step}"
        elif above == "templates":
            found = f"template {step}"
        elif above == "resources" and not found:
            found = f"resource {step}"
        elif isinstance(here, dict) and isinstance(here.get("id"), str) and above in _SINGULAR:
            found = f"{_SINGULAR[str(above)]} {here['id']}"
    return found


def _known_keys(
    loc: Loc, root: type[BaseModel], models: Mapping[str, type[BaseModel]]
) -> list[str]:
    if loc[-2:-1] == ("resources",) and loc[:-2] in ((), ("add",)):
        return list((AssignmentDoc if root is TaskDoc else ResourceDoc).model_fields)
    model = next((models[s] for s in reversed(loc) if isinstance(s, str) and s in models), root)
    return [info.alias or name for name, info in model.model_fields.items() if not info.exclude]


def validated(
    model: type[M],
    root: Any,
    at: At,
    problems: Problems,
    models: Mapping[str, type[BaseModel]] = MODELS,
) -> M | None:
    """`root` as `model`. What is wrong is reported and cut out of `root`, so that all else is
    judged too; None where nothing is left to judge."""
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(root)
        except ValidationError as fault:
            errors = fault.errors(include_url=False)
            for error in errors:
                _report(error, model, root, at, problems, models)
            for error in errors:
                _cut(root, tuple(error["loc"]), error["type"] == "model_type")
    return None


_ROUNDS = 6
"""Cutting a value can leave its holder without a key it needs: at most one round a level."""


def _cut(root: Any, loc: Loc, no_mapping: bool) -> None:
    """Remove the deepest value that exists at `loc`; items of lists of mappings become holes, so
    that the others keep their index."""
    here = root
    trail: list[tuple[Any, Any]] = []
    for step in loc:
        if _has(here, step):
            trail.append((here, step))
            here = here[step]
    while trail:
        holder, step = trail.pop()
        if isinstance(holder, dict):
            holder.pop(step, None)
            return
        if isinstance(holder[step], dict) or (no_mapping and holder[step] is not HOLE):
            holder[step] = HOLE
            return


def _written(root: Any, loc: Loc) -> Loc:
    """`loc` without the steps of a long form that stands in its short one."""
    here, kept = root, []
    for place, step in enumerate(loc):
        is_there = _has(here, step)
        if is_there or place == len(loc) - 1:
            kept.append(step)
        here = here[step] if is_there else here
    return tuple(kept)


def _has(holder: Any, step: str | int) -> bool:
    if isinstance(holder, dict):
        return step in holder
    return isinstance(holder, list) and isinstance(step, int) and step < len(holder)


def _report(
    error: Any,
    model: type[BaseModel],
    root: Any,
    at: At,
    problems: Problems,
    models: Mapping[str, type[BaseModel]],
) -> None:
    """One error of Pydantic in words of the plan."""
    loc = _written(root, tuple(error["loc"]))
    kind, context = error["type"], error.get("ctx", {})
    here = at.down(*loc).about(at.who or who_of(root, loc))
    if kind == "extra_forbidden":
        mend = _right_key(str(loc[-1]), _known_keys(tuple(error["loc"])[:-1], model, models))
        problems.add(here, "unknown-key", f"unknown key '{loc[-1]}'", mend, key=True)
    elif kind == "missing":
        problems.add(here, "missing-key", f"the key '{loc[-1]}' is missing", f"Add {loc[-1]}: ...")
    elif kind == "p80":
        problems.add(here, context["rule"], f"{_key(loc)}{context['message']}", context["mend"])
    elif kind == "literal_error":
        word = str(error["input"])
        expected = str(context["expected"]).replace(" or ", ", ")
        known = [part.strip("'") for part in expected.split(", ")]
        mend = did_you_mean(word, known, f"Known are: {', '.join(known)}.")
        problems.add(here, "unknown-word", f"{_key(loc)}'{word}' is not known here", mend)
    else:
        wanted = _SHAPES.get(kind, error["msg"])
        found = shape_of(error["input"])
        message = f"{_key(loc)}this should be {wanted}, not {found}"
        problems.add(here, "wrong-type", message, _right_shape(loc, found))


_ELSEWHERE = {
    "predecessors": "after",
    "predecessor": "after",
    "depends_on": "after",
    "dependencies": "after",
    "finish": "deadline",
    "title": "name",
    "chance": "probability",
    "status_date": "data_date",
}
"""What other tools call the keys of a plan."""


_OPTIONS = {
    "iterations": "-n 10000",
    "sampling": "--sampling random",
    "seed": "--seed 1",
    "threads": "--threads 2",
}
"""What is asked of a run and not of a plan."""


def _right_key(word: str, known: list[str]) -> str:
    if word.isdecimal():
        return "A comma within a number ends it: write 3000 for 3,000."
    if word.endswith(")"):
        return 'A text with a comma in it needs quotes: "triangular(3d, 5d, 9d)".'
    same = _ELSEWHERE.get(word.casefold(), "")
    if same in known:
        return f"It is called '{same}' here."
    if option := _OPTIONS.get(word.casefold()):
        return f"It is an option of the command: p80 run PLAN {option}"
    return did_you_mean(word, known, "Known are: " + ", ".join(known) + ".")


_RANGED = ("duration", "uncertainty", "remaining", "cost", "cost_uncertainty", "delay", "factor")


_MAPPINGS = {
    "funding": "Write funding: {2026-06-30: 2M, 2026-12-31: 5M}.",
    "target": "Write target: {finish: 2027-08-31, cost: 750k}.",
    "weather": "Write weather: {nov: 20%, dec-feb: 35%}.",
    "downtime": "Write downtime: {every: 60d, lasts: 3d}.",
    "remove": "Write remove: {tasks: [S110, S120], risks: R1}.",
}


def _right_shape(loc: Loc, found: str) -> str:
    """An example of what belongs at `loc`, where a usual mistake was made."""
    key = _key(loc).removesuffix(": ")
    if found == "a list" and key in _RANGED:
        return f'A range is a text: {key}: "triangular(3, 5, 9)".'
    if found == "a mapping" and key in ("projects", "tasks", "risks", "drivers"):
        return f"Write one line for each: {key}: [{{id: A, ...}}, {{id: B, ...}}]."
    if loc[:-1] == ("escalation",):
        return f"Write {key}: {{per_year: 3%, since: 2026-01-01}}."
    return _MAPPINGS.get(key, "")


def _key(loc: Loc) -> str:
    """``duration: `` for the innermost key of `loc`."""
    key = next((step for step in reversed(loc) if isinstance(step, str) and step != "text"), "")
    return f"{key}: " if key else ""
