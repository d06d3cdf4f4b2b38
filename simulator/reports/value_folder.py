"""All of ``p80 value --out DIR``: the document and the chart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from simulator.charts.value import value as drawn
from simulator.reports import folder
from simulator.results.as_json import as_file
from simulator.scenario.value import Value

NAMES = ("value.json", *folder.chart_files(["charts/value"]))
"""Every file that is written."""


def write(value: Value, directory: Path | str) -> tuple[Path, ...]:
    """Write the files into `directory`, whole or not at all; returns their paths.

    Raises OutputError with the reason.
    """
    made: dict[str, Callable[[], bytes]] = {"value.json": lambda: as_file(value.to_dict())}
    made |= folder.pictures({"charts/value": partial(drawn, value)})
    return folder.put(Path(directory), made, NAMES)
