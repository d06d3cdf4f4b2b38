"""`p80 run`: the forecast of one plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import click

from simulator.cli import requirement
from simulator.cli.forecast import simulated
from simulator.cli.options import (
    ITERATIONS,
    Asked,
    drawing,
    edited,
    plan_argument,
    threads_option,
    words_of,
    written,
)
from simulator.cli.out import answer, say
from simulator.cli.until import Goal, parse_goal
from simulator.cli.verdict import Court, Verdict, gates

if TYPE_CHECKING:
    from simulator.model.program import Program
    from simulator.results.result import Result


SAMPLING = "latin"


@click.command("run")
@plan_argument
@drawing
@click.option(
    "--sampling",
    type=click.Choice(["latin", "random"]),
    default=SAMPLING,
    show_default=True,
    help="Latin hypercube, or plain random numbers.",
)
@edited
@threads_option
@written("Folder for summary, tables, samples, charts and report.html.")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Asked):
    """What was asked for on the command line."""

    sampling: Literal["latin", "random"]
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
        return words_of(("--sampling", self.sampling, SAMPLING)) + self.usual


def forecast(options: Options) -> int:
    """Read, simulate, write, print; the exit status says whether all that was required is met."""
    requirements = requirement.parse_all(options.requirements)
    goal = options.goal
    options.check_folder()
    program = options.program()
    verdicts: list[Verdict] = []
    if goal is not None:
        looked = goal.search(lambda n: simulate(program, replace(options, iterations=n), levers=0))
        options = replace(options, iterations=looked.iterations)
        verdicts = [goal.verdict(looked)]
    wanted = any(one.owner == "task" for one in requirements)
    result = simulate(program, options, options.detail or wanted)
    verdicts += Court(result, program).judge_all(requirements)
    if options.out is not None:
        from simulator.reports import folder

        folder.write(result, options.out, gates(verdicts))
    whole = partial(document, result, verdicts)
    answer(options.as_json, whole, partial(screen, result, options))
    for verdict in verdicts:
        say(verdict.text)
    return 0 if all(verdict.met for verdict in verdicts) else 1


def simulate(
    program: Program, options: Options, detail: bool = False, levers: int | None = None
) -> Result:
    """The result. detail, levers : what is found out of tasks, and of what decides; a look at an
    interval needs neither."""
    return simulated(program, options, sampling=options.sampling, detail=detail, levers=levers)


def document(result: Result, verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """The document of docs/reference/json.md."""
    return result.to_dict() | gates(verdicts)


def screen(result: Result, options: Options) -> str:
    """One screen of text."""
    from simulator.reports import text

    return text.summary(result, str(options.plan), options.folder, options.repeated)
