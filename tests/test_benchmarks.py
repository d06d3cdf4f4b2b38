"""The benchmarks still run, and their answers agree with the programs they measure against."""

from __future__ import annotations

import json
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
