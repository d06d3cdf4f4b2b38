"""Why an activity is not where our rules put it, everything else being as the file has it.

Each test gives a sentence of proof or None; the first that proves something names the cause.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.model.program import P6, Program, ProgressLogic, Project
from simulator.model.task import ConstraintType, Kind, Peculiarity, Task
from simulator.results.parity.links import Neighbours
from simulator.results.parity.reasons import Reason
from simulator.results.parity.stage import MARK, Span
from simulator.results.parity.worktime import Worktime

MINUTE = 1.0
"""Working minutes: less is rounding, or an instant that tools show at another edge of a shift."""


FLOORS = (
    ConstraintType.START_NO_EARLIER,
    ConstraintType.START_ON,
    ConstraintType.MANDATORY_START,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is around an activity: its program, its neighbours and its calendar."""

    program: Program
    neighbours: Neighbours
    worktime: Worktime


@dataclass(frozen=True, slots=True)
class Case:
    """One activity that is not where it belongs.

    stored : its dates in the file; expected : where our rules put it, or None where they cannot
    tell; drivers : what sets those. late : whether late dates are looked at.
    """

    around: Surroundings
    task: Task
    stored: Span
    expected: Span | None
    drivers: tuple[str, ...]
    late: bool

    @property
    def worktime(self) -> Worktime:
        """Its calendar."""
        return self.around.worktime

    @property
    def project(self) -> Project:
        """Its project."""
        return self.around.program.project[self.task.project]

    @property
    def is_work(self) -> bool:
        """True for a task that has work left to do."""
        return self.task.kind is Kind.TASK and self.task.remaining > 0

    @property
    def gap(self) -> float:
        """How much later it is stored than it belongs, working minutes; negative where earlier;
        0 where no work lies between."""
        if self.expected is None:
            return 0.0
        pairs = zip(self.expected, self.stored, strict=True)
        start, finish = (self.worktime.worked(own, ours) for own, ours in pairs)
        return start if abs(start) >= MINUTE else finish

    @property
    def is_plain(self) -> bool:
        """True where the gap proves something against the file: see `Neighbours.is_plain`."""
        plain = self.around.neighbours.is_plain(self.task, self.late)
        return plain and abs(self.gap) > MINUTE

    def shown_gap(self) -> str:
        """The same in words."""
        days = abs(self.gap) / self.worktime.calendar.minutes_per_day
        return f"{days:.1f} working days" if days >= 0.05 else f"{abs(self.gap):.0f} minutes"


Proof = Callable[[Case], str | None]


def cause(case: Case) -> tuple[Reason, str]:
    """The reason, and the proof in this case ("" where the reason says it all)."""
    for reason, proof in PROOFS:
        said = proof(case)
        if said is not None:
            return reason, said
    return Reason.UNEXPLAINED, ""


def _says(*peculiarities: Peculiarity) -> Proof:
    """Holds where the tool itself marks the row."""

    def proof(case: Case) -> str | None:
        stored = case.task.stored
        own = stored.peculiarities if stored else frozenset()
        return "" if own.intersection(peculiarities) else None

    return proof


def _is_effort(case: Case) -> str | None:
    return "" if case.task.kind is Kind.LEVEL_OF_EFFORT else None


def _is_leveled(case: Case) -> str | None:
    """Levelling moves work to later dates only."""
    later = not case.late and case.gap > 0
    return _says(Peculiarity.LEVELED)(case) if later or case.late else None


def _by_actual_dates(case: Case) -> str | None:
    return "" if case.project.progress_logic is ProgressLogic.ACTUAL_DATES else None


def _works_by_resources(case: Case) -> str | None:
    """Resources on calendars other than the one that the task is scheduled by. P6 schedules an
    activity by one calendar as well."""
    if case.project.source == P6:
        return None
    known = case.around.program.resources
    own = (known.get(assignment.resource) for assignment in case.task.assignments)
    calendars = {resource.calendar for resource in own if resource and resource.calendar}
    return "" if calendars - {case.task.calendar} else None


