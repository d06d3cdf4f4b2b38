"""`--until` on the command line."""

from __future__ import annotations

import json
import math
import re

import pytest

from simulator.cli.until import parse_goal
from simulator.errors import PlanError


def test_it_says_what_it_took_and_runs_as_many(p80, plan) -> None:
    answer = p80("run", plan, "--until", "cost P80 within 1", "--json")
    assert answer.status == 0, answer.err
    said = re.search(r"^until: cost P80 within 1 — reached: ± (\S+) after (\S+) it", answer.err)
    assert said is not None
    number = int(said[2].replace(",", ""))
    found = json.loads(answer.out)
    assert found["iterations"] == number > 10_240
    p80_ = found["cost"]["percentiles"]["P80"]
    ends = (p80_["value"] - p80_["low"]["value"], p80_["high"]["value"] - p80_["value"])
    assert max(ends) <= 1
    (gate,) = found.pop("gates")
    assert (gate["option"], gate["asked"], gate["met"]) == ("--until", "cost P80 within 1", True)
    assert gate["value"] == pytest.approx(max(ends))
    plain = json.loads(p80("run", plan, "-n", number, "--json").out)
    assert plain | {"seconds": 0} == found | {"seconds": 0}


def test_the_command_that_is_proposed_has_the_number(p80, plan) -> None:
    answer = p80("run", plan, "--until", "P80 within 1 week")
    assert "10,240 iterations in" in answer.out
    assert answer.out.rstrip().endswith("-n 10240") or "-n 10240 " in answer.out
    assert "reached: ±" in answer.err


def test_what_is_not_reached_is_status_one(p80, plan, monkeypatch) -> None:
    monkeypatch.setattr("simulator.engine.until.search.__defaults__", (20_480,))
    answer = p80("run", plan, "--until", "P80 within 0.001h")
    assert answer.status == 1
    assert "NOT REACHED: ±" in answer.err
    assert "after 20,480 iterations, the most that --until takes" in answer.err
    assert "20,480 iterations in" in answer.out


def test_how_many_are_needed_is_said_where_it_is_not_exact(p80, plan, tmp_path) -> None:
    """Two uniform tasks in a row, in days: a triangle from 200 to 1800 with P80 where
    (1800 - x)² = 0.4 × 800². The interval of a random sample is 1.96 √(0.16 / n) over the density
    there, (1800 - x) / 800², to either side: a day of it takes so many."""
    path = tmp_path / "wide.yaml"
    path.write_text(
        "program: Wide\nstart: 2026-01-05\ncalendars: {standard: 24/7}\n"
        'tasks: [{id: A, duration: "uniform(100d, 900d)"}, '
        '{id: B, duration: "uniform(100d, 900d)", after: A}]\n',
        encoding="utf-8",
    )
    density = 800 * math.sqrt(0.4) / 800**2
    exact = (1.96 * 0.4 / density) ** 2
    said = p80("run", path, "-n", 50_000, "--sampling", "random").out
    found = re.search(r"P80 within 1 day takes about ([\d,]+)$", said, re.M)
    assert found is not None
    assert float(found[1].replace(",", "")) == pytest.approx(exact, rel=0.25)
    assert "takes about" not in p80("run", plan).out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P80 within 1 day", ("finish", "", "", 80.0, 1.0)),
        ("finish P50 within 12h", ("finish", "", "", 50.0, 0.5)),
        ("cost p90 within 50k", ("cost", "", "", 90.0, 50_000.0)),
        ("milestone S 200 P80 within 1.5 weeks", ("finish", "milestone", "S 200", 80.0, 10.5)),
        ("project CIVIL cost P80 within 1M", ("cost", "project", "CIVIL", 80.0, 1e6)),
    ],
)
def test_what_can_be_asked(text, expected) -> None:
    goal = parse_goal(text)
    one = goal.asked
    assert (one.of, one.owner, one.id, one.level, goal.within) == pytest.approx(expected)


@pytest.mark.parametrize(
    "text",
    ["", "P80", "P80 within soon", "P80 within 0 days", "P0 within 1 day", "cost P80 within 1 day",
     "P80 within 5", "milestone S cost P80 within 5", "mean within 1 day"],
)  # fmt: skip
def test_what_cannot_be_read_shows_the_forms(p80, text) -> None:
    with pytest.raises(PlanError, match="within 1 day"):
        parse_goal(text)
    answer = p80("run", "no-such-plan.yaml", "--until", text)
    assert answer.status == 2
    assert "P80 within 1 day" in answer.err


def test_what_the_plan_lacks_and_what_contradicts_itself(p80, plan) -> None:
    answer = p80("run", plan, "--until", "milestone Q P80 within 1 day")
    assert answer.status == 2
    assert "--until \"milestone Q P80 within 1 day\": there is no 'Q'" in answer.err
    assert "D" in answer.err
    answer = p80("run", plan, "-n", 500, "--until", "P80 within 1 day")
    assert answer.status == 2
    assert "give one" in answer.err
