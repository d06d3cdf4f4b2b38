"""`p80 contingency` on the command line: the screen, the document, the folder, what it refuses."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.files import load
from simulator.reports.words import width
from simulator.scenario.contingency import Contingency, contingency
from simulator.scenario.contingency.answer import WORDS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
RUN = ("-n", 3000, "--seed", 4)

PLAN = """\
program: Two sites
start: 2027-03-01
currency: EUR
projects:
  - id: N
    name: North
    tasks:
      - {id: A, name: Dig, duration: "triangular(8d, 10d, 20d)", cost_per_day: 200}
  - id: S
    name: South
    tasks:
      - {id: B, name: Build, duration: "triangular(15d, 18d, 30d)", after: N/A, cost_per_day: 250}
risks:
  - id: R1
    name: Flood
    probability: 30%
    impacts: [{tasks: N/A, delay: 4d, cost: "uniform(100, 500)"}]
    mitigated: {probability: 10%, cost: 90}
drivers:
  - {id: D1, name: Crew, factor: "triangular(90%, 100%, 130%)", tasks: "*"}
"""


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    path = tmp_path / "sites.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def found_in(path: Path) -> Contingency:
    return contingency(load(path), iterations=3000, seed=4)


def names(value: Any) -> Iterator[str]:
    """Every key of a document, but the ids of projects."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            if key != "amounts":
                yield from names(item)
    elif isinstance(value, list):
        for item in value:
            yield from names(item)


def test_the_screen_says_what_the_result_says(p80, sites: Path) -> None:
    answer = p80("contingency", sites, *RUN)
    assert answer.status == 0, answer.err
    found = found_in(sites)
    for side in found.sides:
        assert f"the plan says {side.quantity.plan.short}" in answer.out
        assert f"P80 is {side.quantity.percentile(80).short}" in answer.out
        assert f"P95 is {side.quantity.percentile(95).short}" in answer.out
    for key in ("ranges", "risks", "drivers"):
        assert f"\n  {WORDS[key]} " in answer.out
    assert WORDS["logic"] not in answer.out
    said = " ".join(answer.out.split())
    for one in found.shares:
        assert f"{one.method.key}: {one.method.words}" in said
    assert "Whose it is, by project covariance tail shapley" in said
    assert "With 1 response taken, at 90 EUR, P80 is" in " ".join(answer.out.split())
    assert re.search(r"^  R1 Flood +-\S+", answer.out, re.M)
    assert re.search(r"^  P95 ", answer.out, re.M)
    assert all(width(line) <= 80 for line in answer.out.splitlines()[:-1])


def test_other_levels(p80, sites: Path) -> None:
    answer = p80("contingency", sites, *RUN, "--level", 70, "--reserve", 90)
    assert "P70 is" in answer.out
    assert "P90 is" in answer.out
    last = answer.out.splitlines()[-1]
    assert last.endswith("--out contingency --level 70 --reserve 90 -n 3000 --seed 4")


def test_one_document_and_every_field_is_described(p80, sites: Path) -> None:
    found = json.loads(p80("contingency", sites, *RUN, "--json").out)
    expected = found_in(sites).to_dict()
    assert found | {"seconds": 0} == json.loads(json.dumps(expected)) | {"seconds": 0}
    text = PAGE.read_text("utf-8")
    described = text.split("## The document of contingency")[1].split("\n## ")[0]
    words = set(re.findall(r"[A-Za-z_0-9]+", " ".join(re.findall(r"`([^`]*)`", text))))
    assert set(names(found)) - words == set()
    rows = [line.split("|")[1] for line in described.splitlines() if line.startswith("| `")]
    told = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    assert told - set(names(found)) == set()


def test_the_projects_of_the_document_add_up_to_the_cent(p80, sites: Path) -> None:
    found = json.loads(p80("contingency", sites, *RUN, "--json").out)
    assert [one["method"] for one in found["shares"]["methods"]] == [
        "covariance",
        "tail",
        "shapley",
    ]
    for one in found["shares"]["methods"]:
        cents = sum(round(value * 100) for value in one["amounts"].values())
        assert cents == round(found["cost"]["contingency"] * 100)


def test_a_folder_with_charts_tables_and_document(p80, sites: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert p80("contingency", sites, *RUN, "--out", out).status == 0
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    charts = ("waterfall-cost", "waterfall-finish", "tornado-cost")
    assert files == {"contingency.json", "funding.csv", "shares.csv"} | {
        f"charts/{name}.{suffix}" for name in charts for suffix in ("png", "svg")
    }
    with (out / "funding.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = json.loads((out / "contingency.json").read_text(encoding="utf-8"))
    assert [float(row["cost"]) for row in rows] == [
        one["cost"]["value"] for one in found["funding"]
    ]


def test_a_plan_of_one_project_without_risks_has_less_to_say(p80, plan: Path) -> None:
    answer = p80("contingency", plan, *RUN)
    assert answer.status == 0, answer.err
    assert "Whose it is" not in answer.out
    assert "Response" not in answer.out
    assert "Without it" not in answer.out


def test_a_reserve_below_the_level_is_refused(p80, sites: Path) -> None:
    answer = p80("contingency", sites, *RUN, "--level", 90, "--reserve", 80)
    assert answer.status == 2
    assert "the reserve's higher" in answer.err
    assert p80("contingency", sites, "--level", 100).status == 2


def test_many_parts_are_shared_out_with_their_error(p80, tmp_path: Path) -> None:
    """Eleven tasks of one range each: more than all orders can be tried of."""
    path, out = tmp_path / "many.yaml", tmp_path / "out"
    rows = [f'  - {{id: T{k}, duration: 2d, cost: "uniform(50, 150)"}}' for k in range(11)]
    path.write_text("\n".join(["start: 2027-03-01", "tasks:", *rows, ""]), "utf-8")
    answer = p80("contingency", path, "-n", 512, "--by", "task", "--out", out)
    assert answer.status == 0, answer.err
    assert re.search(r"^  P/T\d+ .* ± [\d.,]+k?$", answer.out, re.M)
    assert "± is for those that were not tried" in " ".join(answer.out.split())
    found = json.loads((out / "contingency.json").read_text("utf-8"))
    methods = {one["method"]: one for one in found["shares"]["methods"]}
    assert methods["tail"]["errors"] is None
    shapley = methods["shapley"]
    assert shapley["errors"].keys() == shapley["amounts"].keys()
    assert all(0 < error < 5 for error in shapley["errors"].values())
    cents = sum(round(amount * 100) for amount in shapley["amounts"].values())
    assert cents == round(found["cost"]["contingency"] * 100)
    assert "error" in (out / "shares.csv").read_text("utf-8").splitlines()[0].split(",")
