"""`p80 value`: what a program is worth, when it pays back, and what a week's delay costs."""

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
    from simulator.scenario.value import Value


@click.command("value")
@plan_argument
@iterations_option
@seed_option
@scenario_option
@range_option
@encoding_option
@three_point_option
@threads_option
@click.option("--out", type=click.Path(path_type=Path), help="Folder for chart and document.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def command(**given: Any) -> int:
    """What is PLAN worth, when does it pay back, what does a week cost?

    Needs `benefits:` in the plan. Shows the net present value with the chance that it is positive,
    payback, what each week of delay takes, and the value at stake in each risk and common cause.
    """
    return answer(Options(**given))


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
        """The words without which the answer would be another."""
        return words_of(
            ("-n", self.iterations, ITERATIONS),
            ("--seed", self.seed, SEED),
            ("--scenario", self.scenario, None),
            ("--range", self.spread, None),
            ("--encoding", self.encoding, None),
            ("--three-point", self.three_point, None),
        )


def answer(options: Options) -> int:
    """Read, simulate with all risks and without each, write, print."""
    if options.out is not None:
        from simulator.reports import folder

        folder.check(options.out)
    program = read_program(
        options.plan, options.scenario, options.spread, options.encoding, options.three_point
    )
    progress.announce_compilation()
    with progress.shown() as report:
        from simulator.scenario.value import value

        found = value(program, options.iterations, options.seed, report, options.threads)
    if options.out is not None:
        from simulator.reports import value_folder

        value_folder.write(found, options.out)
    show(printed(found, options), newline=options.as_json)
    return 0


def printed(found: Value, options: Options) -> str:
    """The document, or one screen."""
    if options.as_json:
        return json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False)
    from simulator.reports import value_text

    out = None if options.out is None else str(options.out)
    return value_text.summary(found, str(options.plan), out, options.repeated)
