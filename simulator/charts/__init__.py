"""Charts: a result in, Matplotlib Axes out. Nothing else in p80 imports Matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.results.result import Result


class Charts:
    """The charts of one result: ``result.charts.s_curve("cost")``.

    Each method draws on `axes`, or on a new figure of its own, and returns the Axes;
    ``axes.figure.savefig("chart.png")`` keeps it.
    """

    def __init__(self, result: Result) -> None:
        self.result = result

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
