"""Plans written in the test itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from types import MappingProxyType
from typing import Any

import pytest
from measured import Measured, measured
from reader import Reader
from writer import Writer

from simulator.cli.converting import dates_of
from simulator.engine import schedule
from simulator.errors import Issue, PlanError
from simulator.files.build import build
from simulator.files.mpxj.process import run_reader
from simulator.files.mpxj_write import Column, Format, Plan, Written, origins, write_schedule
from simulator.files.mpxj_write.money import ElementCosts
from simulator.files.yaml import YamlSource
from simulator.model.program import Program

Write = Callable[..., tuple[Path, Written]]


@pytest.fixture
def plan() -> Callable[[str], Program]:
    """Text of a plan to its program."""
    return lambda text: build(YamlSource("plan.yaml", dedent(text)), Path())


@pytest.fixture
def tasks(plan: Callable[[str], Program]) -> Callable[[str], Program]:
    """Rows of tasks, one a line, to the program of a plan with nothing else."""

    def made(rows: str, more: str = "") -> Program:
        lines = "".join(f"  - {{{row.strip()}}}\n" for row in rows.strip().splitlines())
        return plan(f"start: 2026-03-02\n{dedent(more)}\ntasks:\n{lines}")

    return made


@pytest.fixture
def issues() -> Callable[[str], tuple[Issue, ...]]:
    """Text of a plan to everything that is wrong with it."""

    def found(text: str) -> tuple[Issue, ...]:
        with pytest.raises(PlanError) as raised:
            build(YamlSource("plan.yaml", dedent(text)), Path())
        return raised.value.issues

    return found


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """One Java for the whole session."""
    reader = Reader()
    yield reader
    reader.close()


@pytest.fixture
def one_java(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Schedules are read by the one Java, and none is kept."""
    monkeypatch.setattr("simulator.files.mpxj.cache.run_reader", reader)
    monkeypatch.setattr("simulator.files.mpxj.cache.cache_folder", lambda: tmp_path / "cache")
    return reader


@pytest.fixture
def check(tmp_path: Path) -> Callable[[Path], Measured]:
    """`p80 check`: no stack trace, no fault of ours, nothing left behind."""

    def run(path: Path) -> Measured:
        before = sorted(path.parent.iterdir())
        found = measured("check", path, folder=tmp_path)
        path.unlink()
        assert found.status in (0, 1, 2), found.err
        assert "Traceback" not in found.err + found.out
        left = {one for one in path.parent.iterdir() if one.name != "cache"}
        assert left <= set(before) - {path}
        return found

    return run


@pytest.fixture(scope="session")
def writer() -> Iterator[Writer]:
    """One Java that writes, for the whole session."""
    writer = Writer()
    yield writer
    writer.close()


@pytest.fixture
def one_java_writes(one_java: Reader, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> Writer:
    """Schedules are written by the one Java, and read by the other."""

    def read(path: Path, encoding: str | None = None) -> dict[str, Any]:
        return run_reader(path, encoding) if encoding else one_java(path)

    monkeypatch.setattr("simulator.files.mpxj.cache.run_reader", read)
    monkeypatch.setattr("simulator.files.mpxj_write.write.run_writer", writer)
    return writer


@pytest.fixture
def written(one_java_writes: Writer, tmp_path: Path) -> Write:
    """Write a plan in a format, with columns; the file, and what was said."""

    def made(
        path: Path,
        program: Program,
        format: Format,
        columns: tuple[Column, ...] = (),
        costs: ElementCosts = MappingProxyType({}),
    ) -> tuple[Path, Written]:
        plan = Plan(program, dates_of(schedule(program)), origins(path, None), columns, costs)
        out = tmp_path / ("out.xer" if format is Format.XER else "out.xml")
        ids = [project.id for project in program.projects]
        return out, write_schedule(plan, ids, format, out)

    return made
