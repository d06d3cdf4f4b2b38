"""The page on distributions names every family, and its texts are read."""

from __future__ import annotations

import re
from pathlib import Path

from simulator.model.distributions import FAMILIES
from simulator.model.expression import Unit, parse_spread
from simulator.model.syntax import signature

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "distributions.md"


def cells() -> list[str]:
    """Text of the first column of the table of families."""
    table = PAGE.read_text(encoding="utf-8").split("## What the numbers mean")[0]
    return [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]


def test_every_family_has_a_row_with_its_parameters() -> None:
    shown = " ".join(cells()).replace("`", "")
    for family in FAMILIES.values():
        if family.name not in ("constant", "lognormal", "empirical"):
            assert signature(family) in shown
        assert f"{family.name}(" in shown


def test_texts_with_numbers_are_read() -> None:
    texts = [text for cell in cells() for text in re.findall(r"`([a-z]+\([^`]*\))`", cell)]
    numeric = [text for text in texts if re.search(r"\(\d", text)]
    assert len(numeric) == 5
    for text in numeric:
        assert parse_spread(text, Unit.duration(480.0)).distribution.variance() >= 0
