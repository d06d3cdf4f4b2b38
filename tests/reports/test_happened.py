"""What luck decides beside durations, named plainly on screen, page and charts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.charts.gantt import gantt
from simulator.engine import simulate
from simulator.files import load
from simulator.reports import folder
from simulator.reports.happened import happened
from simulator.reports.html import page
from simulator.reports.text import summary
from simulator.results.result import Result

PLAN = """
program: Quay
start: 2027-03-01
calendars:
  site: {base: standard, weather: {jan-dec: 40%}}
tasks:
  - {id: A, name: Design, duration: 10d}
  - {id: B, name: Driven piles, duration: 10d, after: A}
  - {id: C, name: Bored piles, duration: 30d, after: A}
  - {id: D, name: Anchors, duration: 12d, after: [B, C], exists: 40%}
  - {id: E, name: Beam, duration: 20d, after: D, calendar: site}
branches: [{id: B1, name: Soil, after: A, paths: {B: 70%, C: 30%}}]
loops: [{id: L1, name: Redesign, from: A, to: A, chance: 30%, at_most: 1, work: 100%}]
risks: [{id: R1, name: Find, probability: 10%, impacts: [{tasks: A, delay: 40d}]}]
"""


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    path = tmp_path_factory.mktemp("quay") / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return simulate(load(path), 2048, seed=1)


def test_the_screen_names_what_would_be_made_certain(result: Result) -> None:
    screen = summary(result)
    for line in ("Path taken at B1 Soil", "Repeats of L1 Redesign", "Need for D Anchors"):
        assert f"\n  {line}  " in screen
    assert "\n  Weather on calendar site  " in screen
    assert "1 project · 5 tasks · 1 risk" in screen, "repeats are not tasks of the plan"


def test_the_page_says_how_often_each_thing_came_about(result: Result) -> None:
    """Shares of the iterations: 70 and 30 %, and 40 % within 5 standard errors."""
    found = {(id, what): often for id, what, often in happened(result)}
    assert set(found) == {
        ("R1", "Find"),
        ("B1", "Soil: takes path B"),
        ("B1", "Soil: takes path C"),
        ("L1", "Redesign: done again, time 1"),
        ("D", "Anchors: has to be done"),
    }
    assert float(found["B1", "Soil: takes path B"].rstrip(" %")) == pytest.approx(70, abs=5.1)
    assert float(found["D", "Anchors: has to be done"].rstrip(" %")) == pytest.approx(40, abs=5.5)
    words = " ".join(re.sub("<[^>]*>", " ", page(result)).split())
    assert "What came about, and how often" in words
    assert "D Anchors: has to be done" in words
    assert "Path taken at B1 Soil" in words


def test_the_folder_has_the_events(result: Result, tmp_path: Path) -> None:
    written = folder.write(result, tmp_path)
    assert tmp_path / "events.csv" in written
    rows = (tmp_path / "events.csv").read_text("utf-8").splitlines()
    assert rows[0] == "kind,id,name,part,share"
    assert len(rows) == 1 + len(result.happened)


def test_the_gantt_chart_tells_how_often_a_task_is_there(result: Result) -> None:
    names = [label.get_text() for label in gantt(result).get_yticklabels()]
    assert "A Design" in names
    assert [name for name in names if name.startswith("C Bored piles · ")]
    assert [name for name in names if name.startswith("A again 1 Design · ")]


def test_a_plan_of_which_only_the_money_varies_has_no_empty_table(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        'start: 2027-03-01\ntasks: [{id: A, duration: 10d, cost: "uniform(10k, 20k)"}]\n', "utf-8"
    )
    screen = summary(simulate(load(path), 1024, seed=1))
    assert "What decides it" not in screen
    assert "Cost " in screen
