"""What money is for, on the screen: rolled up so that it fits, and adding up to all of it."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from simulator.reports.cash_headings import MOST, headings
from simulator.reports.words import width
from simulator.results.cash import CashFlow


def flow(*names: str) -> CashFlow:
    """The k-th heading costs 1000 k in half of the iterations and 3000 k in the others; the plan
    has 1500 k."""
    money = {name: np.array([1000.0, 3000.0] * 5) * k for k, name in enumerate(names, 1)}
    return CashFlow(
        unit="year",
        edges=(datetime(2027, 1, 1), datetime(2028, 1, 1)),
        spent=np.sum([*money.values()], axis=0)[None],
        planned=np.zeros(1),
        actual=np.zeros(1),
        headings=money,
        planned_headings={name: 1500.0 * k for k, name in enumerate(names, 1)},
        planned_accounts={},
        present=None,
        discount=None,
        currency="EUR",
    )


def rows(one: CashFlow) -> list[list[str]]:
    return [line.split() for line in headings(one)[2:]]


def test_a_row_a_heading_the_dearest_first() -> None:
    assert rows(flow("Site", "Site/Steel")) == [
        ["Site/Steel", "3,000", "4,000", "2,000", "6,000"],
        ["Site", "1,500", "2,000", "1,000", "3,000"],
    ]


def test_one_heading_says_nothing_and_what_costs_nothing_is_none() -> None:
    assert headings(flow("Site")) == []
    empty = flow("Site", "Yard")
    empty.headings["Yard"][:] = 0.0
    assert headings(empty) == []


def test_many_headings_are_rolled_up_to_the_level_that_fits() -> None:
    """Ten below two branches: the first branch has 1 + ... + 5 = 15 times 1500, the other 40."""
    names = [f"All/{branch}/{k}" for branch in ("North", "South") for k in range(5)]
    assert rows(flow(*names)) == [
        ["All/South", "60.0k", "80.0k", "40.0k", "120k"],
        ["All/North", "22.5k", "30.0k", "15.0k", "45.0k"],
    ]


def test_what_does_not_fit_is_counted() -> None:
    found = headings(flow(*(f"Work {k}" for k in range(MOST + 3))))
    assert len(found) == 2 + MOST + 1
    assert found[-1] == "  and 3 more; all headings: --json or --out"


def test_long_paths_keep_their_end() -> None:
    long = "A very long name of a project/A very long branch of it"
    found = headings(flow(f"{long}/House 1", f"{long}/House 2"))
    assert all(width(line) <= 80 for line in found)
    assert "branch of it/House 2 " in found[2]
