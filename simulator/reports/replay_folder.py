"""All of ``p80 replay --out DIR``: the document, the table of tasks and the chart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from simulator.charts.replay import gantt
from simulator.explain.replay import Replay, Shared
from simulator.reports import folder
from simulator.results import tables
from simulator.results.as_json import as_file

NAMES = ("replay.json", "tasks.csv", *folder.chart_files(["gantt"]))
"""Every file that may be written; those that are not are removed, as in `folder.NAMES`."""


def write(replay: Replay, directory: Path | str, common: Shared | None = None) -> tuple[Path, ...]:
    """Write the files into `directory`, whole or not at all; returns their paths.

    common : what the iterations share that this one stands for.

    Raises OutputError with the reason.
    """
    made: dict[str, Callable[[], bytes]] = {
        "replay.json": lambda: as_file(whole(replay, common)),
        "tasks.csv": lambda: tables.to_csv(replay.table()).encode(),
        **folder.pictures({"gantt": partial(gantt, replay)}),
    }
    return folder.put(Path(directory), made, NAMES)


def whole(replay: Replay, common: Shared | None) -> dict[str, Any]:
    """The document of an iteration, with that of the set that it stands for, if any."""
    own = replay.to_dict()
    return own if common is None else {**own, "set": common.to_dict()}
