"""Printing: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys

import click

from simulator.reports.plain import visible


def show(text: str, newline: bool = True) -> None:
    """Print `text`, harmless to the terminal. A reader that has seen enough, like `head`, ends the
    printing and nothing else: the exit status must still say whether the requirements are met."""
    try:
        click.echo(visible(text), nl=newline)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Print `text` on standard error, harmless to the terminal."""
    click.echo(visible(text), err=True)
