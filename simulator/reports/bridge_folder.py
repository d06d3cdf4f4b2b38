"""All of ``p80 bridge --out DIR``: the document and the waterfalls."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from simulator.charts.bridge import waterfall
from simulator.charts.style import Format, render
from simulator.explain.bridge import Bridge
from simulator.reports import folder
from simulator.results.as_json import as_file

FORMATS: tuple[Format, ...] = ("png", "svg")
NAMES = (
    "bridge.json",
    *(f"bridge-{quantity}.{suffix}" for quantity in ("finish", "cost") for suffix in FORMATS),
)
"""Every file that may be written; those that are not are removed, as in `folder.NAMES`."""


def write(bridge: Bridge, directory: Path | str) -> tuple[Path, ...]:
    """Write the files into `directory`, whole or not at all; returns their paths.

    Raises OutputError with the reason.
    """
    made: dict[str, Callable[[], bytes]] = {"bridge.json": lambda: as_file(bridge.to_dict())}
    for quantity in ("finish", "cost") if bridge.cost else ("finish",):
        for suffix in FORMATS:
            made[f"bridge-{quantity}.{suffix}"] = partial(_picture, bridge, quantity, suffix)
    return folder.put(Path(directory), made, NAMES)


def _picture(bridge: Bridge, quantity: str, format: Format) -> bytes:
    return render(waterfall(bridge, quantity), format)
