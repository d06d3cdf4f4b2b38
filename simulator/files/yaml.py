"""Strict, safe YAML: text in, plain mappings, lists and texts out.

Built straight from the event stream of PyYAML's C parser: no recursion, no Python objects from
tags, aliases counted as they come. Scalars stay the text that was written (``NO``, ``12:30``,
``0010``, ``2026-03-02``); the plan's own types read them. Only a plain null is None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from simulator.errors import Issue, PlanError
from simulator.files.place import Loc, Mark
from simulator.files.read import decoded

MAX_NODES = 2_000_000
"""Most values of a file, aliases counted as often as they are used."""

MAPPING, ITEM = 4, 2
"""A mapping, and a text in a list, count as so many values: about the memory that they take, with
what may be wrong in them."""

MAX_LETTERS = 100_000_000
"""Most characters of all values together, aliases counted as often as they are used."""

Size = tuple[int, int]
"""Values and characters."""

MAX_DEPTH = 50

NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Node = Any


@dataclass(slots=True)
class _Frame:
    """A mapping or list under construction; `key` is the mapping key that waits for a value."""

    value: dict[str, Node] | list[Node]
    loc: Loc
    anchor: str | None
    before: Size
    key: str | None = None


@dataclass
class _Builder:
    """Turns events into values. places : where values begin, kept only where asked for."""

    name: str
    places: dict[Loc, Mark] | None = None
    keys: dict[Loc, Mark] | None = None
    issues: list[Issue] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)
    anchors: dict[str, tuple[Node, Size]] = field(default_factory=dict)
    root: Node = None
    documents: int = 0
    size: Size = (0, 0)

    def stop(self, event: yaml.Event, rule: str, message: str, mend: str) -> PlanError:
        line, column = _mark(event)
        return PlanError.one(f"{self.name}:{line}:{column}", rule, message, mend)

    def take(self, event: yaml.Event) -> None:
        """One event of the stream."""
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self.open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            frame = self.stack.pop()
            if frame.anchor:
                nodes, letters = self.size[0] - frame.before[0], self.size[1] - frame.before[1]
                self.anchors[frame.anchor] = (frame.value, (nodes, letters))
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self.stop(
                    event,
                    "several-documents",
                    "a second document begins here, and a plan file holds one",
                    "Remove the line with --- or keep the second plan in a file of its own.",
                )

    def count(self, event: yaml.Event, size: Size) -> None:
        self.size = (self.size[0] + size[0], self.size[1] + size[1])
        if self.size[0] > MAX_NODES or self.size[1] > MAX_LETTERS:
            raise self.stop(
                event,
                "too-many-values",
                f"the file unfolds to more than {MAX_NODES:,} values or {MAX_LETTERS:,}"
                " characters; aliases (*name) that repeat other aliases do this",
                "Write the values out, or split the plan into projects with tables.",
            )

    def refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag:
            raise self.stop(
                event,
                "tag",
                f"tags such as {event.tag} are not read in a plan",
                "Remove the tag; plain values are all that is needed.",
            )

    def scalar(self, event: yaml.ScalarEvent) -> None:
        self.refuse_tag(event)
        plain = event.implicit[0]
        value = None if plain and event.value in NULLS else event.value
        in_list = bool(self.stack) and isinstance(self.stack[-1].value, list)
        size = (ITEM if in_list else 1, len(event.value))
        if event.anchor:
            self.anchors[event.anchor] = (value, size)
        self.count(event, size)
        self.put(event, value)

    def open(self, event: yaml.CollectionStartEvent) -> None:
        self.refuse_tag(event)
        before = self.size
        mapping = isinstance(event, yaml.MappingStartEvent)
        self.count(event, (MAPPING if mapping else 1, 0))
        if len(self.stack) >= MAX_DEPTH:
            raise self.stop(
                event,
                "too-deep",
                f"values are nested more than {MAX_DEPTH} deep",
                "A plan needs six levels at most; look for a bracket that is not closed.",
            )
        if event.anchor:
            self.anchors.pop(event.anchor, None)
        value: dict[str, Node] | list[Node] = {} if mapping else []
        loc = self.put(event, value)
        self.stack.append(_Frame(value, loc, event.anchor, before))

    def alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self.anchors:
            raise self.stop(
                event,
                "alias",
                f"*{event.anchor} refers to no value that is complete at this point",
                f"Define &{event.anchor} above this line, outside of what it contains.",
            )
        value, size = self.anchors[event.anchor]
        self.count(event, size)
        self.put(event, value)

    def put(self, event: yaml.Event, value: Node) -> Loc:
        """Place `value` where the stream is; returns its location (kept only with places)."""
        if not self.stack:
            self.root = value
            return self.mark((), event)
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            loc = self.mark((*frame.loc, len(frame.value)), event)
            frame.value.append(value)
            return loc
        if frame.key is None:
            self.open_key(event, frame, value)
            return frame.loc
        key, frame.key = frame.key, None
        frame.value[key] = value
        return self.mark((*frame.loc, key), event)

    def open_key(self, event: yaml.Event, frame: _Frame, value: Node) -> None:
        if isinstance(value, (dict, list)):
            raise self.stop(
                event,
                "complex-key",
                "a list or mapping cannot be a key",
                'Put text with special signs in quotes: "{...}".',
            )
        frame.key = "" if value is None else value
        if frame.key in frame.value:
            line, column = _mark(event)
            where = f"{self.name}:{line}:{column}"
            message = f"the key '{frame.key}' stands twice in one mapping"
            mend = "Keep one of them: the other would be lost."
            self.issues.append(Issue(where, "duplicate-key", message, mend))
        if self.keys is not None:
            loc = (*frame.loc, frame.key)
            self.keys.setdefault(loc, _mark(event))

    def mark(self, loc: Loc, event: yaml.Event) -> Loc:
        if self.places is not None:
            self.places[loc] = _mark(event)
            return loc
        return ()


def _mark(event: yaml.Event) -> Mark:
    """Line and column of an event; the C parser gives every event its mark."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _built(builder: _Builder, text: str) -> _Builder:
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = f"{builder.name}:{mark.line + 1}:{mark.column + 1}" if mark else builder.name
        what = " ".join(part for part in (fault.context, fault.problem) if part)
        raise PlanError.one(
            place,
            "yaml-syntax",
            f"this is not YAML: {what}",
            "Look at this line and the one above: a quote or bracket that is not closed, a tab,"
            ' or a text with ": " or " #" that needs quotes.',
        ) from fault
    except yaml.YAMLError as fault:
        raise PlanError.one(
            builder.name,
            "yaml-syntax",
            f"this is not YAML: {fault}",
            "Save it as plain text, UTF-8.",
        ) from fault
    return builder


