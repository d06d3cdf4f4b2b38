"""`p80 convert`: any plan that p80 reads, written as a plan file of p80's own."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli.options import encoding_option, plan_argument, read_program
from simulator.errors import PlanError

WRITABLE = (".yaml", ".yml")


@click.command("convert")
@plan_argument
@encoding_option
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="File to write: .yaml"
)
def command(plan: Path, encoding: str | None, out: Path) -> None:
    """Write PLAN, from any tool, as YAML.

    p80 convert plan.xer -o plan.yaml writes a plan that runs and gives the same dates.
    """
    if out.suffix.lower() not in WRITABLE:
        raise PlanError.one(
            str(out),
            "unwritable-format",
            f"p80 cannot write {out.suffix or 'a file without a suffix'}",
            f"It writes {' and '.join(WRITABLE)}: name the file {out.stem}.yaml.",
        )
    program = read_program(plan, encoding=encoding)
    from simulator.files.write_yaml import to_yaml
    from simulator.reports.words import count
    from simulator.results.store import write_whole

    write_whole(out, to_yaml(program).encode())
    projects, tasks = len(program.projects), len(program.activities)
    click.echo(f"{out}: {count(projects, 'project')}, {count(tasks, 'task')}", err=True)
    for note in program.notes:
        click.echo(f"note: {note}", err=True)
