"""What several commands share: the plan on the command line, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.out import say
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


json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."
)

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def together(*options: Decorator) -> Decorator:
    """Some options as one, in the order of the help."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def out_option(help: str) -> Decorator:
    """The folder that a command writes. help : what goes into it."""
    return click.option("--out", type=click.Path(path_type=Path), help=help)


def written(help: str) -> Decorator:
    """`--out` and `--json`. help : what goes into the folder."""
    return together(out_option(help), json_option)


drawing = together(iterations_option, seed_option)
"""How often, and with which luck."""

reading = together(range_option, encoding_option, three_point_option)
"""How a plan is read."""

edited = together(scenario_option, reading)
"""How a plan is read, with the edits of one scenario."""

simulating = together(drawing, edited, threads_option)
"""The options of every command that simulates one plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How plans are read, as the command line says it."""

    spread: str | None
    encoding: str | None
    three_point: str | None
    scenario: Path | None = None

    def read(self, plan: Path) -> Program:
        """A plan with the scenario's edits and the range of `--range`."""
        return read_program(plan, self.scenario, self.spread, self.encoding, self.three_point)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running(Reading):
    """What every command that simulates was asked for."""

    iterations: int
    seed: int
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Running):
    """What a command that simulates one plan was asked for."""

    plan: Path

    def program(self) -> Program:
        """The program that is asked about."""
        return self.read(self.plan)


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
        known = len(program.notes)
        program = build.with_range(program, spread)
        for note in program.notes[known:]:
            say(f"p80: {note}")
    return program


def words_of(*given: tuple[str, object, object]) -> tuple[str, ...]:
    """The words without which a run would be another; given : (option, value, what is usual)."""
    return tuple(
        word for name, value, usual in given if value != usual for word in (name, str(value))
    )


def level_of(option: str, text: str) -> float:
    """The number of ``P80`` or ``80``. Raises PlanError."""
    match = re.fullmatch(r"(?i)p?(\d{1,2}(?:\.\d+)?)", text.strip())
    if match is None or float(match[1]) == 0:
        message = f'"{text}" is no percentile above 0 and below 100'
        raise PlanError.one(option, "unknown-percentile", message, "Write one such as P80 or P50.")
    return float(match[1])


def sum_of(option: str, text: str) -> float:
    """The number of ``500k``. Raises PlanError."""
    from simulator.model.expression import ExpressionError, parse_money

    try:
        return parse_money(text)
    except ExpressionError:
        message = f"'{text}' is no sum of money"
        raise PlanError.one(option, "bad-sum", message, "Write 1200, 80k or 4.2M.") from None


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
