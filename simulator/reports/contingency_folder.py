"""All of ``p80 contingency --out DIR``: the document, tables, waterfalls and the tornado."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.charts.style import Format, render
from simulator.reports import folder
from simulator.results import funding, tables
from simulator.results.as_json import as_file
from simulator.scenario.contingency import Contingency
from simulator.scenario.contingency.document import share_table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS: tuple[Format, ...] = ("png", "svg")

CHARTS = ("waterfall-cost", "waterfall-finish", "tornado-cost")

NAMES = (
    "contingency.json",
    "funding.csv",
    "shares.csv",
    *(f"charts/{name}.{suffix}" for name in CHARTS for suffix in FORMATS),
)
"""Every file that may be written; those that are not are removed, as in `folder.NAMES`."""


def write(found: Contingency, directory: Path | str) -> tuple[Path, ...]:
    """Write the files into `directory`, whole or not at all; returns their paths.

    Raises OutputError with the reason.
    """
    made: dict[str, Callable[[], bytes]] = {
        "contingency.json": lambda: as_file(found.to_dict()),
        "funding.csv": lambda: tables.to_csv(funding.table(found.funding)).encode(),
    }
    if found.shares:
        made["shares.csv"] = lambda: tables.to_csv(share_table(found)).encode()
    drawn: dict[str, Callable[[], Axes]] = {"waterfall-finish": partial(found.chart, "finish")}
    if found.money is not None:
        drawn["waterfall-cost"] = partial(found.chart, "cost")
        if found.stakes:
            drawn["tornado-cost"] = found.tornado
    for name, draw in drawn.items():
        for suffix in FORMATS:
            made[f"charts/{name}.{suffix}"] = partial(_picture, draw, suffix)
    return folder.put(Path(directory), made, NAMES)


def _picture(draw: Callable[[], Axes], format: Format) -> bytes:
    return render(draw(), format)
