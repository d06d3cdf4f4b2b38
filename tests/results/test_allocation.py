"""Sharing out a contingency: against published games, and against sums of normals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from simulator.results.allocation import Share, shared_out
from simulator.results.allocation.cents import to_the_cent
from simulator.results.allocation.sampled import pairs, sampled
from simulator.results.allocation.shapley import shapley
from simulator.scenario.contingency.orders import orders

N = 102_400
Z = float(norm.ppf(0.8))


def test_the_glove_game() -> None:
    """Players 1 and 2 have a left glove, 3 a right one; a pair is worth 1. Shapley: 1/6, 1/6, 2/3
    (Osborne and Rubinstein 1994, section 14.4 on markets of this kind)."""
    worth = np.array([0, 0, 0, 0, 0, 1, 1, 1], dtype=np.float64)
    np.testing.assert_allclose(shapley(worth), [1 / 6, 1 / 6, 2 / 3])


def test_the_airport_game() -> None:
    """Runways of 1, 2 and 4: each stretch is paid by those who need it (Littlechild and Owen
    1973): 1/3, 1/3 + 1/2, 1/3 + 1/2 + 2."""
    lengths = (1.0, 2.0, 4.0)
    worth = np.array(
        [max((lengths[k] for k in range(3) if group >> k & 1), default=0.0) for group in range(8)]
    )
    np.testing.assert_allclose(shapley(worth), [1 / 3, 5 / 6, 17 / 6])


def test_what_are_not_all_groups_is_refused() -> None:
    for size in (0, 1, 3, 6):
        with pytest.raises(ValueError, match="not all groups"):
            shapley(np.zeros(size))


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30))
def test_cents_add_up_and_none_moves_by_a_cent(amounts: list[float]) -> None:
    given_, found = np.array(amounts), np.array(to_the_cent(np.array(amounts)))
    cents = np.rint(found * 100)
    np.testing.assert_allclose(found * 100, cents, atol=1e-3)
    assert cents.sum() == np.rint((given_ * 100).sum())
    assert (np.abs(found - given_) < 0.01 + 1e-6).all()


def normals(*sds: float, common: float = 0.0) -> dict[str, np.ndarray]:
    """Independent normal parts of these standard deviations, and a common factor in all."""
    rng = np.random.default_rng(7)
    shared = rng.standard_normal(N)
    return {
        f"P{k}": 100.0 + sd * rng.standard_normal(N) + common * shared for k, sd in enumerate(sds)
    }


def given_out(
    samples: dict[str, np.ndarray], planned: dict[str, float], p: float, seed: int = 1
) -> list[Share]:
    return shared_out(samples, planned, p, partial(orders, seed))


def shares(samples: dict[str, np.ndarray]) -> dict[str, list[float]]:
    planned = dict.fromkeys(samples, 100.0)
    return {one.method.key: list(one.amounts.values()) for one in given_out(samples, planned, 80)}


def test_independent_parts_share_by_their_variance() -> None:
    """sd 3, 4 and 12: the total has 13. Covariance and tail give z sd_i^2 / 13; Shapley of two
    halves (v1 + v12 - v2) / 2."""
    found = shares(normals(3, 4, 12))
    for method in ("covariance", "tail"):
        for amount, sd in zip(found[method], (3, 4, 12), strict=True):
            assert amount == pytest.approx(Z * sd**2 / 13, abs=0.15)
    two = shares(normals(3, 4))["shapley"]
    assert two[0] == pytest.approx(Z * (3 + 5 - 4) / 2, abs=0.1)
    assert two[1] == pytest.approx(Z * (4 + 5 - 3) / 2, abs=0.1)


def test_a_common_factor_is_shared_by_covariance() -> None:
    """cov(part, total) = sd_i^2 + n c^2 for n parts with a common factor of sd c."""
    sds, c = (3.0, 4.0), 5.0
    total = np.sqrt(sum(sd**2 for sd in sds) + (2 * c) ** 2)
    found = shares(normals(*sds, common=c))
    for method in ("covariance", "tail"):
        for amount, sd in zip(found[method], sds, strict=True):
            assert amount == pytest.approx(Z * (sd**2 + 2 * c**2) / total, abs=0.15)


def test_a_mean_beyond_the_plan_is_its_own_part_s() -> None:
    """sd 3 and 4; the first is planned 10 too low: it has those 10, and its share of the rest."""
    samples = normals(3, 4)
    found = given_out(samples, {"P0": 90.0, "P1": 100.0}, 80)
    for one in found[:2]:
        assert one.amounts["P0"] == pytest.approx(10 + Z * 9 / 5, abs=0.15)
        assert one.amounts["P1"] == pytest.approx(Z * 16 / 5, abs=0.15)
    low = given_out(samples, {"P0": 105.0, "P1": 100.0}, 80)
    for one in low[:2]:
        assert one.amounts["P0"] == pytest.approx(-5 + Z * 9 / 5, abs=0.15)


@pytest.mark.parametrize("p", [5, 50, 80, 95])
def test_every_method_adds_up_to_the_cent(p: float) -> None:
    samples = normals(3, 4, 12, common=2)
    total = np.sort(sum(samples.values()))
    amount = total[int(np.ceil(N * p / 100)) - 1] - 300
    for one in given_out(samples, dict.fromkeys(samples, 100.0), p):
        cents = sum(round(value * 100) for value in one.amounts.values())
        assert cents == round(amount * 100)


def test_what_is_certain_has_its_own_excess() -> None:
    flat = {f"P{k}": np.full(50, 10.0) for k in range(11)}
    found = given_out(flat, dict.fromkeys(flat, 9.0), 80)
    assert [one.method.key for one in found] == ["covariance", "tail", "shapley"]
    assert all(value == 1.0 for one in found for value in one.amounts.values())
    assert all(error == 0.0 for error in found[2].errors.values())


def games(players: int) -> Iterator[np.ndarray]:
    """Worths of all groups: at random, and of the largest of some numbers, which is far from
    additive."""
    rng = np.random.default_rng(players)
    yield rng.uniform(-1.0, 3.0, 1 << players)
    lengths = rng.exponential(1.0, players)
    yield np.array(
        [max((lengths[k] for k in range(players) if g >> k & 1), default=0.0)
         for g in range(1 << players)]
    )  # fmt: skip


@pytest.mark.parametrize("players", [3, 6, 10])
def test_random_orders_find_the_exact_value(players: int) -> None:
    """Against all groups of the same game, at five standard errors; t of 0.975 with so many orders
    is 1.96."""
    names = [f"P{k}" for k in range(players)]
    for worth in games(players):
        worth[0] = 0.0

        def joins(order: np.ndarray, worth: np.ndarray = worth) -> np.ndarray:
            return worth[np.concatenate([[0], np.cumsum(1 << order)])]

        exact = shapley(worth)
        found = sampled(orders(5, names, 1000), joins)
        assert (np.abs(found.values - exact) <= 5 * found.errors / 1.96 + 1e-12).all()
        assert found.values.sum() == pytest.approx(worth[-1])
        assert found.errors.max() < 0.1 * np.ptp(worth)


def test_the_interval_holds_the_exact_value_as_often_as_it_says() -> None:
    """300 seeds, 6 players: 95 % of the intervals, within five standard errors of that share."""
    names, worth = [f"P{k}" for k in range(6)], next(games(6))
    worth[0] = 0.0
    exact, held = shapley(worth), []
    for seed in range(300):
        found = sampled(
            orders(seed, names, 40),
            lambda order: worth[np.concatenate([[0], np.cumsum(1 << order)])],
        )
        held.append(np.abs(found.values - exact) <= found.errors)
    # The six of one seed depend on each other: as if there were one.
    assert np.mean(held) == pytest.approx(0.95, abs=5 * np.sqrt(0.95 * 0.05 / 300))


def test_every_order_is_as_likely_as_any_other() -> None:
    """The six orders of three names, in 6,000: each 1,000 within five standard errors."""
    found = orders(3, ("a", "b", "c"), 6000)
    _, counts = np.unique(found, axis=0, return_counts=True)
    assert counts == pytest.approx(np.full(6, 1000), abs=5 * np.sqrt(6000 * 5 / 36))
    np.testing.assert_array_equal(found, orders(3, ("a", "b", "c"), 6000))
    with_others = orders(3, ("a", "x", "b", "c"), 6000)
    # The place of a before b does not depend on x.
    before = np.argsort(found, axis=1)[:, 0] < np.argsort(found, axis=1)[:, 1]
    among = np.argsort(with_others, axis=1)
    np.testing.assert_array_equal(before, among[:, 0] < among[:, 2])


def test_many_parts_share_by_random_orders() -> None:
    """Twelve independent normals of one spread share z sqrt(12) sd evenly, those of another
    seed likewise; the sum holds to the cent."""
    samples = {part: some[:20_480] for part, some in normals(*[3.0] * 12).items()}
    planned = dict.fromkeys(samples, 100.0)
    found = given_out(samples, planned, 80)[2]
    assert "random orders" in found.method.source
    for part, amount in found.amounts.items():
        # And 0.07 for what 20,480 iterations know of the percentile and of each part.
        off = abs(amount - Z * 3 * np.sqrt(12) / 12)
        assert off <= 5 * found.errors[part] / 1.96 + 0.07
    total = np.sort(sum(samples.values()))
    amount = total[int(np.ceil(20_480 * 0.8)) - 1] - 1200
    assert sum(round(value * 100) for value in found.amounts.values()) == round(amount * 100)
    assert given_out(samples, planned, 80)[2] == found
    assert given_out(samples, planned, 80, seed=2)[2].amounts != found.amounts


def test_as_many_orders_as_time_allows() -> None:
    assert pairs(11) == 1000
    assert pairs(100) == 200
    assert pairs(5000) == 8
