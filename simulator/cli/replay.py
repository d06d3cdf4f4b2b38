"""`p80 replay`: one iteration of a run opened as a full schedule."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from simulator.cli.forecast import simulated
from simulator.cli.options import (
    Asked,
    json_option,
    level_of,
    out_option,
    plan_argument,
    share_of,
    simulating,
)
from simulator.cli.out import answer, say
from simulator.errors import PlanError

if TYPE_CHECKING:
    from simulator.explain.replay import Chosen, Replay, Shared
    from simulator.results.result import Result

NAMED = 5
"""Tasks that are named one by one."""


@click.command("replay")
@plan_argument
@click.option(
    "--iteration",
    type=click.IntRange(min=0),
    metavar="N",
    help="The iteration to open, counted from 0 as in samples.npz.",
)
@click.option(
    "--near", metavar="P", help="Open the iteration that is this percentile, such as P80."
)
@click.option("--worst", metavar="SHARE", help="Open the middle one of the worst, such as 5%.")
@click.option(
    "--of",
    type=click.Choice(["finish", "cost"]),
    default="finish",
    show_default=True,
    help="By what --near and --worst choose.",
)
@simulating
@out_option("Folder for a chart, a table and the document.")
@click.option(
    "-o",
    "file",
    metavar="FILE",
    help="Write it as a plan without luck: .xml (MS Project) .xer .pmxml .yaml .xlsx .csv.",
)
@json_option
def command(**given: Any) -> int:
    """Open one iteration of `p80 run PLAN`: what happened in it, and why did it end when it did?

    Shows the dates of every task as that iteration drew them, which task drove which, the risks,
    branches and repeats that came about, who was paid what, and what took longer than planned.
    With --near and --worst also what such iterations have in common that the others do not.
    """
    return opened(Options(**given))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Asked):
    """What was asked for on the command line."""

    iteration: int | None
    near: str | None
    worst: str | None
    of: Literal["finish", "cost"]
    file: str | None


def opened(options: Options) -> int:
    """Read, simulate, play again, write, print."""
    options.check_folder()
    wanted = Wanted.of(options)
    result = simulated(options.program(), options)
    from simulator.explain.replay import replay, shared

    chosen = wanted.chosen(result, options.of)
    common = None if chosen is None else shared(result, chosen)
    found = replay(result, wanted.iteration if chosen is None else chosen.middle)
    if options.out is not None:
        from simulator.reports import replay_folder

        replay_folder.write(found, options.out, common)
    if options.file is not None:
        write_plan(found, options.file, options)
    told = (found, common)
    answer(options.as_json, partial(document, *told), partial(screen, *told, options))
    return 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which iterations: one by its number, those near a percentile, or the worst."""

    iteration: int = 0
    level: float | None = None
    share: float | None = None

    @classmethod
    def of(cls, options: Options) -> Wanted:
        """What the command line asks for. Raises PlanError unless it is one thing."""
        given = [options.iteration, options.near, options.worst]
        if sum(one is not None for one in given) != 1:
            raise PlanError.one(
                "p80 replay",
                "which-iteration",
                "give one of --iteration, --near and --worst",
                "E.g. --iteration 8713, --near P80 or --worst 5%.",
            )
        if options.near is not None:
            return cls(level=level_of("--near", options.near))
        if options.worst is not None:
            return cls(share=share_of("--worst", options.worst))
        return cls(iteration=options.iteration or 0)

    def chosen(self, result: Result, of: Literal["finish", "cost"]) -> Chosen | None:
        """The iterations, where it is more than one."""
        from simulator.explain.replay import near, worst

        if self.level is not None:
            return near(result, self.level, of)
        return None if self.share is None else worst(result, self.share, of)


def write_plan(found: Replay, file: str, options: Options) -> None:
    """Write the iteration as a plan, by the writers of `p80 convert`, and say what became of it."""
    from simulator.cli import convert, converting
    from simulator.explain.replay import as_plan

    plan, format = as_plan(found), convert.format_of(file, None)
    if format in convert.SCHEDULES:
        wanted = converting.Options(
            options.plan, Path(file), format, None, options.iterations, options.seed, None,
            options.encoding, options.scenario, options.spread, options.three_point,
        )  # fmt: skip
        for line in converting.convert(plan.program, wanted):
            say(line)
    else:
        convert.write_plan(plan.program, Path(file), format, False)
    from simulator.reports.words import count

    if plan.held:
        say(f"{count(len(plan.held), 'task')} held by a date: {_some(plan.held)}")
    if plan.differing:
        say(f"{count(len(plan.differing), 'task')} with other dates: {_some(plan.differing)}")


def _some(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - NAMED:,} more" if len(ids) > NAMED else ""
    return ", ".join(ids[:NAMED]) + more


def document(found: Replay, common: Shared | None) -> dict[str, Any]:
    """The document of docs/reference/replay.md."""
    from simulator.reports import replay_folder

    return replay_folder.whole(found, common)


def screen(found: Replay, common: Shared | None, options: Options) -> str:
    """One screen of text."""
    from simulator.reports import replay_text

    return replay_text.summary(found, common, str(options.plan), options.folder, options.usual)
