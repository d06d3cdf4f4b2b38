"""Late dates, floats, flags and project finishes beside those that the tools stored.

What is stored comes from the plans themselves; how many activities there are, and which dates and
floats they have, is checked against the tables beside the plans (``facts``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from stored_plans import OWN, SHARED, expected, file_of, plans, scheduled

from simulator.engine import schedule
from simulator.reports.parity_text import lines
from simulator.results.parity import Field, Parity, Part, Reason, compare, explain

STALE = "PrimaveraProject.pmxml.xml"
"""Its calendar was changed after it was last scheduled: see `test_plans.HOLIDAY`."""
NOT_COMPUTED = "New_Product.mspdi.xml"
"""Written by another tool: its floats are all 0, and 4 flags contradict that."""


@cache
def parity(path: Path) -> Parity:
    """Everything compared, and explained."""
    program, dates = scheduled(path)
    return explain(compare(program, dates, dates.origin), program, dates, schedule)


def files(folder: Path) -> list[str]:
    """The plans of `folder`, each once."""
    return list(dict.fromkeys(file_of(name) for name in plans(folder)))


def check(path: Path) -> None:
    """Every value that the tool stores; but for one file that is stale, and flags of another."""
    found = parity(path)
    if path.name == STALE:
        return
    wrong = {
        field: count
        for field, count in found.counts.items()
        if count.agree < count.compared and (path.name, field) != (NOT_COMPUTED, Field.CRITICAL)
    }
    assert not wrong
    assert all(finish.agrees for finish in found.finishes)


@pytest.mark.parametrize("name", files(OWN))
def test_own_plans(name: str) -> None:
    check(OWN / name)


@pytest.mark.shared
@pytest.mark.parametrize("name", files(SHARED))
def test_shared_plans(name: str) -> None:
    check(SHARED / name)


def open_rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of the table of a plan that are not finished and have been scheduled."""
    tables = [table for table in plans(folder) if file_of(table) == name]
    rows = [row for table in tables for row in expected(folder, table)]
    return [row for row in rows if not row["actual_finish"] and row["start"]]


@pytest.mark.parametrize("name", [name for name in files(OWN) if name != STALE])
def test_nothing_that_is_stored_is_left_out(name: str) -> None:
    rows = open_rows(OWN, name)
    found = parity(OWN / name)
    assert found.compared == len(rows)
    for field in (Field.LATE_START, Field.LATE_FINISH, Field.TOTAL_FLOAT, Field.FREE_FLOAT):
        column = {
            Field.LATE_START: "late_start",
            Field.LATE_FINISH: "late_finish",
            Field.TOTAL_FLOAT: "total_float_min",
            Field.FREE_FLOAT: "free_float_min",
        }[field]
        assert found.counts[field].compared == sum(bool(row[column]) for row in rows), field


def test_a_stale_file_is_proven_to_be_one() -> None:
    """The plan starts on 2012-01-02, which its calendar has as a holiday: all follows from that."""
    found = parity(OWN / STALE)
    assert found.agree < found.compared
    roots = [one for one in found.differences if one.reason is not Reason.FOLLOWS]
    assert {one.reason for one in roots} == {Reason.NON_WORKING}
    assert {one.id for one in roots} == {"PROD00883/PD1000", "PROD00499/PD1000"}
    assert roots[0].followers == 12
    assert all("2012-01-02" in one.because for one in roots)


@pytest.mark.shared
def test_files_that_were_not_computed_say_so() -> None:
    found = parity(SHARED / NOT_COMPUTED)
    assert Field.TOTAL_FLOAT not in found.counts
    assert {one.reason for one in found.differences} == {Reason.CONTRADICTION}
    assert {one.part for one in found.differences} == {Part.FLAG}


@pytest.mark.shared
def test_the_longest_path_of_a_large_plan() -> None:
    """P6 flags 4,217 activities of the hotel."""
    found = parity(SHARED / "hotel_project_4projects.xer")
    longest = found.counts[Field.LONGEST_PATH]
    assert (longest.compared, longest.agree) == (4217, 4217)


def test_the_page_shows_what_check_prints_and_names_every_reason() -> None:
    page = (OWN.parents[2] / "docs" / "reference" / "parity.md").read_text(encoding="utf-8")
    assert "\n".join(lines(parity(OWN / STALE))) in page
    for reason in Reason:
        assert all(word in page for word in reason.short.split(": ")), reason
