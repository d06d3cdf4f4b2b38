"""Benefits of a plan file: read, written in both forms, and every mistake said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from forms import FORMS

from simulator.errors import PlanError
from simulator.files import load
from simulator.model.benefit import Benefit, Gain
from simulator.model.distributions import Triangular
from simulator.model.program import Program
from simulator.model.spread import Spread

PLAN = """\
program: Line
start: 2027-03-01
discount: 5.5%
projects:
  - {id: N, name: North, tasks: [{id: A, name: Dig, duration: 5d, cost: 100}]}
  - {id: S, name: South, tasks: [{id: B, name: B, duration: 5d}, {id: A, name: a, duration: 1d}]}
benefits:
  - {name: Fares, from: N/A, per_month: "triangular(60k, 80k, 90k)", until: 2040-12-31}
  - {name: Land, from: S, once: 2M}
  - {name: Buses, lost_per_week: 25k, due: 2029-06-30}
"""


def plan(tmp_path: Path, text: str = PLAN) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_benefits_are_read(tmp_path: Path) -> None:
    program = load(plan(tmp_path))
    assert program.terms.discount == pytest.approx(0.055)
    spread = Spread(Triangular(60e3, 80e3, 90e3))
    assert program.benefits == (
        Benefit("Fares", "N/A", Gain.PER_MONTH, 80e3, datetime(2041, 1, 1), spread),
        Benefit("Land", "S", Gain.ONCE, 2e6),
        Benefit("Buses", "", Gain.LOST_PER_WEEK, 25e3, datetime(2029, 7, 1)),
    )


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_benefits_come_back_from_every_form(
    form: Callable[[Program, Path], Program], tmp_path: Path
) -> None:
    program = load(plan(tmp_path))
    again = form(program, tmp_path)
    assert again.benefits == program.benefits
    assert again.terms == program.terms


@pytest.mark.parametrize(
    ("row", "rule", "message"),
    [
        ("{name: B, from: N/A}", "benefit", "has one amount"),
        ("{name: B, once: 5, per_month: 6, until: 2030-01-01}", "benefit", "has one amount"),
        ("{name: B, per_month: 5}", "benefit", "per_month needs a date: until"),
        ("{name: B, lost_per_week: 5}", "benefit", "lost_per_week needs a date: due"),
        ("{name: B, once: 5, until: 2030-01-01}", "benefit", "until does not go with once"),
        ("{name: B, once: -5}", "negative-number", "-5 may be negative"),
        ('{name: B, once: "uniform(-5, 5)"}', "negative-number", "may be negative"),
        ('{name: B, once: "uniform(90%, 110%)"}', "benefit", "is a share of nothing"),
        ("{name: B, once: lots}", "money", "lots"),
        ("{name: B, from: N/X, once: 5}", "unknown-id", "there is no task and no project 'N/X'"),
        ("{name: B, from: A, once: 5}", "ambiguous-id", "stands for several tasks: N/A, S/A"),
        ("{name: Fares, once: 5}", "duplicate-id", "two benefits have the name 'Fares'"),
        ("{name: B, onse: 5}", "unknown-key", "onse"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, row: str, rule: str, message: str) -> None:
    with pytest.raises(PlanError) as caught:
        load(plan(tmp_path, f"{PLAN}  - {row}\n"))
    said = [(issue.rule, issue.message) for issue in caught.value.issues]
    assert any(one == rule and message in text for one, text in said), said
    assert any("plan.yaml:11" in issue.where for issue in caught.value.issues)


@pytest.mark.parametrize("rate", ["-60%", "250%", "much"])
def test_an_impossible_discount_is_refused(tmp_path: Path, rate: str) -> None:
    with pytest.raises(PlanError, match="discount"):
        load(plan(tmp_path, PLAN.replace("5.5%", rate)))
