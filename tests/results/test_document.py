"""Every field of the JSON document is described, and nothing that is described is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import fabricated
import pytest

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
BY_ID = {"projects", "milestones", "calendars"}


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


def whole() -> dict[str, Any]:
    """A document in which nothing is left out."""
    return fabricated.with_calendars(fabricated.result(2000)).to_dict()


def test_every_field_is_described() -> None:
    described = set(
        re.findall(r"[A-Za-z_0-9]+", " ".join(re.findall(r"`([^`]*)`", PAGE.read_text("utf-8"))))
    )
    assert set(names(whole())) - described == set()


def test_nothing_described_is_missing() -> None:
    """The first column of each table, but for the files of `--out`."""
    text = PAGE.read_text("utf-8").split("## The other files")[0]
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    described = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    assert described - set(names(whole())) == set()


def test_lost_days_are_counted_by_calendar_and_cause() -> None:
    """Of 52.1775 weeks of 5 days a tenth falls to weather, 3 in 63 to downtime, both on the same
    day in their product."""
    working = 5 / 7 * 365.2425
    found = whole()["calendars"]["standard"]
    assert found["working"] == pytest.approx(working)
    assert found["causes"]["weather"] == {"of": "standard", "lost": pytest.approx(working / 10)}
    assert found["causes"]["downtime"]["lost"] == pytest.approx(working / 21)
    assert found["lost"] == pytest.approx(working * (1 - 0.9 * 20 / 21))


def test_missed_windows_are_counted_and_said() -> None:
    found = fabricated.with_calendars(fabricated.result(2000))
    assert found.to_dict()["windows"] == [
        {
            "id": "CIVIL/A100",
            "name": "Divert utilities",
            "plan": {"open": "2026-03-02T00:00", "close": "2026-04-01T00:00"},
            "missed": 0.25,
            "outside": 0.02,
        }
    ]
    assert found.warnings[:2] == (
        "A100 misses the window of the plan, 2 Mar 2026 to 31 Mar 2026, in 25 % of iterations.",
        "A100 fits in no window in 2 % of iterations and overruns one there: its dates are too "
        "early.",
    )
    found = fabricated.with_calendars(fabricated.result(2000), outside=0.0)
    found.windows = (replace(found.windows[0], open=60.0),)
    assert "plan, 2 Mar 2026 01:00 to 1 Apr 2026 00:00, in 25 %" in found.warnings[0]
