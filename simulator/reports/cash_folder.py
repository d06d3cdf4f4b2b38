"""All of ``p80 cash --out DIR``: the document, the table of periods and the chart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from simulator.charts.cash_flow import cash_flow
from simulator.reports import folder
from simulator.reports.cash import Cash
from simulator.results import cash_document, tables
from simulator.results.as_json import as_file

NAMES = (
    "cash.json",
    "cash.csv",
    "earned.csv",
    *folder.chart_files(["charts/cash-flow"]),
)
"""Every file that is written."""


def write(cash: Cash, directory: Path | str) -> tuple[Path, ...]:
    """Write the files into `directory`, whole or not at all; returns their paths.

    Raises OutputError with the reason.
    """
    made: dict[str, Callable[[], bytes]] = {
        "cash.json": partial(_document, cash),
        "cash.csv": lambda: cash_document.to_csv(cash.flow, cash.funding).encode(),
    }
    earned = cash.earned
    if earned is not None:
        made["earned.csv"] = lambda: tables.to_csv(earned.table()).encode()
    made |= folder.pictures({"charts/cash-flow": partial(cash_flow, cash.result, cash.flow)})
    return folder.put(Path(directory), made, NAMES)


def _document(cash: Cash) -> bytes:
    own = cash_document.to_dict(cash.result, cash.flow, cash.funding, cash.earned)
    return as_file(own)
