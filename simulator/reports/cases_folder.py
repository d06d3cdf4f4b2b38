"""``--out DIR`` of the commands that run a plan in several cases: document, table and charts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from simulator.reports import folder
from simulator.results import store, tables
from simulator.results.as_json import as_file

if TYPE_CHECKING:
    import pandas as pd


QUANTITIES = ("finish", "cost")


class Cases(Protocol):
    """What several runs gave."""

    def table(self) -> pd.DataFrame:
        """One row a case."""

    def to_dict(self) -> dict[str, Any]:
        """The JSON document."""

    def chart(self, quantity: str = "finish", axes: Any = None) -> Any:
        """A matplotlib Axes."""


def write(
    cases: Cases, name: str, quantities: tuple[str, ...], directory: Path | str
) -> tuple[Path, ...]:
    """Write ``NAME.json``, ``cases.csv`` (and ``.parquet`` with that extra) and
    ``charts/NAME-finish.png`` into `directory`, whole or not at all; returns their paths.

    quantities : that are drawn. Files that an earlier run wrote and this one does not are removed.
    Raises OutputError with the reason.
    """
    made: dict[str, Callable[[], bytes]] = {
        f"{name}.json": lambda: as_file(cases.to_dict()),
        "cases.csv": lambda: tables.to_csv(cases.table()).encode(),
    }
    if store.has_parquet():
        made["cases.parquet"] = lambda: tables.to_parquet(cases.table())
    made |= folder.pictures(
        {f"charts/{name}-{one}": partial(cases.chart, one) for one in quantities}
    )
    every = folder.chart_files(f"charts/{name}-{one}" for one in QUANTITIES)
    return folder.put(Path(directory), made, (f"{name}.json", "cases.csv", "cases.parquet", *every))
