"""All that is said of date and budget together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.errors import PlanError, SettingsError
from simulator.results.estimate import Chance, DateEstimate, MoneyEstimate
from simulator.results.joint import promise
from simulator.results.joint.chance import Quadrants, quadrants, share_of
from simulator.results.joint.frontier import Frontier, even_percentile, frontier
from simulator.results.joint.given import Given, cost_given, finish_given
from simulator.results.quantity import MoneyQuantity

if TYPE_CHECKING:
    from simulator.results.result import Result

LEVEL = 70.0
"""Per cent: NASA's policy for the budget and date of a program (NPR 7120.5)."""

CAPTION = (
    "The frontier is not a trade-off curve: its points are dates and budgets that hold together "
    "with one chance, and moving along it buys nothing."
)


@dataclass(frozen=True)
class Joint:
    """Date and budget together.

    by : the date asked about, minutes since the result's origin; within : the sum; None where
    neither was given and the plan has no target. level : per cent, of the frontier.
    promises : what must all hold.
    """

    result: Result
    by: float | None
    within: float | None
    level: float
    promises: tuple[promise.Promise, ...]

    @classmethod
    def of(
        cls,
        result: Result,
        finish: datetime | None,
        cost: float | None,
        level: float,
        texts: Sequence[str],
    ) -> Joint:
        """The answer for a date and a sum, by default the plan's targets.

        Raises SettingsError for an impossible level, PlanError where there is nothing to hold
        together.
        """
        if not 0 < level <= 100:
            raise SettingsError(f"a level of {level:g} %: give more than 0, and at most 100")
        date, budget = finish or result.target.finish, result.target.cost if cost is None else cost
        promises = promise.asked(result, texts) if texts else promise.standing(result)
        if result.cost is None and not promises:
            raise PlanError.one(
                result.program.title,
                "no-cost",
                "the plan holds neither money nor any target or deadline to hold together",
                "Give its tasks a cost, or its milestones deadlines.",
            )
        by = None if date is None else result.finish.number(date)
        return cls(result, by, None if result.cost is None else budget, level, promises)

    @property
    def cost(self) -> MoneyQuantity | None:
        """The cost of the program; None where no money is planned."""
        return self.result.cost

    @property
    def date(self) -> DateEstimate | None:
        """The date asked about."""
        return None if self.by is None else self.result.finish.estimate(self.by)

    @cached_property
    def quadrants(self) -> Quadrants | None:
        """The four shares; None unless there are both a date and a budget."""
        if self.by is None or self.within is None or self.cost is None:
            return None
        sampling = self.result.run.sampling
        return quadrants(self.result.finish.meets(self.by), self.cost.meets(self.within), sampling)

    @property
    def alone(self) -> tuple[Chance, Chance] | None:
        """Chance of the date and of the budget, each for itself; None unless there are both."""
        if self.by is None or self.within is None or self.cost is None:
            return None
        sampling = self.result.run.sampling
        return (
            share_of(self.result.finish.meets(self.by), sampling),
            share_of(self.cost.meets(self.within), sampling),
        )

    @cached_property
    def frontier(self) -> Frontier | None:
        """Dates and budgets that hold together in `level` % of the iterations."""
        if self.cost is None:
            return None
        return frontier(self.result.finish.samples, self.cost.samples, self.level)

    @cached_property
    def even(self) -> tuple[float, DateEstimate, MoneyEstimate] | None:
        """(P, its date, its sum): the point of the frontier where both have the same chance."""
        if self.cost is None:
            return None
        finish = self.result.finish
        p = even_percentile(finish.samples, self.cost.samples, self.level)
        return p, finish.percentile(p), self.cost.percentile(p)

    def both_at(self, p: float) -> Chance | None:
        """Chance that the P-date and the P-sum hold together; None where no money is planned."""
        if self.cost is None:
            return None
        finish = self.result.finish
        hits = finish.meets(finish.at(p)) & self.cost.meets(self.cost.at(p))
        return share_of(hits, self.result.run.sampling)

    @cached_property
    def correlation(self) -> float:
        """Pearson's, of finish and cost; NaN where either never moves."""
        finish = self.result.finish
        if self.cost is None or finish.is_certain or self.cost.is_certain:
            return float("nan")
        return float(np.corrcoef(finish.samples, self.cost.samples)[0, 1])

    @cached_property
    def cost_given(self) -> list[Given[MoneyEstimate]]:
        """The cost by whether the date is met; empty without a date or without money."""
        if self.by is None or self.cost is None:
            return []
        return cost_given(self.result.finish, self.cost, self.by)

    @cached_property
    def finish_given(self) -> list[Given[DateEstimate]]:
        """The finish by whether the budget is met; empty without a budget."""
        if self.within is None or self.cost is None:
            return []
        return finish_given(self.result.finish, self.cost, self.within)

    @cached_property
    def kept(self) -> promise.Kept | None:
        """How likely the promises are; None where there is none."""
        return promise.kept(self.promises, self.result.run.sampling)

    def to_dict(self) -> dict[str, Any]:
        """The document that ``p80 joint --json`` prints: docs/reference/json.md."""
        from simulator.results.joint import document

        return document.to_dict(self)

    def chart(self, axes: Any = None) -> Any:
        """The scatter with quadrants and frontier: a matplotlib Axes."""
        # Charts stand above results and load matplotlib: put off until asked for.
        return import_module("simulator.charts.joint").joint(self, axes)
