"""Schedules out of plans: dates computed, P-dates simulated, files written and read again."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np

from simulator.cli import progress
from simulator.engine import schedule, simulate
from simulator.engine.element_costs import element_costs
from simulator.errors import OutputError, PlanError
from simulator.files import load
from simulator.files.mpxj_write import (
    AllDates,
    Column,
    ColumnKind,
    Dates,
    Format,
    Plan,
    Written,
    origins,
    write_schedule,
)
from simulator.files.mpxj_write.back import Returned, compared
from simulator.model.program import Program
from simulator.reports.folder import put
from simulator.reports.words import count
from simulator.results.dates import dates as instants
from simulator.results.raw import LEVELS, Floats, Schedule
from simulator.results.result import Result
from simulator.results.store import write_whole

MOST = 5
"""Tasks with differing dates that are named."""
TITLES = {Format.XER: "P6 (XER)", Format.PMXML: "P6 (XML)", Format.MSPDI: "MS Project (XML)"}
CRITICALITY = "Criticality %"


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    plan: Path
    out: Path
    format: str
    levels: str | None
    iterations: int
    seed: int
    code_page: str | None
    encoding: str | None
    scenario: Path | None
    spread: str | None
    three_point: str | None


@dataclass(frozen=True)
class _File:
    """One written file and what is said of it."""

    path: Path
    content: bytes
    written: Written
    returned: Returned


def convert(program: Program, options: Options) -> Iterator[str]:
    """Write the schedule, or one a project; then say line by line what became of the plan."""
    levels = [] if options.levels is None else parsed(options.levels)
    check(options)
    own = dates_of(schedule(program))
    columns = p_columns(_simulated(program, options), levels) if levels else []
    known = origins(options.plan, options.encoding)
    plan = Plan(program, own, known, columns, element_costs(program))
    files = [_written(plan, projects, path, options) for projects, path in parts(program, options)]
    if len(files) == 1:
        write_whole(files[0].path, files[0].content)
    else:
        made = {file.path.name: partial(bytes, file.content) for file in files}
        put(options.out.parent, made, ())
    for file in files:
        yield from lines(file, program, columns, Format(options.format.upper()))


def check(options: Options) -> None:
    """Say at once what would be said after all the work."""
    if options.code_page is not None:
        try:
            codecs.lookup(options.code_page)
        except LookupError:
            raise PlanError.one(
                "--code-page",
                "encoding",
                f"there is no code page {options.code_page}",
                "Use a name such as windows-1252, windows-1251, GBK or UTF-8.",
            ) from None
    folder = options.out.parent
    if not folder.is_dir():
        raise OutputError(f"Cannot write {options.out}: there is no folder {folder}.")


def parts(program: Program, options: Options) -> list[tuple[list[str], Path]]:
    """Which projects go into which file: MS Project's holds one each."""
    ids = [project.id for project in program.projects]
    if options.format != "mspdi" or len(ids) == 1:
        return [(ids, options.out)]
    stem, suffix = options.out.stem, options.out.suffix
    return [([id], options.out.with_name(f"{stem}-{_safe(id)}{suffix}")) for id in ids]


def _safe(id: str) -> str:
    return "".join(one if one.isalnum() or one in "-_." else "-" for one in id)


def parsed(text: str) -> list[int]:
    """Levels of ``P50,P80``. Raises PlanError."""
    words = [word.strip().upper().removeprefix("P") for word in text.split(",") if word.strip()]
    wrong = [word for word in words if not word.isdigit() or int(word) not in LEVELS]
    if wrong or not words:
        known = ", ".join(f"P{level}" for level in LEVELS)
        what = f"P{wrong[0]} is not kept" if wrong else "no percentile is named"
        raise PlanError.one("--p-dates", "unknown-percentile", what, f"Known are {known}.")
    return list(dict.fromkeys(int(word) for word in words))


def _simulated(program: Program, options: Options) -> Result:
    with progress.shown() as report:
        return simulate(program, options.iterations, options.seed, detail=True, progress=report)


