"""`p80 compare`: what would each scenario change?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import progress
from simulator.cli.options import Asked, drawing, plan_argument, reading, threads_option, written
from simulator.cli.out import answer

if TYPE_CHECKING:
    from simulator.model.program import Program
    from simulator.scenario.compare import Comparison
    from simulator.scenario.vary import Grid


@click.command("compare")
@plan_argument
@click.argument("scenarios", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--vary",
    "factors",
    multiple=True,
    metavar="TEXT",
    help='Instead of scenarios, every combination of values: "S110.duration=80%..120% by 10%".',
)
@drawing
@reading
@threads_option
@written("Folder for charts, a table and the document.")
def command(**given: Any) -> int:
    """What would each of SCENARIOS change in PLAN?

    Runs the plan as it is and with each scenario on the same luck, and says what each saves or
    costs, in working days and money, with the 95 % interval of the difference. With --vary, given
    once or several times, every combination of the values is run in their place.
    """
    return assess(Options(**given))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Asked):
    """What was asked for on the command line."""

    scenarios: tuple[Path, ...]
    factors: tuple[str, ...]

    @property
    def repeated(self) -> tuple[str, ...]:
        """The words without which the runs would be others."""
        return (
            *map(str, self.scenarios),
            *(word for text in self.factors for word in ("--vary", text)),
            *self.usual,
        )


def assess(options: Options) -> int:
    """Read, simulate, write, print."""
    if bool(options.scenarios) == bool(options.factors):
        raise click.UsageError("Name scenarios to compare with the plan, or what to --vary.")
    options.check_folder()
    found = compared(options.program(), options)
    if options.out is not None:
        from simulator.reports import cases_folder

        cases_folder.write(found, "compare", found.quantities, options.out)
    answer(options.as_json, found.to_dict, partial(screen, found, options))
    return 0


def compared(program: Program, options: Options) -> Comparison | Grid:
    """All runs, with a progress bar where someone is watching."""
    with progress.shown() as report:
        how = (options.iterations, options.seed, report, options.threads)
        if options.factors:
            from simulator.scenario.vary import vary

            return vary(program, options.factors, *how)
        from simulator.scenario.compare import compare

        return compare(program, options.scenarios, *how)


def screen(found: Comparison | Grid, options: Options) -> str:
    """One screen of text."""
    from simulator.reports import compare_text, vary_text
    from simulator.scenario.vary import Grid

    shown = (str(options.plan), options.folder, options.repeated)
    if isinstance(found, Grid):
        return vary_text.summary(found, *shown)
    return compare_text.summary(found, *shown)
