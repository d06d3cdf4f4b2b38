"""One simulated quantity: all its iterations, the plan's own value, and the target."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.results import precision
from simulator.results.estimate import (
    MINUTES_A_DAY,
    Chance,
    DateEstimate,
    MoneyEstimate,
    moment,
)
from simulator.results.percentile import percentile, share_at_or_below
from simulator.results.raw import LEVELS, Floats

Value = TypeVar("Value", datetime, float)
Estimate = TypeVar("Estimate", DateEstimate, MoneyEstimate)


class Quantity(ABC, Generic[Value, Estimate]):
    """Samples of one quantity, one value an iteration, with the questions one asks of them.

    samples : float64[iterations], in the order of iterations. plan : the deterministic value.
    Both in the quantity's own unit: minutes since the origin, or money.
    """

    name: str

    def __init__(
        self, samples: Floats, plan: float, target: Value | None, sampling: str = "latin"
    ) -> None:
        self.samples = samples
        self.planned = plan
        self.target: Value | None = target
        self.sampling = sampling

    @cached_property
    def ordered(self) -> Floats:
        """The samples in ascending order."""
        return np.sort(self.samples)

    @abstractmethod
    def number(self, value: Value) -> float:
        """A value in the unit of the samples."""

    @abstractmethod
    def estimate(self, x: float, low: float | None = None, high: float | None = None) -> Estimate:
        """A number of the samples' unit as a value with its interval."""

    @abstractmethod
    def noise(self, x: float) -> float:
        """What arithmetic alone may add to a number near `x`; less than anyone could mean."""

    @abstractmethod
    def spread(self, x: float) -> float:
        """A difference of two numbers in the unit that people use: elapsed days, or money."""

    @property
    def is_certain(self) -> bool:
        """True where every iteration gave the same."""
        return bool(self.ordered[-1] - self.ordered[0] <= self.noise(float(self.ordered[0])))

    @property
    def plan(self) -> Estimate:
        """The plan's own value, without uncertainty."""
        return self.estimate(self.planned)

    @property
    def plan_percentile(self) -> float:
        """Share of iterations at or below the plan's own value, 0 to 1."""
        return share_at_or_below(self.ordered, self.planned + self.noise(self.planned))

    @property
    def plan_chance(self) -> Chance:
        """The same with its interval."""
        return self._chance(self.planned)

    @property
    def mean(self) -> Estimate:
        """Mean of all iterations."""
        return self.estimate(float(self.samples.mean()))

    @property
    def sd(self) -> float:
        """Sample standard deviation, elapsed days or money; NaN for a single iteration."""
        if len(self.samples) < 2:
            return float("nan")
        return self.spread(float(self.samples.std(ddof=1)))

    @property
    def min(self) -> Estimate:
        """The least of all iterations."""
        return self.estimate(float(self.ordered[0]))

    @property
    def max(self) -> Estimate:
        """The greatest of all iterations."""
        return self.estimate(float(self.ordered[-1]))

    def percentile(self, p: float) -> Estimate:
        """Smallest value with at least p % of iterations at or below it, with its interval.

        p : 0 to 100. Raises ValueError outside.
        """
        return self.estimate(self.at(p), *self.interval(p))

    def at(self, p: float) -> float:
        """The same as a bare number in the unit of the samples."""
        return percentile(self.ordered, p)

    def interval(self, p: float) -> precision.Interval:
        """Its 95 % interval as bare numbers."""
        return precision.percentile_interval(self.samples, self.ordered, p, self.sampling)

    def chance(self, value: Value) -> Chance:
        """Share of iterations at or below `value`, with its interval."""
        return self._chance(self.number(value))

    @property
    def target_number(self) -> float:
        """The target in the unit of the samples; NaN without one."""
        return float("nan") if self.target is None else self.number(self.target)

    @property
    def target_value(self) -> Estimate | None:
        """The target as it is shown; None without one."""
        return None if self.target is None else self.estimate(self.target_number)

    @property
    def target_chance(self) -> Chance | None:
        """Chance of meeting the target; None without one."""
        return None if self.target is None else self.chance(self.target)

    def contingency(self, p: float) -> float:
        """P-value less the plan's own value, elapsed days or money; may be negative."""
        return self.spread(percentile(self.ordered, p) - self.planned)

    def to_dict(self) -> dict[str, object]:
        """The part of the JSON document that describes one quantity."""
        own: dict[str, object] = {
            "plan": self.plan.to_dict(),
            "plan_percentile": self.plan_percentile,
            "mean": self.mean.to_dict(),
            "sd": self.sd,
            "min": self.min.to_dict(),
            "max": self.max.to_dict(),
            "percentiles": {f"P{p}": self.percentile(p).to_dict() for p in LEVELS},
        }
        chance, target = self.target_chance, self.target_value
        if target is not None and chance is not None:
            own["target"] = self.target_dict() | {
                "chance": chance.value,
                "low": chance.low,
                "high": chance.high,
            }
        return own

    def target_dict(self) -> dict[str, object]:
        """The target as the JSON document writes it."""
        return self.estimate(self.target_number).to_dict()

    def meets(self, x: float) -> NDArray[np.bool_]:
        """Which iterations are at or below `x`, a number in the unit of the samples."""
        return self.samples <= x + self.noise(x)

    def _chance(self, x: float) -> Chance:
        hits = self.meets(x)
        low, high = precision.probability_interval(hits, self.sampling)
        return Chance(float(hits.mean()), low, high, len(hits))


