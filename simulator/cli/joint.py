"""`p80 joint`: how likely date and budget are together, and all promises at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.forecast import simulated
from simulator.cli.options import Asked, plan_argument, simulating, sum_of, words_of, written
from simulator.cli.out import answer

if TYPE_CHECKING:
    from simulator.results.joint.answer import Joint

LEVEL = 70.0


@click.command("joint")
@plan_argument
@click.option("--by", metavar="DATE", help="The date to meet, e.g. 2031-12-31; else the target.")
@click.option("--within", metavar="SUM", help="The budget, e.g. 1.04bn; else the target.")
@click.option(
    "--level",
    type=click.FloatRange(0, 100, min_open=True),
    default=LEVEL,
    show_default=True,
    help="How sure to be of both, in per cent: draws the frontier.",
)
@click.option(
    "--promise",
    "promises",
    multiple=True,
    metavar="TEXT",
    help='What must hold beside the others, e.g. "CIV finish <= 2030-12-31"; else all targets.',
)
@simulating
@written("Folder for the chart, a table, the document.")
def command(**given: Any) -> int:
    """How likely are the date and the budget of PLAN together?

    Shows the four quadrants of date and budget, what it takes to be sure of both, what a late
    finish costs, and the chance that all targets and deadlines of all projects hold at once.
    """
    return assess(Options(**given))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Asked):
    """What was asked for on the command line."""

    by: str | None
    within: str | None
    level: float
    promises: tuple[str, ...]

    @property
    def repeated(self) -> tuple[str, ...]:
        """The words without which the answer would be another."""
        return (
            words_of(
                ("--by", self.by, None),
                ("--within", self.within, None),
                ("--level", f"{self.level:g}", f"{LEVEL:g}"),
                *(("--promise", text, None) for text in self.promises),
            )
            + self.usual
        )


def assess(options: Options) -> int:
    """Read, simulate, write, print."""
    by = _date(options.by)
    within = None if options.within is None else sum_of("--within", options.within)
    options.check_folder()
    result = simulated(options.program(), options)
    found = result.joint(by, within, options.level, options.promises)
    if options.out is not None:
        from simulator.reports import joint_folder

        joint_folder.write(found, options.out)
    answer(options.as_json, found.to_dict, partial(screen, found, options))
    return 0


def screen(found: Joint, options: Options) -> str:
    """One screen of text."""
    from simulator.reports import joint_text

    return joint_text.summary(found, str(options.plan), options.folder, options.repeated)


def _date(text: str | None) -> datetime | None:
    from simulator.results.joint.promise import day

    return None if text is None else day(text, "--by")
