"""The tutorial shows what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator.cli.main import cli

ROOT = Path(__file__).parents[1]
TUTORIAL = ROOT / "docs/tutorial/first-forecast.md"
BLOCK = re.compile(r"^```console\n\$ p80 (.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = BLOCK.findall(TUTORIAL.read_text("utf-8"))


def _without_time(text: str) -> str:
    return re.sub(r"iterations (in|each,) .*? ·", "iterations in some time ·", text).strip()


def test_the_tutorial_shows_commands() -> None:
    assert len(SHOWN) == 5


@pytest.mark.parametrize(("arguments", "shown"), SHOWN, ids=[args for args, _ in SHOWN])
def test_the_tutorial_shows_what_is_printed(
    arguments: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(cli, shlex.split(arguments))
    assert result.exit_code == 0, result.output
    assert _without_time(result.stdout) == _without_time(shown)
