"""The finish at both ends of a range, by closed forms."""

from __future__ import annotations

import pytest
from explained import DAY, network
from scipy import stats

from simulator.explain import explain
from simulator.model.distributions import Constant, Normal, Uniform


def test_the_only_range_of_a_chain() -> None:
    """A lasts 10 to 20 days: P10 11, P90 19, P80 18; what follows it takes 5."""
    plan = network({"A": (Uniform(10 * DAY, 20 * DAY), ()), "B": (Constant(5 * DAY), "A")})
    (end,) = explain(plan, 10_240, seed=3, most=1).ends
    assert (end.id, end.short, end.long) == ("P/A", pytest.approx(11), pytest.approx(19))
    # P80 of a Latin sample is within one of its 1,024 strata.
    assert end.early[0] == pytest.approx(11 - 18, abs=10 / 1024)
    assert end.late[0] == pytest.approx(19 - 18, abs=10 / 1024)
    assert end.swing == pytest.approx(8)


def test_all_else_stays_as_it_falls() -> None:
    """With A at its P10 only B varies: P80 = P10 of A + P80 of B."""
    a, b = stats.norm(20, 3), stats.norm(30, 4)
    plan = network({"A": (Normal(20 * DAY, 3 * DAY), ()), "B": (Normal(30 * DAY, 4 * DAY), "A")})
    ends = {end.id: end for end in explain(plan, 20_480, seed=3, most=1).ends}
    both = stats.norm(50, 5).ppf(0.8)
    error = 5 * 5 * (0.16 / 20_480) ** 0.5 / stats.norm.pdf(stats.norm.ppf(0.8))
    assert ends["P/A"].early[0] == pytest.approx(a.ppf(0.1) + b.ppf(0.8) - both, abs=error)
    assert ends["P/A"].late[0] == pytest.approx(a.ppf(0.9) + b.ppf(0.8) - both, abs=error)
    assert ends["P/B"].late[0] == pytest.approx(a.ppf(0.8) + b.ppf(0.9) - both, abs=error)
    assert all(one.early[1] <= one.early[0] <= one.early[2] for one in ends.values())
