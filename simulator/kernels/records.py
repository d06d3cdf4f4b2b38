"""Tables of records of four numbers, looked up for many lanes at a time.

Processors compute on eight lanes at once but load from eight places one by one. So places are
worked out for all lanes, records are copied from there, a whole one by one instruction, to a
scratch on the stack, and the rest is computed on eight lanes again. Each step is a function of its
own, because only so does the compiler see that arrays do not overlap.
"""

from typing import Any

import numpy as np
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from simulator.kernels.jit import inner

RECORD = 4
"""Numbers in a record."""

AT_ONCE = 64
"""Lanes whose records are in the scratch together."""

_LINE = 64

# Unsigned, so that Numba does not look for places counted from the end.
_ONE, _TWO, _THREE = np.uint64(1), np.uint64(2), np.uint64(3)


def _scratch(_: Any) -> Any:
    """Room for `AT_ONCE` records on the stack of the calling kernel, to be used there alone."""

    def make(context: Any, builder: Any, _call: Any, _args: Any) -> Any:
        number = context.get_value_type(types.float64)
        room = cgutils.alloca_once(builder, number, size=RECORD * AT_ONCE)
        room.align = _LINE
        return room

    return types.CPointer(types.float64)(), make


scratch: Any = intrinsic(_scratch)


@inner
def fetch(table, place, records):
    """Copy the records that begin at the places in `table` to `records`, one after another.

    place : uint64[lanes], at most `AT_ONCE`.
    """
    for i in range(place.size):
        p = place[i]
        a, b, c, d = table[p], table[p + _ONE], table[p + _TWO], table[p + _THREE]
        records[RECORD * i] = a
        records[RECORD * i + 1] = b
        records[RECORD * i + 2] = c
        records[RECORD * i + 3] = d
