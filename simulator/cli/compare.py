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
    from simulator.scenario.compare import Comparison


@click.command("compare")
@plan_argument
@click.argument("scenarios", nargs=-1, required=True, type=click.Path(path_type=Path))
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
    costs, in working days and money, with the 95 % interval of the difference.
    """
    return assess(Options(**given))


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    plan: Path
    scenarios: tuple[Path, ...]
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
    if options.out is not None:
        from simulator.reports import folder

        folder.check(options.out)
    program = read_program(
        options.plan, None, options.spread, options.encoding, options.three_point
    )
    progress.announce_compilation()
    with progress.shown() as report:
        from simulator.scenario.compare import compare

        found = compare(
            program, options.scenarios, options.iterations, options.seed, report, options.threads
        )
    if options.out is not None:
        from simulator.reports import cases_folder

        cases_folder.write(found, "compare", found.has_cost, options.out)
    show(printed(found, options), newline=options.as_json)
    return 0


def printed(found: Comparison, options: Options) -> str:
    """The document, or one screen."""
    if options.as_json:
        return json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False)
    from simulator.reports import compare_text

    out = None if options.out is None else str(options.out)
    return compare_text.summary(found, str(options.plan), out, options.repeated)
