"""Every real plan in every format: the dates that p80 computes from the written file are those that
it computes from the plan, which `tests/parity` holds to what P6 and MS Project stored.

Turned: a date at the other end of a break, as start milestones are in MS Project.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.cli.converting import dates_of
from simulator.engine import schedule
from simulator.files import load
from simulator.files.mpxj_write import Format, Plan, origins, write_schedule
from simulator.files.mpxj_write.back import compared

ROOT = Path(__file__).parents[2]
SHARED = ROOT / ".." / "shared" / "plans"
OWN = ROOT / "tests" / "data" / "plans"
MODELS = sorted((ROOT / "models").glob("*/program.yaml"))
TURNED = {"airport_terminal.xer": 1, "hotel_project_4projects.xer": 25, "harbour-line": 3,
          "it-rollout": 2}  # fmt: skip
"""In files for MS Project; everywhere else all dates are the very same."""

DIFFERING = {"sound-link": ["LINK/H30", "LINK/H40", "LINK/V25"]}
"""On or after paths of branches that the plan's own dates do not take: no schedule has branches."""


def schedules(folder: Path) -> list[Path]:
    suffixes = (".xer", ".mpp", ".xml", ".gan")
    return sorted(path for path in folder.glob("*.*") if path.suffix in suffixes)


def check(path: Path, format: Format, out: Path) -> None:
    """Write the plan at `path`, read it back, and compare all dates."""
    program = load(path)
    own = dates_of(schedule(program))
    plan = Plan(program, own, origins(path, None))
    ids = [project.id for project in program.projects]
    dates = turned = 0
    for projects in [ids] if format.is_p6 else [[id] for id in ids]:
        written = write_schedule(plan, projects, format, out)
        back = load(out)
        found = compared(program, own, back, dates_of(schedule(back)), written)
        assert found.differing == DIFFERING.get(named(path), [])
        dates, turned = dates + found.dates, turned + found.turned
    assert dates == len(program.activities)
    name = path.parent.name if path.stem == "program" else path.name
    assert turned == (0 if format.is_p6 else TURNED.get(name, 0))


def named(path: Path) -> str:
    return path.parent.name if path.stem == "program" else path.name


@pytest.mark.slow
@pytest.mark.parametrize("format", list(Format), ids=lambda one: one.value)
@pytest.mark.parametrize("path", [*schedules(OWN), *MODELS], ids=named)
def test_own_plans(one_java_writes, path: Path, format: Format, tmp_path: Path) -> None:
    check(path, format, tmp_path / ("out.xer" if format is Format.XER else "out.xml"))


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("format", list(Format), ids=lambda one: one.value)
@pytest.mark.parametrize("path", schedules(SHARED), ids=named)
def test_shared_plans(one_java_writes, path: Path, format: Format, tmp_path: Path) -> None:
    check(path, format, tmp_path / ("out.xer" if format is Format.XER else "out.xml"))
