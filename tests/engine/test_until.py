"""Running until an answer is exact enough, by intervals whose width is known."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace

import pytest

from simulator.engine import simulate
from simulator.engine.until import FIRST, LIMIT, search
from simulator.files.build import build
from simulator.files.yaml import YamlSource
from simulator.model.program import Program
from simulator.results.precision import BLOCK, needed
from simulator.results.result import Result


@pytest.fixture
def looks() -> list[int]:
    return []


@pytest.fixture
def run(looks: list[int]):
    """A run whose interval is 100 / √n to either side, exactly."""

    def made(iterations: int) -> SimpleNamespace:
        looks.append(iterations)
        return SimpleNamespace(margin=100 / math.sqrt(iterations))

    return made


def margin(result: SimpleNamespace) -> float:
    return result.margin


def test_the_width_falls_with_the_root() -> None:
    assert needed(10 * BLOCK, 2.0, 1.0) == 40 * BLOCK
    assert needed(10 * BLOCK, 1.0, 1.0) == 10 * BLOCK
    assert needed(10 * BLOCK, 1.001, 1.0) == 11 * BLOCK


def test_it_stops_at_the_first_look_where_that_is_enough(run, looks) -> None:
    found = search(run, margin, 1.0)
    assert (found.iterations, found.reached, looks) == (FIRST, True, [FIRST])


@pytest.mark.parametrize("within", [0.9, 0.5, 0.25, 0.12])
def test_it_goes_on_until_it_is_narrow_enough_and_little_further(run, looks, within) -> None:
    found = search(run, margin, within)
    assert found.reached
    assert found.margin == 100 / math.sqrt(found.iterations) <= within
    exact = (100 / within) ** 2
    assert exact <= found.iterations <= max(1.25 * looks[-2], 1.1 * exact + BLOCK)
    assert looks == sorted(set(looks))
    assert all(n % BLOCK == 0 for n in looks)
    assert len(looks) <= 5


def test_it_never_takes_more_than_the_limit_and_says_so(run, looks) -> None:
    found = search(run, margin, 0.01)
    assert (found.iterations, found.reached) == (LIMIT, False)
    assert max(looks) == LIMIT == 1_024_000
    assert search(run, margin, 0.01, limit=2048).iterations == 2048


def test_an_interval_without_an_end_takes_more(run, looks) -> None:
    found = search(run, lambda result: None if len(looks) < 3 else 0.5, 1.0)
    assert found.reached
    assert looks == [FIRST, 4 * FIRST, 16 * FIRST]


@pytest.fixture
def plan() -> Program:
    text = (
        "program: One\nstart: 2026-01-05\ncalendars: {standard: 24/7}\n"
        'tasks: [{id: A, duration: "normal(300d, 30d)"}, '
        '{id: B, duration: "normal(300d, 30d)", after: A}]\n'
    )
    return build(YamlSource("plan.yaml", text), Path())


def test_the_numbers_are_those_of_a_run_with_as_many_iterations(plan: Program) -> None:
    def ran(iterations: int) -> Result:
        return simulate(plan, iterations, seed=3, detail=False, levers=0)

    seen: dict[int, Result] = {}

    def kept(iterations: int) -> Result:
        seen[iterations] = ran(iterations)
        return seen[iterations]

    found = search(kept, lambda result: result.finish.percentile(80).margin, 0.2)
    assert found.reached
    assert found.margin is not None
    again = ran(found.iterations)
    assert again.finish.percentile(80) == seen[found.iterations].finish.percentile(80)
    assert again.finish.percentile(80).margin == found.margin <= 0.2
