"""All of ``p80 contingency --out DIR``: the document, tables, waterfalls and the tornado."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.reports import folder
from simulator.results import funding, tables
from simulator.results.as_json import as_file
from simulator.scenario.contingency import Contingency
from simulator.scenario.contingency.document import share_table

if TYPE_CHECKING:
    from matplotlib.axes import Axes


CHARTS = ("charts/waterfall-cost", "charts/waterfall-finish", "charts/tornado-cost")

NAMES = (
    "contingency.json",
    "funding.csv",
    "shares.csv",
    *folder.chart_files(CHARTS),
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
    money, time, tornado = CHARTS
    drawn: dict[str, Callable[[], Axes]] = {time: partial(found.chart, "finish")}
    if found.money is not None:
        drawn[money] = partial(found.chart, "cost")
        if found.stakes:
            drawn[tornado] = found.tornado
    made |= folder.pictures(drawn)
    return folder.put(Path(directory), made, NAMES)
