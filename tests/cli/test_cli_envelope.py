"""`p80 envelope` on the command line: the screen, the document, the folder, and what it refuses."""

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
from simulator.scenario.envelope import envelope
from simulator.scenario.envelope.result import RULE

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
RUN = ("-n", 3000, "--seed", 4)


def names(value: Any) -> Iterator[str]:
    """Every key of a document, but the families that a plan happens to have."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            if key != "families":
                yield from names(item)
    elif isinstance(value, list):
        for item in value:
            yield from names(item)


def test_the_screen_shows_bands_grid_and_lever(p80, plan: Path) -> None:
    answer = p80("envelope", plan, *RUN)
    assert answer.status == 0, answer.err
    result = envelope(load(plan), 3000, 4)
    band, own = result.finish.band(80), result.finish.own
    assert f"P80 {own.estimates[80].short}" in answer.out
    assert f"{band.low.short} to {band.high.short}" in answer.out
    for shape in ("triangular", "pert", "lognormal", "uniform"):
        assert re.search(rf"^  {shape} +[+-]?\S+ d +[+-]?\S+ d +[+-]?\S+ d$", answer.out, re.M)
    largest = result.finish.levers()[0]
    assert f"The largest is the {largest.assumption}: from {largest.least}" in answer.out
    assert "3,000 iterations each" in answer.out
    assert RULE in " ".join(answer.out.split())
    assert all(width(line) <= 80 for line in answer.out.splitlines()[:-1])


def test_the_next_command_says_how_it_was_run(p80, plan: Path) -> None:
    last = p80("envelope", plan, *RUN).out.splitlines()[-1]
    assert last.split(None, 1)[1] == f"p80 envelope {plan} --out envelope -n 3000 --seed 4"


def test_a_short_run_is_told_to_be_rough(p80, plan: Path) -> None:
    assert "few: rough figures" in p80("envelope", plan, "-n", 500).out
    assert "few" not in p80("envelope", plan, *RUN).out


def test_ranges_that_stay_are_named(p80, plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    plan.write_text(
        text.replace('"triangular(4d, 5d, 8d)"', '"discrete(5: 70%, 9: 30%)"'), encoding="utf-8"
    )
    said = " ".join(p80("envelope", plan, *RUN).out.split())
    assert "always as in the plan: 1 range, A duration (discrete)." in said
    assert "In the plan: triangular 1, uniform 1, discrete 1." in said


def test_one_document_and_nothing_else(p80, plan: Path) -> None:
    answer = p80("envelope", plan, *RUN, "--json")
    found = json.loads(answer.out)
    expected = envelope(load(plan), 3000, 4).to_dict()
    assert found | {"seconds": 0} == json.loads(json.dumps(expected)) | {"seconds": 0}
    assert len(found["finish"]["cases"]) == 12
    assert found["finish"]["target"]["value"] == "2027-03-31"


def test_every_field_is_described_and_nothing_else(p80, plan: Path) -> None:
    described = PAGE.read_text("utf-8").split("## The document of an envelope")[1]
    described = described.split("\n## ")[0]
    words = set(re.findall(r"[A-Za-z_0-9]+", " ".join(re.findall(r"`([^`]*)`", described))))
    given = set(names(json.loads(p80("envelope", plan, *RUN, "--json").out)))
    assert given - words == set()
    rows = [line.split("|")[1] for line in described.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)} - given == set()


def test_a_folder_with_charts_a_table_and_the_document(p80, plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = p80("envelope", plan, *RUN, "--out", out)
    assert answer.status == 0, answer.err
    assert answer.out.splitlines()[-1].endswith(f"open {out}/charts/envelope-finish.png")
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    charts = {f"charts/envelope-{q}.{s}" for q in ("finish", "cost") for s in ("png", "svg")}
    tables = {"cases.csv", "cases.parquet"} if has_parquet() else {"cases.csv"}
    assert files == {"envelope.json"} | tables | charts
    with (out / "cases.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = json.loads((out / "envelope.json").read_text(encoding="utf-8"))
    assert [row["shape"] for row in rows[1:]] == [one["shape"] for one in found["finish"]["cases"]]
    for row, case in zip(rows[1:], found["finish"]["cases"], strict=True):
        assert float(row["finish_p80_days"]) == case["P80"]["days"]
        assert float(row["finish_chance"]) == case["chance"]["value"]


def test_a_chart_of_an_earlier_run_does_not_stay(p80, plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    p80("envelope", plan, *RUN, "--out", out)
    text = plan.read_text(encoding="utf-8")
    for money in (
        ", cost: 3000",
        ", cost: 800",
        ", cost_per_day: 100",
        ', cost: "uniform(500, 900)"',
    ):
        text = text.replace(money, "")
    plan.write_text(text, encoding="utf-8")
    assert p80("envelope", plan, *RUN, "--out", out).status == 0
    assert not (out / "charts" / "envelope-cost.png").exists()


def test_a_schedule_without_ranges_takes_one_for_all(p80, plan: Path) -> None:
    text = re.sub(r'"(triangular|uniform)\([^"]*\)"', "5", plan.read_text(encoding="utf-8"))
    plan.write_text(text, encoding="utf-8")
    refused = p80("envelope", plan, *RUN)
    assert refused.status == 2
    assert refused.out == ""
    assert "no duration and no cost has a range" in refused.err
    taken = p80("envelope", plan, *RUN, "--range", "triangular(90%, 100%, 130%)")
    assert taken.status == 0
    assert "In the plan: triangular 3." in taken.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere.yaml",), "nowhere.yaml"),
        (("-n", 0), "0 is not in the range"),
        (("--seed", -1), "-1 is not in the range"),
        (("--shape", "beta"), "No such option"),
    ],
)
def test_what_is_wrong_is_said(
    p80, plan: Path, arguments: tuple[object, ...], message: str
) -> None:
    given = arguments if arguments == ("nowhere.yaml",) else (plan, *arguments)
    answer = p80("envelope", *given)
    assert answer.status == 2
    assert message in answer.err


def test_a_folder_that_cannot_be_written_is_refused_before_the_run(
    p80, plan: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    answer = p80("envelope", plan, *RUN, "--out", tmp_path / "file" / "out")
    assert answer.status == 2
    assert "Cannot write" in answer.err


def test_names_from_strangers_do_nothing_to_the_screen(p80, plan: Path) -> None:
    text = plan.read_text(encoding="utf-8").replace("id: A, ", 'id: "A\\e[2J", ')
    text = text.replace("after: A,", 'after: "A\\e[2J",')
    text = text.replace('"triangular(4d, 5d, 8d)"', '"discrete(5: 70%, 9: 30%)"')
    plan.write_text(text, encoding="utf-8")
    answer = p80("envelope", plan, *RUN)
    assert answer.status == 0, answer.err
    assert "\x1b" not in answer.out
