"""`p80 check`: is the plan sound, and do its dates come out as its own tool computed them?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.options import (
    encoding_option,
    plan_argument,
    range_option,
    read_program,
    scenario_option,
)
from simulator.cli.out import show

if TYPE_CHECKING:
    from simulator.model.program import Program
    from simulator.results.parity import Parity

MOST = 20
"""Differing dates that are listed one by one."""

KEYS = {"P6": " (F9)", "MS Project": " (F9)"}
"""What schedules a plan anew, by tool."""


@click.command("check")
@plan_argument
@scenario_option
@range_option
@encoding_option
def command(plan: Path, scenario: Path | None, spread: str | None, encoding: str | None) -> int:
    """Say what PLAN holds and compare its dates.

    Lists what came in, what was assumed or dropped, and whether the dates that p80 computes are
    those stored in the file. Status 1 where they differ; 2 where the plan is wrong.
    """
    program = read_program(plan, scenario, spread, encoding)
    show("\n".join(contents(program)))
    parity = compare(program)
    show("\n".join(agreement(parity)))
    return 1 if parity.mismatches else 0


def compare(program: Program) -> Parity:
    """Our dates beside those that the source tool stored."""
    from simulator.engine import schedule
    from simulator.results.parity import compare as compared

    dates = schedule(program)
    return compared(program, dates, dates.origin)


def contents(program: Program) -> list[str]:
    """What came in, and what was assumed or dropped on the way."""
    from simulator.reports.words import count

    open_tasks = [task for task in program.activities if not task.is_finished]
    parts = [
        count(len(program.projects), "project"),
        count(len(program.activities), "task"),
        f"{len(open_tasks):,} open",
        f"{sum(task.spread is not None for task in open_tasks):,} with a range",
        f"{sum(len(task.after) for task in program.tasks):,} links",
        count(len(program.risks), "risk"),
        count(len(program.drivers), "driver"),
    ]
    lines = [program.title, "  " + " · ".join(parts)]
    return lines + [f"  note: {note}" for note in program.notes]


def agreement(parity: Parity) -> list[str]:
    """How many dates agree, and those that do not."""
    tool = parity.source or "the file"
    if not parity.compared:
        return [f"  dates: {tool} stores none to compare with"]
    lines = [f"  dates: {parity.agree:,} of {parity.compared:,} agree with {tool} to the minute"]
    for one in parity.mismatches[:MOST]:
        stored, ours = (f"{moment:%Y-%m-%d %H:%M}" for moment in (one.stored, one.computed))
        lines.append(f"    {one.id}: {one.which} {stored} in the file, {ours} here")
    if len(parity.mismatches) > MOST:
        lines.append(f"    and {len(parity.mismatches) - MOST:,} more")
    if parity.mismatches:
        again = f"schedule it in {tool}{KEYS.get(parity.source, '')}"
        lines.append("  Usually the plan was changed after it was last scheduled:")
        lines.append(f"  {again}, then export it again.")
    return lines