class DateQuantity(Quantity[datetime, DateEstimate]):
    """A finish. Samples are minutes since `origin`; `start` is where `days` count from."""

    name = "finish"

    def __init__(
        self,
        samples: Floats,
        plan: float,
        target: datetime | None = None,
        sampling: str = "latin",
        *,
        origin: datetime,
        start: datetime,
    ) -> None:
        super().__init__(samples, plan, target, sampling)
        self.origin = origin
        self.start = start

    def number(self, value: datetime) -> float:
        """Minutes since the origin."""
        return (value - self.origin) / timedelta(minutes=1)

    def days(self, minutes: float) -> float:
        """Elapsed days since the program's start."""
        return (minutes - self.number(self.start)) / MINUTES_A_DAY

    def noise(self, x: float) -> float:
        """A millionth of a minute."""
        return 1e-6

    def days_of(self, minutes: Floats) -> Floats:
        """The same for many."""
        return (minutes - self.number(self.start)) / MINUTES_A_DAY

    def spread(self, x: float) -> float:
        """Minutes as elapsed days."""
        return x / MINUTES_A_DAY

    def estimate(
        self, x: float, low: float | None = None, high: float | None = None
    ) -> DateEstimate:
        """A date from minutes since the origin."""
        return DateEstimate(
            moment(self.origin, x),
            self.days(x),
            None if low is None else self.estimate(low),
            None if high is None else self.estimate(high),
        )

    def target_dict(self) -> dict[str, object]:
        """A target that is a whole day is written as that day, as in the plan."""
        own = super().target_dict()
        if self.target is not None and self.target.time() == time.min:
            own["value"] = self.estimate(self.target_number).day.isoformat()
        return own


class MoneyQuantity(Quantity[float, MoneyEstimate]):
    """A cost, in plain units of the currency."""

    name = "cost"

    def number(self, value: float) -> float:
        """Money as it is."""
        return float(value)

    def noise(self, x: float) -> float:
        """A thousand-millionth of the sum."""
        return abs(x) * 1e-9

    def spread(self, x: float) -> float:
        """Money as it is."""
        return x

    def estimate(
        self, x: float, low: float | None = None, high: float | None = None
    ) -> MoneyEstimate:
        """A sum of money."""
        return MoneyEstimate(x, low, high)
