"""``--out DIR`` of the commands that run a plan in several cases: document, table and charts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from simulator.charts.style import Format, render
from simulator.reports import folder
from simulator.results import store, tables
from simulator.results.as_json import as_file

if TYPE_CHECKING:
    import pandas as pd

FORMATS: tuple[Format, ...] = ("png", "svg")

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
    for quantity in quantities:
        for suffix in FORMATS:
            made[_chart(name, quantity, suffix)] = partial(_picture, cases, quantity, suffix)
    every = [_chart(name, quantity, suffix) for quantity in QUANTITIES for suffix in FORMATS]
    return folder.put(Path(directory), made, (f"{name}.json", "cases.csv", "cases.parquet", *every))


def _chart(name: str, quantity: str, suffix: str) -> str:
    return f"charts/{name}-{quantity}.{suffix}"


def _picture(cases: Cases, quantity: str, format: Format) -> bytes:
    return render(cases.chart(quantity), format)
