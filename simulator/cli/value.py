"""`p80 value`: what a program is worth, when it pays back, and what a week's delay costs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import progress
from simulator.cli.options import Asked, plan_argument, simulating, written
from simulator.cli.out import answer

if TYPE_CHECKING:
    from simulator.scenario.value import Value


@click.command("value")
@plan_argument
@simulating
@written("Folder for chart and document.")
def command(**given: Any) -> int:
    """What is PLAN worth, when does it pay back, what does a week cost?

    Needs `benefits:` in the plan. Shows the net present value with the chance that it is positive,
    payback, what each week of delay takes, and the value at stake in each risk and common cause.
    """
    return assess(Asked(**given))


def assess(options: Asked) -> int:
    """Read, simulate with all risks and without each, write, print."""
    options.check_folder()
    program = options.program()
    with progress.shown() as report:
        from simulator.scenario.value import value

        found = value(program, options.iterations, options.seed, report, options.threads)
    if options.out is not None:
        from simulator.reports import value_folder

        value_folder.write(found, options.out)
    answer(options.as_json, found.to_dict, partial(screen, found, options))
    return 0


def screen(found: Value, options: Asked) -> str:
    """One screen of text."""
    from simulator.reports import value_text

    return value_text.summary(found, str(options.plan), options.folder, options.usual)
