"""What drives the date and the cost, and what would help most."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from simulator.explain.result import Explanation
from simulator.explain.run import explain

__all__ = ["Explanation", "explain"]


class _Explain(ModuleType):
    """This package, which can be called: see below."""

    def __call__(self, *given: Any, **named: Any) -> Explanation:
        return explain(*given, **named)


# Importing a package makes it an attribute of the one above, in place of the function of the same
# name: `simulator.explain(program)` must work all the same (Python reference, 3.3.2.1).
sys.modules[__name__].__class__ = _Explain
