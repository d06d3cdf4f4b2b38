"""What a run can be asked for, and what it says to the rest."""

from __future__ import annotations

import os
from datetime import datetime

import numpy as np
import pytest

from simulator.engine import Settings, simulate
from simulator.errors import SettingsError
from simulator.model.calendar import standard_calendar
from simulator.model.program import Program, Project
from simulator.model.task import Kind, Task

START = datetime(2026, 3, 2, 8)
PROGRAM = Program(
    "P",
    START,
    {"standard": standard_calendar()},
    (Project("P", "P", START, "standard"),),
    (Task("P/A", "A", Kind.TASK, "standard", 480.0),),
)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"iterations": 0}, "0 iterations: give a number from 1 to 100,000,000"),
        ({"iterations": -5}, "-5 iterations: give a number from 1 to 100,000,000"),
        ({"iterations": 10**9}, "1000000000 iterations: give a number from 1 to 100,000,000"),
        ({"seed": -1}, "seed -1: give a whole number from 0 to 2**64 - 1"),
        ({"seed": 2**64}, f"seed {2**64}: give a whole number from 0 to 2**64 - 1"),
        ({"sampling": "sobol"}, 'sampling "sobol": give latin or random'),
        ({"threads": 0}, "0 threads: give 1 or more"),
    ],
)
def test_what_is_impossible_is_refused(setting: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        simulate(PROGRAM, **setting)
    assert str(caught.value) == message


def test_an_unknown_setting_is_no_setting() -> None:
    with pytest.raises(TypeError, match="iteration_count"):
        simulate(PROGRAM, iteration_count=5)


@pytest.mark.parametrize("setting", [{"seed": 0}, {"seed": 2**64 - 1}, {"iterations": 1}])
def test_the_least_and_the_most_are_possible(setting: dict[str, int]) -> None:
    """Eight hours from Monday 08:00, lunch out: 17:00."""
    result = simulate(PROGRAM, **{"iterations": 3, **setting})
    assert result.finish.percentile(50).value == datetime(2026, 3, 2, 17)


def test_threads_are_as_many_as_processors_unless_given() -> None:
    assert Settings().workers == os.cpu_count()
    assert Settings(threads=3).workers == 3


def test_progress_goes_up_to_all_pages() -> None:
    """2,500 iterations are three blocks of 1,024."""
    seen: list[tuple[int, int]] = []
    simulate(PROGRAM, 2500, progress=lambda done, pages: seen.append((done, pages)))
    assert seen == sorted(seen)
    assert seen[-1] == (3, 3)


@pytest.mark.parametrize("name", ["iterations", "seed", "threads", "levers"])
@pytest.mark.parametrize("given", [2.5, 1e4, "many", np.float64(3.0)])
def test_what_is_not_a_whole_number_is_refused_not_cut(name: str, given: object) -> None:
    with pytest.raises(SettingsError, match=f"{name} .*: give a whole number"):
        Settings(**{name: given})


def test_whole_numbers_of_numpy_are_taken() -> None:
    assert Settings(np.int64(500), seed=np.uint64(2**63)) == Settings(500, seed=2**63)
    assert type(Settings(np.int64(500)).iterations) is int
