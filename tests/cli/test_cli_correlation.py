"""Receipts of correlations as the command line gives them: screen, documents, folder."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import pytest

PLAN = """\
program: Three halls
start: 2027-03-01
tasks:
  - {id: A, duration: "pert(8d, 10d, 16d)"}
  - {id: B, duration: "pert(8d, 10d, 16d)", after: A}
  - {id: C, duration: "pert(8d, 10d, 16d)", after: B}
correlations:
  - {of: [task A, task B, task C], matrix: [[1], [0.9, 1], [0.9, -0.9, 1]]}
"""

NEAREST = 6 / math.pi * math.asin(0.25)
"""By symmetry the nearest has one size, 1/2 in normal scores: see the tests of the model."""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan whose correlations cannot hold together, and are moved."""
    path = tmp_path / "halls.yaml"
    path.write_text(PLAN + "repair_correlations: nearest\n", encoding="utf-8")
    return path


def test_run_tells_of_it_in_a_few_words(p80, plan):
    answer = p80("run", plan, "-n", "2048")
    assert answer.status == 0
    assert "correlations moved by up to 0.42" in answer.out


def test_check_shows_what_was_given_used_and_realised(p80, plan):
    lines = p80("check", plan).out.splitlines()
    head = lines.index("Correlation, as realised in 10,000 iterations")
    given, used, realised = lines[head + 2].split()[:3]
    assert (given, used) == ("0.90", f"{NEAREST:.2f}")
    assert abs(float(realised) - NEAREST) < 0.05
    assert lines[head + 2].endswith("  task A and task B")
    assert lines[head + 5].startswith("  Correlations of 3 pairs could not all hold")


def test_both_documents_hold_the_receipts(p80, plan):
    for command in (("check",), ("run", "-n", "2048")):
        found = json.loads(p80(*command, plan, "--json").out)["correlations"]
        assert [one["given"] for one in found] == [0.9, 0.9, -0.9]
        assert all(abs(abs(one["used"]) - NEAREST) < 1e-6 for one in found)


def test_the_folder_holds_the_table(p80, plan, tmp_path):
    out = tmp_path / "report"
    assert p80("run", plan, "-n", "2048", "--out", out).status == 0
    with (out / "correlations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["of"] for row in rows] == [
        "task P/A and task P/B",
        "task P/A and task P/C",
        "task P/B and task P/C",
    ]
    assert float(rows[2]["given"]) == -0.9


def test_without_leave_to_move_them_it_is_an_error_of_the_plan(p80, tmp_path):
    path = tmp_path / "halls.yaml"
    path.write_text(PLAN, encoding="utf-8")
    answer = p80("run", path)
    assert answer.status == 2
    assert "halls.yaml:8:5" in answer.err
    assert "the smallest eigenvalue of their matrix is -0.816" in answer.err


def test_plans_without_correlations_speak_of_none(p80, tmp_path):
    path = tmp_path / "halls.yaml"
    path.write_text(PLAN.split("correlations:")[0], encoding="utf-8")
    assert "correlations " not in p80("run", path, "-n", "2048").out
    assert "Correlation, as" not in p80("check", path).out
    assert p80("run", path, "-n", "2048", "--out", tmp_path / "r").status == 0
    assert not (tmp_path / "r" / "correlations.csv").exists()
