"""Memory does not grow with tasks x iterations."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import resource, sys
from datetime import datetime
from simulator.engine import simulate
from simulator.model.calendar import standard_calendar
from simulator.model.dependency import Dependency
from simulator.model.distributions import Triangular
from simulator.model.program import Program, Project
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task

start = datetime(2026, 3, 2, 8)
tasks = tuple(
    Task(f"P/{i}", "", Kind.TASK, "standard", 480.0, Spread(Triangular(400.0, 480.0, 900.0)),
         after=tuple(Dependency(f"P/{k}") for k in {i - 7, i // 2} if 0 <= k < i))
    for i in range(400)
)
calendars = {"standard": standard_calendar()}
program = Program("P", start, calendars, (Project("P", "P", start, "standard"),), tasks)
simulate(program, int(sys.argv[1]), threads=2, levers=1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

FEW, MANY = 10_000, 160_000


def peak(iterations: int) -> int:
    """Most bytes that a run takes; Linux counts in kilobytes, macOS in bytes."""
    command = [sys.executable, "-c", SCRIPT, str(iterations)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout) * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory as POSIX tells it")
def test_memory_grows_by_the_kept_samples_alone() -> None:
    """400 tasks: all their values would be 480 MB more; a few copies of two samples are 12."""
    grown = peak(MANY) - peak(FEW)
    every_value = 400 * (MANY - FEW) * 8
    assert grown < every_value / 16
