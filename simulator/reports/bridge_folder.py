"""All of ``p80 bridge --out DIR``: the document and the waterfalls."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from simulator.charts.bridge import waterfall
from simulator.explain.bridge import Bridge
from simulator.reports import folder
from simulator.results.as_json import as_file

NAMES = (
    "bridge.json",
    *folder.chart_files(["bridge-finish", "bridge-cost"]),
)
"""Every file that may be written; those that are not are removed, as in `folder.NAMES`."""


def write(bridge: Bridge, directory: Path | str) -> tuple[Path, ...]:
    """Write the files into `directory`, whole or not at all; returns their paths.

    Raises OutputError with the reason.
    """
    made: dict[str, Callable[[], bytes]] = {"bridge.json": lambda: as_file(bridge.to_dict())}
    drawn = ("finish", "cost") if bridge.cost else ("finish",)
    made |= folder.pictures({f"bridge-{one}": partial(waterfall, bridge, one) for one in drawn})
    return folder.put(Path(directory), made, NAMES)
