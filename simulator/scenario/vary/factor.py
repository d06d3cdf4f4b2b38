"""One factor of a grid: what it varies, and the edits that each of its values stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.errors import PlanError
from simulator.files.building.ids import Ids
from simulator.files.building.selectors import Selector
from simulator.files.place import At, Problems, did_you_mean
from simulator.files.yaml import YamlSource
from simulator.model.expression import ExpressionError, parse_duration
from simulator.model.program import Program
from simulator.model.task import Task
from simulator.scenario.vary.levels import MEND, Level, levels

Edits = Mapping[str, list[dict[str, Any]]]
"""Rows of a scenario by its key: ``{"scale": [{"tasks": "S110", "duration": "80%"}]}``."""

_FORM = re.compile(
    r"(?:(task|risk|driver|resource)\s+)?(\S.*)\.\s*([A-Za-z_]+)\s*=\s*(\S.*)", re.DOTALL
)

KEYS = {
    "task": ("duration", "cost", "lag"),
    "risk": ("probability", "delay", "cost"),
    "driver": ("factor", "probability"),
    "resource": ("rate", "capacity"),
}
"""What can be varied, by kind."""


@dataclass(frozen=True)
class Factor:
    """name : ``S110.duration``, as it was written. values : in their order. edits : by value."""

    name: str
    values: tuple[Level, ...]
    edits: tuple[Edits, ...]

    @property
    def column(self) -> str:
        """Its name with the unit of its values, where that is no percentage."""
        unit = self.values[0].unit
        return self.name if unit in ("", "%") else f"{self.name} ({unit})"


def factor_of(text: str, program: Program) -> Factor:
    """The factor of ``S110.duration=80%..120% by 10%``.

    Percentages scale what the plan has, but for a probability, which they are. Others are set.
    Raises `PlanError` for a form that is not understood, and where the plan has no such thing.
    """
    where = f'--vary "{text}"'
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise PlanError.one(where, "bad-factor", "this names nothing to vary", MEND)
    given, target, key = match[1] or "", match[2].strip(), match[3].lower()
    values = levels(match[4], where)
    kind = _kind(given, target, program, where)
    if key not in KEYS[kind]:
        known = KEYS[kind]
        mend = did_you_mean(key, known, f"Of a {kind} vary: {', '.join(known)}.")
        raise PlanError.one(where, "bad-factor", f"a {kind} has no {key} that can vary", mend)
    edit = _Edit(program, kind, target, key, where)
    return Factor(f"{target}.{key}", values, tuple(edit.of(value) for value in values))


def _kind(given: str, target: str, program: Program, where: str) -> str:
    """What kind of thing is meant."""
    ids = Ids(program.task)
    holders: Mapping[str, Callable[[], bool]] = {
        "task": lambda: bool(ids.find(target, None)) or ":" in target or "*" in target,
        "risk": lambda: any(one.id == target for one in program.risks),
        "driver": lambda: any(one.id == target for one in program.drivers),
        "resource": lambda: target in program.resources,
    }
    found = [kind for kind, holds in holders.items() if kind == (given or kind) and holds()]
    if len(found) > 1:
        kinds = " and a ".join(found)
        mend = f'Write "{found[0]} {target}." or "{found[1]} {target}.".'
        raise PlanError.one(where, "bad-factor", f"'{target}' is a {kinds}", mend)
    if not found:
        known = [one.short_id for one in program.tasks] + [one.id for one in program.risks]
        known += [one.id for one in program.drivers] + list(program.resources)
        mend = did_you_mean(target, known, "Name a task, risk, driver or resource of the plan.")
        message = f"the plan has no {given or 'task, risk, driver or resource'} '{target}'"
        raise PlanError.one(where, "unknown-id", message, mend)
    return found[0]


@dataclass(frozen=True)
class _Edit:
    """Turns the values of a factor into rows of a scenario."""

    program: Program
    kind: str
    target: str
    key: str
    where: str

    def of(self, value: Level) -> Edits:
        """The rows of one value."""
        if self.kind == "task":
            return self._task(value)
        is_chance = self.key == "probability"
        if value.is_share and not is_chance:
            return {"scale": [{f"{self.kind}s": [self.target], self.key: value.text}]}
        if self.kind == "risk" and not is_chance:
            message = f"a risk may have several impacts: {self.key} is varied in percent"
            raise PlanError.one(self.where, "bad-factor", message, MEND)
        return {"set": [{self.kind: self.target, self.key: value.text}]}

    def _task(self, value: Level) -> Edits:
        tasks = self._tasks()
        if value.is_share:
            return {"scale": [{"tasks": [one.id for one in tasks], self.key: value.text}]}
        if self.key == "cost":
            return {"set": [{"task": one.id, "cost": value.text} for one in tasks]}
        if self.key == "lag":
            message = "lags are varied in percent of those of the plan"
            raise PlanError.one(self.where, "bad-factor", message, MEND)
        rows = [{"tasks": [one.id], "duration": repr(self._share(one, value))} for one in tasks]
        return {"scale": rows}

    def _share(self, task: Task, value: Level) -> float:
        """The work that is left with `value`, as a share of what is left in the plan."""
        day = self.program.calendars[task.calendar].minutes_per_day
        try:
            minutes, _ = parse_duration(value.text, day)
        except ExpressionError as fault:
            raise PlanError.one(self.where, "duration", fault.message, fault.mend) from fault
        if not task.remaining:
            message = f"{task.id} has no work left whose duration could vary"
            raise PlanError.one(self.where, "bad-factor", message, "Vary another task.")
        return minutes / task.remaining

    def _tasks(self) -> list[Task]:
        problems, at = Problems(), At(YamlSource(self.where, ""))
        chosen = Selector(self.program.task, problems).choose((self.target,), None, at)
        problems.stop_if_any()
        return [self.program.task[key] for key in chosen]
