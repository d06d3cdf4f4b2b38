"""`p80 run`: the forecast of one plan."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from simulator.cli import progress, requirement
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
from simulator.cli.out import say, show
from simulator.cli.until import Goal, parse_goal
from simulator.cli.verdict import Court, Verdict, gates

if TYPE_CHECKING:
    from simulator.model.program import Program
    from simulator.results.result import Result


SAMPLING, LEVERS = "latin", 8


@click.command("run")
@plan_argument
@iterations_option
@seed_option
@click.option(
    "--sampling",
    type=click.Choice(["latin", "random"]),
    default=SAMPLING,
    show_default=True,
    help="Latin hypercube, or plain random numbers.",
)
@scenario_option
@range_option
@encoding_option
@three_point_option
@threads_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder for summary, tables, samples, charts and report.html.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
@click.option(
    "--require",
    "requirements",
    multiple=True,
    metavar="TEXT",
    help='End with status 1 unless it holds: "finish P80 <= 2027-03-31 and jcl >= 70%".',
)
@click.option(
    "--until",
    metavar="TEXT",
    help='Run until it is known so exactly, instead of -n times: "P80 within 1 day".',
)
def command(**given: Any) -> int:
    """When will PLAN be done, what will it cost, and how sure is that?"""
    return forecast(Options(**given))


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    plan: Path
    iterations: int
    seed: int
    sampling: Literal["latin", "random"]
    scenario: Path | None
    spread: str | None
    encoding: str | None
    three_point: str | None
    threads: int | None
    out: Path | None
    as_json: bool
    requirements: tuple[str, ...]
    until: str | None

    @property
    def goal(self) -> Goal | None:
        """How exactly to know what, where that decides how many iterations there are."""
        if self.until is None:
            return None
        if self.iterations != ITERATIONS:
            raise click.UsageError("-n says how many iterations, --until finds out: give one.")
        return parse_goal(self.until)

    @property
    def detail(self) -> bool:
        """Whether percentiles of every task are asked for: the screen shows none of them."""
        return self.as_json or self.out is not None

    @property
    def repeated(self) -> tuple[str, ...]:
        """The words without which the run would be another."""
        return words_of(
            ("-n", self.iterations, ITERATIONS),
            ("--seed", self.seed, SEED),
            ("--sampling", self.sampling, SAMPLING),
            ("--scenario", self.scenario, None),
            ("--range", self.spread, None),
            ("--encoding", self.encoding, None),
            ("--three-point", self.three_point, None),
        )


def forecast(options: Options) -> int:
    """Read, simulate, write, print; the exit status says whether all that was required is met."""
    requirements = requirement.parse_all(options.requirements)
    goal = options.goal
    if options.out is not None:
        from simulator.reports import folder

        folder.check(options.out)
    program = read_program(
        options.plan, options.scenario, options.spread, options.encoding, options.three_point
    )
    verdicts: list[Verdict] = []
    if goal is not None:
        looked = goal.search(lambda n: simulate(program, replace(options, iterations=n), levers=0))
        options = replace(options, iterations=looked.iterations)
        verdicts = [goal.verdict(looked)]
    wanted = any(one.owner == "task" for one in requirements)
    result = simulate(program, options, options.detail or wanted)
    verdicts += Court(result, program).judge_all(requirements)
    if options.out is not None:
        folder.write(result, options.out, gates(verdicts))
    show(
        document(result, verdicts) if options.as_json else summary(result, options),
        newline=options.as_json,
    )
    for verdict in verdicts:
        say(verdict.text)
    return 0 if all(verdict.met for verdict in verdicts) else 1


def simulate(
    program: Program, options: Options, detail: bool = False, levers: int = LEVERS
) -> Result:
    """The result, with a progress bar where someone is watching a long run. detail, levers : what
    is found out of tasks, and of what decides; a look at an interval needs neither."""
    progress.announce_compilation()
    with progress.shown() as report:
        from simulator.engine import simulate as run

        return run(
            program,
            options.iterations,
            options.seed,
            sampling=options.sampling,
            threads=options.threads,
            detail=detail,
            levers=levers,
            progress=report,
        )


def document(result: Result, verdicts: Iterable[Verdict]) -> str:
    """The JSON document of docs/reference/json.md."""
    own = result.to_dict() | gates(verdicts)
    return json.dumps(own, ensure_ascii=False, allow_nan=False)


def summary(result: Result, options: Options) -> str:
    """One screen of text."""
    from simulator.reports import text

    out = None if options.out is None else str(options.out)
    return text.summary(result, str(options.plan), out, options.repeated)
