"""The starter plan of `p80 new`."""

from __future__ import annotations

from importlib.resources import files


def text() -> str:
    """A commented plan that loads and runs as it is."""
    return files(__package__).joinpath("starter.yaml").read_text("utf-8")
