"""`p80 value`: what a program is worth, when it pays back, and what a week's delay costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import progress
from simulator.cli.options import Asked, plan_argument, simulating
from simulator.cli.out import show

if TYPE_CHECKING:
    from simulator.scenario.value import Value


@click.command("value")
@plan_argument
@simulating
@click.option("--out", type=click.Path(path_type=Path), help="Folder for chart and document.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def command(**given: Any) -> int:
    """What is PLAN worth, when does it pay back, what does a week cost?

    Needs `benefits:` in the plan. Shows the net present value with the chance that it is positive,
    payback, what each week of delay takes, and the value at stake in each risk and common cause.
    """
    return answer(Asked(**given))


def answer(options: Asked) -> int:
    """Read, simulate with all risks and without each, write, print."""
    options.check_folder()
    program = options.program()
    progress.announce_compilation()
    with progress.shown() as report:
        from simulator.scenario.value import value

        found = value(program, options.iterations, options.seed, report, options.threads)
    if options.out is not None:
        from simulator.reports import value_folder

        value_folder.write(found, options.out)
    show(printed(found, options), newline=options.as_json)
    return 0


def printed(found: Value, options: Asked) -> str:
    """The document, or one screen."""
    if options.as_json:
        return json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False)
    from simulator.reports import value_text

    return value_text.summary(found, str(options.plan), options.folder, options.usual)
