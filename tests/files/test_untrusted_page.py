"""The limits that docs/reference/untrusted-files.md names are those of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.files import history, place, read, table, yaml
from simulator.files.building import rules
from simulator.files.dates import YEARS
from simulator.files.mpxj import archive, child, guard, jvm, process, sound
from simulator.files.workbook import packed
from simulator.history import calibration
from simulator.model import syntax
from simulator.network import horizon

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "untrusted-files.md"
MB, GB = 2**20, 2**30


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("| plan file, table or workbook |", [f"{read.MAX_BYTES // MB} MB"]),
        (
            "| YAML: values",
            [f"{yaml.MAX_NODES:,}", f"counts as {yaml.MAPPING}", f"list as {yaml.ITEM}"],
        ),
        ("| YAML: characters", [f"{yaml.MAX_LETTERS:,}"]),
        ("| YAML: depth", [f"{yaml.MAX_DEPTH}"]),
        (
            "| table: rows",
            [f"{table.MAX_ROWS:,}", f"{table.MAX_COLUMNS}", f"{table.MAX_CELL:,}"],
        ),
        (
            "| history of",
            [f"{history.MOST_ROWS:,}", f"{calibration.MOST_GROUPS}"],
        ),
        ("| schedule of another tool", [f"{guard.LARGEST // MB} MB"]),
        ("| archive", [f"{archive.MOST_FILES:,}", f"{archive.LARGEST // MB} MB"]),
        ("| XML: bytes", [f"{guard.HEAD // MB} MB"]),
        (
            "| a range",
            [f"{syntax.LONGEST:,}", f"{syntax.MOST_EXPERTS}", f"{syntax.MOST_VALUES:,}"],
        ),
        ("| summaries", [f"{sound.DEEPEST}", f"{rules.DEEPEST}"]),
        (
            "| the reader",
            [
                f"{child.MEMORY // GB} GB in all",
                f"{process.TIME_LIMIT:.0f} seconds",
                f"{process.SIZE_LIMIT // MB} MB of answer",
            ],
        ),
        ("| problems", [f"{table.ENOUGH}"]),
        ("| years before", [f"before {YEARS[0]}", f"after {YEARS[1]}"]),
        ("| durations and lags", [f"{sound.LONGEST / 525_600 // 100 * 100:,.0f} years"]),
        ("| work that", [f"{horizon.MOST_DAYS // 365} years"]),
    ],
)
def test_the_page_names_the_limit(line: str, numbers: list[str]) -> None:
    (found,) = (
        one for one in PAGE.read_text(encoding="utf-8").splitlines() if one.startswith(line)
    )
    for number in numbers:
        assert number in found


def test_java_and_workbooks() -> None:
    assert "-Xmx1g" in jvm.OPTIONS
    assert packed.MAX_UNPACKED == read.MAX_BYTES
    assert place.REMOTE
