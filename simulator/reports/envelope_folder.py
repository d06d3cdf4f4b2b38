"""All of ``p80 envelope --out DIR``: the document, the table of cases and the charts."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from simulator.charts.envelope import envelope as drawn
from simulator.charts.style import Format, render
from simulator.reports import folder
from simulator.results import tables
from simulator.scenario.envelope import Envelope

FORMATS: tuple[Format, ...] = ("png", "svg")

NAMES = (
    "envelope.json",
    "cases.csv",
    *(
        f"charts/envelope-{quantity}.{suffix}"
        for quantity in ("finish", "cost")
        for suffix in FORMATS
    ),
)
"""Every file that may be written; those that are not are removed, as in `folder.NAMES`."""


def write(envelope: Envelope, directory: Path | str) -> tuple[Path, ...]:
    """Write the files into `directory`, whole or not at all; returns their paths.

    Raises OutputError with the reason.
    """
    made: dict[str, Callable[[], bytes]] = {
        "envelope.json": partial(_document, envelope),
        "cases.csv": lambda: tables.to_csv(envelope.table()).encode(),
    }
    for quantity in ("finish",) if envelope.cost is None else ("finish", "cost"):
        for suffix in FORMATS:
            name = f"charts/envelope-{quantity}.{suffix}"
            made[name] = partial(_picture, envelope, quantity, suffix)
    return folder.put(Path(directory), made, NAMES)


def _document(envelope: Envelope) -> bytes:
    text = json.dumps(envelope.to_dict(), ensure_ascii=False, allow_nan=False, indent=1)
    return (text + "\n").encode()


def _picture(envelope: Envelope, quantity: str, format: Format) -> bytes:
    return render(drawn(envelope, quantity), format)
