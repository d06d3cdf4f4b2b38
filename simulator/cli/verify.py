"""`p80 verify`: published worked examples, rerun on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from simulator.cli.out import show

if TYPE_CHECKING:
    from simulator.workbench.verify import Verdict

COLUMNS = ("how the range is read", "quantity", "kind", "source", "ours", "")
RIGHT = frozenset({3, 4})
"""Columns of numbers, set to the right."""


@click.command("verify")
@click.argument("case", nargs=-1)
def command(case: tuple[str, ...]) -> int:
    """Rerun published worked examples here.

    Prints source, published value, ours and verdict; status 1 where any differs. CASE names some of
    the examples; without it all are run.
    """
    from simulator.workbench import verify

    click.echo("Rerunning worked examples ...", err=True)
    verdicts = verify.run(case or None)
    for _, group in groupby(verdicts, key=lambda verdict: verdict.case):
        show("\n".join(table(tuple(group))) + "\n")
    show("\n".join(legend(verdicts, verify.KINDS)))
    differing = sum(not verdict.agrees for verdict in verdicts)
    show(f"{len(verdicts) - differing} of {len(verdicts)} values agree")
    return 1 if differing else 0


def table(verdicts: Sequence[Verdict]) -> list[str]:
    """The lines of one worked example."""
    first = verdicts[0]
    rows = [COLUMNS, *(cells(verdict) for verdict in verdicts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = [first.title, f"  source: {first.source}; inputs {first.inputs}; in {first.unit}"]
    for row in rows:
        line = "  ".join(
            text.rjust(width) if column in RIGHT else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append(f"  {line}".rstrip())
    return lines


def cells(verdict: Verdict) -> tuple[str, ...]:
    """One row of the table."""
    return (
        verdict.shape,
        verdict.quantity,
        verdict.kind,
        number(verdict.expected),
        number(verdict.ours),
        "agrees" if verdict.agrees else f"DIFFERS by more than {verdict.tolerance:.3g}",
    )


def number(value: float | str) -> str:
    """A value as it is shown: text as it is, numbers to six figures."""
    return value if isinstance(value, str) else f"{value:.6g}"


def legend(verdicts: Iterable[Verdict], kinds: dict[str, str]) -> list[str]:
    """What the kinds in use mean."""
    used = {verdict.kind for verdict in verdicts}
    return [f"{kind}: {meaning}" for kind, meaning in kinds.items() if kind in used]
