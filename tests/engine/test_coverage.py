"""How often a 95 % interval holds the truth, counted over many seeds by known plans.

The finish of one plan is a sum of three uniform durations (Irwin 1927, Hall 1927), that of the
other the longest of three. Latin sampling makes the first far more exact than random numbers would.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from scipy.optimize import brentq

from simulator.engine import simulate
from simulator.files.build import build
from simulator.files.yaml import YamlSource
from simulator.model.program import Program
from simulator.scenario.compare.difference import percentile_difference, share_difference
from simulator.scenario.scaling import scaled_task

START = datetime(2026, 1, 5)
LEVELS = (20, 50, 80, 95)


def irwin_hall(x: float) -> float:
    """P(U1 + U2 + U3 <= x)."""
    terms = ((-1) ** k * math.comb(3, k) * (x - k) ** 3 for k in range(math.floor(x) + 1))
    return sum(terms) / 6


@dataclass(frozen=True)
class Known:
    """A plan of three tasks of 0 to 100 days, and the exact quantile of its finish in days."""

    program: Program
    quantiles: dict[int, float]


def known(series: bool) -> Known:
    after = [", after: A", ", after: B"] if series else ["", ""]
    rows = ", ".join(
        f'{{id: {id}, duration: "uniform(0d, 100d)"{link}}}'
        for id, link in zip("ABC", ("", *after), strict=True)
    )
    text = f"program: K\nstart: 2026-01-05\ncalendars: {{standard: 24/7}}\ntasks: [{rows}]\n"
    program = build(YamlSource("plan.yaml", text), Path())
    if series:
        exact = {p: 100 * brentq(lambda x, p=p: irwin_hall(x) - p / 100, 0, 3) for p in LEVELS}
    else:
        exact = {p: 100 * (p / 100) ** (1 / 3) for p in LEVELS}
    return Known(program, exact)


def covered(plan: Known, seeds: int, iterations: int, sampling: str) -> dict[str, float]:
    """Share of seeds whose interval holds the truth: of each percentile, and of a chance."""
    held = dict.fromkeys([f"P{p}" for p in LEVELS] + ["chance"], 0)
    deadline = START + timedelta(days=plan.quantiles[80])
    # `timedelta` counts in microseconds: the chance of that very instant is 80 % all the same.
    for seed in range(seeds):
        result = simulate(
            plan.program, iterations, seed, sampling=sampling, detail=False, levers=0, threads=1
        )
        finish = result.finish
        for p in LEVELS:
            low, high = finish.interval(p)
            assert low is not None
            assert high is not None
            held[f"P{p}"] += finish.days(low) <= plan.quantiles[p] <= finish.days(high)
        chance = finish.chance(deadline)
        held["chance"] += chance.low <= 0.8 <= chance.high
    return {name: count / seeds for name, count in held.items()}


CASES = [(True, "latin"), (False, "latin"), (True, "random")]


@pytest.mark.parametrize(("series", "sampling"), CASES)
def test_intervals_hold_the_truth_as_often_as_they_say(series: bool, sampling: str) -> None:
    """150 seeds: within five standard errors of 95 %."""
    error = math.sqrt(0.95 * 0.05 / 150)
    for name, share in covered(known(series), 150, 6 * 1024, sampling).items():
        assert abs(share - 0.95) < 5 * error, name


@pytest.mark.slow
@pytest.mark.parametrize(("series", "sampling"), CASES)
def test_intervals_hold_the_truth_in_93_to_97_of_100(series: bool, sampling: str) -> None:
    """1,000 seeds of 20,480 iterations. With fewer, far out in the tail, an interval holds the
    truth a little more often than it says: its ends are iterations, rounded outwards."""
    for name, share in covered(known(series), 1000, 20 * 1024, sampling).items():
        assert 0.93 <= share <= 0.97, f"{name} {share}"


def sum_below(x: float, lengths: tuple[float, ...]) -> float:
    """P(sum of uniforms from 0 to each length <= x): inclusion and exclusion of the corners."""
    total = 0.0
    for corner in product((0, 1), repeat=len(lengths)):
        beyond = x - sum(length for on, length in zip(corner, lengths, strict=True) if on)
        total += (-1) ** sum(corner) * max(beyond, 0.0) ** len(lengths)
    return total / math.factorial(len(lengths)) / math.prod(lengths)


def covered_differences(seeds: int, iterations: int) -> dict[str, float]:
    """Share of seeds whose interval of a difference holds the truth: the sum with one of its three
    durations at half of it, less the sum as it is; of percentiles, and of a chance."""
    plan = known(series=True)
    half = scaled_task({}, plan.program.tasks[2], work=0.5)
    other = replace(plan.program, tasks=(*plan.program.tasks[:2], half))
    lengths = (100.0, 100.0, 50.0)
    exact = {
        p: brentq(lambda x, p=p: sum_below(x, lengths) - p / 100, 0, 250) - plan.quantiles[p]
        for p in LEVELS
    }
    held = dict.fromkeys([*LEVELS, "chance"], 0)
    at = plan.quantiles[50]
    gained = sum_below(at, lengths) - 0.5
    for seed in range(seeds):
        one, usual = (
            simulate(p, iterations, seed, detail=False, levers=0, threads=1).finish
            for p in (other, plan.program)
        )
        days = one.days_of(one.samples), usual.days_of(usual.samples)
        for p in LEVELS:
            found = percentile_difference(*days, p, lambda value: value)
            held[p] += found.low <= exact[p] <= found.high
        share = share_difference(days[0] <= at, days[1] <= at)
        held["chance"] += share.low <= gained <= share.high
    return {str(name): count / seeds for name, count in held.items()}


def test_intervals_of_differences_hold_the_truth_as_often_as_they_say() -> None:
    """100 seeds: within five standard errors of 95 %."""
    error = math.sqrt(0.95 * 0.05 / 100)
    for name, share in covered_differences(100, 6 * 1024).items():
        assert abs(share - 0.95) < 5 * error, name


@pytest.mark.slow
def test_intervals_of_differences_hold_the_truth_in_93_to_97_of_100() -> None:
    """1,000 seeds of 20,480 iterations."""
    for name, share in covered_differences(1000, 20 * 1024).items():
        assert 0.93 <= share <= 0.97, f"{name} {share}"
