"""All of ``p80 replay --out DIR``: the document, the table of tasks and the chart."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from simulator.charts.replay import gantt
from simulator.charts.style import render
from simulator.explain.replay import Replay
from simulator.reports import folder
from simulator.results import tables

NAMES = ("replay.json", "tasks.csv", "gantt.png", "gantt.svg")
"""Every file that may be written; those that are not are removed, as in `folder.NAMES`."""


def write(replay: Replay, directory: Path | str) -> tuple[Path, ...]:
    """Write the files into `directory`, whole or not at all; returns their paths.

    Raises OutputError with the reason.
    """
    made: dict[str, Callable[[], bytes]] = {
        "replay.json": lambda: document(replay.to_dict()),
        "tasks.csv": lambda: tables.to_csv(replay.table()).encode(),
        "gantt.png": lambda: render(gantt(replay), "png"),
        "gantt.svg": lambda: render(gantt(replay), "svg"),
    }
    return folder.put(Path(directory), made, NAMES)


def document(content: object) -> bytes:
    """A JSON document, indented."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1)
    return (text + "\n").encode()
