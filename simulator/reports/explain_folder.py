"""All of ``p80 explain --out DIR``: the document, the tables and the charts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from simulator.charts import explain as charts
from simulator.explain import Explanation
from simulator.explain.tables import TABLES
from simulator.reports import folder
from simulator.results import tables
from simulator.results.as_json import as_file

NAMES = (
    "explain.json",
    *(f"explain-{name}.csv" for name in TABLES),
    *folder.chart_files(f"charts/explain-{name}" for name in charts.NAMES),
)
"""Every file that may be written; those that are not are removed, as in `folder.NAMES`."""


def write(found: Explanation, directory: Path | str) -> tuple[Path, ...]:
    """Write the files into `directory`, whole or not at all; returns their paths.

    Raises OutputError with the reason.
    """
    made: dict[str, Callable[[], bytes]] = {"explain.json": lambda: as_file(found.to_dict())}
    for name, rows in TABLES.items():
        if rows(found):
            made[f"explain-{name}.csv"] = partial(_table, found, name)
    made |= folder.pictures(
        {
            f"charts/explain-{name}": partial(charts.draw, found, name)
            for name in charts.drawable(found)
        }
    )
    return folder.put(Path(directory), made, NAMES)


def _table(found: Explanation, name: str) -> bytes:
    return tables.to_csv(found.table(name)).encode()
