"""Kernels that kernels alone call: compiled once for all callers, plain Python to Python."""

from __future__ import annotations

import os
import sys

import numba
import numpy as np
import pytest
from numba.core import event

from simulator.kernels.jit import before_compiling, inlined, inner


@inner
def twice(x: float) -> float:
    return 2.0 * x


@inlined
def twice_and_one(x: float) -> float:
    return twice(x) + 1.0


@inner
def sum_of(numbers: np.ndarray) -> float:
    total = 0.0
    for k in range(numbers.size):
        total += twice_and_one(numbers[k]) - twice(numbers[k])
    return total


@numba.njit
def counted(numbers: np.ndarray) -> float:
    return sum_of(numbers)


@numba.njit
def added(x: float, y: float) -> float:
    return twice(x) + twice_and_one(y)


class Compiled(event.Listener):
    """The names of what Numba compiles."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def on_start(self, event: event.Event) -> None:
        self.names.append(event.data["dispatcher"].py_func.__name__)

    def on_end(self, event: event.Event) -> None:
        pass


def test_a_part_is_compiled_once_for_callers_of_every_kind() -> None:
    seen = Compiled()
    with event.install_listener("numba:compile", seen):
        assert counted.py_func(np.arange(4.0)) == 4.0
        assert seen.names == []
        assert counted(np.arange(4.0)) == 4.0
        assert added(1.0, 2.0) == 7.0
    ours = ("twice", "twice_and_one", "sum_of", "counted", "added")
    assert [seen.names.count(name) for name in ours] == [1, 1, 1, 1, 1]
    assert len(twice.compiled.overloads) == 1


def test_another_type_is_another_part() -> None:
    assert added(1.5, 2) == 8.0
    assert added(np.float32(1.5), 2) == 8.0
    assert {str(args[0]) for args in twice.compiled.overloads} >= {"float32", "int64"}


@inner
def positive(x: float) -> float:
    if x < 0.0:
        raise ValueError("less than nothing")
    return x


@numba.njit
def checked(x: float) -> float:
    return positive(x)


def test_what_a_part_raises_comes_out_of_the_kernel() -> None:
    assert checked(2.0) == 2.0
    with pytest.raises(ValueError, match="less than nothing"):
        checked(-1.0)


def test_compiling_is_told_of_once() -> None:
    told: list[int] = []
    before_compiling(lambda: told.append(1))
    assert told == []
    assert numba.njit(lambda x: x + 1.0)(1.0) == 2.0
    assert numba.njit(lambda x: x + 2.0)(1.0) == 3.0
    assert told == [1]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_a_process_beside_this_one_does_not_tell_it_again() -> None:
    told: list[int] = []
    before_compiling(lambda: told.append(1))
    child = os.fork()
    if child == 0:
        numba.njit(lambda x: x + 3.0)(1.0)
        os._exit(len(told))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert told == []
