"""Cubics whose coefficients stand in a table of records, for many lanes at a time."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from simulator.kernels.jit import inner
from simulator.kernels.records import EIGHT, columns, data_of, is_table

_NUMBERS = ir.VectorType(ir.DoubleType(), EIGHT)
_LANE = types.Array(types.float64, 1, "C")


@inner
def cubics(table, place, loc, scale, u, out):
    """out = loc + scale * cubic(v), v = min(u, 1 - u); float64[lanes].

    The coefficients of a lane, lowest first, begin at its place in `table`. place : uint64[lanes],
    may be the same memory as `out`.
    """
    whole = u.size - u.size % EIGHT
    for i in range(0, whole, EIGHT):
        _eight(table, place, loc, scale, u, out, i)
    for i in range(whole, u.size):
        p, v = place[i], min(u[i], 1.0 - u[i])
        near, far = table[p] + v * table[p + 1], table[p + 2] + v * table[p + 3]
        out[i] = loc + scale * (near + v * v * far)


def _of_eight(
    _: Any, table: Any, place: Any, loc: Any, scale: Any, u: Any, out: Any, i: Any
) -> Any:
    """`cubics` of lanes i to i + 7, in vector registers from the table to the result.

    Written out, because the compiler stores the fetched records and loads them again."""

    def make(context: Any, b: Any, call: Any, args: Any) -> None:
        numbers, places, uniform, result = (
            data_of(context, b, call.args[k], args[k]) for k in (0, 1, 4, 5)
        )
        lanes = args[6]
        place_of = b.bitcast(b.gep(uniform, [lanes]), _NUMBERS.as_pointer())
        x = b.load(place_of, align=8)
        rest = b.fsub(_all(b, ir.Constant(ir.DoubleType(), 1.0)), x)
        v = b.select(b.fcmp_ordered("<", x, rest), x, rest)
        c0, c1, c2, c3 = columns(b, numbers, places, lanes)
        near, far = b.fadd(c0, b.fmul(v, c1)), b.fadd(c2, b.fmul(v, c3))
        value = b.fadd(near, b.fmul(b.fmul(v, v), far))
        value = b.fadd(_all(b, args[2]), b.fmul(_all(b, args[3]), value))
        b.store(value, b.bitcast(b.gep(result, [lanes]), _NUMBERS.as_pointer()), 8)

    if not (is_table(table) and u == out == _LANE):
        return None
    return types.void(table, place, types.float64, types.float64, u, out, types.intp), make


_eight: Any = intrinsic(_of_eight)


def _all(builder: Any, number: Any) -> Any:
    """A vector of one number in all lanes."""
    one = builder.insert_element(ir.Constant(_NUMBERS, ir.Undefined), number, ir.IntType(32)(0))
    same = ir.Constant(ir.VectorType(ir.IntType(32), EIGHT), [0] * EIGHT)
    return builder.shuffle_vector(one, one, same)
