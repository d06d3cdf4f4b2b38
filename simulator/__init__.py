"""p80: a date, its confidence, and what to do about it.

>>> import simulator as sim
>>> sim.__version__
'0.1.0'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "PlanError",
    "Program",
    "Result",
    "__version__",
    "assess",
    "bridge",
    "calibrate",
    "cash_flow",
    "charts",
    "compare",
    "contingency",
    "envelope",
    "explain",
    "load",
    "reference_class",
    "replay",
    "schedule",
    "simulate",
    "value",
    "vary",
]

if TYPE_CHECKING:
    from simulator import charts
    from simulator.engine import schedule, simulate
    from simulator.engine.cash import cash_flow
    from simulator.errors import PlanError
    from simulator.explain.bridge import bridge
    from simulator.explain.replay import replay
    from simulator.explain.run import explain
    from simulator.files import load
    from simulator.health import assess
    from simulator.history import calibrate, reference_class
    from simulator.model.program import Program
    from simulator.results.result import Result
    from simulator.scenario.compare import compare
    from simulator.scenario.contingency import contingency
    from simulator.scenario.envelope import envelope
    from simulator.scenario.value import value
    from simulator.scenario.vary import vary

_HOME = {
    "PlanError": "simulator.errors",
    "Program": "simulator.model.program",
    "Result": "simulator.results.result",
    "assess": "simulator.health",
    "bridge": "simulator.explain.bridge",
    "calibrate": "simulator.history",
    "cash_flow": "simulator.engine.cash",
    "compare": "simulator.scenario.compare",
    "contingency": "simulator.scenario.contingency",
    "envelope": "simulator.scenario.envelope",
    "explain": "simulator.explain",
    "load": "simulator.files",
    "reference_class": "simulator.history",
    "replay": "simulator.explain.replay",
    "schedule": "simulator.engine",
    "simulate": "simulator.engine",
    "value": "simulator.scenario.value",
    "vary": "simulator.scenario.vary",
}


def __getattr__(name: str) -> object:
    """A public name, imported when first asked for: `p80 --help` must not wait for Numba."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    if name == "charts":
        return import_module("simulator.charts")
    raise AttributeError(f"module 'simulator' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
