"""`p80 verify`: published worked examples, rerun here."""

from __future__ import annotations

import click


@click.command("verify")
def command() -> int:
    """Rerun published worked examples on this machine: source, published value, ours, verdict."""
    from simulator.workbench import verify

    verdicts = verify.run()
    for verdict in verdicts:
        click.echo(str(verdict))
    return 0
