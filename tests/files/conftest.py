"""Plans written in the test itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from measured import Measured, measured
from reader import Reader

from simulator.errors import Issue, PlanError
from simulator.files.build import build
from simulator.files.yaml import YamlSource
from simulator.model.program import Program


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
