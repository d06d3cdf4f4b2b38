"""Charts: a result in, Matplotlib Axes out. Nothing else in p80 imports Matplotlib."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.results.cash import CashFlow
    from simulator.results.result import Result
    from simulator.scenario.contingency import Contingency


class Charts:
    """The charts of one result: ``result.charts.s_curve("cost")``.

    Each method draws on `axes`, or on a new figure of its own, and returns the Axes;
    ``axes.figure.savefig("chart.png")`` keeps it.
    """

    def __init__(self, result: Result) -> None:
        self.result = result
        self._flows: dict[str, CashFlow] = {}

    @cached_property
    def contingency(self) -> Contingency | None:
        """What the charts of a contingency draw: found once, as it takes runs of its own; None
        where there is none, or it would take long."""
        from simulator.scenario.contingency import contingency_of

        return contingency_of(self.result)

    def s_curve(self, quantity: str = "finish", axes: Axes | None = None) -> Axes:
        """The chance of finishing by any date ("finish"), or within any sum ("cost")."""
        from simulator.charts.s_curve import s_curve

        return s_curve(self.result, quantity, axes)

    def histogram(self, quantity: str = "finish", axes: Axes | None = None) -> Axes:
        """How often each finish, or cost, came out."""
        from simulator.charts.histogram import histogram

        return histogram(self.result, quantity, axes)

    def convergence(self, quantity: str = "finish", axes: Axes | None = None) -> Axes:
        """How exact P50, P80 and P90 became as the iterations went on."""
        from simulator.charts.convergence import convergence

        return convergence(self.result, quantity, axes)

    def gantt(self, most: int = 30, axes: Axes | None = None) -> Axes:
        """When each task may end; the darker, the more often on the critical path."""
        from simulator.charts.gantt import gantt

        return gantt(self.result, most, axes)

    def joint(self, level: float | None = None, axes: Axes | None = None) -> Axes:
        """Finish and cost of every iteration, the quadrants of the targets, and the dates and
        budgets that hold together with one chance, by default 70 %."""
        from simulator.charts.joint import joint
        from simulator.results.joint.answer import LEVEL

        return joint(self.result.joint(level=LEVEL if level is None else level), axes)

    def cash_flow(self, unit: str | None = None) -> Axes:
        """Money spent by "week", "month", "quarter" or "year", and up to the end of each; None
        for what suits the length of the program. Always on a figure of its own."""
        from simulator.charts.cash_flow import cash_flow

        return cash_flow(self.result, self.flow(unit))

    def flow(self, unit: str | None = None) -> CashFlow:
        """The money that `cash_flow` draws. Kept: a folder holds the chart twice, and the page once
        more."""
        from simulator.engine.cash import cash_flow, usual_unit

        unit = unit or usual_unit(self.result)
        if unit not in self._flows:
            self._flows[unit] = cash_flow(self.result, unit)
        return self._flows[unit]
