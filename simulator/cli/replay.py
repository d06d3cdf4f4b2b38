"""`p80 replay`: one iteration of a run opened as a full schedule."""

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
    from simulator.explain.replay import Replay
    from simulator.model.program import Program
    from simulator.results.result import Result


@click.command("replay")
@plan_argument
@click.option(
    "--iteration",
    type=click.IntRange(min=0),
    metavar="N",
    required=True,
    help="The iteration to open, counted from 0 as in samples.npz.",
)
@iterations_option
@seed_option
@scenario_option
@range_option
@encoding_option
@three_point_option
@threads_option
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for a chart, a table and the document."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def command(**given: Any) -> int:
    """Open one iteration of `p80 run PLAN`: what happened in it, and why did it end when it did?

    Shows the dates of every task as that iteration drew them, which task drove which, the risks,
    branches and repeats that came about, who was paid what, and what took longer than planned.
    """
    return opened(Options(**given))


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    plan: Path
    iteration: int
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
        """The words without which the run would be another."""
        return words_of(
            ("-n", self.iterations, ITERATIONS),
            ("--seed", self.seed, SEED),
            ("--scenario", self.scenario, None),
            ("--range", self.spread, None),
            ("--encoding", self.encoding, None),
            ("--three-point", self.three_point, None),
        )


def opened(options: Options) -> int:
    """Read, simulate, play again, write, print."""
    if options.out is not None:
        from simulator.reports import folder

        folder.check(options.out)
    program = read_program(
        options.plan, options.scenario, options.spread, options.encoding, options.three_point
    )
    result = simulated(program, options)
    from simulator.explain.replay import replay

    found = replay(result, options.iteration)
    if options.out is not None:
        from simulator.reports import replay_folder

        replay_folder.write(found, options.out)
    show(printed(found, options), newline=options.as_json)
    return 0


def simulated(program: Program, options: Options) -> Result:
    """The run whose iteration is asked for, without what a replay does not need."""
    progress.announce_compilation()
    with progress.shown() as report:
        from simulator.engine import simulate

        return simulate(
            program,
            options.iterations,
            options.seed,
            report,
            threads=options.threads,
            detail=False,
            levers=0,
        )


def printed(found: Replay, options: Options) -> str:
    """The document, or the screen."""
    if options.as_json:
        return json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False)
    from simulator.reports import replay_text

    out = None if options.out is None else str(options.out)
    return replay_text.summary(found, str(options.plan), out, options.repeated)
