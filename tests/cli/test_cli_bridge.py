"""`p80 bridge` on the command line: the screen, the document, the folder, and what it refuses."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from simulator.explain.bridge import bridge
from simulator.files import load
from simulator.reports.bridge_text import signed_days
from simulator.reports.words import width

RUN = ("-n", 3000, "--seed", 4)


@pytest.fixture
def update(plan: Path, tmp_path: Path) -> Path:
    """The plan a month later: longer walls, one task less, one more."""
    path = tmp_path / "update.yaml"
    text = plan.read_text(encoding="utf-8").replace("6d, 8d, 12d", "8d, 10d, 14d")
    text = text.replace(
        "id: D, name: Shed stands, after: C", "id: E, name: =Paint, duration: 2d, after: C"
    )
    path.write_text(text, encoding="utf-8")
    return path


def test_the_screen_shows_every_bar_and_the_whole(p80, plan: Path, update: Path) -> None:
    answer = p80("bridge", plan, update, *RUN)
    assert answer.status == 0, answer.err
    found = bridge(load(plan), load(update), 3000, 4)
    lines = answer.out.splitlines()
    for bar in found.finish:
        line = next(one for one in lines if one.startswith(f"  {bar.group}"))
        assert signed_days(bar.move) in line
    assert any(one.startswith("  in all") and signed_days(found.days) in one for one in lines)
    assert "3 tasks matched by id." in answer.out
    assert "Only in the old plan: 1 task" in answer.out
    assert "Only in the new plan: 1 task" in answer.out
    assert all(width(line) <= 80 for line in lines[:-1])


def test_the_next_command_says_how_it_was_run(p80, plan: Path, update: Path) -> None:
    last = p80("bridge", plan, update, *RUN, "--at", "P50", "--shapley").out.splitlines()[-1]
    wanted = f"p80 bridge {plan} {update} --shapley --at P50 -n 3000 --seed 4 --out bridge"
    assert last.split(None, 1)[1] == wanted
    assert p80(*shlex.split(wanted)[1:-2]).status == 0


def test_the_document_is_that_of_python(p80, plan: Path, update: Path) -> None:
    document = json.loads(p80("bridge", plan, update, *RUN, "--json").out)
    own = bridge(load(plan), load(update), 3000, 4).to_dict()
    assert document == json.loads(json.dumps(own))
    steps = document["finish"]["steps"]
    assert document["finish"]["move"] == pytest.approx(sum(step["move"] for step in steps))


def test_the_folder_holds_charts_and_document(
    p80, plan: Path, update: Path, tmp_path: Path
) -> None:
    out = tmp_path / "why"
    assert p80("bridge", plan, update, *RUN, "--out", out).status == 0
    names = {path.name for path in out.iterdir()}
    assert names == {
        "bridge.json", "bridge-finish.png", "bridge-finish.svg", "bridge-cost.png",
        "bridge-cost.svg",
    }  # fmt: skip
    drawn = (out / "bridge-finish.svg").read_text(encoding="utf-8")
    for bar in bridge(load(plan), load(update), 300, 4).finish:
        assert f">{bar.group}<" in drawn


@pytest.mark.parametrize("level", ["P0", "P100", "80%", "median"])
def test_a_percentile_that_is_none(p80, plan: Path, update: Path, level: str) -> None:
    answer = p80("bridge", plan, update, "--at", level)
    assert answer.status == 2
    assert "is no percentile" in answer.err
    assert "P80" in answer.err


def test_both_plans_must_be_there(p80, plan: Path, tmp_path: Path) -> None:
    answer = p80("bridge", plan, tmp_path / "none.yaml")
    assert answer.status == 2
    assert "the file does not exist" in answer.err
