"""A writer of schedules that stays up: one Java for many files."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

CHILD = """
import json, os, sys
from pathlib import Path
from simulator.files.mpxj import jvm
from simulator.files.mpxj_write import child
said = os.fdopen(os.dup(1), "w")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
jvm.start()
for line in sys.stdin:
    job, out = line.rstrip("\\n").split("\\t")
    Path(out).write_text(json.dumps(child.answer(json.loads(Path(job).read_text()))))
    print("done", file=said, flush=True)
"""


def xer_tables(path: Path) -> dict[str, list[dict[str, str]]]:
    """Rows of an XER file by table; each has as many cells as its table has names."""
    tables: dict[str, list[dict[str, str]]] = {}
    names: list[str] = []
    for line in path.read_text("cp1252").split("\n"):
        kind, *cells = line.rstrip("\r").split("\t")
        if kind == "%T":
            rows = tables.setdefault(cells[0], [])
        elif kind == "%F":
            names = cells
        elif kind == "%R":
            assert len(cells) == len(names), line
            rows.append(dict(zip(names, cells, strict=True)))
    return tables


class Writer:
    """Answers as `simulator.files.mpxj_write.process.run_writer` does, with one start of Java."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="p80-")
        self._child = subprocess.Popen(
            [sys.executable, "-c", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=self._folder.name,
        )

    def __call__(self, job: dict[str, Any], name: str) -> dict[str, str]:
        """Write the file that `job` names; AssertionError where that fails."""
        assert self._child.stdin
        assert self._child.stdout
        asked, out = (Path(self._folder.name) / part for part in ("job.json", "answer.json"))
        asked.write_text(json.dumps(job), encoding="utf-8")
        self._child.stdin.write(f"{asked}\t{out}\n")
        self._child.stdin.flush()
        assert self._child.stdout.readline(), f"the writer of {name} ended"
        answer = json.loads(out.read_text(encoding="utf-8"))
        assert "fault" not in answer, answer
        fields: dict[str, str] = answer["fields"]
        return fields

    def close(self) -> None:
        """End the child, and remove what it left."""
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                pipe.close()
        self._child.kill()
        self._child.wait()
        self._folder.cleanup()
