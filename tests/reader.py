"""A reader of schedules that stays up: one Java for many files."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from simulator.files.mpxj.process import answer_in

CHILD = """
import os, sys
from pathlib import Path
from simulator.files.mpxj import child, jvm
said = os.fdopen(os.dup(1), "w")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
jvm.start()
for line in sys.stdin:
    path, out = line.rstrip("\\n").split("\\t")
    Path(out).write_bytes(child.encoded(child.answer(path, None)))
    print("done", file=said, flush=True)
"""
HANG = 300
"""Seconds after which a reader that says nothing is taken to hang."""


class Reader:
    """Answers as `simulator.files.mpxj.process.run_reader` does, without a start for each file."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="p80-")
        self._child = self._started()

    def _started(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=self._folder.name,
            env={**os.environ, "TMPDIR": self._folder.name},
        )

    def __call__(self, path: Path, encoding: str | None = None) -> dict[str, Any]:
        """The raw document of `path`; raises PlanError, and AssertionError where it hangs."""
        assert encoding is None
        assert self._child.stdin
        assert self._child.stdout
        out = Path(self._folder.name) / "answer.json"
        out.unlink(missing_ok=True)
        self._child.stdin.write(f"{path.resolve()}\t{out}\n")
        self._child.stdin.flush()
        ready, _, _ = select.select([self._child.stdout], [], [], HANG)
        assert ready, f"the reader hangs on {path}"
        if self._child.stdout.readline():
            return answer_in(path, out, 0)
        self._end()
        self._child = self._started()
        return answer_in(path, out, 1)

    def close(self) -> None:
        """End the child, and remove what it left."""
        self._end()
        self._folder.cleanup()

    def _end(self) -> None:
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                pipe.close()
        self._child.kill()
        self._child.wait()
