"""Limits of health in the plan file: read, refused, written, and no part of the fingerprint."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import by_yaml

from simulator.errors import PlanError
from simulator.files import load
from simulator.model.fingerprint import fingerprint
from simulator.model.health import Limit
from simulator.model.program import Program

PLAN = "start: 2026-03-02\ntasks: [{id: A, name: A, duration: 5d}]\n"


def read(tmp_path: Path, health: str) -> Program:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN + health, encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    ("text", "key", "limit"),
    [
        ("lags: 10%", "lags", Limit(0.10)),
        ("lags: 0.1", "lags", Limit(0.10)),
        ("high_float: 60d", "high_float", Limit(0.05, 60.0)),
        ("high_float: 12w", "high_float", Limit(0.05, 60.0)),
        ("high_float: 8%", "high_float", Limit(0.08, 44.0)),
        ("high_float: [60d, 8%]", "high_float", Limit(0.08, 60.0)),
        ("merge_points: 8", "merge_points", Limit(0.0, 8.0, "")),
        ("cpli: 0.9", "cpli", Limit(0.9, at_least=True)),
    ],
)
def test_limits_are_shares_sizes_or_both(tmp_path, text, key, limit):
    program = read(tmp_path, f"health: {{{text}}}")
    assert program.health[key] == limit
    assert program.health["leads"] == Limit(0.0)


@pytest.mark.parametrize(
    ("text", "rule", "mend"),
    [
        ("leeds: 5%", "unknown-check", "Did you mean 'leads'?"),
        ("leads: few", "limit", "Write leads: 0%."),
        ("leads: -5%", "limit", "Write leads: 0%."),
        ("high_float: 60ed", "limit", "Write high_float: 5%, 44d, or both as a list."),
    ],
)
def test_what_is_no_limit_is_an_error_with_its_place(tmp_path, text, rule, mend):
    with pytest.raises(PlanError) as caught:
        read(tmp_path, f"health: {{{text}}}")
    (issue,) = caught.value.issues
    assert (issue.rule, issue.mend) == (rule, mend)
    assert "plan.yaml:3:" in issue.where


def test_limits_are_written_and_read_again(tmp_path):
    program = read(tmp_path, "health: {lags: 10%, high_float: [60d, 8%], merge_points: 8}")
    assert by_yaml(program, tmp_path).health == program.health


def test_limits_change_no_result(tmp_path):
    plain, strict = read(tmp_path, ""), read(tmp_path, "health: {lags: 1%}")
    assert fingerprint(plain) == fingerprint(strict)
