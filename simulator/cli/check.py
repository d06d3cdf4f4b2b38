"""`p80 check`: what came in, do its dates come out, and is the plan sound?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import requirement
from simulator.cli.options import (
    Reading,
    edited,
    json_option,
    plan_argument,
)
from simulator.cli.out import say, show
from simulator.cli.requirement import Requirement
from simulator.cli.verdict import Verdict, gates, of_health, of_parity
from simulator.errors import PlanError
from simulator.results.as_json import as_file, as_text

if TYPE_CHECKING:
    from simulator.health import Health
    from simulator.model.program import Program
    from simulator.results.parity import Parity
    from simulator.results.raw import Receipt

FILES = ("health.html", "health.json")
"""What a folder of `--out` gets."""


TITLE = 80
"""Characters of the program's name that are shown."""


@click.command("check")
@plan_argument
@edited
@json_option
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="A page (.html) or document (.json) to write; else a folder for both.",
)
@click.option(
    "--require",
    "requirements",
    multiple=True,
    metavar="TEXT",
    help='End with status 1 unless it holds: "health no fail" or "parity >= 99.5%".',
)
def command(**given: Any) -> int:
    """Say what PLAN holds, compare its dates, judge its health.

    Lists what came in, what was assumed or dropped, whether the dates that p80 computes are those
    stored in the file, and what the GAO and DCMA checks and p80's own find, with what each finding
    does to a forecast.

    Status 1 where a requirement is not met; and where dates differ, unless --require says how many
    must agree. Findings of health alone end with 0 unless they are required, by "health no fail",
    or "health no warn", which allows neither. 2 where the plan is wrong.
    """
    return judge(Options(**given))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Reading):
    """What was asked for on the command line."""

    plan: Path
    as_json: bool
    out: Path | None
    requirements: tuple[str, ...]


def judge(options: Options) -> int:
    """Read, schedule, compare, judge, write, print."""
    requirements = parsed(options.requirements)
    program = options.read(options.plan)
    found = examined(program, requirements)
    parity, verdicts = found.parity, found.verdicts
    if options.out is not None:
        write(options.out, program, found)
    show(printed(options, program, found))
    for verdict in verdicts:
        say(verdict.text)
    differs = bool(parity.mismatches) and all(one.subject != "parity" for one in requirements)
    return 1 if differs or not all(verdict.met for verdict in verdicts) else 0


def parsed(texts: tuple[str, ...]) -> list[Requirement]:
    """Requirements that can be judged without a simulation."""
    found = requirement.parse_all(texts)
    mend = f"Ask it of `p80 run`; here: {' or '.join(FORMS)}."
    refused = [
        one.impossible("`p80 check` runs no simulation", mend)
        for one in found
        if one.subject not in ("parity", "health")
    ]
    if refused:
        raise PlanError(issue for error in refused for issue in error.issues)
    return found


FORMS = ('"parity >= 99.5%"', '"health no fail"')


def held(one: Requirement, parity: Parity, health: Health) -> Verdict:
    """Whether the requirement is met."""
    return of_parity(one, parity) if one.subject == "parity" else of_health(one, health)


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found out about a program."""

    parity: Parity
    health: Health
    receipts: tuple[Receipt, ...]
    verdicts: tuple[Verdict, ...]


def examined(program: Program, requirements: Sequence[Requirement]) -> Examined:
    """The comparison with the stored dates, with reasons, the health, what is correlated, and
    whether what is required is met."""
    from simulator.engine import correlations, schedule
    from simulator.health import assess
    from simulator.results.parity import compare, explain

    # The plan's own dates take no repeat of a loop.
    program = replace(program, loops=())
    dates = schedule(program)
    parity = explain(compare(program, dates, dates.origin), program, dates, schedule)
    receipts = correlations(program) if program.correlations else ()
    health = assess(program, dates)
    verdicts = tuple(held(one, parity, health) for one in requirements)
    return Examined(parity, health, receipts, verdicts)


def printed(options: Options, program: Program, found: Examined) -> str:
    """The screen, or the document."""
    from simulator.reports import correlation_text, health_text, parity_text

    if options.as_json:
        return as_text(document(program, found))
    lines = contents(program)
    only = program.projects[0].id if len(program.projects) == 1 else ""
    lines += [*parity_text.lines(found.parity), "", *correlation_text.lines(found.receipts, only)]
    lines += health_text.lines(found.health)
    return "\n".join(lines)


def contents(program: Program) -> list[str]:
    """What came in, and what was assumed or dropped on the way."""
    from simulator.reports.check_document import contents_text
    from simulator.reports.plain import flat
    from simulator.reports.words import cut

    notes = [f"  note: {flat(note)}" for note in program.notes]
    return [cut(program.title, TITLE), "  " + contents_text(program), *notes]


def document(program: Program, found: Examined) -> dict[str, Any]:
    """The document of docs/reference/health.md."""
    from simulator.reports import check_document as content

    whole = content.document(program, found.parity, found.health, found.receipts)
    return whole | gates(found.verdicts)


def write(out: Path, program: Program, found: Examined) -> None:
    """The page, the document, or a folder with both; whole or not at all."""
    from simulator.reports import folder, health_page
    from simulator.results.store import write_whole

    def whole() -> bytes:
        return as_file(document(program, found))

    def page() -> bytes:
        return health_page.page(found.health, found.parity).encode()

    suffix = out.suffix.lower()
    if suffix in (".html", ".htm"):
        write_whole(out, page())
    elif suffix == ".json":
        write_whole(out, whole())
    else:
        folder.put(out, dict(zip(FILES, (page, whole), strict=True)), FILES)
