"""`p80 contingency`: how much to hold beyond the plan, for what, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import progress
from simulator.cli.options import Asked, plan_argument, simulating, words_of, written
from simulator.cli.out import answer

if TYPE_CHECKING:
    from simulator.scenario.contingency import Contingency

LEVEL, RESERVE = 80.0, 95.0
BY = "project"
INSIDE = click.FloatRange(0, 100, min_open=True, max_open=True)


@click.command("contingency")
@plan_argument
@click.option(
    "--level", type=INSIDE, default=LEVEL, show_default=True, help="Confidence to fund, per cent."
)
@click.option(
    "--reserve",
    type=INSIDE,
    default=RESERVE,
    show_default=True,
    help="Confidence up to which management holds a reserve, per cent.",
)
@click.option(
    "--by",
    type=click.Choice(["project", "wbs", "task"]),
    default=BY,
    show_default=True,
    help="Share the money out among these.",
)
@simulating
@written("Folder for charts, tables and the document.")
def command(**given: Any) -> int:
    """How much to hold beyond PLAN, in money and time, and for what?

    Runs the plan with and without its ranges, risks and common causes, without each risk, and with
    all responses, on the same luck. Shows contingency and management reserve, their causes, their
    shares by project to the cent, and what each confidence costs.
    """
    return assess(Options(**given))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Asked):
    """What was asked for on the command line."""

    level: float
    reserve: float
    by: str

    @property
    def repeated(self) -> tuple[str, ...]:
        """The words without which the answer would be another."""
        return (
            words_of(
                ("--level", f"{self.level:g}", f"{LEVEL:g}"),
                ("--reserve", f"{self.reserve:g}", f"{RESERVE:g}"),
                ("--by", self.by, BY),
            )
            + self.usual
        )


def assess(options: Options) -> int:
    """Read, simulate with and without each cause, write, print."""
    options.check_folder()
    program = options.program()
    with progress.shown() as report:
        from simulator.scenario.contingency import contingency, shared_by

        levels = (options.level, options.reserve)
        found = contingency(
            program, levels, options.iterations, options.seed, report, options.threads
        )
        found = shared_by(found, options.by)
    if options.out is not None:
        from simulator.reports import contingency_folder

        contingency_folder.write(found, options.out)
    answer(options.as_json, found.to_dict, partial(screen, found, options))
    return 0


def screen(found: Contingency, options: Options) -> str:
    """One screen of text."""
    from simulator.reports import contingency_text

    return contingency_text.summary(found, str(options.plan), options.folder, options.repeated)
