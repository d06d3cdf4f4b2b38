"""`p80 envelope`: what would change the answer if the analyst's taste had been different?"""

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
    scenario_option,
    seed_option,
    threads_option,
    three_point_option,
    words_of,
)
from simulator.cli.out import show

if TYPE_CHECKING:
    from simulator.scenario.envelope import Envelope


@click.command("envelope")
@plan_argument
@iterations_option
@seed_option
@scenario_option
@range_option
@encoding_option
@three_point_option
@threads_option
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for charts, a table and the document."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def command(**given: Any) -> int:
    """How far would other assumptions move the answer of PLAN?

    Runs the plan as it is, and with its ranges as triangles, PERTs, lognormals and uniforms through
    the same three points, each with a correlation of 0, 0.3 and 0.6 between durations, on the same
    luck. Shows P50, P80 and the chance of the target from the lowest to the highest, and names the
    assumption that moves P80 most.
    """
    return assess(Options(**given))


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    plan: Path
    iterations: int
    seed: int
    scenario: Path | None
    spread: str | None
    encoding: str | None
    three_point: str | None
    threads: int | None
    out: Path | None
    as_json: bool

    @property
    def repeated(self) -> tuple[str, ...]:
        """The words without which the runs would be others."""
        return words_of(
            ("-n", self.iterations, ITERATIONS),
            ("--seed", self.seed, SEED),
            ("--scenario", self.scenario, None),
            ("--range", self.spread, None),
            ("--encoding", self.encoding, None),
            ("--three-point", self.three_point, None),
        )


def assess(options: Options) -> int:
    """Read, simulate thirteen times, write, print."""
    if options.out is not None:
        from simulator.reports import folder

        folder.check(options.out)
    program = read_program(
        options.plan, options.scenario, options.spread, options.encoding, options.three_point
    )
    progress.announce_compilation()
    with progress.shown() as report:
        from simulator.scenario.envelope import envelope

        result = envelope(program, options.iterations, options.seed, report, options.threads)
    if options.out is not None:
        from simulator.reports import cases_folder

        cases_folder.write(result, "envelope", result.quantities, options.out)
    show(printed(result, options), newline=options.as_json)
    return 0


def printed(result: Envelope, options: Options) -> str:
    """The document, or one screen."""
    if options.as_json:
        return json.dumps(result.to_dict(), ensure_ascii=False, allow_nan=False)
    from simulator.reports import envelope_text

    out = None if options.out is None else str(options.out)
    return envelope_text.summary(result, str(options.plan), out, options.repeated)
