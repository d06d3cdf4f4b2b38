"""Memory of kernels begins where a line of the processor's cache does."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.kernels.room import LINE, room
from simulator.kernels.workspace import allocate
from simulator.model.distributions import Cumulative, Lognormal, Pert
from simulator.network.quantiles import Quantity, pack


@pytest.mark.parametrize("dtype", [np.float64, np.uint8, np.int64])
@pytest.mark.parametrize("shape", [(0,), (1,), (7, 3), (2, 0, 5), (3, 1000, 16)])
def test_room_is_zeros_on_a_line(shape: tuple[int, ...], dtype: type) -> None:
    made = room(shape, dtype)
    assert made.shape == shape
    assert made.dtype == dtype
    assert made.flags.c_contiguous
    assert made.flags.writeable
    assert not made.any()
    assert made.size == 0 or made.ctypes.data % LINE == 0


def test_lanes_of_every_row_begin_on_a_line() -> None:
    space = allocate(5, 1, (1, 1, 1, 1, 1), None, None, 256)
    for row in (*space.duration, *space.start, *space.finish, space.uniform, space.value):
        assert row.ctypes.data % LINE == 0


def test_no_record_of_a_quantile_table_lies_across_two_lines() -> None:
    shapes = [
        Cumulative((4, 6, 16), (0, 0.5, 1)),
        Lognormal(1.0, 0.5),
        Pert(0, 1, 3),
        Lognormal(2.0, 0.7),
    ]
    draws = pack([Quantity(f"q{k}", shape) for k, shape in enumerate(shapes)])
    begins = draws.tables.ctypes.data + 8 * draws.table[1:]
    assert (begins % 32 == 0).all()
