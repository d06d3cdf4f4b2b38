"""All of ``p80 joint --out DIR``: the document, the frontier as a table, the scatter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from simulator.charts.joint import joint as drawn
from simulator.reports import folder
from simulator.results import tables
from simulator.results.as_json import as_file
from simulator.results.joint.answer import Joint

NAMES = ("joint.json", "frontier.csv", *folder.chart_files(["charts/joint"]))
"""Every file that may be written; those that are not are removed, as in `folder.NAMES`."""


def write(joint: Joint, directory: Path | str) -> tuple[Path, ...]:
    """Write the files into `directory`, whole or not at all; returns their paths.

    Raises OutputError with the reason.
    """
    made: dict[str, Callable[[], bytes]] = {"joint.json": lambda: as_file(joint.to_dict())}
    if joint.cost is not None:
        made["frontier.csv"] = partial(_table, joint)
        made |= folder.pictures({"charts/joint": partial(drawn, joint)})
    return folder.put(Path(directory), made, NAMES)


def _table(joint: Joint) -> bytes:
    import pandas as pd

    return tables.to_csv(pd.DataFrame(joint.to_dict()["frontier"])).encode()
