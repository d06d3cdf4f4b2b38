"""`p80 explain`: what drives the date and the cost, and what would help most?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import progress
from simulator.cli.options import (
    Asked,
    level_of,
    plan_argument,
    simulating,
    sum_of,
    words_of,
    written,
)
from simulator.cli.out import answer

if TYPE_CHECKING:
    from simulator.explain import Explanation

LEVEL, MOST, AIM = "P80", 20, "days"


@click.command("explain")
@plan_argument
@click.option(
    "--at",
    "level",
    default=LEVEL,
    show_default=True,
    metavar="P",
    help="The percentile that is explained, e.g. P90.",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=MOST,
    show_default=True,
    help="Causes that are taken out one at a time, for the finish and for the cost.",
)
@click.option("--budget", metavar="MONEY", help="Which responses to take for at most so much.")
@click.option(
    "--aim",
    type=click.Choice(["days", "chance", "jcl"]),
    default=AIM,
    show_default=True,
    help="What the responses shall gain: an earlier date, a better chance of the target date, or "
    "of both targets.",
)
@simulating
@written("Folder for charts, tables and the document.")
def command(**given: Any) -> int:
    """What drives the date and the cost of PLAN, and what would help most?

    Takes risks, drivers and ranges out, one at a time and one after the other, on the same luck,
    and says what each adds in days and money; splits what lies between the plan and P80 into groups
    that add up; shows the critical paths, where they meet, and what each task does at both ends of
    its range; says what the responses to risks buy.
    """
    return assess(Options(**given))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Asked):
    """What was asked for on the command line."""

    level: str
    most: int
    budget: str | None
    aim: str

    @property
    def repeated(self) -> tuple[str, ...]:
        """The words without which the explanation would be another."""
        return (
            words_of(
                ("--at", self.level, LEVEL),
                ("--most", self.most, MOST),
                ("--budget", self.budget, None),
                ("--aim", self.aim, AIM),
            )
            + self.usual
        )


def assess(options: Options) -> int:
    """Read, run many times, write, print."""
    level = level_of("--at", options.level)
    budget = None if options.budget is None else sum_of("--budget", options.budget)
    options.check_folder()
    program = options.program()
    with progress.shown() as report:
        from simulator.explain import explain

        found = explain(
            program,
            options.iterations,
            options.seed,
            report,
            threads=options.threads,
            level=level,
            most=options.most,
            budget=budget,
            aim=options.aim,
        )
    if options.out is not None:
        from simulator.reports import explain_folder

        explain_folder.write(found, options.out)
    answer(options.as_json, found.to_dict, partial(screen, found, options))
    return 0


def screen(found: Explanation, options: Options) -> str:
    """A screen of text."""
    from simulator.reports import explain_text

    return explain_text.summary(found, str(options.plan), options.folder, options.repeated)
