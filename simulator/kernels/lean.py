"""Arrays that kernels only read, as a place in memory and a length.

An array has seven fields in compiled code, and every function that takes the structure of a whole
network takes the fields of all its arrays: compiling spends its time on them. These have two.
"""

import operator
from typing import Any

import numpy as np
from numba.core import cgutils, types
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import (
    NativeValue,
    lower_builtin,
    make_attribute_wrapper,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np.numpy_support import from_dtype


class Lean:
    """One array of one dimension. data : its address; size : its length. It is kept alive here."""

    __slots__ = ("array", "data", "size")

    def __init__(self, array: np.ndarray) -> None:
        self.array = np.ascontiguousarray(array)
        self.data: int = self.array.ctypes.data
        self.size: int = self.array.size


class LeanType(types.Type):
    """What Numba knows of it: the type of its elements."""

    def __init__(self, dtype: types.Type) -> None:
        self.dtype = dtype
        super().__init__(f"Lean({dtype})")


@register_model(LeanType)
class _Model(models.StructModel):
    def __init__(self, manager: Any, kind: LeanType) -> None:
        members = [("data", types.CPointer(kind.dtype)), ("size", types.intp)]
        super().__init__(manager, kind, members)


make_attribute_wrapper(LeanType, "size", "size")


@typeof_impl.register(Lean)
def _type_of(value: Lean, _: Any) -> LeanType:
    return LeanType(from_dtype(value.array.dtype))


@unbox(LeanType)
def _from_python(kind: LeanType, value: Any, context: Any) -> NativeValue:
    builder, python = context.builder, context.pyapi
    made = cgutils.create_struct_proxy(kind)(context.context, builder)

    def number(name: str) -> Any:
        held = python.object_getattr_string(value, name)
        found = python.long_as_longlong(held)
        python.decref(held)
        return found

    made.data = builder.inttoptr(number("data"), made.data.type)
    made.size = number("size")
    return NativeValue(made._getvalue())  # noqa: SLF001 - Numba's own way


@infer_global(operator.getitem)
class _Part(AbstractTemplate):
    def generic(self, args: Any, _: Any) -> Any:
        array, index = args
        if isinstance(array, LeanType) and isinstance(index, types.Integer):
            return signature(array.dtype, array, types.intp)
        if isinstance(array, LeanType) and index == types.slice2_type:
            return signature(array, array, index)
        return None


@lower_builtin(operator.getitem, LeanType, types.intp)
def _element(context: Any, builder: Any, call: Any, args: Any) -> Any:
    data = cgutils.create_struct_proxy(call.args[0])(context, builder, value=args[0]).data
    return context.unpack_value(builder, call.return_type, builder.gep(data, [args[1]]))


@lower_builtin(operator.getitem, LeanType, types.slice2_type)
def _stretch(context: Any, builder: Any, call: Any, args: Any) -> Any:
    whole = cgutils.create_struct_proxy(call.args[0])(context, builder, value=args[0])
    part = context.make_helper(builder, call.args[1], args[1])
    whole.data = builder.gep(whole.data, [part.start])
    whole.size = builder.sub(part.stop, part.start)
    return whole._getvalue()  # noqa: SLF001


def lean(structure: Any) -> Any:
    """`structure`, a named tuple of named tuples, arrays and numbers, as kernels are to see it.

    Parts of it are cut as `array[a:b]` with 0 <= a <= b <= size, which nothing checks.
    """
    if isinstance(structure, tuple):
        return structure._make(map(lean, structure))  # type: ignore[attr-defined]
    return (
        Lean(structure) if isinstance(structure, np.ndarray) and structure.ndim == 1 else structure
    )
