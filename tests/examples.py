"""The examples of the documents: found, run, and written anew by `python tests/examples.py`.

A block of `console` holds commands after `$` and what they print; a block of `python` with `>>>`
is a doctest. What depends on the machine, the seconds of a run, is left out of the comparison.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (p80 .*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
SECONDS = re.compile(r"\b\d+(\.\d+)? (ms|s|min)\b")


def blocks(path: Path, language: str) -> Iterator[str]:
    """The fenced blocks of a document in one language."""
    for match in BLOCK.finditer(path.read_text(encoding="utf-8")):
        if match[1] == language:
            yield match[2]


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, with what is printed below it."""
    for match in COMMAND.finditer(block):
        yield match[1], match[2]


def comparable(text: str) -> str:
    """Without what depends on the machine."""
    return SECONDS.sub("N s", text).rstrip()


def printed(command: str) -> str:
    """Standard output of a `p80` command, run here from the top of the repository."""
    from simulator.cli.main import status_of

    out, before = io.StringIO(), Path.cwd()
    os.chdir(ROOT)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            status_of(shlex.split(command)[1:])
    finally:
        os.chdir(before)
    return out.getvalue()


def rewrite(path: Path) -> None:
    """Put what the commands print now into the document."""

    def anew(match: re.Match[str]) -> str:
        if match[1] != "console":
            return match[0]
        # Printed twice: the seconds shown are those of a second run, already compiled.
        runs = (f"$ {c}\n{(printed(c), printed(c))[1]}" for c, _ in commands(match[2]))
        return f"```console\n{''.join(runs)}```"

    text = path.read_text(encoding="utf-8")
    path.write_text(BLOCK.sub(anew, text), encoding="utf-8")


if __name__ == "__main__":
    for document in DOCUMENTS:
        rewrite(document)
