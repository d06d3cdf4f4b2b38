"""`p80 bridge`: why the percentile of one update of a plan is another than that of the last."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import progress
from simulator.cli.options import (
    Running,
    drawing,
    level_of,
    reading,
    threads_option,
    words_of,
    written,
)
from simulator.cli.out import answer

if TYPE_CHECKING:
    from simulator.explain.bridge import Bridge

LEVEL = "P80"


@click.command("bridge")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--at",
    "level",
    default=LEVEL,
    show_default=True,
    metavar="P",
    help="The percentile that moved.",
)
@click.option("--shapley", is_flag=True, help="The mean over all orders in place of one order.")
@click.option(
    "--old-seed",
    type=click.IntRange(0, 2**64 - 1),
    help="Seed with which OLD was forecast, where it was another: the difference is luck.",
)
@drawing
@reading
@threads_option
@written("Folder for charts and the document.")
def command(**given: Any) -> int:
    """Why did P80 move from OLD to NEW, two updates of one plan?

    Makes one group of changes after the other, simulates each program between with the same
    draws, and shows what each moves P80 by, in days and money: progress, scope removed, logic,
    scope added, durations, calendars, risks, luck. The steps add up to the whole. Tasks are
    matched by id.
    """
    return explained(Options(**given))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Running):
    """What was asked for on the command line."""

    old: Path
    new: Path
    level: str
    shapley: bool
    old_seed: int | None

    @property
    def repeated(self) -> tuple[str, ...]:
        """The words of the command without what it writes."""
        words = words_of(
            ("--at", self.level, LEVEL),
            ("--old-seed", self.old_seed, None),
        )
        return (str(self.old), str(self.new), *["--shapley"] * self.shapley, *words, *self.usual)


def explained(options: Options) -> int:
    """Read both, simulate step by step, write, print."""
    level = level_of("--at", options.level)
    options.check_folder()
    old, new = (options.read(path) for path in (options.old, options.new))
    with progress.shown() as report:
        from simulator.explain.bridge import bridge

        found = bridge(
            old,
            new,
            options.iterations,
            options.seed,
            report,
            level=level,
            old_seed=options.old_seed,
            shapley=options.shapley,
            threads=options.threads,
        )
    if options.out is not None:
        from simulator.reports import bridge_folder

        bridge_folder.write(found, options.out)
    answer(options.as_json, found.to_dict, partial(screen, found, options))
    return 0


def screen(found: Bridge, options: Options) -> str:
    """One screen of text."""
    from simulator.reports import bridge_text

    return bridge_text.summary(found, options.folder, options.repeated)
