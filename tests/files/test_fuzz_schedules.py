"""Schedules of other tools with random damage end as a program that can be simulated, or in a
`PlanError`; the reader never ends on its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judged import outcome
from mutated import mutated, scratched
from reader import Reader

from simulator.errors import PlanError
from simulator.files.mpxj import read, read_schedule

PLANS = Path(__file__).parents[1] / "data" / "plans"
SOURCES = {
    "XER": PLANS / "MDL4D.xer",
    "PMXML": PLANS / "PrimaveraProject.pmxml.xml",
    "MSPDI": PLANS / "derived_Software_Development_Plan.mspdi.xml",
    "MPP": PLANS / "Homemoveplan.mpp",
}
GAN = """<?xml version="1.0" encoding="UTF-8"?>
<project name="p" company="" webLink="" view-date="2026-03-02" version="3" locale="en">
<calendars><day-types><day-type id="0"/><day-type id="1"/>
<default-week id="1" name="default" sun="1" mon="0" tue="0" wed="0" thu="0" fri="0" sat="1"/>
</day-types><date year="" month="12" date="25" type="HOLIDAY"/></calendars>
<tasks empty-milestones="true"><taskproperties/>
<task id="0" name="A" meeting="false" start="2026-03-02" duration="5" complete="0" expand="true">
<depend id="1" type="2" difference="0" hardness="Strong"/>
<depend id="2" type="1" difference="2" hardness="Strong"/></task>
<task id="1" name="B" meeting="false" start="2026-03-09" duration="3" complete="50" expand="true"/>
<task id="2" name="S" meeting="false" start="2026-03-04" duration="4" complete="0" expand="true">
<task id="3" name="C" meeting="false" start="2026-03-04" duration="4" complete="0" expand="true"/>
</task>
<task id="4" name="M" meeting="true" start="2026-03-12" duration="0" complete="0" expand="true"/>
</tasks><resources/><allocations/><vacations/><previous/><roles/></project>
"""
SEEDS = st.integers(0, 2**32 - 1)


def damaged(kind: str, seed: int) -> bytes:
    if kind == "GAN":
        return mutated(GAN.encode(), seed)
    data = SOURCES[kind].read_bytes()
    return scratched(data, seed) if kind == "MPP" else mutated(data, seed)


@pytest.fixture
def judge(
    tmp_path_factory: pytest.TempPathFactory, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "cached_document", lambda path, *_, **__: reader(path))


def judge_file(folder: Path, kind: str, data: bytes) -> None:
    suffix = {"PMXML": "xml", "MSPDI": "xml"}.get(kind, kind.lower())
    path = folder / f"plan.{suffix}"
    path.write_bytes(data)
    outcome(lambda: read_schedule(path))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged")


def test_the_small_gan_is_a_program(folder: Path, judge: None) -> None:
    (folder / "sound.gan").write_text(GAN, encoding="utf-8")
    program = read_schedule(folder / "sound.gan")
    assert [task.name for task in program.activities] == ["A", "B", "C", "M"]
    assert sum(len(task.after) for task in program.tasks) == 2
    (said,) = [note for note in program.notes if "percentage" in note]
    assert said == (
        "1 task with a percentage complete and no actual start: they count as not begun; "
        "give them actual_start and remaining in a plan file"
    )


@pytest.mark.parametrize("lag", ["", "nan", "1e9", "two", "1.5"])
def test_a_lag_that_is_no_number_of_days(folder: Path, judge: None, lag: str) -> None:
    """GanttProject writes whole days."""
    data = GAN.replace('difference="2"', f'difference="{lag}"').encode()
    (folder / "lag.gan").write_bytes(data)
    with pytest.raises(PlanError, match="damaged"):
        read_schedule(folder / "lag.gan")


@pytest.mark.parametrize("cost", ["", "nan", "inf", "a lot"])
def test_a_cost_that_is_no_amount(folder: Path, judge: None, cost: str) -> None:
    entered = f'name="B" cost-calculated="false" cost-manual-value="{cost}"'
    (folder / "cost.gan").write_bytes(GAN.replace('name="B"', entered).encode())
    with pytest.raises(PlanError, match="damaged"):
        read_schedule(folder / "cost.gan")


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(kind=st.sampled_from([*SOURCES, "GAN", "GAN", "XER"]), seed=SEEDS)
def test_schedule(folder: Path, judge: None, kind: str, seed: int) -> None:
    judge_file(folder, kind, damaged(kind, seed))


@pytest.mark.slow
@settings(max_examples=1500, suppress_health_check=list(HealthCheck))
@given(kind=st.sampled_from([*SOURCES, "GAN"]), seed=SEEDS)
def test_schedule_at_length(folder: Path, judge: None, kind: str, seed: int) -> None:
    judge_file(folder, kind, damaged(kind, seed))
