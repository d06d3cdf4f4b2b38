"""What the families with a piecewise linear quantile function share."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np

from simulator.model.distribution import Floats
from simulator.model.distributions.family import Family


class Stepped(Family):
    """A quantile function of straight lines between knots; jumps are two knots at one place."""

    @abstractmethod
    def knots(self) -> tuple[Floats, Floats]:
        """(probability, value), both rising; the first probability is 0 and the last 1."""

    def mean(self) -> float:
        p, x = self.knots()
        return float(np.sum(np.diff(p) * (x[1:] + x[:-1]) / 2))

    def variance(self) -> float:
        p, x = self.knots()
        a, b = x[:-1] - self.mean(), x[1:] - self.mean()
        return float(np.sum(np.diff(p) * (a * a + a * b + b * b) / 3))

    def quantile(self, u: Floats) -> Floats:
        p, x = self.knots()
        high = np.clip(np.searchsorted(p, u, side="left"), 1, p.size - 1)
        low = high - 1
        return x[low] + (x[high] - x[low]) * (u - p[low]) / (p[high] - p[low])

    def cdf(self, x: Floats) -> Floats:
        return reached(*self.knots(), x)

    @property
    def support(self) -> tuple[float, float]:
        _, x = self.knots()
        return float(x[0]), float(x[-1])


def reached(p: Floats, x: Floats, values: Floats) -> Floats:
    """Probability up to each of `values`, by knots (p, x): the highest where several are at one."""
    high = np.clip(np.searchsorted(x, values, side="right"), 1, x.size - 1)
    low = high - 1
    step = x[high] - x[low]
    share = np.where(step > 0, (values - x[low]) / np.where(step > 0, step, 1.0), 1.0)
    inside = p[low] + (p[high] - p[low]) * np.clip(share, 0.0, 1.0)
    return np.where(values < x[0], 0.0, np.where(values >= x[-1], 1.0, inside))
