"""Branches and loops of the plan file."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from simulator.files.document.base import Number, Strict, Text, Texts


class PathDoc(Strict):
    """One way on, with exactly the tasks that are done on it."""

    name: Text | None = None
    tasks: Texts
    chance: Number | None = Field(default=None, description="its share; none beside `if`")


def _by_head(value: Any) -> Any:
    """``{S120: 80%, S130: 20%}``: the first task of each path, and its share."""
    return {"heads": value} if isinstance(value, dict) else {"paths": value}


class PathsDoc(Strict):
    """Paths in their short form, by first task, or in their long form."""

    heads: dict[str, Number] | None = None
    paths: tuple[PathDoc, ...] | None = None


Paths = Annotated[
    PathsDoc,
    BeforeValidator(_by_head, json_schema_input_type=dict[str, str | float] | list[PathDoc]),
]


class BranchDoc(Strict):
    """A fork of which at most one path is taken."""

    id: Text
    name: Text | None = None
    after: Text | None = Field(default=None, description="task at whose end luck decides")
    paths: Paths | None = Field(default=None, description="{S120: 80%, S130: 20%}")
    if_: Text | None = Field(
        default=None, alias="if", description="S100 finish > 2027-06-01; R1 happens"
    )
    then: Texts | None = Field(default=None, description="first tasks of the path if so")
    else_: Texts | None = Field(
        default=None, alias="else", description="first tasks of the path if not"
    )


class LoopDoc(Strict):
    """Work that may have to be done again."""

    id: Text
    name: Text | None = None
    task: Text | None = Field(default=None, description="the task of a loop of one")
    from_: Text | None = Field(default=None, alias="from", description="first task done again")
    to: Text | None = Field(default=None, description="last one, at whose end luck decides")
    chance: Number
    at_most: Number | None = Field(default=None, description="repeats at most; 1 unless given")
    work: Number | None = Field(default=None, description="of the first time's, as 50%")
