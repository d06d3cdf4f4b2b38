"""`p80 replay` on the command line: the screen, the document, the folder, and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from simulator.engine import simulate
from simulator.explain.replay import Replay, replay
from simulator.files import load
from simulator.reports.words import width

RUN = ("-n", 300, "--seed", 4)
OPEN = ("--iteration", 123, *RUN)


@pytest.fixture
def opened(plan: Path) -> Replay:
    """What the command opens, from Python."""
    return replay(simulate(load(plan), 300, 4, detail=False, levers=0), 123)


def test_the_screen_shows_finish_path_and_overruns(p80, plan: Path, opened: Replay) -> None:
    answer = p80("replay", plan, *OPEN)
    assert answer.status == 0, answer.err
    finish = opened.result.finish
    assert finish.estimate(opened.finish).short in answer.out
    lower = round(100 * float(np.mean(finish.samples < opened.finish)))
    assert f"{lower} % of the iterations end earlier" in answer.out
    lines = answer.out.splitlines()
    path = lines.index(next(line for line in lines if line.startswith("On the driving path")))
    assert [line.split()[0] for line in lines[path + 1 : path + 5]] == ["A", "B", "C", "D"]
    assert "Nothing happened beside the durations." in answer.out
    assert all(width(line) <= 80 for line in lines[:-1])


def test_the_next_command_says_how_it_was_run(p80, plan: Path) -> None:
    last = p80("replay", plan, *OPEN).out.splitlines()[-1]
    wanted = f"p80 replay {plan} --iteration 123 --out replay -n 300 --seed 4"
    assert last.split(None, 1)[1] == wanted


def test_the_document_is_that_of_python(p80, plan: Path, opened: Replay) -> None:
    document = json.loads(p80("replay", plan, *OPEN, "--json").out)
    assert document == json.loads(json.dumps(opened.to_dict()))
    assert document["cost"]["value"] == pytest.approx(sum(one["cost"] for one in document["tasks"]))
    assert [one["driven_by"] for one in document["tasks"]] == [[], ["P/A"], ["P/B"], ["P/C"]]


def test_the_folder_holds_chart_table_and_document(
    p80, plan: Path, tmp_path: Path, opened: Replay
) -> None:
    out = tmp_path / "opened"
    assert p80("replay", plan, *OPEN, "--out", out).status == 0
    assert {path.name for path in out.iterdir()} == {
        "replay.json", "tasks.csv", "gantt.png", "gantt.svg",
    }  # fmt: skip
    with (out / "tasks.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == list(opened.result.schedule.ids)
    days = opened.tasks.duration / 480
    assert [float(row["duration_days"]) for row in rows] == pytest.approx(days)
    assert "Foundation" in (out / "gantt.svg").read_text(encoding="utf-8")


def test_an_iteration_that_is_not_there(p80, plan: Path) -> None:
    answer = p80("replay", plan, "--iteration", 300, *RUN)
    assert answer.status == 2
    assert "iterations 0 to 299" in answer.err


@pytest.mark.parametrize(
    "words", [("--near", "P80"), ("--worst", "5%"), ("--worst", "5%", "--of", "cost")]
)
def test_a_set_says_what_it_shares_and_opens_one(p80, plan: Path, words: tuple[str, ...]) -> None:
    answer = p80("replay", plan, *words, "-n", 3000, "--json")
    assert answer.status == 0, answer.err
    document = json.loads(answer.out)
    assert document["iteration"] in document["set"]["iterations"]
    screen = p80("replay", plan, *words, "-n", 3000).out
    assert f"iteration {document['iteration']:,} of 0 to 2,999" in screen
    best = {}
    for trait in document["set"]["traits"]:
        best.setdefault(trait["kind"], trait)
    for trait in best.values():
        assert trait["name"] in screen
    assert all(width(line) <= 80 for line in screen.splitlines()[:-1])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "give one of --iteration, --near and --worst"),
        (("--near", "P80", "--worst", "5%"), "give one of --iteration, --near and --worst"),
        (("--near", "often"), "is no percentile"),
        (("--worst", "0%"), "is no share"),
        (("--worst", "most"), "is no share"),
    ],
)
def test_what_is_not_one_thing(p80, plan: Path, words: tuple[str, ...], message: str) -> None:
    answer = p80("replay", plan, *words)
    assert answer.status == 2
    assert message in answer.err


def test_an_iteration_is_written_as_a_plan(p80, plan: Path, tmp_path: Path, opened: Replay) -> None:
    """Read again, it is certain and ends when the iteration did."""
    file = tmp_path / "iteration.yaml"
    answer = p80("replay", plan, *OPEN, "-o", file)
    assert answer.status == 0, answer.err
    assert f"{file}: 1 project, 4 tasks" in answer.err
    again = simulate(load(file), 20, 1, detail=False, levers=0)
    assert again.is_certain
    shift = (again.origin - opened.result.origin).total_seconds() / 60
    assert again.schedule.program_finish + shift == pytest.approx(opened.finish, abs=1.5)
    assert p80("replay", plan, *OPEN, "-o", tmp_path / "x.doc").status == 2
