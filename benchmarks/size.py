"""One size, measured in this process: `python benchmarks/size.py TASKS ITERATIONS`."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import networks
import numpy as np

from simulator.engine import simulate
from simulator.model.distribution import Floats

CHECKED = 2000
"""Iterations of the NumPy program that the answer is held to."""


def main(tasks: int, iterations: int) -> dict[str, float]:
    """Seconds and peak memory of `simulate`, once compiled, with all cores."""
    nodes = networks.layered(tasks)
    program = networks.program(nodes)
    simulate(networks.program(networks.layered(50)), 2048)
    began = time.perf_counter()
    result = simulate(program, iterations)
    seconds = time.perf_counter() - began
    megabytes = peak()
    # Only now: rivals need memory of their own.
    import rivals

    ours = result.finish.days_of(result.outcome.finish)
    agree(ours, rivals.numpy_program(nodes, CHECKED)[0])
    return {"seconds": seconds, "megabytes": megabytes}


def peak() -> float:
    """Most memory that this process has taken, MB. On Linux `getrusage` also counts what the
    process that started it had."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 1024)


def agree(ours: Floats, theirs: Floats) -> None:
    """The means must lie within five standard errors of each other."""
    error = np.sqrt(ours.var() / len(ours) + theirs.var() / len(theirs))
    assert abs(ours.mean() - theirs.mean()) < 5 * error, (ours.mean(), theirs.mean(), error)


def agree_in_spread(ours: Floats, theirs: Floats) -> None:
    """The variances must lie within five standard errors of each other."""
    error = np.sqrt(sum(((x - x.mean()) ** 2).var() / len(x) for x in (ours, theirs)))
    assert abs(ours.var() - theirs.var()) < 5 * error, (ours.var(), theirs.var(), error)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
