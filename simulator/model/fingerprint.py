"""A short name for what a plan says, whatever file it says it in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import MISSING, Field, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from simulator.model.distribution import Distribution
from simulator.model.program import Program

_LEFT_OUT = frozenset({"notes", "note", "stored", "baseline", "health"})
"""What does not change a result: remarks and notebooks, dates of another tool, old promises, limits
of `p80 check`."""

_UNORDERED: Mapping[str, frozenset[str]] = {
    "Program": frozenset(
        {
            "tasks",
            "projects",
            "risks",
            "drivers",
            "correlations",
            "exclusive",
            "branches",
            "loops",
            "benefits",
        }
    ),
    "Task": frozenset({"after", "constraints", "assignments", "expenses", "elements"}),
    "Terms": frozenset({"currencies", "indices", "overheads", "penalties"}),
    "Driver": frozenset({"tasks"}),
    "Risk": frozenset({"raises"}),
    "Response": frozenset({"tasks"}),
    "Path": frozenset({"tasks"}),
    "Correlation": frozenset({"of"}),
}
"""Lists whose order means nothing. That of a week's days or a risk's impacts does."""


def fingerprint(program: Program) -> str:
    """``sha256:...`` over the program as understood.

    The order of tasks, risks and links, the path of the file and calendars that nobody uses do
    not matter; every number, date, name and id does. What is as usual is left out, so that a plan
    keeps its name when later versions know more to say.
    """
    text = _text(replace(program, calendars=program.calendars_in_use))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _text(value: object) -> str:
    """`value` written so that two values are equal where their texts are."""
    if isinstance(value, str):
        return f"{len(value)}:{value};"
    if value is None or isinstance(value, bool):
        return f"{value};"
    if isinstance(value, (int, float)):
        return f"{float(value)!r};"
    if isinstance(value, tuple):
        return f"({''.join([_text(item) for item in value])})"
    if isinstance(value, Enum):
        return f"{value.value};"
    if isinstance(value, date):
        return f"{value.isoformat()};"
    if isinstance(value, Distribution):
        return f"{type(value).__name__}:{value!r};"
    if isinstance(value, Mapping):
        return "{" + "".join(sorted(_text(key) + _text(value[key]) for key in value)) + "}"
    return _structure(value)


def _structure(value: object) -> str:
    if not is_dataclass(value):
        raise TypeError(f"no canonical text for {type(value).__name__}")
    kind = type(value).__name__
    unordered = _UNORDERED.get(kind, frozenset())
    parts = []
    for name, field in value.__dataclass_fields__.items():
        item = getattr(value, name)
        if name in _LEFT_OUT or item == _default(field):
            continue
        if name in unordered:
            parts.append(f"{name}=({''.join(sorted(_text(one) for one in item))})")
        else:
            parts.append(f"{name}={_text(item)}")
    return f"{kind}({''.join(parts)})"


def _default(field: Field[Any]) -> object:
    """What a field is where nothing is said; `MISSING` where something has to be."""
    return field.default if field.default_factory is MISSING else field.default_factory()
