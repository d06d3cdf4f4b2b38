"""A short name for what a plan says, whatever file it says it in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum

from simulator.model.distribution import Distribution
from simulator.model.program import Program

_LEFT_OUT = frozenset({"notes", "stored"})
"""What does not change a result: remarks of the reader, dates of another tool."""


def fingerprint(program: Program) -> str:
    """``sha256:...`` over the program as understood.

    The order of tasks, risks and links, the path of the file and calendars that nobody uses do
    not matter; every number, date, name and id does.
    """
    used = {task.calendar for task in program.tasks} | {one.calendar for one in program.projects}
    calendars = {key: one for key, one in program.calendars.items() if key in used}
    digest = hashlib.sha256()
    for part in _canonical(replace(program, calendars=calendars)):
        digest.update(part.encode())
    return f"sha256:{digest.hexdigest()}"


def _joined(value: object) -> str:
    return "".join(_canonical(value))


def _canonical(value: object) -> Iterator[str]:
    if isinstance(value, Distribution):
        yield f"{type(value).__name__}:{value!r};"
    elif isinstance(value, Enum):
        yield f"{value.value};"
    elif isinstance(value, (datetime, date)):
        yield f"{value.isoformat()};"
    elif isinstance(value, bool) or value is None:
        yield f"{value};"
    elif isinstance(value, (int, float)):
        yield f"{float(value)!r};"
    elif isinstance(value, str):
        yield f"{len(value)}:{value};"
    elif isinstance(value, Mapping):
        yield "{"
        yield from sorted(_joined(key) + _joined(value[key]) for key in value)
        yield "}"
    elif isinstance(value, tuple):
        yield "("
        yield from sorted(_joined(item) for item in value)
        yield ")"
    elif is_dataclass(value):
        yield f"{type(value).__name__}("
        for field in fields(value):
            if field.name not in _LEFT_OUT:
                yield f"{field.name}="
                yield from _canonical(getattr(value, field.name))
        yield ")"
