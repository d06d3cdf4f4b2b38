"""`p80 new`: a starter plan, as commented text or as a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli.out import show
from simulator.errors import PlanError

WORKBOOK, TEXT = ".xlsx", (".yaml", ".yml")


@click.command("new")
@click.option("--excel", is_flag=True, help="A workbook with lists to choose from and a legend.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="File to write: .yaml or .xlsx; with --excel plan.xlsx.",
)
def command(excel: bool, out: Path | None) -> None:
    """Print a starter plan with comments, or write it as a workbook.

    p80 new > plan.yaml makes a plan to change and run; p80 new --excel makes plan.xlsx.
    """
    if out is None and excel:
        out = Path(f"plan{WORKBOOK}")
    if out is None:
        from simulator.files import starter

        show(starter.text(), newline=False)
        return
    _check(out, excel)
    from simulator.results.store import write_whole

    write_whole(out, _content(out))
    click.echo(f"{out}: change it, then p80 check {out} and p80 run {out}", err=True)


def _check(out: Path, excel: bool) -> None:
    """Raise for a file that is there, or of a kind that cannot be written."""
    suffix = out.suffix.casefold()
    if suffix not in ((WORKBOOK,) if excel else (WORKBOOK, *TEXT)):
        message = f"a starter plan cannot be written as {suffix or 'a file without a suffix'}"
        mend = f"Name it {out.with_suffix(WORKBOOK).name}."
        if not excel:
            mend = f"Name it {out.with_suffix('.yaml').name} or {out.with_suffix(WORKBOOK).name}."
        raise PlanError.one(str(out), "unwritable-format", message, mend)
    if out.exists():
        mend = "Name another file with -o: a plan that is there is never replaced."
        raise PlanError.one(str(out), "file-exists", "there is a file of that name", mend)


def _content(out: Path) -> bytes:
    if out.suffix.casefold() == WORKBOOK:
        from simulator.files.workbook import template

        return template()
    from simulator.files import starter

    return starter.text().encode()
