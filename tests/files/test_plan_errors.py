"""Everything that can be wrong with a plan, by the words that the reader sees."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from simulator.errors import Issue

Issues = Callable[[str], tuple[Issue, ...]]

CASES = [
    case
    for name in ("plan_errors.yaml", "plan_errors_luck.yaml", "plan_errors_money.yaml")
    for case in yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
]


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{number}-{case['rule']}" for number, case in enumerate(CASES)]
)
def test_error(issues: Issues, case: dict[str, str]) -> None:
    """One mistake gives one issue, which says where, what and how to mend it."""
    found = issues(case["plan"])
    assert [issue.rule for issue in found] == [case["rule"]], [str(issue) for issue in found]
    assert case["where"] in found[0].where
    assert case["message"] in found[0].message
    assert case["mend"] in found[0].mend


def test_every_problem_comes_at_once_in_the_order_of_the_file(issues: Issues) -> None:
    found = issues(
        """\
        progam: North Line
        start: 2026-13-01
        start: 2026-03-02
        calendars: {site: {work: Mon-Fri 8-17}}
        tasks:
          - {id: A, duraton: 5d}
          - {name: no id}
          - {id: B, duration: -3d, after: C}
          - {id: B, duration: 5d, after: [A, AA]}
        risks:
          - {id: R, probability: 2, impacts: [{tasks: Q, delay: "triangular(3, 2, 1)"}]}
        """
    )
    assert [(issue.where.split(",")[0], issue.rule) for issue in found] == [
        ("plan.yaml:3:1", "duplicate-key"),
        ("plan.yaml:1:1", "unknown-key"),
        ("plan.yaml:4:26", "calendar"),
        ("plan.yaml:6:13", "unknown-key"),
        ("plan.yaml:7:5", "missing-key"),
        ("plan.yaml:8:23", "negative-duration"),
        ("plan.yaml:8:35", "dangling-dependency"),
        ("plan.yaml:9:10", "duplicate-id"),
        ("plan.yaml:11:26", "probability"),
        ("plan.yaml:11:47", "empty-selector"),
        ("plan.yaml:11:57", "distribution"),
    ]


def test_thousands_of_problems_are_told_in_short_and_in_time(issues: Issues) -> None:
    rows = "".join(f"  - {{id: A{n}, duration: 1, after: X{n}}}\n" for n in range(5000))
    began = time.perf_counter()
    found = issues(f"start: 2026-03-02\ntasks:\n{rows}")
    assert time.perf_counter() - began < 20
    assert len(found) == 501
    assert found[-1].message == "and 4,500 problems more"
