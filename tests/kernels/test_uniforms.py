"""Uniform numbers: known answers, margins, strata, independence between names."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from simulator.kernels.random import BLOCK, philox, uniforms
from simulator.network.names import name_key

ALL = 2**32 - 1


def draw(name: str, first: int, count: int, latin: int, seed: int = 1) -> NDArray[np.float64]:
    """Uniform numbers of a name."""
    out = np.empty(count)
    uniforms(seed, np.uint64(name_key(name)), first, latin, out, np.empty_like(out))
    return out


# Known answers of Random123 (kat_vectors, philox4x32 10): Salmon et al. 2011.
@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((ALL,) * 4, (ALL,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_philox_gives_the_published_words(
    counter: tuple[int, ...], key: tuple[int, ...], words: tuple[int, ...]
) -> None:
    found = philox(tuple(map(np.uint64, counter)), tuple(map(np.uint64, key)))
    assert tuple(map(int, found)) == words


def test_words_stand_in_the_documented_order() -> None:
    key = name_key("task P/A duration")
    seed = 2**63 + 12345
    found = np.empty(8)
    uniforms(np.uint64(seed), np.uint64(key), 40, 0, found, np.empty_like(found))
    halves = (np.uint64(seed & ALL), np.uint64(seed >> 32))
    for i, u in enumerate(found):
        counter = (
            np.uint64((40 + i) // 4),
            np.uint64(0),
            np.uint64(key & ALL),
            np.uint64(key >> 32),
        )
        assert u == (int(philox(counter, halves)[(40 + i) % 4]) + 0.5) / 2**32


@given(st.integers(0, 10_000), st.integers(1, 2_500), st.integers(0, 1))
def test_any_chunk_has_the_same_bits(first: int, count: int, latin: int) -> None:
    whole = draw("a", 0, 12_500, latin)
    assert np.array_equal(draw("a", first, count, latin), whole[first : first + count])


@pytest.mark.parametrize("latin", [0, 1])
def test_the_first_of_a_longer_run_are_those_of_a_shorter(latin: int) -> None:
    assert np.array_equal(draw("a", 0, 50_000, latin)[:10_000], draw("a", 0, 10_000, latin))


@pytest.mark.parametrize("latin", [0, 1])
def test_every_number_is_inside_the_open_interval(latin: int) -> None:
    u = draw("a", 0, 1_000_000, latin)
    assert u.min() > 0.0
    assert u.max() < 1.0


def test_every_stratum_is_filled_once_a_block() -> None:
    for name in ("a", "b", "c"):
        strata = (draw(name, 0, 20 * BLOCK, 1) * BLOCK).astype(int).reshape(20, BLOCK)
        assert np.array_equal(np.sort(strata, axis=1), np.tile(np.arange(BLOCK), (20, 1)))
        assert len({tuple(block) for block in strata}) == 20


def test_seeds_and_names_give_different_numbers() -> None:
    draws = [draw(name, 0, 64, 1, seed) for name in ("a", "b") for seed in (0, 1, -1, 2**62)]
    for i, one in enumerate(draws):
        for other in draws[:i]:
            assert not np.any(one == other)


def test_margins_of_plain_numbers_are_uniform() -> None:
    # Kolmogorov-Smirnov at a one-in-a-million level: D sqrt(n) < 2.7 (Smirnov 1948), and
    # chi-square of 1,024 cells, whose normal limit has mean 1023 and variance 2046.
    n = 1_000_000
    u = np.sort(draw("a", 0, n, 0))
    place = np.arange(1, n + 1) / n
    assert max(np.max(place - u), np.max(u - place + 1 / n)) * math.sqrt(n) < 2.7
    cells = np.bincount((u * 1024).astype(int), minlength=1024)
    chi_square = float(np.sum((cells - n / 1024) ** 2) / (n / 1024))
    assert abs(chi_square - 1023) < 5 * math.sqrt(2046)


def test_places_inside_strata_are_uniform() -> None:
    n = 1_000 * BLOCK
    inside = draw("a", 0, n, 1) * BLOCK % 1.0
    cells = np.bincount((inside * 1024).astype(int), minlength=1024)
    chi_square = float(np.sum((cells - n / 1024) ** 2) / (n / 1024))
    assert abs(chi_square - 1023) < 5 * math.sqrt(2046)


@pytest.fixture(scope="module")
def names() -> NDArray[np.float64]:
    """Two Latin blocks of 400 names, centred to mean 0 and variance 1."""
    u = np.array([draw(f"task P/T{i} duration", 0, 2 * BLOCK, 1) for i in range(400)])
    return (u - 0.5) * math.sqrt(12)


def test_names_are_not_correlated_beyond_noise(names: NDArray[np.float64]) -> None:
    n, k = names.shape[1], names.shape[0]
    r = (names @ names.T / n)[np.triu_indices(k, 1)]
    # Over random permutations r has variance 1 / n, r**2 n has mean 1 and variance about 2.
    assert abs(float(np.mean(r**2)) * n - 1) < 5 * math.sqrt(2 / r.size)
    assert abs(float(np.mean(r))) < 5 / math.sqrt(n * r.size)
    assert np.max(np.abs(r)) * math.sqrt(n) < 6
    # Kurtosis of r: fourth moment 3 / n**2, its estimate with variance 96 / n**4 a pair.
    assert abs(float(np.mean(r**4)) * n * n - 3) < 5 * math.sqrt(96 / r.size) + 0.05


def test_squares_are_not_correlated_beyond_noise(names: NDArray[np.float64]) -> None:
    squares = names**2 - 1.0
    squares /= math.sqrt(0.8)
    n = names.shape[1]
    r = (squares @ squares.T / n)[np.triu_indices(len(names), 1)]
    assert abs(float(np.mean(r**2)) * n - 1) < 5 * math.sqrt(2 / r.size) + 0.01


def test_iterations_of_one_name_do_not_follow_each_other(names: NDArray[np.float64]) -> None:
    for lag in (1, 2, 4, 32, 256):
        r = np.mean(names[:, lag:] * names[:, :-lag], axis=1)
        # Without replacement the expected serial correlation of a block is -1 / (BLOCK - 1).
        assert abs(float(np.mean(r))) < 5 / math.sqrt(names.size) + 1 / (BLOCK - 1)


@pytest.mark.parametrize("latin", [0, 1])
def test_sums_spread_as_they_should(latin: int) -> None:
    # The variance of a sum of k independent uniforms is k / 12, Latin or not; its estimate from
    # n sums has a standard error of about sqrt(2 / n) of it.
    k, n = 60, 50 * BLOCK
    total = sum(draw(f"sum {i}", 0, n, latin) for i in range(k))
    assert isinstance(total, np.ndarray)
    assert abs(float(np.var(total)) / (k / 12) - 1) < 5 * math.sqrt(2 / n)
    assert abs(float(np.mean(total)) - k / 2) < 5 * math.sqrt(k / 12 / n)


def test_latin_means_are_far_closer_than_plain_ones() -> None:
    latin = [abs(float(draw(f"m {i}", 0, BLOCK, 1).mean()) - 0.5) for i in range(200)]
    # The mean of one stratum each: standard deviation 1 / sqrt(12 BLOCK**3).
    expected = 1 / math.sqrt(12 * BLOCK**3)
    assert math.sqrt(np.mean(np.square(latin))) == pytest.approx(expected, rel=0.25)
