"""Many dates at once are the very dates of one at a time."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulator.results.dates import dates, iso
from simulator.results.estimate import moment

ORIGIN = datetime(2026, 3, 2)


@given(st.lists(st.floats(-1e7, 1e12), min_size=1, max_size=20))
def test_like_one_at_a_time(minutes: list[float]) -> None:
    found = iso(ORIGIN, np.array(minutes))
    assert found == [moment(ORIGIN, m).isoformat(timespec="minutes") for m in minutes]


def test_nan_is_no_date() -> None:
    assert iso(ORIGIN, np.array([np.nan, 60.0])) == [None, "2026-03-02T01:00"]
    assert np.isnat(dates(ORIGIN, np.array([np.nan]))[0])
