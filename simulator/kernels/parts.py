"""How kernels that kernels alone call are compiled: as parts, to be linked into others.

Numba would make machine code of each as if Python could call it, and again in every kernel that
it becomes part of: on the first run, a third of the time. And it would compile one anew for each
kind of caller: what `register_jitable` has compiled it looks up by the options of the caller too.
"""

from collections.abc import Callable
from typing import Any

import numba
from numba import _dynfunc  # type: ignore[attr-defined]
from numba.core import types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import register_pass
from numba.core.typed_passes import NativeLowering
from numba.core.typing.templates import infer_global

Function = Callable[..., Any]


def part(function: Function, **options: Any) -> Function:
    """`function`, which stays plain Python to Python; to kernels it is compiled with `options`.

    What it raises has a message of constants alone; Numba refuses others in kernels like ours.
    """
    options |= {"no_cpython_wrapper": True, "pipeline_class": _Parts}
    compiled = numba.njit(**options)(function)
    infer_global(function, types.Dispatcher(compiled))
    function.compiled = compiled  # type: ignore[attr-defined]  # its type holds it weakly
    return function


class _Library(JITCodeLibrary):
    """Optimised code, which the libraries that link it turn into machine code."""

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._verify_declare_only_symbols()
        self._finalized = True


@register_pass(mutates_CFG=True, analysis_only=False)
class _Lowering(NativeLowering):
    """Lowering into such a library, under a name that other kernels find it by."""

    _name = "lower_part"

    def run_pass(self, state: Any) -> bool:
        context, name = state.targetctx, state.func_id.func_qualname
        state.library = _Library(context.codegen(), name)
        state.library.enable_object_caching()
        state.flags.no_compile = True
        super().run_pass(state)
        module, made = state.cr.fndesc.lookup_module(), state.cr
        entry = _dynfunc.make_function(module, name, "", 0, made.env, (state.library,))
        context.insert_user_function(entry, made.fndesc, [state.library])
        state.cr = made._replace(cfunc=entry)
        return True


class _Parts(CompilerBase):
    """Numba's own steps but for the lowering."""

    def define_pipelines(self) -> list[Any]:
        steps = DefaultPassBuilder.define_nopython_pipeline(self.state)
        steps.passes = [
            (_Lowering if step is NativeLowering else step, why) for step, why in steps.passes
        ]
        steps.finalize()
        return [steps]