def p_columns(result: Result, levels: Sequence[int]) -> list[Column]:
    """Start and finish at each level, and how often each task is critical, in percent."""
    found = []
    tallies = result.tallies
    for level in levels:
        place = LEVELS.index(level)
        for kind, table in (
            (ColumnKind.START, tallies.start_percentiles),
            (ColumnKind.FINISH, tallies.finish_percentiles),
        ):
            assert table is not None
            name = f"P{level} {kind.value.lower()}"
            found.append(Column(name, kind, _values(result, table[:, place])))
    shares = {
        id: round(100 * float(share), 1)
        for id, share in zip(result.schedule.ids, tallies.critical, strict=True)
        if np.isfinite(share)
    }
    return [*found, Column(CRITICALITY, ColumnKind.NUMBER, shares)]


def _values(result: Result, minutes: Floats) -> Mapping[str, datetime]:
    texts = instants(result.origin, minutes)
    return {
        id: moment
        for id, moment in zip(result.schedule.ids, texts.tolist(), strict=True)
        if moment is not None
    }


def dates_of(found: Schedule) -> AllDates:
    """The plan's own dates by task."""

    def moment(minutes: float) -> datetime | None:
        if not np.isfinite(minutes):
            return None
        return found.origin + timedelta(minutes=round(float(minutes), 3))

    def number(value: float) -> float | None:
        return float(value) if np.isfinite(value) else None

    all_dates = {}
    for row, id in enumerate(found.ids):
        start, finish = moment(found.start[row]), moment(found.finish[row])
        assert start is not None
        assert finish is not None
        all_dates[id] = Dates(
            start,
            finish,
            moment(found.remaining_start[row]),
            moment(found.late_start[row]),
            moment(found.late_finish[row]),
            number(found.total_float[row]),
            number(found.free_float[row]),
            bool(found.critical[row]),
        )
    return all_dates


def _written(plan: Plan, projects: Sequence[str], path: Path, options: Options) -> _File:
    """Write one file beside nothing that exists, and read it again."""
    format = Format(options.format.upper())
    with tempfile.TemporaryDirectory(prefix="p80-") as folder:
        # The reader tells XML of P6 from that of MS Project by itself, whatever the suffix.
        copy = Path(folder) / path.with_suffix(".xer" if format is Format.XER else ".xml").name
        written = write_schedule(plan, projects, format, copy, options.code_page or "")
        encoding = written.charset if format is Format.XER else None
        back = load(copy, encoding=encoding)
        returned = compared(plan.program, plan.dates, back, dates_of(schedule(back)), written)
        return _File(path, copy.read_bytes(), written, returned)


def lines(
    file: _File, program: Program, columns: Sequence[Column], format: Format
) -> Iterator[str]:
    """What is said of one file."""
    written, returned = file.written, file.returned
    tasks = sum(task.project in written.projects for task in program.activities)
    projects = count(len(written.projects), "project")
    yield f"{file.path}: {TITLES[format]}, {projects}, {count(tasks, 'task')}"
    if written.into is not None:
        yield f"  {written.into.name} with nothing changed but what follows"
    elif written.changed is not None:
        yield f"  {written.changed.name} with dates and logic as {format.tool} can hold them"
    for column in columns:
        field = written.fields[column.name]
        where = f"user field '{field}'" if format.is_p6 else f"field {field}"
        yield f"  {column.name}: " + (where if field else "not written, no custom field is free")
    yield f"  dates: {returned.same:,} of {returned.dates:,} tasks as in the plan, read back"
    if returned.turned:
        turned = count(returned.turned, "task")
        yield f"    {turned} at the other end of a break (Friday evening is Monday morning)"
    for id in returned.differing[:MOST]:
        yield f"    {id}: another date"
    if len(returned.differing) > MOST:
        yield f"    and {len(returned.differing) - MOST:,} more"
    for line in (*written.losses.lines(), *returned.losses.lines()):
        yield f"  {line}"
