"""What several commands share: the plan on the command line, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.errors import PlanError

if TYPE_CHECKING:
    from simulator.model.program import Program

ITERATIONS, SEED = 10_000, 1

plan_argument = click.argument("plan", type=click.Path(path_type=Path))
iterations_option = click.option(
    "-n",
    "--iterations",
    type=click.IntRange(min=1),
    default=ITERATIONS,
    show_default=True,
    help="How many times to simulate the plan.",
)
seed_option = click.option(
    "--seed",
    type=click.IntRange(0, 2**64 - 1),
    default=SEED,
    show_default=True,
    help="The same seed gives the same numbers, on any machine.",
)
threads_option = click.option("--threads", type=click.IntRange(min=1), help="Default: all cores.")
scenario_option = click.option(
    "--scenario",
    type=click.Path(path_type=Path),
    help="Edits to the plan: a file of scenarios/.",
)
range_option = click.option(
    "--range",
    "spread",
    metavar="DIST",
    help='Uncertainty for tasks that have none, e.g. "triangular(90%, 100%, 130%)".',
)
encoding_option = click.option(
    "--encoding",
    metavar="NAME",
    help="Code page of an XER or MPX file that shows wrong letters, e.g. windows-1251.",
)
three_point_option = click.option(
    "--three-point",
    metavar="FIELDS",
    help="Fields of a schedule with optimistic, likely and pessimistic durations, "
    'e.g. "Duration1, Duration2, Duration3" or "pert(Min, Likely, Max)"; "none" for none.',
)


def simulating(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that simulates one plan, in the order of its help."""
    for option in (
        threads_option,
        three_point_option,
        encoding_option,
        range_option,
        scenario_option,
        seed_option,
        iterations_option,
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Asked:
    """What such a command was asked for on the command line."""

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
    def usual(self) -> tuple[str, ...]:
        """The words of these options without which the answer would be another."""
        return words_of(
            ("-n", self.iterations, ITERATIONS),
            ("--seed", self.seed, SEED),
            ("--scenario", self.scenario, None),
            ("--range", self.spread, None),
            ("--encoding", self.encoding, None),
            ("--three-point", self.three_point, None),
        )

    @property
    def folder(self) -> str | None:
        """The folder of `--out` as a word."""
        return None if self.out is None else str(self.out)

    def check_folder(self) -> None:
        """Raise PlanError where `--out` cannot be written."""
        if self.out is not None:
            from simulator.reports import folder

            folder.check(self.out)

    def program(self) -> Program:
        """The program that is asked about."""
        return read_program(self.plan, self.scenario, self.spread, self.encoding, self.three_point)


def read_program(
    plan: Path,
    scenario: Path | None = None,
    spread: str | None = None,
    encoding: str | None = None,
    three_point: str | None = None,
) -> Program:
    """The program of a plan file, with the scenario's edits and the range of `--range`."""
    from simulator.files import build, load

    program = load(plan, encoding=encoding, three_point=three_point)
    if scenario is not None:
        from simulator.scenario import apply

        program = apply(program, scenario)
    if spread is not None:
        program = build.with_range(program, spread)
    return program


def words_of(*given: tuple[str, object, object]) -> tuple[str, ...]:
    """The words without which a run would be another; given : (option, value, what is usual)."""
    return tuple(
        word for name, value, usual in given if value != usual for word in (name, str(value))
    )


def level_of(option: str, text: str) -> float:
    """The number of ``P80``. Raises PlanError."""
    match = re.fullmatch(r"(?i)p?(\d{1,2}(?:\.\d+)?)", text.strip())
    if match is None or float(match[1]) == 0:
        message = f'"{text}" is no percentile'
        raise PlanError.one(option, "unknown-percentile", message, "Write one such as P80 or P50.")
    return float(match[1])


def share_of(option: str, text: str) -> float:
    """The number of ``5%`` or ``0.05``. Raises PlanError."""
    from simulator.model.expression import ExpressionError, parse_share

    try:
        found = parse_share(text)
    except ExpressionError:
        found = 0.0
    if not 0 < found <= 1:
        message = f'"{text}" is no share above 0 and up to 100 %'
        raise PlanError.one(option, "bad-share", message, "Write one such as 5%.")
    return found
