"""`p80 envelope`: what would change the answer if the analyst's taste had been different?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import progress
from simulator.cli.options import Asked, plan_argument, simulating, written
from simulator.cli.out import answer

if TYPE_CHECKING:
    from simulator.scenario.envelope import Envelope


@click.command("envelope")
@plan_argument
@simulating
@written("Folder for charts, a table and the document.")
def command(**given: Any) -> int:
    """How far would other assumptions move the answer of PLAN?

    Runs the plan as it is, and with its ranges as triangles, PERTs, lognormals and uniforms through
    the same three points, each with a correlation of 0, 0.3 and 0.6 between durations, on the same
    luck. Shows P50, P80 and the chance of the target from the lowest to the highest, and names the
    assumption that moves P80 most.
    """
    return assess(Asked(**given))


def assess(options: Asked) -> int:
    """Read, simulate thirteen times, write, print."""
    options.check_folder()
    program = options.program()
    with progress.shown() as report:
        from simulator.scenario.envelope import envelope

        result = envelope(program, options.iterations, options.seed, report, options.threads)
    if options.out is not None:
        from simulator.reports import cases_folder

        cases_folder.write(result, "envelope", result.quantities, options.out)
    answer(options.as_json, result.to_dict, partial(screen, result, options))
    return 0


def screen(result: Envelope, options: Asked) -> str:
    """One screen of text."""
    from simulator.reports import envelope_text

    return envelope_text.summary(result, str(options.plan), options.folder, options.usual)