class YamlSource:
    """One YAML file in memory: its `root`, the `issues` of its form, and the place of any value.

    Places cost time, so the text is read a second time for them, and only if there is an error.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._text = text
        builder = _built(_Builder(name), text)
        self.root: Node = builder.root
        self.issues: tuple[Issue, ...] = tuple(builder.issues)

    @classmethod
    def read(cls, path: Path) -> YamlSource:
        """The file at `path`. Raises `PlanError` where it is no YAML text."""
        return cls(str(path), decoded(path))

    @cached_property
    def _marks(self) -> tuple[dict[Loc, Mark], dict[Loc, Mark]]:
        builder = _built(_Builder(self.name, places={}, keys={}), self._text)
        return builder.places or {}, builder.keys or {}

    def mark(self, loc: Loc, key: bool) -> Mark:
        """Line and column of the value at `loc`, or of its key; of what holds it if unknown."""
        places, keys = self._marks
        here: Loc = ()
        for step in loc:
            if (*here, step) in places:
                here = (*here, step)
            elif step != 0:  # one value may stand for a list of one
                break
        return (keys if key and here in keys else places).get(here, (1, 1))

    def words(self, loc: Loc, key: bool = False) -> str:
        """``plan.yaml:12:5``."""
        line, column = self.mark(loc, key)
        return f"{self.name}:{line}:{column}"
