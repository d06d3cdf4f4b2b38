"""The command line as a user meets it: arguments in, exit status and text out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.cli.main import status_of

PLAN = """\
program: Garden shed
start: 2027-03-01
target: {finish: 2027-03-31, cost: 3000}
tasks:
  - {id: A, name: Foundation, duration: "triangular(4d, 5d, 8d)", cost: 800}
  - {id: B, name: Walls, duration: "triangular(6d, 8d, 12d)", after: A, cost_per_day: 100}
  - {id: C, name: Roof, duration: 4d, after: B, cost: "uniform(500, 900)"}
  - {id: D, name: Shed stands, after: C}
"""


class Answer(NamedTuple):
    """What a command said. out, err : standard output and standard error."""

    status: int
    out: str
    err: str


P80 = Callable[..., Answer]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small plan with uncertain time and money."""
    path = tmp_path / "shed.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def p80(capsys: pytest.CaptureFixture[str]) -> P80:
    """Run a command in this process."""

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        status = status_of([str(part) for part in arguments])
        return Answer(status, *capsys.readouterr())

    return run


@pytest.fixture
def shell() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command in a process of its own."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "simulator", *(str(part) for part in arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run
