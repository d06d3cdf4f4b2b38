"""Time and memory. One core's time is processor time: steadier where other things run as well."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

Value = TypeVar("Value")
HERE = Path(__file__).resolve().parent
REPEAT = 3


def best(function: Callable[[], Value], repeat: int = REPEAT) -> tuple[Value, float]:
    """The value, and the least processor time of some repetitions, seconds."""
    times = []
    for _ in range(repeat):
        began = time.process_time()
        value = function()
        times.append(time.process_time() - began)
    return value, min(times)


def in_a_process(*arguments: object) -> dict[str, Any]:
    """What `size.py` reports, from a process of its own: only so is peak memory that of the run."""
    command = [sys.executable, str(HERE / "size.py"), *(str(part) for part in arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def command_line(plan: Path, cache: str | None = None) -> float:
    """Wall time of one `p80 run`, seconds. cache : folder of compiled kernels; None = the usual."""
    # As on a user's machine, where Python keeps what it made of the sources.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    if cache is not None:
        environment["NUMBA_CACHE_DIR"] = cache
    command = [sys.executable, "-m", "simulator", "run", str(plan)]
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


def cold_and_warm(plan: Path) -> tuple[float, float]:
    """`p80 run` the first time ever, and the best of the next, wall time in seconds."""
    with tempfile.TemporaryDirectory() as cache:
        cold = command_line(plan, cache)
        return cold, min(command_line(plan, cache) for _ in range(REPEAT))
