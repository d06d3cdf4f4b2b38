"""Printing: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from simulator.reports.plain import visible
from simulator.results.as_json import as_text


def show(text: str, newline: bool = True) -> None:
    """Print `text`, harmless to the terminal. A reader that has seen enough, like `head`, ends the
    printing and nothing else: the exit status must still say whether the requirements are met."""
    try:
        click.echo(visible(text), nl=newline)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def answer(as_json: bool, document: Callable[[], object], screen: Callable[[], str]) -> None:
    """Print what a command found: the one document of `--json`, or a screen of text."""
    show(as_text(document()) if as_json else screen(), newline=as_json)


def say(text: str) -> None:
    """Print `text` on standard error, harmless to the terminal."""
    click.echo(visible(text), err=True)
