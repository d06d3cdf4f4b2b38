"""The twin's random numbers: the published vectors, Latin blocks, and the engine's bits."""

from __future__ import annotations

import numpy as np
import pytest
from naive_random import BLOCK, name_key, philox, stratum, uniform

from simulator.kernels.random import uniforms

# Known-answer vectors of Philox 4x32-10: Random123, kat_vectors (Salmon et al., 2011).
VECTORS = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    (
        (0xFFFFFFFF,) * 4,
        (0xFFFFFFFF,) * 2,
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "answer"), VECTORS)
def test_philox_gives_the_published_words(
    counter: tuple[int, ...], key: tuple[int, int], answer: tuple[int, ...]
) -> None:
    assert philox(counter, key) == answer


def test_each_block_fills_each_stratum_once() -> None:
    for block in (0, 3):
        first = block * BLOCK
        places = {stratum(7, name_key("task A duration"), first + i) for i in range(BLOCK)}
        assert places == set(range(BLOCK))


def test_uniforms_are_inside_and_differ_by_name_seed_and_iteration() -> None:
    found = {
        uniform(seed, name, iteration, latin)
        for seed in (0, 1, 2**40)
        for name in ("a", "b")
        for iteration in (0, 1, 5, 5000)
        for latin in (True, False)
    }
    assert len(found) == 48
    assert all(0 < u < 1 for u in found)


@pytest.mark.parametrize("latin", [True, False], ids=["latin", "random"])
@pytest.mark.parametrize(
    ("first", "count"),
    [
        (0, 64),
        (1024, 1024),  # a whole block
        (5, 7),  # not a multiple of four at either end
        (1021, 6),  # over the edge of a block
        (1000, 2100),  # over three
        (2**32, 9),
        (4095, 1),
    ],
)
def test_the_engine_draws_the_same_bits(first: int, count: int, latin: bool) -> None:
    for seed in (0, 1, 2**33 + 5, 2**63 - 1):
        for name in ("task P/A duration", "risk R1 occurs", "å"):
            found = np.empty(count)
            uniforms(
                np.uint64(seed),
                np.uint64(name_key(name)),
                first,
                int(latin),
                found,
                np.empty_like(found),
            )
            expected = [uniform(seed, name, first + i, latin) for i in range(count)]
            assert np.array_equal(found, expected), (seed, name)
