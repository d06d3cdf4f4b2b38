"""Every field of the JSON document is described, and nothing that is described is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fabricated

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
BY_ID = {"projects", "milestones"}


def names(value: Any) -> Iterator[str]:
    """Every key but ids."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            if key in BY_ID:
                item = list(item.values())
            yield from names(item)
    elif isinstance(value, list):
        for item in value:
            yield from names(item)


def test_every_field_is_described() -> None:
    described = set(
        re.findall(r"[A-Za-z_0-9]+", " ".join(re.findall(r"`([^`]*)`", PAGE.read_text("utf-8"))))
    )
    assert set(names(fabricated.result(2000).to_dict())) - described == set()


def test_nothing_described_is_missing() -> None:
    """The first column of each table, but for the files of `--out`."""
    text = PAGE.read_text("utf-8").split("## The other files")[0]
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    described = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    assert described - set(names(fabricated.result(2000).to_dict())) == set()
