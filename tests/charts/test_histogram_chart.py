"""The bars are the shares of the iterations, parted at P80."""

from __future__ import annotations

import fabricated
import pytest
from matplotlib.dates import date2num

from simulator.charts.histogram import histogram


@pytest.mark.parametrize("quantity", ["finish", "cost"])
def test_bars_hold_every_iteration(quantity: str) -> None:
    axes = histogram(fabricated.result(), quantity)
    assert sum(bar.get_height() for bar in axes.patches) == pytest.approx(100)


def test_hatched_bars_begin_beyond_p80() -> None:
    result = fabricated.result()
    axes = histogram(result)
    p80 = date2num(result.origin) + result.finish.at(80) / 1440
    hatched = [bar for bar in axes.patches if bar.get_hatch()]
    assert hatched
    assert min(bar.get_x() for bar in hatched) >= p80
    plain = [bar for bar in axes.patches if not bar.get_hatch()]
    assert max(bar.get_x() for bar in plain) < p80


def test_title_says_four_in_five() -> None:
    title = histogram(fabricated.result()).get_title(loc="left")
    assert title == "Four times in five between 11 Mar 2027 and 1 May 2027"


def test_nothing_uncertain_is_one_bar() -> None:
    assert [bar.get_height() for bar in histogram(fabricated.certain()).patches] == [100]
