"""The command line in processes of their own, with what it took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

LAUNCH = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True, errors="replace")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, done.stdout, done.stderr,
                  used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
"""A small process that starts the measured one: a child is counted with what its parent held."""


class Measured(NamedTuple):
    """seconds : of one core. memory : MB of the largest process, readers included."""

    status: int
    out: str
    err: str
    seconds: float
    memory: float


def measured(*arguments: object, folder: Path) -> Measured:
    """Run `p80` with what it keeps below `folder`; the answer, and what it took."""
    command = [sys.executable, "-c", LAUNCH, sys.executable, "-m", "simulator"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "TMPDIR": str(folder)}
    done = subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True, text=True, check=True, timeout=1800, env=environment,
    )  # fmt: skip
    return Measured(*json.loads(done.stdout))
