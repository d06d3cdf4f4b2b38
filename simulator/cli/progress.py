"""What is shown while a long run is under way: on a terminal, on standard error, and only then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds before a bar appears: a short run ends without one."""


def announce_compilation() -> None:
    """Say why a first run takes longer: later ones find the compiled engine on disk."""
    from simulator.kernels.jit import cache_folder

    folder, first = cache_folder(), "First run: compiling the engine."
    if folder is None:
        click.echo("p80: no folder to keep the compiled engine in; compiling it again.", err=True)
        return
    if any(folder.rglob("*.nbi")):
        first = "First plan of this kind: compiling the engine for it."
    click.echo(f"{first} Later runs start at once.", err=True)


@contextmanager
def shown() -> Iterator[Callable[[int, int], None] | None]:
    """Give a function of (done, in all) to report to; None where nobody is watching. A run that
    must compile says so."""
    from simulator.kernels.jit import before_compiling

    before_compiling(announce_compilation)
    if not sys.stderr.isatty():
        yield None
        return
    bar = Bar()
    try:
        yield bar.advance_to
    finally:
        bar.close()


class Bar:
    """A progress bar that appears after a moment and vanishes at the end."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.progress: Progress | None = None

    def advance_to(self, done: int, total: int) -> None:
        """Show that `done` parts of `total` are done."""
        if self.progress is None and time.monotonic() - self.began > PATIENCE:
            self.progress = self.open()
        if self.progress is not None:
            self.progress.update(self.progress.task_ids[0], completed=done, total=total)

    def open(self) -> Progress:
        """Start the bar on standard error."""
        from rich.console import Console
        from rich.progress import Progress

        progress = Progress(console=Console(stderr=True), transient=True)
        progress.add_task("Simulating", total=None)
        progress.start()
        return progress

    def close(self) -> None:
        """Remove the bar."""
        if self.progress is not None:
            self.progress.stop()
