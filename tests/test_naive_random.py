"""The twin's random numbers: the published vectors, and that Latin blocks are Latin."""

from __future__ import annotations

import pytest
from naive_random import BLOCK, philox, stratum, uniform

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
        places = {stratum(7, "task A duration", first + i) for i in range(BLOCK)}
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
