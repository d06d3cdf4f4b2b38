"""What came out under all assumptions."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from simulator.results.estimate import DateEstimate, MoneyEstimate
from simulator.results.result import Result
from simulator.scenario.envelope.across import Across
from simulator.scenario.envelope.assume import Ranges

if TYPE_CHECKING:
    import pandas as pd

RULE = (
    "Each range keeps its low, most likely and high under every shape. A lognormal, which has no "
    "limits, has the mean and the standard deviation of the PERT through them."
)
"""How a range is drawn as another family, in two sentences."""


@dataclass(frozen=True)
class Envelope:
    """The plan's answer, and how far other assumptions would move it.

    own : the run of the plan as it is. ranges : which were drawn anew, which stayed.
    finish, cost : in every case; cost is None where no money is planned. seconds : for all runs.
    """

    own: Result
    ranges: Ranges
    finish: Across[DateEstimate]
    cost: Across[MoneyEstimate] | None
    seconds: float

    @property
    def quantities(self) -> tuple[str, ...]:
        """What can be drawn."""
        return ("finish",) if self.cost is None else ("finish", "cost")

    def table(self) -> pd.DataFrame:
        """One row a case, the plan as it is first: see `document.table`."""
        from simulator.scenario.envelope import document

        return document.table(self)

    def to_dict(self) -> dict[str, Any]:
        """The document that ``p80 envelope --json`` prints: docs/reference/json.md."""
        from simulator.scenario.envelope import document

        return document.to_dict(self)

    def chart(self, quantity: str = "finish", axes: Any = None) -> Any:
        """P50 and P80 of the finish, or of the cost, in every case: a matplotlib Axes."""
        # Charts stand above and load matplotlib: put off until asked for, as in `Result.charts`.
        return import_module("simulator.charts.envelope").envelope(self, quantity, axes)

    def __repr__(self) -> str:
        band, largest = self.finish.band(80), self.finish.levers()[0]
        return (
            f"<Envelope of {self.own.program.title!r}: P80 {band.low.short} to {band.high.short}, "
            f"largest lever {largest.assumption}>"
        )
