"""Outlines of plan files as deep as a file can make them."""

from __future__ import annotations

from pathlib import Path

import pytest
from judged import outcome

from simulator.errors import PlanError
from simulator.files.build import build
from simulator.files.building.rules import DEEPEST
from simulator.files.yaml import YamlSource
from simulator.model.program import Program


def read(levels: int) -> Program | PlanError:
    """A task below so many summaries in each other, the innermost first."""
    rows = "".join(
        f"  - {{id: S{i}, kind: summary, parent: S{i - 1}}}\n" for i in range(levels - 1, 0, -1)
    )
    text = (
        f"start: 2026-03-02\ntasks:\n  - {{id: A, duration: 1d, parent: S{levels - 1}}}\n{rows}"
        "  - {id: S0, kind: summary}\n"
    )
    return outcome(lambda: build(YamlSource("plan.yaml", text), Path()))


def test_as_deep_as_may_be() -> None:
    assert isinstance(read(DEEPEST - 1), Program)


@pytest.mark.parametrize("levels", [DEEPEST, 5_000])
def test_deeper(levels: int) -> None:
    found = read(levels)
    assert isinstance(found, PlanError)
    (issue,) = found.issues
    assert issue.rule == "too-deep"
    assert "nested more than 200 deep" in issue.message
    assert issue.where.startswith("plan.yaml:")
