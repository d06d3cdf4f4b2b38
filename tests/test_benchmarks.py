"""The benchmarks still run, and their answers agree with the programs they measure against."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SIZE = Path(__file__).resolve().parents[1] / "benchmarks" / "size.py"


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is read the POSIX way")
def test_a_size_is_measured_and_its_mean_is_that_of_the_numpy_program():
    command = [sys.executable, str(SIZE), "60", "4096"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["seconds"] > 0
    assert answer["megabytes"] > 10


DEAR = """
import networks
from simulator.engine import simulate
nodes = networks.layered(60)
for ranges in (False, True):
    cost = simulate(networks.paid(nodes, ranges), 8192, levers=0).outcome.cost
    exact = networks.mean_cost(nodes, ranges)
    assert abs(cost.mean() - exact) < 5 * cost.std() / cost.size ** 0.5, (cost.mean(), exact)
"""


CORRELATED = """
import networks, rivals
from size import agree, agree_in_spread
from simulator.engine import simulate
nodes = networks.layered(60)
result = simulate(networks.together(networks.program(nodes), 3, 0.6), 8192, levers=0)
found = result.finish.days_of(result.outcome.finish)
other = rivals.numpy_program(nodes, 8192, together=rivals.Together(3, 0.6))[0]
agree(found, other)
agree_in_spread(found, other)
apart = rivals.numpy_program(nodes, 8192)[0]
assert found.var() > 1.5 * apart.var()
"""


@pytest.mark.parametrize("script", [CORRELATED, DEAR], ids=["correlated", "dear"])
def test_what_is_measured_has_the_moments_that_it_should_have(script: str):
    """The spread of the NumPy program with a copula; the mean cost by closed form."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=SIZE.parent,
        env={**os.environ, "PYTHONPATH": str(SIZE.parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
