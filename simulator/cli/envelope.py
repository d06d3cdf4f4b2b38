"""`p80 envelope`: what would change the answer if the analyst's taste had been different?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import progress
from simulator.cli.options import Asked, plan_argument, simulating
from simulator.cli.out import show

if TYPE_CHECKING:
    from simulator.scenario.envelope import Envelope


@click.command("envelope")
@plan_argument
@simulating
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for charts, a table and the document."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
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
    progress.announce_compilation()
    with progress.shown() as report:
        from simulator.scenario.envelope import envelope

        result = envelope(program, options.iterations, options.seed, report, options.threads)
    if options.out is not None:
        from simulator.reports import cases_folder

        cases_folder.write(result, "envelope", result.quantities, options.out)
    show(printed(result, options), newline=options.as_json)
    return 0


def printed(result: Envelope, options: Asked) -> str:
    """The document, or one screen."""
    if options.as_json:
        return json.dumps(result.to_dict(), ensure_ascii=False, allow_nan=False)
    from simulator.reports import envelope_text

    return envelope_text.summary(result, str(options.plan), options.folder, options.usual)
