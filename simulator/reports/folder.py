"""All of ``--out DIR``: tables, samples, charts and a page to mail, whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.charts import Charts
from simulator.charts.style import Format, render
from simulator.errors import OutputError
from simulator.reports import html
from simulator.results import funding, store, tables
from simulator.results.result import Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Makers = Mapping[str, Callable[[], bytes]]

FORMATS: tuple[Format, ...] = ("png", "svg")
"""Every chart is written in each."""


def chart_files(charts: Iterable[str]) -> tuple[str, ...]:
    """The files of charts, which are named without suffix."""
    return tuple(f"{chart}.{suffix}" for chart in charts for suffix in FORMATS)


NAMES = (
    "summary.json", "tasks.csv", "events.csv", "funding.csv", "correlations.csv", "samples.npz",
    "samples.parquet", "report.html",
    *chart_files(
        f"charts/{name}"
        for name in (
            "s-curve-finish", "s-curve-cost", "histogram-finish", "histogram-cost", "joint",
            "gantt", "convergence-finish", "convergence-cost", "cash-flow", "waterfall-cost",
            "tornado-cost",
        )
    ),
)  # fmt: skip
"""Every file that a run may write. Those that this run does not write are removed, so that no
chart of an earlier run stands beside it."""


def write(
    result: Result, directory: Path | str, more: Mapping[str, Any] = MappingProxyType({})
) -> tuple[Path, ...]:
    """Write the result's files into `directory`, making it where needed; returns their paths.

    more : parts of the document that no result holds, such as the gates of the command line.

    Everything is built in a temporary folder first and then moved into place: on any failure
    the files of an earlier run are as they were. Other files in the folder are left alone.
    Raises OutputError with the reason.
    """
    return put(Path(directory), makers(result, more), NAMES)


def put(folder: Path, made: Makers, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Write what `made` makes into `folder`, all or nothing; `names` that it does not make are
    removed."""
    with store.told(folder), _made(folder), _temporary(folder) as temporary:
        for name, make in made.items():
            _put(temporary / "new" / name, make())
        _exchange(temporary, folder, tuple(made), names)
    return tuple(folder / name for name in made)


def check(directory: Path | str) -> None:
    """Raise OutputError at once where `write` would fail, so that no long run is lost to it."""
    folder = Path(directory)
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    with store.told(folder):
        if not existing.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "Not a directory")
        Path(tempfile.mkdtemp(prefix=".p80-", dir=existing)).rmdir()


def makers(result: Result, more: Mapping[str, Any]) -> Makers:
    """File name to what makes its content; one at a time, so that memory holds one at a time."""
    own: dict[str, Callable[[], bytes]] = {
        "summary.json": partial(store.document, result, more),
        "tasks.csv": lambda: tables.to_csv(result.tasks()).encode(),
        "samples.npz": partial(store.npz, result),
    }
    if not result.is_certain:
        rows = funding.funding(result)
        own["funding.csv"] = lambda: tables.to_csv(funding.table(rows)).encode()
    if result.happened:
        own["events.csv"] = lambda: tables.to_csv(result.events()).encode()
    if result.receipts:
        own["correlations.csv"] = lambda: tables.to_csv(result.correlations()).encode()
    if store.has_parquet():
        own["samples.parquet"] = partial(store.parquet, result)
    charts: Charts = result.charts
    drawn: dict[str, Callable[[], Axes]] = {"gantt": charts.gantt}
    for quantity in ("finish",) if result.cost is None else ("finish", "cost"):
        drawn[f"s-curve-{quantity}"] = partial(charts.s_curve, quantity)
        drawn[f"histogram-{quantity}"] = partial(charts.histogram, quantity)
        drawn[f"convergence-{quantity}"] = partial(charts.convergence, quantity)
    if result.cost is not None and not result.is_certain:
        drawn["joint"] = charts.joint
    if result.cost is not None:
        drawn["cash-flow"] = charts.cash_flow
    if charts.contingency is not None:
        drawn["waterfall-cost"] = charts.contingency.chart
        if charts.contingency.stakes:
            drawn["tornado-cost"] = charts.contingency.tornado
    own |= pictures({f"charts/{name}": draw for name, draw in drawn.items()})
    own["report.html"] = lambda: html.page(result).encode()
    return own


def pictures(drawn: Mapping[str, Callable[[], Axes]]) -> Makers:
    """The files of charts, with what makes each. drawn : what draws them, by their names without
    suffix."""
    return {
        f"{chart}.{suffix}": partial(_picture, draw, suffix)
        for chart, draw in drawn.items()
        for suffix in FORMATS
    }


def _picture(draw: Callable[[], Axes], format: Format) -> bytes:
    return render(draw(), format)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    store.write_through(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), content)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder, made with its parents; those made here are removed again on failure."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"Cannot write {folder}: it is a file, not a folder.")
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in missing:
            if path.exists() and not any(path.iterdir()):
                path.rmdir()
        raise


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    """A folder inside `folder`: surely the same disk, so that moving is renaming."""
    temporary = Path(tempfile.mkdtemp(prefix=".p80-", dir=folder))
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _exchange(temporary: Path, folder: Path, made: tuple[str, ...], names: tuple[str, ...]) -> None:
    """Old files out, new files in; on failure all back."""
    done: list[tuple[Path, Path]] = []

    def move(source: Path, goal: Path) -> None:
        goal.parent.mkdir(parents=True, exist_ok=True)
        source.rename(goal)
        done.append((source, goal))

    try:
        for name in names:
            if (folder / name).exists():
                move(folder / name, temporary / "old" / name)
        for name in made:
            move(temporary / "new" / name, folder / name)
    except BaseException:
        for source, goal in reversed(done):
            goal.rename(source)
        raise
