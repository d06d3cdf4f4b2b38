"""What must come of any file: a program that can be scheduled and simulated, or a `PlanError`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from simulator.engine import simulate
from simulator.engine.schedule import schedule
from simulator.errors import PlanError
from simulator.model.program import Program
from simulator.reports import text

ITERATIONS = 64


def outcome(read: Callable[[], Program]) -> Program | PlanError:
    """The program that `read` gives, or the error; anything else is a fault of ours."""
    try:
        program = read()
    except PlanError as error:
        return _clear(error)
    try:
        check(program)
    except PlanError as error:
        return error
    return program


def _clear(error: PlanError) -> PlanError:
    """The error, once it is seen to speak to people."""
    assert error.issues
    for issue in error.issues:
        assert "Traceback" not in str(issue)
        assert "\tat " not in str(issue)
        assert issue.rule != "crashed", issue
    return error


def check(program: Program) -> None:
    """Schedule, simulate and show it; raises PlanError where that is impossible."""
    found = schedule(program)
    assert np.isfinite(found.start).all()
    assert np.isfinite(found.finish).all()
    result = simulate(program, ITERATIONS, seed=1, levers=1)
    assert np.isfinite(result.outcome.finish).all()
    assert result.outcome.cost is None or np.isfinite(result.outcome.cost).all()
    json.dumps(result.to_dict(), allow_nan=False)
    text.summary(result, Path("plan").name)
