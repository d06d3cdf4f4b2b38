"""Three-point durations that a schedule keeps in its fields: optimistic, likely, pessimistic.

P6 has user-defined fields for them, MS Project Duration1 to Duration3 or Number1 to Number3, by
these names or by the titles that users gave them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.errors import Issue, PlanError
from simulator.files.building.texts import in_proportion
from simulator.files.place import did_you_mean
from simulator.model.calendar import ELAPSED
from simulator.model.distributions import Pert, Triangular
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task
from simulator.model.units import ExpressionError, parse_duration

FAMILIES: Mapping[str, type[Triangular] | type[Pert]] = {"triangular": Triangular, "pert": Pert}
SHAPED = re.compile(r"(\w+)\s*\(((?:[^()]|\([^()]*\))*)\)")
"""One pair of brackets around all; names may have brackets of their own."""
NONE = "none"
"""Says that no field is to be used, whatever it is called."""
EXAMPLE = 'Name three fields, as in "Duration1, Duration2, Duration3" or "pert(Min, Likely, Max)".'


@dataclass(frozen=True, slots=True)
class ThreePoint:
    """Which fields hold the three points, and the shape between them."""

    low: str
    likely: str
    high: str
    shape: str = "triangular"

    @property
    def names(self) -> tuple[str, str, str]:
        """The fields, the optimistic one first."""
        return self.low, self.likely, self.high


def parse(text: str, where: str) -> ThreePoint:
    """``Duration1, Duration2, Duration3``, or the same within ``pert(...)``. Raises PlanError."""
    shape, inner = "triangular", text.strip()
    found = SHAPED.fullmatch(inner)
    if found:
        shape, inner = found[1].casefold(), found[2]
    if shape not in FAMILIES:
        message = f"'{shape}' is no shape of three points"
        raise PlanError.one(where, "three-point", message, "Known are triangular and pert.")
    names = [name.strip() for name in inner.split(";" if ";" in inner else ",")]
    if len(names) != 3 or not all(names) or len(set(names)) < 3:
        message = f"'{text}' does not name three different fields"
        raise PlanError.one(where, "three-point", message, EXAMPLE)
    return ThreePoint(names[0], names[1], names[2], shape)


def resolved(
    points: ThreePoint, program: Program, aliases: Mapping[str, str], where: str
) -> ThreePoint:
    """`points` with the names as the tasks have them. aliases : titles of built-in fields.

    Raises PlanError for every name that no task has.
    """
    known = sorted({name for task in program.tasks for name in task.fields})
    by_fold = {own.casefold(): title for own, title in aliases.items() if title in known}
    by_fold |= {name.casefold(): name for name in known}
    issues = []
    for name in points.names:
        if name.casefold() not in by_fold:
            few = ", ".join(known[:10]) or "the file fills none"
            mend = did_you_mean(name, known, f"Fields of tasks: {few}.")
            message = f"no task has a field '{name}'"
            issues.append(Issue(where, "unknown-field", message, mend))
    if issues:
        raise PlanError(issues)
    low, likely, high = (by_fold[name.casefold()] for name in points.names)
    return ThreePoint(low, likely, high, points.shape)


@dataclass(frozen=True)
class Found:
    """What the fields of a program give. ranges : by full id of the task. empty : open tasks whose
    three fields are blank or 0; certain : those where all are the same. issues : what is no range.
    """

    ranges: Mapping[str, Spread]
    empty: int
    certain: int
    issues: tuple[Issue, ...]

    def note(self, points: ThreePoint) -> str:
        """What was used, in a sentence."""
        low, likely, high = points.names
        parts = [
            f"{points.shape} ranges of {_tasks(len(self.ranges))} from the fields {low}, {likely} "
            f"and {high}"
        ]
        if self.certain:
            parts.append(f"three times the same value, so no range, for {_tasks(self.certain)}")
        if self.empty:
            parts.append(f"nothing there for {_tasks(self.empty, 'open ')}")
        return "; ".join(parts)


def _tasks(number: int, which: str = "") -> str:
    return f"{number:,} {which}task{'' if number == 1 else 's'}"


def found_in(program: Program, points: ThreePoint, where: str) -> Found:
    """The ranges of all open tasks that take time."""
    ranges: dict[str, Spread] = {}
    issues: list[Issue] = []
    empty = certain = 0
    for task in program.tasks:
        if task.kind is not Kind.TASK or task.is_finished or not task.remaining:
            continue
        texts = [task.fields.get(name, "").strip() for name in points.names]
        try:
            values = [_minutes(program, task, text) for text in texts]
            if not any(values):
                empty += 1
            elif len(set(values)) == 1:
                certain += 1
            else:
                ranges[task.id] = _spread(task, values, points)
        except ExpressionError as fault:
            pairs = zip(points.names, texts, strict=True)
            said = ", ".join(f"{name} {text or 'nothing'}" for name, text in pairs)
            mend = "Mend the fields in the schedule, or name others."
            message = f"{fault.message}: {said}"
            issues.append(Issue(f"{where}, task {task.id}", "three-point", message, mend))
    return Found(ranges, empty, certain, tuple(issues))


def with_ranges(program: Program, found: Found) -> Program:
    """`program` with the ranges of its fields."""
    tasks = tuple(
        replace(task, spread=found.ranges[task.id]) if task.id in found.ranges else task
        for task in program.tasks
    )
    return replace(program, tasks=tasks)


def _minutes(program: Program, task: Task, text: str) -> float | None:
    if not text:
        return None
    minutes, elapsed = parse_duration(text, program.calendars[task.calendar].minutes_per_day)
    if elapsed and task.calendar != ELAPSED:
        raise ExpressionError("elapsed time for a task that works on a calendar")
    if minutes < 0:
        raise ExpressionError("a duration below 0")
    return minutes


def _spread(task: Task, values: list[float | None], points: ThreePoint) -> Spread:
    """The range; of a task in progress in proportion to its planned duration, for what remains."""
    low, likely, high = values
    if low is None or likely is None or high is None:
        raise ExpressionError("one of the three is missing")
    if not low <= likely <= high:
        raise ExpressionError("the three do not rise")
    spread = Spread(FAMILIES[points.shape](low, likely, high))
    return in_proportion(spread, task.duration) if task.is_started else spread


_WORDS = re.compile(r"[a-z]+")
_IDLE = {"duration", "dur", "remaining", "estimate", "estimated", "days", "case", "value", "risk"}
_NAMES: tuple[frozenset[str], ...] = (
    frozenset({"min", "minimum", "optimistic", "low", "best", "shortest"}),
    frozenset({"most likely", "likely", "ml", "mode", "expected", "realistic", "mostlikely"}),
    frozenset({"max", "maximum", "pessimistic", "high", "worst", "longest"}),
)
"""What people call the three fields, besides the words of `_IDLE`."""


def guessed(program: Program) -> list[tuple[str, ...]]:
    """Fields that are called as the three points usually are: optimistic, likely, pessimistic."""
    known = sorted({name for task in program.tasks for name in task.fields})
    plain = {
        name: " ".join(word for word in _WORDS.findall(name.casefold()) if word not in _IDLE)
        for name in known
    }
    return [tuple(name for name in known if plain[name] in words) for words in _NAMES]


BUILT_IN = tuple(
    tuple(f"{kind}{number}" for number in (1, 2, 3)) for kind in ("Duration", "Number")
)
"""Fields of MS Project that often hold them."""


def applied(
    program: Program, text: str | None, aliases: Mapping[str, str], where: str
) -> tuple[Program, tuple[str, ...]]:
    """`program` with the ranges in the fields that `text` names, else in those whose names say so;
    and what to tell about it. Raises PlanError with every value that is no range."""
    if text is not None and text.strip().casefold() == NONE:
        return program, ()
    if text is None:
        return _guess(program, where)
    points = resolved(parse(text, where), program, aliases, where)
    found = found_in(program, points, where)
    if found.issues:
        raise PlanError(found.issues)
    return with_ranges(program, found), (found.note(points),)


def _guess(program: Program, where: str) -> tuple[Program, tuple[str, ...]]:
    low, likely, high = guessed(program)
    if len(low) == len(likely) == len(high) == 1:
        points = ThreePoint(low[0], likely[0], high[0])
        found = found_in(program, points, where)
        if found.ranges and not found.issues:
            told = f"{found.note(points)} (--three-point none leaves them out)"
            return with_ranges(program, found), (told,)
        if found.ranges:
            return program, (_hint(points, found),)
    elif low and likely and high:
        named = ", ".join((*low, *likely, *high))
        return program, (f"fields that may hold three-point durations: {named}; {_HOW}",)
    return program, _built_in(program, where)


def _built_in(program: Program, where: str) -> tuple[str, ...]:
    """A word about fields of MS Project that rise from task to task."""
    names = {name for task in program.tasks for name in task.fields}
    for fields in BUILT_IN:
        if names.issuperset(fields):
            points = ThreePoint(*fields)
            found = found_in(program, points, where)
            if found.ranges and not found.issues:
                return (_hint(points, found),)
    return ()


_HOW = '--three-point "A, B, C" says which to use'


def _hint(points: ThreePoint, found: Found) -> str:
    named = ", ".join(points.names)
    wrong = f", and no range for {_tasks(len(found.issues))}" if found.issues else ""
    return (
        f"the fields {named} seem to hold three-point durations of {_tasks(len(found.ranges))}"
        f'{wrong}; they are not used: --three-point "{named}" would'
    )
