"""Records fetched eight lanes at a time are those of the table, for any count of lanes."""

from __future__ import annotations

import numba
import numpy as np
import pytest

from simulator.kernels.cubics import cubics
from simulator.kernels.lean import lean
from simulator.kernels.records import AT_ONCE, RECORD, fetch, scratch

COUNTS = (0, 1, 7, 8, 9, 16, 61, AT_ONCE)


@numba.njit
def fetched(table, place, out):
    records = scratch()
    fetch(table, place, records)
    for lane in range(place.size):
        for n in range(RECORD):
            out[lane, n] = records[n * AT_ONCE + lane]


@numba.njit
def evaluated(table, place, loc, scale, u, out):
    cubics(table, place, loc, scale, u, out)


def table_and_places(lanes: int) -> tuple[np.ndarray, np.ndarray, np.random.Generator]:
    """A table of random numbers, and where the record of each lane begins: anywhere."""
    random = np.random.default_rng(lanes)
    table = random.normal(size=101)
    place = random.integers(0, len(table) - RECORD + 1, lanes).astype(np.uint64)
    return table, place, random


@pytest.mark.parametrize("lanes", COUNTS)
def test_columns_hold_the_records_of_all_lanes(lanes: int) -> None:
    table, place, _ = table_and_places(lanes)
    out = np.full((lanes, RECORD), np.nan)
    fetched(lean(table), place, out)
    there = place[:, None].astype(np.int64) + np.arange(RECORD)
    np.testing.assert_array_equal(out, table[there])


@pytest.mark.parametrize("lanes", COUNTS)
def test_cubics_are_those_of_their_lanes(lanes: int) -> None:
    table, place, random = table_and_places(lanes)
    u, out = random.random(lanes), np.empty(lanes)
    evaluated(lean(table), place, 3.0, 0.25, u, out)
    records = table[place[:, None].astype(np.int64) + np.arange(RECORD)]
    v = np.minimum(u, 1 - u)
    expected = 3.0 + 0.25 * (records * v[:, None] ** np.arange(RECORD)).sum(axis=1)
    np.testing.assert_allclose(out, expected, rtol=1e-14)


def test_places_may_be_the_memory_of_the_results() -> None:
    table, place, random = table_and_places(61)
    u, out = random.random(61), np.empty(61)
    evaluated(lean(table), place, 3.0, 0.25, u, out)
    same = place.view(np.float64)
    evaluated(lean(table), place, 3.0, 0.25, u, same)
    np.testing.assert_array_equal(same, out)
