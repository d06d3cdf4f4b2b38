"""Hypothesis strategies for random programs: small, acyclic, and as odd as real plans are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from simulator.model.calendar import Calendar, Shifts, elapsed_calendar, standard_calendar
from simulator.model.dependency import Dependency, Lag, LagCalendar, Relation
from simulator.model.program import Program, ProgressLogic, Project
from simulator.model.task import Constraint, ConstraintType, Kind, Progress, Task

START = datetime(2026, 3, 2, 8)
"""A Monday."""

DAYS_OFF: tuple[Shifts, Shifts] = ((), ())
DAY: Shifts = ((480, 720), (780, 1020))
NIGHT: Shifts = ((0, 360), (1320, 1440))
SHORT: Shifts = ((420, 600), (615, 780), (840, 915))


@dataclass(frozen=True)
class Shape:
    """What a random program may hold; all by default."""

    one_calendar: bool = False
    progress: bool = True
    constraints: bool = True
    late: bool = True
    efforts: bool = True
    summaries: bool = True
    projects: int = 3
    tasks: int = 14


EVERYTHING = Shape()


def tries(examples: int) -> settings:
    """Settings for so many random programs, each of which takes a tenth of a second."""
    return settings(
        max_examples=examples,
        phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
    )


def calendars() -> dict[str, Calendar]:
    """Calendars of every sort: weeks, nights, shifts, holidays, sparse, round the clock."""
    holidays = {date(2026, 3, 2) + timedelta(days=d): () for d in (3, 4, 11, 14, 20, 21, 22, 35)}
    odd = {date(2026, 3, 7): DAY, date(2026, 3, 10): SHORT, date(2026, 3, 16): ()}
    found = [
        standard_calendar(),
        Calendar("six", (DAY, DAY, DAY, DAY, DAY, ((480, 720),), ())),
        Calendar("shifts", (SHORT, SHORT, SHORT, (), SHORT, *DAYS_OFF)),
        Calendar("night", (NIGHT, NIGHT, NIGHT, NIGHT, NIGHT, (), ((1320, 1440),))),
        Calendar("holidays", (DAY, DAY, DAY, DAY, DAY, *DAYS_OFF), {**holidays, **odd}),
        Calendar("sparse", ((), (), ((600, 840),), (), (), *DAYS_OFF)),
        elapsed_calendar(),
    ]
    return {calendar.name: calendar for calendar in found}


def instants(first: int = -3, last: int = 30) -> st.SearchStrategy[datetime]:
    """Moments around the start, often at the edges of shifts."""
    hours = st.sampled_from([0, 6, 7, 8, 10, 12, 13, 15, 17, 22])
    return st.builds(
        lambda day, hour, minute: START.replace(hour=hour) + timedelta(days=day, minutes=minute),
        st.integers(first, last),
        hours,
        st.sampled_from([0, 0, 0, 1, 37]),
    )


def minutes() -> st.SearchStrategy[float]:
    """Durations: whole minutes mostly, whole days often, a fraction now and then."""
    return st.one_of(
        st.sampled_from([240.0, 480.0, 960.0, 2400.0]),
        st.integers(1, 3000).map(float),
        st.just(0.0),
        st.sampled_from([0.25, 100.5, 733.125]),
    )


def lags() -> st.SearchStrategy[Lag]:
    """No lag mostly; else working, elapsed or as a share."""
    values = st.sampled_from([-960.0, -480.0, -30.0, 60.0, 480.0, 1001.0])
    return st.one_of(
        st.just(Lag()),
        st.just(Lag()),
        st.builds(Lag, values),
        st.builds(Lag, values, st.just(True)),
        st.builds(Lag, st.just(0.0), st.booleans(), st.sampled_from([-0.5, 0.25, 1.0])),
    )


@st.composite
def projects(draw: DrawFn, shape: Shape, names: list[str]) -> tuple[Project, ...]:
    """One to three projects with settings of their own."""
    count = draw(st.integers(1, shape.projects))
    found = []
    for number in range(count):
        progressed = shape.progress and draw(st.booleans())
        found.append(
            Project(
                id=f"P{number}",
                name=f"Project {number}",
                start=START + timedelta(days=draw(st.sampled_from([0, 0, 1, 5])), hours=0),
                calendar=draw(st.sampled_from(names)),
                data_date=draw(instants(2, 12)) if progressed else None,
                must_finish=draw(st.none() | instants(10, 60)),
                lag_calendar=draw(st.sampled_from(LagCalendar)),
                progress_logic=draw(st.sampled_from(ProgressLogic)),
                ss_lag_from_early_start=draw(st.booleans()),
                source=draw(st.sampled_from(["P6", "P6", "MS Project", ""])),
            )
        )
    return tuple(found)


@st.composite
def progress(draw: DrawFn, project: Project, kind: Kind) -> Progress:
    """None mostly; finished or under way before the data date, or said to be so after it."""
    lasts = kind in (Kind.TASK, Kind.LEVEL_OF_EFFORT)
    if project.data_date is None or kind is Kind.SUMMARY:
        return Progress()
    state = draw(st.sampled_from(["planned", "planned", "open", "finished"]))
    if state == "planned" or (state == "open" and not lasts):
        return Progress()
    begun = project.data_date - timedelta(minutes=draw(st.integers(-600, 8000)))
    if state == "open" and kind is Kind.LEVEL_OF_EFFORT:
        return Progress(begun)
    if state == "open":
        left = draw(st.just(0.0) | minutes())
        expected = draw(st.none() | instants(10, 30)) if project.source == "P6" else None
        return Progress(begun, None, left, draw(st.none() | instants(5, 20)), expected)
    length = draw(st.integers(0, 4000)) if lasts else 0
    return Progress(begun, begun + timedelta(minutes=length), 0.0)


@st.composite
def constraints(draw: DrawFn, shape: Shape, kind: Kind) -> tuple[Constraint, ...]:
    """None mostly; one date, or as late as possible."""
    if not shape.constraints or draw(st.integers(0, 2)):
        return ()
    if kind is Kind.LEVEL_OF_EFFORT:
        return ()
    if kind is Kind.SUMMARY:
        return (Constraint(ConstraintType.START_NO_EARLIER, draw(instants())),)
    types = [t for t in ConstraintType if t is not ConstraintType.AS_LATE_AS_POSSIBLE]
    if shape.late:
        types += [ConstraintType.AS_LATE_AS_POSSIBLE] * 3
    chosen = draw(st.sampled_from(types))
    if chosen is ConstraintType.AS_LATE_AS_POSSIBLE:
        return (Constraint(chosen),)
    return (Constraint(chosen, draw(instants())),)


def deadlines(shape: Shape) -> st.SearchStrategy[datetime | None]:
    """None mostly."""
    never = st.none()
    return st.one_of(never, never, never, instants(5, 30)) if shape.constraints else never


def kinds(shape: Shape) -> st.SearchStrategy[Kind]:
    """Tasks mostly."""
    found = [Kind.TASK] * 6 + [Kind.MILESTONE, Kind.START_MILESTONE, Kind.FINISH_MILESTONE]
    return st.sampled_from(found + [Kind.LEVEL_OF_EFFORT] * shape.efforts)


@st.composite
def summaries(draw: DrawFn, shape: Shape, ids: list[str], count: int) -> list[str | None]:
    """Summary of each task: runs of the random order that share a project, or None."""
    if not shape.summaries:
        return [None] * count
    found: list[str | None] = []
    for own in ids:
        wanted = draw(st.sampled_from([None, None, f"{own}/S1", f"{own}/S2"]))
        found.append(wanted)
    return found


@st.composite
def programs(draw: DrawFn, shape: Shape = EVERYTHING) -> Program:
    """A program whose links all run from earlier to later in a hidden random order.

    Summaries sit in that order too: S1 holds tasks of the first half, S2 of the second, and a
    link from S1 or to S2 only ever joins the halves.
    """
    known = calendars()
    names = draw(st.sampled_from(sorted(known)).map(lambda n: [n])) if shape.one_calendar else None
    names = names or sorted(known)
    found = draw(projects(shape, names))
    count = draw(st.integers(len(found), shape.tasks))
    rows = []
    for number in range(count):
        project = found[number % len(found)]
        kind = draw(kinds(shape)) if number else Kind.TASK
        half = "S1" if number < count // 2 else "S2"
        inside = shape.summaries and draw(st.integers(0, 2)) == 0
        rows.append(
            Task(
                id=f"{project.id}/T{number}",
                name=f"Task {number}",
                kind=kind,
                calendar=draw(st.sampled_from(names)),
                duration=draw(minutes()) if kind is Kind.TASK else 0.0,
                after=draw(links([row for row in rows if row.kind is not Kind.SUMMARY], kind)),
                constraints=draw(constraints(shape, kind)),
                deadline=draw(deadlines(shape)),
                progress=draw(progress(project, kind)),
                parent=f"{project.id}/{half}" if inside else None,
            )
        )
    heads = [draw(head(shape, rows, parent, names)) for parent in sorted(parents(rows))]
    rows = [draw(after_summary(row, rows, heads)) for row in rows]
    mixed = draw(st.permutations(rows + heads))
    return Program("Random", START, known, found, tuple(mixed))


def parents(rows: list[Task]) -> set[str]:
    """Summaries that rows name as their parent."""
    return {row.parent for row in rows if row.parent}


@st.composite
def links(draw: DrawFn, earlier: list[Task], kind: Kind) -> tuple[Dependency, ...]:
    """Links from up to three earlier rows, of any relation; none between levels of effort."""
    usable = [
        row
        for row in earlier
        if not (row.kind is Kind.LEVEL_OF_EFFORT and kind is Kind.LEVEL_OF_EFFORT)
    ]
    if not usable:
        return ()
    chosen = draw(st.lists(st.sampled_from(usable), max_size=3, unique_by=lambda row: row.id))
    relations = st.sampled_from([Relation.FS] * 3 + [Relation.SS, Relation.FF, Relation.SF])
    return tuple(Dependency(row.id, draw(relations), draw(lags())) for row in chosen)


@st.composite
def head(draw: DrawFn, shape: Shape, rows: list[Task], parent: str, names: list[str]) -> Task:
    """A summary row; a later one may wait for tasks of the first half that are in none."""
    usable = [row for row in rows[: len(rows) // 2] if row.parent is None]
    after = draw(links(usable, Kind.SUMMARY)) if parent.endswith("S2") else ()
    return Task(
        id=parent,
        name=parent,
        kind=Kind.SUMMARY,
        calendar=draw(st.sampled_from(names)),
        after=after,
        constraints=draw(constraints(shape, Kind.SUMMARY)),
    )


@st.composite
def after_summary(draw: DrawFn, row: Task, rows: list[Task], heads: list[Task]) -> Task:
    """The row, perhaps also after a summary of the first half if it is of the second."""
    first = [h for h in heads if h.id.endswith("S1")]
    late = rows.index(row) >= len(rows) // 2
    if not first or not late or draw(st.integers(0, 3)):
        return row
    relations = st.sampled_from([Relation.FS, Relation.FF, Relation.SS, Relation.SF])
    extra = Dependency(draw(st.sampled_from(first)).id, draw(relations), draw(lags()))
    return Task(**{**{f: getattr(row, f) for f in row.__slots__}, "after": (*row.after, extra)})
