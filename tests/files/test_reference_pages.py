"""Plans that the pages on cost, on ranges and on weather show, and those beside them, load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.files import load

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
BLOCKS = [
    (name, block)
    for name in ("cost", "ranges", "weather")
    for block in re.findall(
        r"```yaml\n(.*?)```", (REFERENCE / f"{name}.md").read_text("utf-8"), re.S
    )
]
BESIDE = sorted(
    path for name in ("cost", "ranges", "weather") for path in (REFERENCE / name).glob("*.yaml")
)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_plan_of_a_page_loads(number: int, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(BLOCKS[number][1], "utf-8")
    assert load(path).activities


@pytest.mark.parametrize("path", BESIDE, ids=lambda path: path.name)
def test_plan_beside_a_page_loads(path: Path) -> None:
    assert load(path).activities


def test_all_pages_have_plans() -> None:
    pages = {"cost", "ranges", "weather"}
    assert {name for name, _ in BLOCKS} == pages == {path.parent.name for path in BESIDE}
