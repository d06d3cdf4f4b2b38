"""The JSON document of `p80 check`: docs/reference/health.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator import __version__
from simulator.health import Health
from simulator.model.fingerprint import fingerprint
from simulator.model.program import Program
from simulator.reports.words import count, counts
from simulator.results.correlation import entries
from simulator.results.estimate import finite
from simulator.results.parity import Parity
from simulator.results.raw import Receipt


def document(
    program: Program, parity: Parity, health: Health, receipts: Sequence[Receipt] = ()
) -> dict[str, Any]:
    """What came in, how far the dates agree, how sound the plan is, and what is correlated."""
    return {
        "program": program.title,
        "fingerprint": fingerprint(program),
        "version": __version__,
        "contents": contents(program),
        "notes": list(program.notes),
        "parity": parity.details(),
        "health": health.to_dict(),
        "correlations": [_finite(entry) for entry in entries(receipts)],
    }


def _finite(entry: dict[str, Any]) -> dict[str, Any]:
    """The same with NaN as None."""
    return {
        key: finite(value) if isinstance(value, float) else value for key, value in entry.items()
    }


def contents(program: Program) -> dict[str, int]:
    """How many of each thing came in."""
    left = [task for task in program.activities if not task.is_finished]
    return {
        "projects": len(program.projects),
        "tasks": len(program.activities),
        "open": len(left),
        "with_range": sum(task.spread is not None for task in left),
        "links": sum(len(task.after) for task in program.tasks),
        "risks": len(program.risks),
        "drivers": len(program.drivers),
        "branches": len(program.branches),
        "loops": len(program.loops),
    }


def contents_text(program: Program) -> str:
    """The same in words, on one line."""
    found = contents(program)
    return " · ".join(
        (
            count(found["projects"], "project"),
            count(found["tasks"], "task"),
            f"{found['open']:,} open",
            f"{found['with_range']:,} with a range",
            count(found["links"], "link"),
            count(found["risks"], "risk"),
            count(found["drivers"], "driver"),
            *counts({"branch": found["branches"], "loop": found["loops"]}),
        )
    )