def _stands_idle(case: Case) -> str | None:
    """Stored dates where the calendar has no work."""
    if not case.is_work:
        return None
    start, finish = case.stored
    worktime = case.worktime
    if not worktime.starts_at(start) and not case.task.is_started:
        return f"the stored {_which(case)}start, {_day(start)}, lies where its calendar has no work"
    if not worktime.touches(finish):
        return (
            f"the stored {_which(case)}finish, {_day(finish)}, lies where its calendar has no work"
        )
    return None


def _breaks_floor(case: Case) -> str | None:
    """A stored start before the data date, the project's start or an own constraint."""
    start, task = case.stored[0], case.task
    if case.late or task.is_started:
        return None
    floors: list[tuple[str, datetime | None]] = [
        ("the project's start", case.project.start),
        ("the data date", case.project.data_date),
    ]
    floors += [(f'its "{c.type.value}"', c.date) for c in task.constraints if c.type in FLOORS]
    for name, floor in floors:
        if floor is not None and case.worktime.worked(start, floor) >= MINUTE:
            return f"the stored start, {_day(start)}, is before {name}, {_day(floor)}"
    return None


def _spans_otherwise(case: Case) -> str | None:
    """Stored dates that are not as far apart as there is work. The late start of work in progress
    may be its actual start."""
    if not case.is_work or (case.late and case.task.is_started):
        return None
    left, worktime = case.task.remaining, case.worktime
    between = worktime.worked(*case.stored)
    if abs(between - left) <= 1:
        return None
    day = worktime.calendar.minutes_per_day
    return (
        f"{between / day:.2f} working days lie between its stored {_which(case)}dates; "
        f"its work lasts {left / day:.2f}"
    )


def _breaks_link(case: Case) -> str | None:
    """A stored date earlier than a link allows; of late dates one that is later."""
    if not case.is_plain or (case.gap > 0) is not case.late:
        return None
    if case.late:
        return f"its stored late dates are {case.shown_gap()} later than its successors allow"
    names = [id for id in case.drivers if not id.endswith(MARK)]
    by = f" ({', '.join(names[:3])})" if names else ""
    return f"it is stored {case.shown_gap()} before its predecessors{by} let it begin or end"


def _hangs(case: Case) -> str | None:
    """A stored date later than anything asks for; of late dates one that is earlier."""
    if not case.is_plain or (case.gap > 0) is case.late:
        return None
    if case.late:
        return f"its stored late dates are {case.shown_gap()} earlier than anything asks for"
    return f"it is stored {case.shown_gap()} later than anything in the file asks for"


def _was_changed(case: Case) -> str | None:
    stored = case.project.stored
    if stored is None or stored.scheduled is None or stored.changed is None:
        return None
    if stored.changed <= stored.scheduled + timedelta(minutes=1):
        return None
    return f"scheduled {_day(stored.scheduled)}, changed {_day(stored.changed)}"


PROOFS: tuple[tuple[Reason, Proof], ...] = (
    (Reason.EFFORT, _is_effort),
    (Reason.INACTIVE, _says(Peculiarity.INACTIVE)),
    (Reason.MANUAL, _says(Peculiarity.MANUAL)),
    (Reason.LEVELED, _is_leveled),
    (Reason.EXTERNAL, _says(Peculiarity.EXTERNAL)),
    (Reason.RESOURCES, _works_by_resources),
    (Reason.NON_WORKING, _stands_idle),
    (Reason.BEFORE_FLOOR, _breaks_floor),
    (Reason.SUSPENDED, _says(Peculiarity.SUSPENDED)),
    (Reason.EXPECTED_FINISH, _says(Peculiarity.EXPECTED_FINISH)),
    (Reason.SPLIT, _says(Peculiarity.SPLIT)),
    (Reason.CONTOURED, _says(Peculiarity.CONTOURED)),
    (Reason.PROGRESS, _by_actual_dates),
    (Reason.OTHER_SPAN, _spans_otherwise),
    (Reason.BROKEN_LOGIC, _breaks_link),
    (Reason.NOT_HELD, _hangs),
    (Reason.CHANGED, _was_changed),
)
"""In this order: what the tool says of the row, what the file proves, what is merely likely."""


def _which(case: Case) -> str:
    return "late " if case.late else ""


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
