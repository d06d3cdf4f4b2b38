"""The convergence chart shows the percentiles of the first iterations alone."""

from __future__ import annotations

import fabricated
import numpy as np
import pytest

from simulator.charts.convergence import convergence, looks_at
from simulator.charts.style import x_values
from simulator.results.quantity import MoneyQuantity
from simulator.results.result import Result


@pytest.fixture(scope="module")
def result() -> Result:
    return fabricated.result(20_480)


@pytest.mark.parametrize("name", ["finish", "cost"])
def test_each_point_is_a_run_of_so_many_iterations(result: Result, name: str) -> None:
    quantity = getattr(result, name)
    axes = convergence(result, name)
    for p, line in zip((50, 80, 90), axes.lines, strict=True):
        for n, y in zip(line.get_xdata(), line.get_ydata(), strict=True):
            own = np.sort(quantity.samples[: int(n)])
            value = own[int(np.ceil(round(n * p / 100, 9))) - 1]
            assert y == x_values(quantity, np.array([value]))[0]
    band = axes.collections[1].get_paths()[0].vertices
    low, high = quantity.interval(80)
    ends = x_values(quantity, np.array([low, high]))
    last = band[band[:, 0] == 20_480][:, 1]
    assert {round(y, 6) for y in last} == {round(float(end), 6) for end in ends}


def test_it_looks_at_whole_blocks_and_at_the_end() -> None:
    looks = looks_at(100_000)
    assert looks[0] == 128
    assert looks[-1] == 100_000
    assert all(n % 1024 == 0 for n in looks[:-1] if n >= 1024)
    assert looks == sorted(set(looks))
    assert looks_at(1) == [1]


def test_the_title_says_how_exact_it_is(result: Result) -> None:
    found = result.cost.percentile(80) if result.cost else pytest.fail("there is a cost")
    title = convergence(result, "cost").get_title("left")
    assert title.startswith(f"P80 is {found.short} {found.tolerance}")


def test_a_certain_cost_is_a_line(result: Result) -> None:
    flat = Result.__new__(Result)
    flat.__dict__.update(result.__dict__)
    flat.__dict__["cost"] = MoneyQuantity(np.full(2048, 5.0), 5.0, None)
    assert convergence(flat, "cost").get_title("left") == "P80 is 5"
