"""Small plans as text, and what the checks say of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest

from simulator.files import load
from simulator.health import Health, assess
from simulator.model.program import Program

HEAD = "program: Test\nstart: 2026-03-02\n"
"""2 March 2026 is a Monday; the standard calendar has five days of eight hours."""


@pytest.fixture
def planned(tmp_path: Path) -> Callable[..., Program]:
    """The program of some rows of tasks; `more` stands at the top of the file."""

    def made(rows: str, more: str = "") -> Program:
        path = tmp_path / "plan.yaml"
        tasks = indent(dedent(rows).strip(), "  ")
        path.write_text(f"{HEAD}{dedent(more)}\ntasks:\n{tasks}\n", encoding="utf-8")
        return load(path)

    return made


@pytest.fixture
def health(planned: Callable[..., Program]) -> Callable[..., Health]:
    """All findings of such a plan."""

    def judged(rows: str, more: str = "") -> Health:
        return assess(planned(rows, more))

    return judged
