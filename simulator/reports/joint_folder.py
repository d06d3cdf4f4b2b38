"""All of ``p80 joint --out DIR``: the document, the frontier as a table, the scatter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from simulator.charts.joint import joint as drawn
from simulator.charts.style import Format, render
from simulator.reports import folder
from simulator.results import tables
from simulator.results.as_json import as_file
from simulator.results.joint.answer import Joint

FORMATS: tuple[Format, ...] = ("png", "svg")

NAMES = ("joint.json", "frontier.csv", *(f"charts/joint.{suffix}" for suffix in FORMATS))
"""Every file that may be written; those that are not are removed, as in `folder.NAMES`."""


def write(joint: Joint, directory: Path | str) -> tuple[Path, ...]:
    """Write the files into `directory`, whole or not at all; returns their paths.

    Raises OutputError with the reason.
    """
    made: dict[str, Callable[[], bytes]] = {"joint.json": lambda: as_file(joint.to_dict())}
    if joint.cost is not None:
        made["frontier.csv"] = partial(_table, joint)
        for suffix in FORMATS:
            made[f"charts/joint.{suffix}"] = partial(_picture, joint, suffix)
    return folder.put(Path(directory), made, NAMES)


def _table(joint: Joint) -> bytes:
    import pandas as pd

    return tables.to_csv(pd.DataFrame(joint.to_dict()["frontier"])).encode()


def _picture(joint: Joint, format: Format) -> bytes:
    return render(drawn(joint), format)
