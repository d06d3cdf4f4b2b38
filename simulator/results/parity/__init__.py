"""Do our dates agree with those that the source tool computed and stored, and if not, why not?"""

from simulator.results.parity.answer import Count, Difference, Finish, Mismatch, Parity
from simulator.results.parity.compare import compare
from simulator.results.parity.explain import explain
from simulator.results.parity.fields import Field, Part
from simulator.results.parity.reasons import Reason

__all__ = [
    "Count",
    "Difference",
    "Field",
    "Finish",
    "Mismatch",
    "Parity",
    "Part",
    "Reason",
    "compare",
    "explain",
]
