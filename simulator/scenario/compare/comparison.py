"""The plan and its scenarios, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from simulator.results.result import Result
from simulator.scenario.compare.case import Case

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Comparison:
    """What each scenario would change.

    own : the run of the plan as it is. calendar : key of the calendar whose working days are
    counted. seconds : for all runs.
    """

    own: Result
    cases: tuple[Case, ...]
    calendar: str
    seconds: float

    @property
    def quantities(self) -> tuple[str, ...]:
        """What can be drawn: the cost where the plan and every scenario hold money."""
        results = (self.own, *(case.result for case in self.cases))
        return ("finish", "cost") if all(one.cost is not None for one in results) else ("finish",)

    def table(self) -> pd.DataFrame:
        """One row a scenario, the plan as it is first: see `document.table`."""
        from simulator.scenario.compare import document

        return document.table(self)

    def to_dict(self) -> dict[str, Any]:
        """The document that ``p80 compare --json`` prints: docs/reference/json.md."""
        from simulator.scenario.compare import document

        return document.to_dict(self)

    def chart(self, quantity: str = "finish", axes: Any = None) -> Any:
        """S-curves of the finish, or of the cost, over each other: a matplotlib Axes."""
        # Charts stand above and load matplotlib: put off until asked for, as in `Result.charts`.
        return import_module("simulator.charts.compare").compare(self, quantity, axes)

    def __repr__(self) -> str:
        moved = ", ".join(
            f"{case.title!r} {case.finish[80].value:+.1f} working days at P80"
            for case in self.cases
        )
        return f"<Comparison of {self.own.program.title!r}: {moved}>"
