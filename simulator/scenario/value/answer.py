"""What came out: net present value, payback, the cost of delay, and the value at stake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib import import_module
from typing import Any

import numpy as np

from simulator.results.estimate import Chance, MoneyEstimate, moment
from simulator.results.joint.chance import share_of
from simulator.results.percentile import percentile
from simulator.results.quantity import MoneyQuantity
from simulator.results.result import Result
from simulator.results.worth.worth import Worth
from simulator.scenario.contingency.answer import Amount

SPENDING = (
    "Costs leave on their own dates in each iteration, as in p80 cash. Payback counts money as it "
    "is, not discounted."
)
"""What is assumed, in words."""


@dataclass(frozen=True, slots=True)
class AtStake:
    """What one risk or driver takes from the value. kind : "risk" or "driver". value : mean net
    present value without it less that with it. positive : chance of a positive net present value
    without it."""

    kind: str
    id: str
    name: str
    value: Amount
    positive: Chance


@dataclass(frozen=True)
class Value:
    """What a program is worth.

    own : the run. worth : of every iteration; planned : of the plan itself, arrays of one.
    per_week : what a week's delay of every benefit takes from the mean net present value, where the
    same is spent when it was. stakes : risks and drivers, the dearest first. seconds : for all
    runs.
    """

    own: Result
    worth: Worth
    planned: Worth
    per_week: Amount
    stakes: tuple[AtStake, ...]
    seconds: float

    @cached_property
    def net(self) -> MoneyQuantity:
        """Net present value at the program's start."""
        sampling = self.own.run.sampling
        return MoneyQuantity(self.worth.net, float(self.planned.net[0]), None, sampling)

    @property
    def plan_chance(self) -> Chance:
        """Chance of at least the plan's own net present value."""
        net = self.net
        return share_of(net.samples >= net.planned - net.noise(net.planned), net.sampling)

    @property
    def positive(self) -> Chance:
        """Chance of a net present value above 0."""
        return share_of(self.net.samples > 0.0, self.own.run.sampling)

    def sure_of(self, p: float) -> MoneyEstimate:
        """The net present value that is exceeded with `p` % confidence: its (100 - p)-th
        percentile."""
        return self.net.percentile(100.0 - p)

    @property
    def paid_back(self) -> Chance:
        """Chance that the benefits ever pay back the cost."""
        return share_of(np.isfinite(self.worth.paid_back), self.own.run.sampling)

    def payback(self, p: float) -> datetime | None:
        """The moment by which it is paid back with `p` % confidence; None where that is never."""
        days = percentile(np.sort(self.worth.paid_back), p)
        if not np.isfinite(days):
            return None
        return moment(self.own.program.start, days * 1440.0)

    def chart(self, axes: Any = None) -> Any:
        """The chance of at least each net present value: a matplotlib Axes."""
        # Charts stand above and load matplotlib: put off until asked for.
        return import_module("simulator.charts.value").value(self, axes)

    def to_dict(self) -> dict[str, Any]:
        """The document that ``p80 value --json`` prints: docs/reference/json.md."""
        from simulator.scenario.value import document

        return document.to_dict(self)
