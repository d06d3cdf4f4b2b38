"""`p80 cash`: how much money by when, and how sure is that?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.forecast import simulated
from simulator.cli.options import (
    Asked,
    json_option,
    out_option,
    plan_argument,
    simulating,
    words_of,
)
from simulator.cli.out import answer, show

if TYPE_CHECKING:
    from simulator.model.funding import Grant
    from simulator.reports.cash import Cash

UNIT = "month"


@click.command("cash")
@plan_argument
@click.option(
    "--by",
    "unit",
    type=click.Choice(["week", "month", "quarter", "year"]),
    default=UNIT,
    show_default=True,
    help="Length of the periods.",
)
@click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="TEXT",
    help="Funding, in place of the plan's: 5M, or 2026-12-31=5M (all money up to that day), or a "
    "CSV file with the columns date and amount.",
)
@click.option(
    "--earned",
    "division",
    type=click.Choice(["project", "wbs", "account"]),
    help="Show earned value by these; else by the first of them that the plan has several of.",
)
@simulating
@out_option("Folder for the table, document and chart.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the table as CSV and nothing else.")
@json_option
def command(**given: Any) -> int:
    """How much money does PLAN need by when, and how sure is that?

    Shows what is spent by week, month, quarter or year, and up to the end of each, at P10, P50 and
    P80; the chance of passing a funding limit; and, where the plan has a data date, earned value.
    """
    return spend(Options(**given))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Asked):
    """What was asked for on the command line."""

    unit: str
    limits: tuple[str, ...]
    division: str | None
    as_csv: bool

    @property
    def repeated(self) -> tuple[str, ...]:
        """The words without which the answer would be another."""
        limits = (word for text in self.limits for word in ("--limit", text))
        own = words_of(("--by", self.unit, UNIT), ("--earned", self.division, None))
        return (*own, *limits, *self.usual)


def spend(options: Options) -> int:
    """Read, simulate, lay out, write, print."""
    if options.as_csv and options.as_json:
        raise click.UsageError("--csv and --json print one thing each: give one of them.")
    options.check_folder()
    limits = given_limits(options.limits)
    program = options.program()
    if limits:
        program = replace(program, funding=limits)
    from simulator.reports import cash

    found = cash.laid_out(simulated(program, options), options.unit, options.division or "")
    if options.out is not None:
        from simulator.reports import cash_folder

        cash_folder.write(found, options.out)
    if options.as_csv:
        from simulator.results import cash_document

        show(cash_document.to_csv(found.flow, found.funding), newline=False)
    else:
        answer(options.as_json, partial(document, found), partial(screen, found, options))
    return 0


def given_limits(texts: tuple[str, ...]) -> tuple[Grant, ...]:
    """The limits of the command line."""
    from simulator.files.funding import read_limits

    return read_limits(texts)


def document(found: Cash) -> dict[str, Any]:
    """The document of docs/reference/cash-flow.md."""
    from simulator.results import cash_document

    return cash_document.to_dict(found.result, found.flow, found.funding, found.earned)


def screen(found: Cash, options: Options) -> str:
    """One screen of text."""
    from simulator.reports import cash_text

    return cash_text.summary(found, str(options.plan), options.folder, options.repeated)
