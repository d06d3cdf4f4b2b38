"""Running the writer in a process of its own, and naming what went wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from simulator.errors import P80Error
from simulator.files.mpxj.process import MESSAGES, TIME_LIMIT


class WriteError(P80Error):
    """A schedule could not be written; nothing half-written is left behind."""


FAULTS = {
    "no-java": f"Java is needed, and none was found. {MESSAGES['no-java'][1]}",
    "memory": "it is too big for the memory that writing may use.",
    "unwritten": "the writer of this format refuses it ({}).",
}


def run_writer(job: dict[str, Any], name: str) -> dict[str, str]:
    """Write the file that `job` names; says which field each column got. name : for messages.

    Raises WriteError.
    """
    with tempfile.TemporaryDirectory(prefix="p80-") as folder:
        asked, answer = Path(folder) / "job.json", Path(folder) / "answer.json"
        asked.write_text(json.dumps(job), encoding="utf-8")
        command = [sys.executable, "-P", "-m", "simulator.files.mpxj_write.child"]
        root = str(Path(__file__).parents[3])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        try:
            done = subprocess.run(
                [*command, str(asked), str(answer)],
                env={**os.environ, "PYTHONPATH": path},
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE if os.environ.get("P80_TRACEBACK") else subprocess.DEVNULL,
                timeout=TIME_LIMIT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise WriteError(
                f"Cannot write {name}: it took longer than {TIME_LIMIT:.0f} seconds."
            ) from None
        if done.returncode or not answer.exists():
            said = done.stderr.decode(errors="replace") if done.stderr else ""
            raise WriteError(f"Cannot write {name}: the writer ended unexpectedly. {said}".strip())
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    if "fault" in found:
        raise WriteError(f"Cannot write {name}: {FAULTS[found['fault']].format(found['detail'])}")
    fields: dict[str, str] = found["fields"]
    return fields
