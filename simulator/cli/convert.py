"""`p80 convert`: any plan that p80 reads, written for another tool, or for p80 itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.options import edited, plan_argument, read_program
from simulator.cli.out import say
from simulator.errors import PlanError

if TYPE_CHECKING:
    from simulator.model.program import Program

FORMATS = {
    "yaml": (".yaml", ".yml"),
    "xlsx": (".xlsx",),
    "csv": (".csv",),
    "xer": (".xer",),
    "pmxml": (".pmxml",),
    "mspdi": (".xml", ".mspdi"),
}
SLASHES = ("/", "\\")
"""With which the name of a folder ends."""
SCHEDULES = ("xer", "pmxml", "mspdi")


@click.command("convert", no_args_is_help=True)
@plan_argument
@click.option(
    "-o",
    "--out",
    required=True,
    metavar="FILE",
    help="File to write: .xer .pmxml .xml (MS Project) .xlsx .csv .yaml, or a folder/ of CSV.",
)
@click.option(
    "--format",
    "wanted",
    type=click.Choice(list(FORMATS)),
    help="Where the name does not say it: P6 wants XML as .xml too, so --format pmxml.",
)
@click.option(
    "--p-dates",
    "levels",
    metavar="LIST",
    help='Simulate, and write dates into custom fields of the schedule, e.g. "P50,P80".',
)
@click.option(
    "-n", "--iterations", type=click.IntRange(min=1), default=10_000, show_default=True,
    help="How many times to simulate, with --p-dates.",
)  # fmt: skip
@click.option(
    "--seed", type=click.IntRange(0, 2**64 - 1), default=1, show_default=True,
    help="Of the simulation: the one of `p80 run` gives the same dates.",
)  # fmt: skip
@click.option(
    "--code-page",
    metavar="NAME",
    help="Code page of the XER file written: that of the PC which imports it.",
)
@edited
def command(plan: Path, out: str, wanted: str | None, **given: Any) -> None:
    """Write PLAN, from any tool, for P6, MS Project, Excel or p80.

    \b
    p80 convert plan.xer -o plan.yaml                   a plan file of p80
    p80 convert plan.yaml -o plan.xer                   for P6
    p80 convert plan.mpp -o plan.xml --format pmxml     for P6, as XML
    p80 convert risk.yaml -o plan.xml --p-dates P50,P80 for MS Project, P-dates beside the plan

    Where the plan comes from a schedule (PLAN itself, or `file:` in it), that schedule is
    changed as little as possible: resources, codes, costs and notes stay. The file is read
    again at once: what it does not hold, and whether its dates are the plan's, is reported.

    \b
    In P6: File > Import > Primavera XER, or Primavera XML; add the user-defined columns
    "P50 start", "P80 finish" and so on to the layout. In MS Project: File > Open, type XML;
    insert the columns of the same titles.
    """
    format = format_of(out, wanted)
    program = read_program(
        plan,
        scenario=given["scenario"],
        spread=given["spread"],
        encoding=given["encoding"],
        three_point=given["three_point"],
    )
    if format in SCHEDULES:
        from simulator.cli import converting

        options = converting.Options(plan, Path(out), format, **given)
        for line in converting.convert(program, options):
            say(line)
        return
    if given["levels"] is not None:
        raise PlanError.one(
            "--p-dates",
            "not-a-schedule",
            f"dates go into the custom fields of a schedule, and {out} is none",
            "Name a .xer, .pmxml or .xml file; `p80 run --out` writes tables of all dates.",
        )
    write_plan(program, Path(out), format, out.endswith(SLASHES) or Path(out).is_dir())


def format_of(out: str, wanted: str | None) -> str:
    """The format that is asked for, by name or by the suffix of the file."""
    suffix = Path(out).suffix.lower()
    if wanted is not None:
        return wanted
    if out.endswith(SLASHES) or Path(out).is_dir():
        return "csv"
    for name, suffixes in FORMATS.items():
        if suffix in suffixes:
            return name
    writable = ", ".join(one for suffixes in FORMATS.values() for one in suffixes)
    raise PlanError.one(
        out,
        "unwritable-format",
        f"p80 cannot write {suffix or 'a file without a suffix'}",
        f"It writes {writable}: name the file {Path(out).stem}.xer, for example; the name of a "
        "folder for tables ends with a slash.",
    )


def write_plan(program: Program, out: Path, format: str, folder: bool) -> None:
    """Write a plan file, a workbook or tables, and say what they do not hold."""
    from simulator.reports.words import count
    from simulator.results.store import write_whole

    lost: list[str] = []
    if format == "yaml":
        from simulator.files.write_yaml import to_yaml

        write_whole(out, to_yaml(program).encode())
    elif format == "xlsx":
        from simulator.files.workbook import lost_in_workbook, to_workbook

        write_whole(out, to_workbook(program))
        lost = lost_in_workbook(program)
    elif not folder:
        from simulator.files.write_csv import lost_in_csv, to_csv

        write_whole(out, to_csv(program))
        lost = lost_in_csv(program)
    else:
        _write_folder(program, out)
    projects, tasks = len(program.projects), len(program.activities)
    say(f"{out}: {count(projects, 'project')}, {count(tasks, 'task')}")
    for sentence in lost:
        say(f"not in the file: {sentence}")
    for note in program.notes:
        say(f"note: {note}")


def _write_folder(program: Program, out: Path) -> None:
    """A plan file and one table a project, all or nothing."""
    from functools import partial

    from simulator.files.write_csv import to_csv_folder
    from simulator.reports import folder

    made = {name: partial(bytes, content) for name, content in to_csv_folder(program).items()}
    folder.put(out, made, ())
