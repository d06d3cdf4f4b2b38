"""Pages on risks, drivers and branches: their plans run, and what they run is what they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.engine import simulate
from simulator.files.build import build
from simulator.files.yaml import YamlSource

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
PAGES = ("risks", "drivers", "branches")


def plans(page: str) -> list[str]:
    text = (FOLDER / f"{page}.md").read_text("utf-8")
    return re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_the_plan_that_is_run_is_the_one_that_is_shown(page: str) -> None:
    assert plans(page)[0] == (FOLDER / page / "plan.yaml").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_plan_of_the_page_runs_and_is_uncertain(page: str) -> None:
    assert len(plans(page)) == 2
    for block in plans(page):
        program = build(YamlSource("page.yaml", block), Path())
        assert not simulate(program, 256, seed=1, detail=False, levers=0).is_certain


@pytest.mark.parametrize(
    ("page", "keys"),
    [
        (
            "risks",
            "probability delay start_delay cost cost_per_day chance window raises exclusive "
            "parallel mitigated scales correlations",
        ),
        ("drivers", "factor tasks probability on parallel"),
        ("branches", "exists after paths if then else from to task chance at_most work"),
    ],
)
def test_every_key_is_named(page: str, keys: str) -> None:
    text = (FOLDER / f"{page}.md").read_text("utf-8")
    assert [key for key in keys.split() if not re.search(rf"`[^`\n]*\b{key}\b", text)] == []
