"""The raw document of a file is kept, so that the second run starts no Java."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulator.files.mpxj.process import run_reader


def cached_document(path: Path, encoding: str | None) -> dict[str, Any]:
    """The raw document of the schedule at `path`."""
    return run_reader(path, encoding)
