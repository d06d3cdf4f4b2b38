"""`p80 new`: a starter plan with comments."""

from __future__ import annotations

import click

from simulator.cli.out import show


@click.command("new")
def command() -> None:
    """Print a starter plan with comments.

    p80 new > plan.yaml makes a plan to change and run.
    """
    from simulator.files import starter

    show(starter.text(), newline=False)
