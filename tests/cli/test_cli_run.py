"""`p80 run`: what it prints, writes and promises."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import pytest

FEW = ("-n", "2048")


def test_prints_the_answer_and_nothing_else_on_standard_output(p80, plan, monkeypatch):
    monkeypatch.chdir(plan.parent)
    answer = p80("run", plan.name, *FEW)
    assert answer.status == 0
    assert answer.out.startswith("Garden shed")
    assert "P80" in answer.out
    assert len(answer.out.splitlines()) <= 24
    assert max(map(len, answer.out.splitlines())) <= 80
    told = r"(First run: compiling the engine|First plan of this kind: compiling the engine for it)"
    assert re.fullmatch(rf"({told}\. Later runs start at once\.\n)?", answer.err)


def test_json_is_one_document(p80, plan):
    answer = p80("run", plan, *FEW, "--json", "--seed", "0")
    assert answer.status == 0
    document = json.loads(answer.out)
    assert document["program"] == "Garden shed"
    assert document["seed"] == 0
    assert document["iterations"] == 2048
    assert document["fingerprint"].startswith("sha256:")


def test_same_seed_same_numbers_other_seed_others(p80, plan):
    def finish(*arguments: object) -> object:
        return json.loads(p80("run", plan, *FEW, "--json", *arguments).out)["finish"]

    assert finish("--seed", "7") == finish("--seed", "7", "--threads", "1")
    assert finish("--seed", "7") != finish("--seed", "8")


def test_mean_of_a_chain_is_the_sum_of_its_means(p80, tmp_path):
    """Round the clock, so that elapsed days are working days: mean 17/3 + 4, variance of the
    triangle (16 + 9 - ...) / 18 by its formula."""
    path = tmp_path / "chain.yaml"
    path.write_text(
        "program: Chain\nstart: 2027-01-01\ncalendars: {standard: 24/7}\n"
        "tasks:\n"
        '  - {id: A, duration: "triangular(4ed, 5ed, 8ed)"}\n'
        "  - {id: B, duration: 4ed, after: A}\n",
        encoding="utf-8",
    )
    document = json.loads(p80("run", path, "-n", "10000", "--json", "--sampling", "random").out)
    variance = (4**2 + 5**2 + 8**2 - 4 * 5 - 4 * 8 - 5 * 8) / 18
    error = math.sqrt(variance / 10_000)
    assert abs(document["finish"]["mean"]["days"] - (17 / 3 + 4)) < 5 * error


def test_out_writes_everything_into_one_folder(p80, plan, tmp_path):
    out = tmp_path / "report"
    assert p80("run", plan, *FEW, "--out", out).status == 0
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert {"summary.json", "tasks.csv", "samples.npz", "report.html"} <= written
    assert {"charts/s-curve-finish.png", "charts/gantt.svg"} <= written


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("finish P80 <= 2027-12-31", 0),
        ("finish P80 <= 2027-03-02", 1),
        ("finish p50 <= 2027-12-31T12:00", 0),
        ("cost P80 <= 1M", 0),
        ("cost P80 <= 100", 1),
        ("chance >= 1%", 0),
        ("chance>=100%", 1),
    ],
)
def test_a_requirement_decides_the_status(p80, plan, text, status):
    answer = p80("run", plan, *FEW, "--require", text)
    assert answer.status == status
    assert f"required: {text}" in answer.err
    assert ("NOT MET" in answer.err) == bool(status)
    assert answer.out.startswith("Garden shed")


def test_one_unmet_requirement_is_enough(p80, plan):
    met, unmet = "finish P80 <= 2030-01-01", "cost P50 <= 1"
    assert p80("run", plan, *FEW, "--require", met, "--require", unmet).status == 1


def test_a_finish_on_the_day_itself_meets_it(p80, tmp_path):
    """Four days from Monday: Thursday 17:00, which a promise of Thursday includes."""
    path = tmp_path / "sure.yaml"
    path.write_text(
        "program: Sure\nstart: 2027-03-01\ntasks: [{id: A, duration: 4d}]\n", encoding="utf-8"
    )
    assert p80("run", path, *FEW, "--require", "finish P99 <= 2027-03-04").status == 0
    assert p80("run", path, *FEW, "--require", "finish P99 <= 2027-03-03").status == 1


@pytest.mark.parametrize(
    "text",
    ["", "finish", "finish P80 < 2027-01-01", "finish P0 <= 2027-01-01", "finish P80 <= soon",
     "cost P80 <= much", "chance >= 80 apples", "finish P80 <= 2027-01-01; rm"],
)  # fmt: skip
def test_an_unreadable_requirement_is_refused_before_the_run(p80, text):
    answer = p80("run", "no-such-plan.yaml", "--require", text)
    assert answer.status == 2
    assert "finish P80 <= 2027-03-31" in answer.err


def test_a_requirement_on_what_the_plan_lacks_is_refused(p80, tmp_path):
    path = tmp_path / "bare.yaml"
    path.write_text("program: B\nstart: 2027-03-01\ntasks: [{id: A, duration: 4d}]\n", "utf-8")
    for text, lack in (("cost P80 <= 1M", "no cost"), ("chance >= 50%", "no target")):
        answer = p80("run", path, *FEW, "--require", text)
        assert answer.status == 2
        assert lack in answer.err


def test_range_makes_a_certain_plan_uncertain(p80, tmp_path):
    path = tmp_path / "sure.yaml"
    path.write_text(
        "program: Sure\nstart: 2027-03-01\ntasks: [{id: A, duration: 20d}]\n", encoding="utf-8"
    )
    sure = p80("run", path, *FEW)
    assert "--range" in sure.out
    ranged = p80("run", path, *FEW, "--json", "--range", "triangular(90%, 100%, 130%)")
    assert json.loads(ranged.out)["finish"]["sd"] > 0


def test_nothing_is_written_where_the_plan_is_wrong(p80, tmp_path):
    path, out = tmp_path / "wrong.yaml", tmp_path / "out"
    path.write_text("program: W\nstart: 2027-03-01\ntasks: [{id: A, durration: 4d}]\n", "utf-8")
    assert p80("run", path, "--out", out).status == 2
    assert not Path(out).exists()
