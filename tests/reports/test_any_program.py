"""Whatever a program holds, its result can be shown: one screen, one document, no surprise."""

from __future__ import annotations

import json
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_risk import uncertain

from simulator.engine import simulate
from simulator.model.program import Program
from simulator.reports import text
from simulator.results.result import Result


@settings(max_examples=60)
@given(program=uncertain(), iterations=st.sampled_from([1, 2, 60]))
def test_any_program_can_be_shown(program: Program, iterations: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = simulate(program, iterations, seed=7, levers=2)
        document = json.loads(json.dumps(result.to_dict(), allow_nan=False))
        lines = text.summary(result, "plan.yaml").splitlines()
    assert len(lines) <= 24
    assert document["finish"]["percentiles"]["P80"]["days"] is not None
    check_order(result)


def check_order(result: Result) -> None:
    """Percentiles never fall, shares are shares, nothing ends before it starts."""
    tallies = result.tallies
    for table in (
        tallies.start_percentiles,
        tallies.finish_percentiles,
        tallies.duration_percentiles,
    ):
        assert table is not None
        assert (np.diff(table, axis=1) >= -1e-6).all()
    assert ((tallies.critical >= 0) & (tallies.critical <= 1)).all()
    assert (result.outcome.finish >= np.array(largest(result)) - 1e-6).all()


def largest(result: Result) -> list[float]:
    """The latest project of every iteration, which is the program's finish."""
    finishes = [part.finish for part in result.project_outcomes.values()]
    return list(np.max(finishes, axis=0))


@pytest.mark.slow
@settings(max_examples=3000)
@given(program=uncertain())
def test_any_program_can_be_shown_at_length(program: Program) -> None:
    result = simulate(program, 60, seed=7, levers=2)
    json.dumps(result.to_dict(), allow_nan=False)
    text.summary(result, "plan.yaml")
    check_order(result)
