"""`p80 joint` on the command line: the screen, the document, the folder, and what it refuses."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.engine import simulate
from simulator.files import load
from simulator.reports.words import width
from simulator.results.estimate import show_chance

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
RUN = ("-n", 3000, "--seed", 4)

TWO = """\
program: Two sites
start: 2027-03-01
target: {finish: 2027-04-30, cost: 9000}
projects:
  - id: N
    name: North
    target: {finish: 2027-03-19, cost: 2500}
    tasks:
      - {id: A, name: Dig, duration: "triangular(8d, 10d, 20d)", cost_per_day: 200}
      - {id: M, name: North done, after: A, deadline: 2027-03-17}
  - id: S
    name: South
    target: {finish: 2027-04-16}
    tasks:
      - {id: B, name: Build, duration: "triangular(15d, 18d, 30d)", after: N/A, cost_per_day: 250}
"""


def names(value: Any) -> Iterator[str]:
    """Every key of a document."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from names(item)
    elif isinstance(value, list):
        for item in value:
            yield from names(item)


def test_the_screen_says_what_the_result_says(p80, plan: Path) -> None:
    answer = p80("joint", plan, *RUN)
    assert answer.status == 0, answer.err
    joint = simulate(load(plan), 3000, 4).joint()
    assert joint.quadrants is not None
    assert joint.even is not None
    four = joint.quadrants
    assert f"31 Mar 2027 and 3,000: {four.both} ({show_chance(four.both.low)} to" in answer.out
    for _, words, share in four.in_order:
        assert re.search(rf"^ +{re.escape(str(share))} +{words}$", answer.out, re.M)
    p, finish, cost = joint.even
    assert f"plan for {finish.short} and {cost.short}: P{p:.0f} of each" in answer.out
    said = " ".join(answer.out.split())
    assert f"they hold together in {joint.both_at(80)}." in said
    assert "The frontier is not a trade-off curve" in said
    assert "near: the 5 % of the iterations" in said
    assert all(width(line) <= 80 for line in answer.out.splitlines()[:-1])


def test_another_date_and_budget_and_level(p80, plan: Path) -> None:
    answer = p80("joint", plan, *RUN, "--by", "2027-04-05", "--within", "3.2k", "--level", 85)
    assert "5 Apr 2027 and 3,200:" in answer.out
    assert "For 85 %" in answer.out
    last = answer.out.splitlines()[-1]
    assert last.endswith("--out joint --by 2027-04-05 --within 3.2k --level 85 -n 3000 --seed 4")


def test_without_targets_the_frontier_is_left(p80, plan: Path) -> None:
    text = plan.read_text(encoding="utf-8").replace(", cost: 3000}", "}", 1)
    plan.write_text(text, encoding="utf-8")
    answer = p80("joint", plan, *RUN)
    assert answer.status == 0, answer.err
    assert "sets no target of both" in answer.out
    assert "For 70 %  plan for" in answer.out


def test_promises_of_several_projects(p80, tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    path.write_text(TWO, encoding="utf-8")
    answer = p80("joint", path, *RUN)
    assert "6 promises: all of them hold in" in answer.out
    rows = [line for line in answer.out.splitlines() if re.search(r"(finish|cost ) +\S", line)]
    chances = [int(found[1]) for row in rows if (found := re.search(r"(\d+) %  ", row))]
    assert chances == sorted(chances)
    assert "N/M North done" in answer.out
    asked = p80("joint", path, *RUN, "--promise", "M", "--promise", "S finish <= 2027-04-10")
    assert "2 promises: all of them hold in" in asked.out
    wrong = p80("joint", path, *RUN, "--promise", "X", "--promise", "cost <= lots")
    assert wrong.status == 2
    assert "2 problems" in wrong.err
    assert 'promise "X"' in wrong.err


def test_a_plan_without_money_answers_for_its_promises(p80, tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    bare = re.sub(r", cost_per_day: \d+|, cost: \d+", "", TWO)
    path.write_text(bare, encoding="utf-8")
    answer = p80("joint", path, *RUN)
    assert answer.status == 0, answer.err
    assert "4 promises" in answer.out
    assert "Together" not in answer.out
    out = tmp_path / "out"
    assert p80("joint", path, *RUN, "--out", out).status == 0
    assert {one.name for one in out.rglob("*")} == {"joint.json"}


def test_one_document_and_every_field_is_described(p80, plan: Path) -> None:
    found = json.loads(p80("joint", plan, *RUN, "--json").out)
    expected = simulate(load(plan), 3000, 4).joint().to_dict()
    assert found | {"seconds": 0} == json.loads(json.dumps(expected)) | {"seconds": 0}
    text = PAGE.read_text("utf-8")
    described = text.split("## The document of joint confidence")[1].split("\n## ")[0]
    words = set(re.findall(r"[A-Za-z_0-9]+", " ".join(re.findall(r"`([^`]*)`", text))))
    assert set(names(found)) - words == set()
    rows = [line.split("|")[1] for line in described.splitlines() if line.startswith("| `")]
    told = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    assert told - set(names(found)) == set()


def test_a_folder_with_chart_table_and_document(p80, plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = p80("joint", plan, *RUN, "--out", out)
    assert answer.status == 0, answer.err
    assert f"open {out}/charts/joint.png" in answer.out
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert files == {"joint.json", "frontier.csv", "charts/joint.png", "charts/joint.svg"}
    with (out / "frontier.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = json.loads((out / "joint.json").read_text(encoding="utf-8"))
    assert [float(row["cost"]) for row in rows] == [one["cost"] for one in found["frontier"]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--level", 0), "0.0 is not in the range"),
        (("--by", "soon"), "--by: 'soon' is no date"),
        (("--within", "a lot"), "--within: 'a lot' is no sum of money"),
        (("--promise", "Z"), "the plan has no project and no milestone 'Z'"),
    ],
)
def test_what_is_wrong_is_said(
    p80, plan: Path, arguments: tuple[object, ...], message: str
) -> None:
    answer = p80("joint", plan, *RUN, *arguments)
    assert answer.status == 2
    assert message in answer.err
    assert answer.out == ""
