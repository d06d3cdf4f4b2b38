"""`p80 bridge`: why the percentile of one update of a plan is another than that of the last."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import progress
from simulator.cli.options import (
    ITERATIONS,
    SEED,
    encoding_option,
    iterations_option,
    level_of,
    range_option,
    read_program,
    seed_option,
    threads_option,
    three_point_option,
    words_of,
)
from simulator.cli.out import show

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
@iterations_option
@seed_option
@range_option
@encoding_option
@three_point_option
@threads_option
@click.option("--out", type=click.Path(path_type=Path), help="Folder for charts and the document.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def command(**given: Any) -> int:
    """Why did P80 move from OLD to NEW, two updates of one plan?

    Makes one group of changes after the other, simulates each program between with the same
    draws, and shows what each moves P80 by, in days and money: progress, scope removed, logic,
    scope added, durations, calendars, risks, luck. The steps add up to the whole. Tasks are
    matched by id.
    """
    return explained(Options(**given))


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    old: Path
    new: Path
    level: str
    shapley: bool
    old_seed: int | None
    iterations: int
    seed: int
    spread: str | None
    encoding: str | None
    three_point: str | None
    threads: int | None
    out: Path | None
    as_json: bool

    @property
    def repeated(self) -> tuple[str, ...]:
        """The words of the command without what it writes."""
        words = words_of(
            ("--at", self.level, LEVEL),
            ("--old-seed", self.old_seed, None),
            ("-n", self.iterations, ITERATIONS),
            ("--seed", self.seed, SEED),
            ("--range", self.spread, None),
            ("--encoding", self.encoding, None),
            ("--three-point", self.three_point, None),
        )
        return (str(self.old), str(self.new), *["--shapley"] * self.shapley, *words)


def explained(options: Options) -> int:
    """Read both, simulate step by step, write, print."""
    level = level_of("--at", options.level)
    if options.out is not None:
        from simulator.reports import folder

        folder.check(options.out)
    plans = [
        read_program(path, None, options.spread, options.encoding, options.three_point)
        for path in (options.old, options.new)
    ]
    progress.announce_compilation()
    with progress.shown() as report:
        from simulator.explain.bridge import bridge

        found = bridge(
            plans[0],
            plans[1],
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
    show(printed(found, options), newline=options.as_json)
    return 0


def printed(found: Bridge, options: Options) -> str:
    """The document, or the screen."""
    if options.as_json:
        return json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False)
    from simulator.reports import bridge_text

    out = None if options.out is None else str(options.out)
    return bridge_text.summary(found, out, options.repeated)
