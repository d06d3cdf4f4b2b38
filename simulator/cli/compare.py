"""`p80 compare`: what would each scenario change?"""

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
    plan_argument,
    range_option,
    read_program,
    seed_option,
    threads_option,
    three_point_option,
    words_of,
)
from simulator.cli.out import show

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
@iterations_option
@seed_option
@range_option
@encoding_option
@three_point_option
@threads_option
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for charts, a table and the document."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def command(**given: Any) -> int:
    """What would each of SCENARIOS change in PLAN?

    Runs the plan as it is and with each scenario on the same luck, and says what each saves or
    costs, in working days and money, with the 95 % interval of the difference. With --vary, given
    once or several times, every combination of the values is run in their place.
    """
    return assess(Options(**given))


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    plan: Path
    scenarios: tuple[Path, ...]
    factors: tuple[str, ...]
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
        """The words without which the runs would be others."""
        return (
            *map(str, self.scenarios),
            *(word for text in self.factors for word in ("--vary", text)),
            *words_of(
                ("-n", self.iterations, ITERATIONS),
                ("--seed", self.seed, SEED),
                ("--range", self.spread, None),
                ("--encoding", self.encoding, None),
                ("--three-point", self.three_point, None),
            ),
        )


def assess(options: Options) -> int:
    """Read, simulate, write, print."""
    if bool(options.scenarios) == bool(options.factors):
        raise click.UsageError("Name scenarios to compare with the plan, or what to --vary.")
    if options.out is not None:
        from simulator.reports import folder

        folder.check(options.out)
    program = read_program(
        options.plan, None, options.spread, options.encoding, options.three_point
    )
    progress.announce_compilation()
    found = compared(program, options)
    if options.out is not None:
        from simulator.reports import cases_folder

        cases_folder.write(found, "compare", found.quantities, options.out)
    show(printed(found, options), newline=options.as_json)
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


def printed(found: Comparison | Grid, options: Options) -> str:
    """The document, or one screen."""
    if options.as_json:
        return json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False)
    from simulator.reports import compare_text, vary_text
    from simulator.scenario.vary import Grid

    out = None if options.out is None else str(options.out)
    shown = (str(options.plan), out, options.repeated)
    if isinstance(found, Grid):
        return vary_text.summary(found, *shown)
    return compare_text.summary(found, *shown)
