"""`p80 explain`: what drives the date and the cost, and what would help most?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import progress
from simulator.cli.options import Asked, plan_argument, simulating, words_of
from simulator.cli.out import show
from simulator.errors import SettingsError

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
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for charts, tables and the document."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def command(**given: Any) -> int:
    """What drives the date and the cost of PLAN, and what would help most?

    Takes risks, drivers and ranges out, one at a time and one after the other, on the same luck,
    and says what each adds in days and money; splits what lies between the plan and P80 into groups
    that add up; shows the critical paths, where they meet, and what each task does at both ends of
    its range; says what the responses to risks buy.
    """
    return assess(Options(**given))


@dataclass(frozen=True, slots=True)
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
    level, budget = percentile(options.level), money(options.budget)
    options.check_folder()
    program = options.program()
    progress.announce_compilation()
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
    show(printed(found, options), newline=options.as_json)
    return 0


def percentile(text: str) -> float:
    """``P80``, ``p80``, ``80`` or ``80%`` as 80. Raises SettingsError."""
    try:
        return float(text.strip().lstrip("Pp").rstrip("%"))
    except ValueError:
        raise SettingsError(f'--at "{text}": give a percentile, such as P80') from None


def money(text: str | None) -> float | None:
    """``500k`` as 500,000. Raises SettingsError."""
    from simulator.model.expression import ExpressionError, parse_money

    if text is None:
        return None
    try:
        return parse_money(text)
    except ExpressionError as error:
        raise SettingsError(f'--budget "{text}": {error}') from None


def printed(found: Explanation, options: Options) -> str:
    """The document, or a screen of text."""
    if options.as_json:
        return json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False)
    from simulator.reports import explain_text

    return explain_text.summary(found, str(options.plan), options.folder, options.repeated)
