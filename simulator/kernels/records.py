"""Tables of records of four numbers, looked up for many lanes at a time.

Processors compute on eight lanes at once but load from eight places one by one. So places are
worked out for all lanes, records are loaded from there, a whole one by one instruction, and turned
into four columns in a scratch on the stack; the rest is computed on eight lanes again. Each step is
a function of its own, because only so does the compiler see that arrays do not overlap.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from simulator.kernels.jit import inlined, inner
from simulator.kernels.lean import LeanType

RECORD = 4
"""Numbers in a record."""

AT_ONCE = 64
"""Lanes whose records are in the scratch together: number n of the record of lane i lies at
n * AT_ONCE + i."""

EIGHT = 8
"""Lanes that are computed on at once."""

_LINE = 64
_NUMBER, _PLACE = ir.DoubleType(), ir.IntType(64)
_FOUR = ir.VectorType(_NUMBER, RECORD)

# How eight records become columns, by steps that processors do in one instruction: records k and
# k + 2 side by side; of two such vectors the even or the odd numbers; of two of those the first or
# the second halves of each record. Numbers of the second of two vectors count on from the first.
_BESIDE = [0, 1, 2, 3, 4, 5, 6, 7]
_EVEN, _ODD = [0, 8, 2, 10, 4, 12, 6, 14], [1, 9, 3, 11, 5, 13, 7, 15]
_LOWER, _UPPER = [0, 1, 4, 5, 8, 9, 12, 13], [2, 3, 6, 7, 10, 11, 14, 15]


def _scratch(_: Any) -> Any:
    """Room for `AT_ONCE` records on the stack of the calling kernel, to be used there alone."""

    def make(context: Any, builder: Any, _call: Any, _args: Any) -> Any:
        number = context.get_value_type(types.float64)
        room = cgutils.alloca_once(builder, number, size=RECORD * AT_ONCE)
        room.align = _LINE
        return room

    return types.CPointer(types.float64)(), make


scratch: Any = intrinsic(_scratch)


def _fetch_eight(_: Any, table: Any, place: Any, i: Any, records: Any) -> Any:
    """Fetch the records of lanes i to i + 7, i a multiple of 8; see `fetch`."""

    def make(context: Any, builder: Any, call: Any, args: Any) -> None:
        numbers, places = (data_of(context, builder, call.args[k], args[k]) for k in (0, 1))
        for n, column in enumerate(columns(builder, numbers, places, args[2])):
            room = builder.gep(args[3], [builder.add(args[2], _PLACE(n * AT_ONCE))])
            builder.store(column, builder.bitcast(room, column.type.as_pointer()), _LINE)

    if not is_table(table) or place != types.Array(types.uint64, 1, "C"):
        return None
    return types.void(table, place, types.intp, records), make


_eight: Any = intrinsic(_fetch_eight)


def is_table(kind: Any) -> bool:
    """True for an array of numbers without gaps, lean or not."""
    return isinstance(kind, LeanType) or kind == types.Array(types.float64, 1, "C")


def data_of(context: Any, builder: Any, kind: Any, array: Any) -> Any:
    """Code for the address of the first number of an array or a lean one."""
    return cgutils.create_struct_proxy(kind)(context, builder, array).data


def _record(builder: Any, numbers: Any, places: Any, i: Any, k: int) -> Any:
    place = builder.load(builder.gep(places, [builder.add(i, _PLACE(k))]))
    record = builder.bitcast(builder.gep(numbers, [place]), _FOUR.as_pointer())
    return builder.load(record, align=EIGHT)


def columns(builder: Any, numbers: Any, places: Any, i: Any) -> list[Any]:
    """Code for four vectors, each of one number of the records of lanes i to i + 7.

    numbers, places : addresses of the table and of the place of lane 0.
    """
    loaded = [_record(builder, numbers, places, i, k) for k in range(EIGHT)]

    def mixed(one: Any, other: Any, numbers: list[int]) -> Any:
        wanted = ir.Constant(ir.VectorType(ir.IntType(32), len(numbers)), numbers)
        return builder.shuffle_vector(one, other, wanted)

    a, b, c, d = (mixed(loaded[k], loaded[k + 2], _BESIDE) for k in (0, 1, 4, 5))
    even, odd = ((mixed(a, b, which), mixed(c, d, which)) for which in (_EVEN, _ODD))
    return [mixed(*pair, half) for half in (_LOWER, _UPPER) for pair in (even, odd)]


@inner
def fetch(table, place, records):
    """Take the records that begin at the places in `table` to the columns of `records`.

    place : uint64[lanes], at most `AT_ONCE`.
    """
    whole = place.size - place.size % EIGHT
    for i in range(0, whole, EIGHT):
        _eight(table, place, i, records)
    for i in range(whole, place.size):
        for n in range(RECORD):
            records[n * AT_ONCE + i] = table[place[i] + n]


@inlined
def cell_of(x, per_unit, top):
    """Number of the equal cell that holds `x`, of `per_unit` cells a unit, uint64; the first and
    the last, `top`, hold all that lies beyond."""
    k = x * per_unit
    k = k if k > 0.0 else 0.0
    return np.uint64(k if k < top else top)
