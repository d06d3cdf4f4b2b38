"""`p80 cash` on the command line: the screen, the table, the document, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.engine import simulate
from simulator.engine.cash import cash_flow
from simulator.files import load
from simulator.reports.words import width
from simulator.results.estimate import show_money

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
RUN = ("-n", 3000, "--seed", 4)
BY_WEEK = ("--by", "week")

STATUS = """\
program: Garden shed
start: 2027-03-01
data_date: 2027-03-08
currency: EUR
resources: {crew: {rate: 50/h}}
tasks:
  - {id: A, duration: 5d, actual_start: 2027-03-01, actual_finish: 2027-03-05T17:00, cost: 800,
     wbs: Ground,
     resources: {crew: {cost: 800, actual_cost: 900}}}
  - {id: B, name: Walls, wbs: Shed/Walls, duration: "triangular(6d, 8d, 12d)", after: A,
     cost: "uniform(500, 900)"}
"""


def names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from names(item)
    elif isinstance(value, list):
        for item in value:
            yield from names(item)


def test_the_screen_says_how_much_by_when(p80, plan: Path) -> None:
    flow = cash_flow(simulate(load(plan), iterations=3000, seed=4), "week")
    up_to = flow.percentiles()
    limit = f"2027-03-14={up_to[50][1]:.0f}"
    answer = p80("cash", plan, *RUN, *BY_WEEK, "--limit", limit, "--limit", "3000")
    assert answer.status == 0, answer.err
    assert f"in all P50 {show_money(up_to[50][-1])}, P80 {show_money(up_to[80][-1])}" in answer.out
    for k, name in enumerate(flow.names):
        found = re.search(rf"^{name} +(.*)$", answer.out, re.M)
        assert found is not None
        assert found[1].split()[4] == show_money(up_to[50][k])
    assert "Percentiles of periods and headings do not add up" in " ".join(answer.out.split())
    passed = (flow.cumulative[1] > round(up_to[50][1])).mean()
    assert 0.4 < passed < 0.6
    assert f"first passed by 14 Mar 2027: {passed * 100:.0f} %" in answer.out
    assert all(width(line) <= 80 for line in answer.out.splitlines()[:-1])


def test_long_plans_are_shown_by_budget_year(p80, tmp_path: Path) -> None:
    """50,000 from Monday 08:00 to Friday 1 December 2028 17:00, 697.375 days by the clock, of which
    361.667 lie in 2027."""
    path = tmp_path / "long.yaml"
    path.write_text(
        "start: 2027-01-04\ntasks: [{id: A, duration: 500d, cost_per_day: 100}]\n", "utf-8"
    )
    said = p80("cash", path, "-n", 64).out
    assert re.search(r"^2027 +25.9k", said, re.M)
    assert re.search(r"^2028 +24.1k", said, re.M)
    assert "All 24 months: --csv, --json or --out." in " ".join(said.split())


def test_the_next_command_says_how_it_was_run(p80, plan: Path) -> None:
    last = p80("cash", plan, *RUN, *BY_WEEK, "--limit", "3k").out.splitlines()[-1]
    same = "--out cash --by week --limit 3k -n 3000 --seed 4"
    assert last.split(None, 1)[1] == f"p80 cash {plan} {same}"


def test_only_the_first_iterations_are_laid_out_and_it_is_said(p80, plan: Path) -> None:
    said = " ".join(p80("cash", plan, "-n", 12_000).out.split())
    assert "Only the first 10,240 of 12,000 iterations are laid out in time." in said


def test_one_table_and_nothing_else(p80, plan: Path) -> None:
    answer = p80("cash", plan, *RUN, *BY_WEEK, "--csv", "--limit", "3000")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    flow = cash_flow(simulate(load(plan), iterations=3000, seed=4), "week")
    assert [float(row["P80_cumulative"]) for row in rows] == list(flow.percentiles()[80])
    assert sum(float(row["mean"]) for row in rows) == pytest.approx(flow.cumulative[-1].mean())
    assert {row["limit"] for row in rows} == {"3000.0"}


def test_one_document_and_every_field_is_described(p80, tmp_path: Path) -> None:
    path = tmp_path / "status.yaml"
    path.write_text(STATUS, "utf-8")
    answer = p80("cash", path, *RUN, "--json", "--limit", "2027-03-10=1000")
    assert answer.status == 0, answer.err
    found = json.loads(answer.out)
    assert found["earned_value"]["CPI"] == pytest.approx(800 / 900)
    assert found["funding"]["between"] == [{"until": "2027-03-11T00:00", "amount": 1000}]
    assert sum(one["mean"] for one in found["periods"]) == pytest.approx(found["total"]["mean"])
    assert sum(one["mean"] for one in found["headings"]) == pytest.approx(found["total"]["mean"])
    described = PAGE.read_text("utf-8").split("## The document of a cash flow")[1]
    described = described.split("\n## ")[0]
    words = set(re.findall(r"[A-Za-z_0-9]+", " ".join(re.findall(r"`([^`]*)`", described))))
    assert set(names(found)) - words == set()
    rows = [line.split("|")[1] for line in described.splitlines() if line.startswith("| `")]
    given = set(names(found))
    assert {name for row in rows for name in re.findall(r"`([A-Za-z_0-9]+)`", row)} - given == set()


def test_earned_value_stands_on_the_screen(p80, tmp_path: Path) -> None:
    path = tmp_path / "status.yaml"
    path.write_text(STATUS, "utf-8")
    lines = p80("cash", path, *RUN).out.splitlines()
    assert all(width(line) <= 80 for line in lines[:-1])
    said = " ".join(" ".join(lines).split())
    assert "planned 800, earned 800, paid 900 of 1,500 EUR" in said
    assert "0 behind the plan (SPI 1.00); 100 above its cost (CPI 0.89)" in said
    assert f"EAC {show_money(1500 * 900 / 800)} at this CPI, " in said
    assert "if the rest reaches a CPI of 1.17 (TCPI)" in said
    assert "2 tasks of 2 with money have no baseline" in said


def test_earned_value_of_branches_stands_below_it(p80, tmp_path: Path) -> None:
    """A: 800 planned and earned for 900. B: 700 (the middle of its range), not begun."""
    path, out = tmp_path / "status.yaml", tmp_path / "out"
    path.write_text(STATUS, "utf-8")
    answer = p80("cash", path, *RUN, "--earned", "wbs", "--out", out)
    lines = answer.out.splitlines()
    k = next(k for k, line in enumerate(lines) if line.startswith("By WBS"))
    shown = [" ".join(line.split()) for line in lines[k : k + 3]]
    assert shown[0] == "By WBS budget planned earned paid SPI CPI EAC enough"
    assert shown[1] == "Ground 800 800 800 900 1.00 0.89 900 100 %"
    assert shown[2].startswith("Shed 700 0 0 0 700 ")
    assert all(width(line) <= 80 for line in lines[:-1])
    document = json.loads((out / "cash.json").read_text("utf-8"))["earned_value"]
    with (out / "earned.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["by"], row["name"]) for row in rows] == [
        ("program", ""),
        *(("wbs", one["name"]) for one in document["by"]["wbs"]),
    ]
    ground = document["by"]["wbs"][0]["EAC_plan"]
    assert float(rows[1]["EAC_plan_percentile"]) == ground["percentile"]
    assert sum(float(row["BAC"]) for row in rows if row["level"] == "1") == document["BAC"]
    assert "EAC of parts" in answer.out
    alone = p80("cash", path, *RUN, "--earned", "project").out
    assert "the plan has but one" in alone
    assert "EAC of parts" not in alone


def test_a_plan_that_has_not_begun_and_is_certain(p80, tmp_path: Path) -> None:
    path = tmp_path / "certain.yaml"
    path.write_text(
        "start: 2027-03-01\ndata_date: 2027-03-01\ntasks: [{id: A, duration: 5d, cost: 12k}]\n",
        "utf-8",
    )
    said = " ".join(p80("cash", path, "-n", 64).out.split())
    assert "on 1 Mar 2027: nothing planned, earned or paid yet of 12.0k" in said
    assert "Nothing in this plan is uncertain, so there is nothing to forecast." in said
    assert "baseline" not in said


def test_a_folder_with_the_chart_the_table_and_the_document(
    p80, plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    answer = p80("cash", plan, *RUN, "--out", out)
    assert answer.status == 0, answer.err
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    charts = {f"charts/cash-flow.{suffix}" for suffix in ("png", "svg")}
    assert files == {"cash.json", "cash.csv"} | charts
    found = json.loads((out / "cash.json").read_text("utf-8"))
    printed = json.loads(p80("cash", plan, *RUN, "--json").out)
    assert found | {"seconds": None} == printed | {"seconds": None}


def test_names_from_strangers_do_nothing_to_the_screen(p80, plan: Path) -> None:
    text = plan.read_text(encoding="utf-8").replace("Garden shed", '"Shed \\e[2J \\u202e"')
    plan.write_text("currency: WWWWWWWWWWWWWW\n" + text, encoding="utf-8")
    answer = p80("cash", plan, *RUN, "--limit", "2027-03-14=1200")
    assert answer.status == 0, answer.err
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out
    assert all(width(line) <= 80 for line in answer.out.splitlines()[:-1])


def test_more_periods_than_anyone_can_read(p80, plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("duration: 4d", "duration: 4000d"), encoding="utf-8")
    answer = p80("cash", plan, "-n", 64, "--by", "week")
    assert answer.status == 2
    assert "more than 600 weeks: take a longer period" in answer.err


def test_a_plan_without_money_has_no_cash_flow(p80, tmp_path: Path) -> None:
    path = tmp_path / "free.yaml"
    path.write_text("start: 2027-03-01\ntasks: [{id: A, duration: 5d}]\n", "utf-8")
    answer = p80("cash", path)
    assert answer.status == 2
    assert "the plan has no costs" in answer.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--limit", "lots"), "'lots' is not an amount of money"),
        (("--by", "day"), "'day' is not one of"),
        (("--csv", "--json"), "give one of them"),
        (("--limit", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_what_is_wrong_is_said(p80, plan: Path, arguments: tuple[str, ...], message: str) -> None:
    answer = p80("cash", plan, *arguments)
    assert answer.status == 2
    assert message in answer.err
    assert answer.out == ""
