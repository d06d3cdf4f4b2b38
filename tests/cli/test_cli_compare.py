"""`p80 compare` on the command line: the screen, the document, the folder, and what it refuses."""

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
from simulator.results.store import has_parquet
from simulator.scenario.compare import compare
from simulator.scenario.vary import vary

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
RUN = ("-n", 3000, "--seed", 4)


@pytest.fixture
def faster(tmp_path: Path) -> Path:
    path = tmp_path / "faster.yaml"
    path.write_text(
        "scenario: Faster walls\nnote: Two more hands.\nset: [{task: C, cost: 900}]\n"
        "scale: [{tasks: B, duration: 70%}]\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def nothing(tmp_path: Path) -> Path:
    path = tmp_path / "nothing.yaml"
    path.write_text("scenario: Nothing\n", encoding="utf-8")
    return path


def flowing(text: str) -> str:
    return " ".join(text.split())


def names(value: Any) -> Iterator[str]:
    """Every key of a document."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from names(item)
    elif isinstance(value, list):
        for item in value:
            yield from names(item)


def test_the_screen_says_what_each_would_change(p80, plan, faster, nothing) -> None:
    answer = p80("compare", plan, faster, nothing, *RUN)
    assert answer.status == 0, answer.err
    found = compare(load(plan), [faster, nothing], 3000, 4)
    for title, result in (
        ("the plan as it is", found.own),
        ("Faster walls", found.cases[0].result),
        ("Nothing", found.own),
    ):
        p50, p80_ = (result.finish.percentile(p).short for p in (50, 80))
        assert re.search(rf"^{title} +{p50} +{p80_} ", answer.out, re.M)
    one = found.cases[0].finish[80]
    low, high = f"{-one.high:.1f}", f"{-one.low:.1f}"
    assert f"Saves {low} to {high} working days" in flowing(answer.out)
    assert "Changes nothing: every iteration gives the same" in flowing(answer.out)
    assert all(width(line) <= 80 for line in answer.out.splitlines()[:-1])


def test_the_next_command_says_how_it_was_run(p80, plan, faster) -> None:
    last = p80("compare", plan, faster, *RUN).out.splitlines()[-1]
    assert last.split(None, 1)[1] == f"p80 compare {plan} {faster} -n 3000 --seed 4 --out compare"


def test_a_short_run_is_told_to_have_no_intervals(p80, plan, faster) -> None:
    answer = p80("compare", plan, faster, "-n", 1000).out
    assert "Saves about 2." in answer
    assert "No intervals of the differences: they need 2,048 iterations or more." in answer
    assert "No intervals" not in p80("compare", plan, faster, *RUN).out


def test_a_difference_that_luck_makes_is_called_so(p80, plan, tmp_path) -> None:
    """The same walls by another task, whose luck is its own."""
    path = tmp_path / "other.yaml"
    path.write_text(
        "scenario: Other hands\nremove: {tasks: B}\nadd:\n  tasks:\n"
        '    - {id: B2, duration: "triangular(6d, 8d, 12d)", after: A, cost_per_day: 100}\n'
        "set: [{task: C, after: B2}]\n",
        encoding="utf-8",
    )
    said = flowing(p80("compare", plan, path, *RUN).out)
    assert "Moves the finish by no more than luck (-" in said
    assert "moves the cost by no more than luck (-" in said


def test_one_document_and_nothing_else(p80, plan, faster) -> None:
    answer = p80("compare", plan, faster, *RUN, "--json")
    found = json.loads(answer.out)
    expected = compare(load(plan), [faster], 3000, 4).to_dict()
    assert found | {"seconds": 0} == json.loads(json.dumps(expected)) | {"seconds": 0}
    assert found["scenarios"][0]["note"] == "Two more hands."
    assert found["target"]["value"] == "2027-03-31"


def test_every_field_is_described_and_nothing_else(p80, plan, faster) -> None:
    described = (
        PAGE.read_text("utf-8").split("## The document of a comparison")[1].split("\n## ")[0]
    )
    words = set(re.findall(r"[A-Za-z_0-9]+", " ".join(re.findall(r"`([^`]*)`", described))))
    given = set(names(json.loads(p80("compare", plan, faster, *RUN, "--json").out)))
    assert given - words == set()
    rows = [line.split("|")[1] for line in described.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)} - given == set()


def test_a_folder_with_charts_a_table_and_the_document(p80, plan, faster, tmp_path) -> None:
    out = tmp_path / "out"
    answer = p80("compare", plan, faster, *RUN, "--out", out)
    assert answer.status == 0, answer.err
    assert answer.out.splitlines()[-1].endswith(f"open {out}/charts/compare-finish.png")
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    charts = {f"charts/compare-{q}.{s}" for q in ("finish", "cost") for s in ("png", "svg")}
    tables = {"cases.csv", "cases.parquet"} if has_parquet() else {"cases.csv"}
    assert files == {"compare.json"} | tables | charts
    with (out / "cases.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    (found,) = json.loads((out / "compare.json").read_text(encoding="utf-8"))["scenarios"]
    assert float(rows[1]["finish_p80_days_low"]) == found["difference"]["finish"]["P80"]["low"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere.yaml",), "the scenario does not exist"),
        (("nothing.yaml", "-n", 0), "0 is not in the range"),
    ],
)
def test_what_is_wrong_is_said(p80, plan, nothing, arguments, message, monkeypatch) -> None:
    monkeypatch.chdir(nothing.parent)
    answer = p80("compare", plan, *arguments)
    assert answer.status == 2
    assert message in answer.err
    assert answer.out == ""


def test_names_from_strangers_do_nothing_to_the_screen(p80, plan, tmp_path) -> None:
    path = tmp_path / "loud.yaml"
    path.write_text('scenario: "Loud\\e[2J"\nscale: [{tasks: B, duration: 50%}]\n', "utf-8")
    answer = p80("compare", plan, path, *RUN)
    assert answer.status == 0, answer.err
    assert "\x1b" not in answer.out


VARY = ("--vary", "B.duration=80%..120% by 20%")


def test_a_grid_on_the_screen_in_a_document_and_in_a_folder(p80, plan, tmp_path) -> None:
    out = tmp_path / "out"
    answer = p80("compare", plan, *VARY, *RUN, "--out", out)
    assert answer.status == 0, answer.err
    found = vary(load(plan), VARY[1], 3000, 4)
    for cell in found.cells:
        value, p80_ = cell.values[0].text, cell.finish[80].short
        assert re.search(rf"^{re.escape(value)} +{p80_} ", answer.out, re.M)
    assert re.search(r"^100% .* 0 +>?\d+ % +0$", answer.out, re.M)
    assert all(width(line) <= 80 for line in answer.out.splitlines()[:-1])
    assert (out / "charts" / "compare-finish.png").exists()
    document = json.loads((out / "compare.json").read_text(encoding="utf-8"))
    assert [cell["values"] for cell in document["cells"]] == [["80%"], ["100%"], ["120%"]]
    with (out / "cases.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["B.duration"] for row in rows] == ["0.8", "1.0", "1.2"]


def test_three_factors_have_a_table_and_no_chart(p80, plan, tmp_path) -> None:
    out = tmp_path / "out"
    p80("compare", plan, *VARY, *RUN, "--out", out)
    more = ("--vary", "A.duration=90%, 100%", "--vary", "C.cost=50%")
    answer = p80("compare", plan, *VARY, *more, *RUN, "--out", out)
    assert answer.status == 0, answer.err
    assert answer.out.rstrip().endswith("open " + str(out / "cases.csv"))
    assert not (out / "charts" / "compare-finish.png").exists()


def test_a_long_grid_is_cut_and_says_so(p80, plan) -> None:
    out = p80("compare", plan, "--vary", "B.duration=81%..120% by 1%", "-n", 100).out
    assert "and 10 more combinations: cases.csv of --out has all" in out


def test_every_field_of_a_grid_is_described_and_nothing_else(p80, plan) -> None:
    described = PAGE.read_text("utf-8").split("## The document of a grid")[1].split("\n## ")[0]
    words = set(re.findall(r"[A-Za-z_0-9]+", " ".join(re.findall(r"`([^`]*)`", described))))
    given = set(names(json.loads(p80("compare", plan, *VARY, *RUN, "--json").out)))
    assert given - words == set()
    rows = [line.split("|")[1] for line in described.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)} - given == set()


def test_scenarios_and_a_grid_are_not_asked_for_together(p80, plan, nothing) -> None:
    for arguments in ((), (nothing, *VARY)):
        answer = p80("compare", plan, *arguments)
        assert answer.status == 2
        assert "Name scenarios to compare with the plan, or what to --vary" in answer.err
    last = p80("compare", plan, *VARY, *RUN).out.splitlines()[-1]
    assert "--vary 'B.duration=80%..120% by 20%' -n 3000 --seed 4 --out compare" in last
