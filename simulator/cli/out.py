"""Printing results on standard output."""

from __future__ import annotations

import os
import sys

import click


def show(text: str, newline: bool = True) -> None:
    """Print `text`. A reader that has seen enough, like `head`, ends the printing and nothing else:
    the exit status must still say whether the requirements are met."""
    try:
        click.echo(text, nl=newline)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
