"""Plans, tables and workbooks with random damage end as a program that can be simulated, or in a
`PlanError`."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judged import outcome
from mutated import mutated, scratched

from simulator.files.load import load

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "models").rglob("*.yaml"))
SMALL = [path for path in PLANS if path.stat().st_size < 8_000]

TABLE = """\
id;name;duration;low;likely;high;shape;after;cost;constraint;calendar;kind
A;Site;10;8;10;15;pert;;1200,50;SNET 2026-03-04;standard;
B;"Wall; north";5d;;;;;A SS+2d;80k;;24/7;
C;Roof;;4;6;9;;A, B FF-1d;;;;
M;Done;;;;;;C;;;;milestone
"""
PLAN = "start: 2026-03-02\ndata_date: 2026-03-02\ntables: tasks{suffix}\n"

SEEDS = st.integers(0, 2**32 - 1)
some = settings(max_examples=60, suppress_health_check=list(HealthCheck))
many = settings(max_examples=3000, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged")


def workbook() -> bytes:
    """The table as a workbook, one cell a cell."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("tasks")
        for row, line in enumerate(TABLE.replace("Wall; north", "Wall").splitlines()):
            for column, cell in enumerate(line.split(";")):
                sheet.write_string(row, column, cell.strip('"'))
    return data.getvalue()


def judge_plan(folder: Path, source: Path, seed: int) -> None:
    """A plan beside the tables that it names."""
    home = folder / source.parent.name
    if not home.exists():
        home.mkdir()
        for table in source.parent.glob("*.csv"):
            (home / table.name).write_bytes(table.read_bytes())
    path = home / source.name
    path.write_bytes(mutated(source.read_bytes(), seed))
    outcome(lambda: load(path))


def judge_table(folder: Path, suffix: str, data: bytes) -> None:
    (folder / f"tasks{suffix}").write_bytes(data)
    path = folder / f"plan{suffix}.yaml"
    path.write_text(PLAN.format(suffix=suffix), encoding="utf-8")
    outcome(lambda: load(path))


def test_the_sound_ones_are_programs(folder: Path) -> None:
    """Else the damage below would hit nothing."""
    for suffix, data in ((".csv", TABLE.encode()), (".xlsx", workbook())):
        (folder / f"tasks{suffix}").write_bytes(data)
        path = folder / f"sound{suffix}.yaml"
        path.write_text(PLAN.format(suffix=suffix), encoding="utf-8")
        assert len(load(path).activities) == 4
    assert SMALL


@some
@given(source=st.sampled_from(SMALL), seed=SEEDS)
def test_plan(folder: Path, source: Path, seed: int) -> None:
    judge_plan(folder, source, seed)


@some
@given(seed=SEEDS)
def test_table(folder: Path, seed: int) -> None:
    judge_table(folder, ".csv", mutated(TABLE.encode(), seed))


@some
@given(seed=SEEDS)
def test_workbook(folder: Path, seed: int) -> None:
    judge_table(folder, ".xlsx", scratched(workbook(), seed))


@pytest.mark.slow
@many
@given(source=st.sampled_from(PLANS), seed=SEEDS)
def test_plan_at_length(folder: Path, source: Path, seed: int) -> None:
    judge_plan(folder, source, seed)


@pytest.mark.slow
@many
@given(seed=SEEDS)
def test_table_and_workbook_at_length(folder: Path, seed: int) -> None:
    judge_table(folder, ".csv", mutated(TABLE.encode(), seed))
    judge_table(folder, ".xlsx", scratched(workbook(), seed))
