"""Methods of sharing out a contingency among the parts of a cost.

The parts' own percentiles do not add up to the percentile of the whole; what these give each part
does. Each answers another question, so all are shown and named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from simulator.results.allocation.cents import to_the_cent
from simulator.results.allocation.sampled import Orders, Sampled, pairs, sampled
from simulator.results.allocation.shapley import MOST, shapley
from simulator.results.percentile import percentile, rank
from simulator.results.raw import Floats

Draw = Callable[[Sequence[str], int], Orders]
"""From names of parts and a number, so many random orders."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Costs that add up to the total in every iteration.

    samples : float64[part, iteration]. planned : float64[part], the plan's own. p : 0 to 100.
    """

    samples: Floats
    planned: Floats
    p: float

    @property
    def total(self) -> Floats:
        """float64[iteration]."""
        return np.asarray(self.samples.sum(axis=0), dtype=np.float64)

    @property
    def amount(self) -> float:
        """The contingency of the whole: its P-value less its plan."""
        return percentile(np.sort(self.total), self.p) - float(self.planned.sum())


@dataclass(frozen=True, slots=True)
class Method:
    """key : in documents. words : on the screen. source : where it comes from."""

    key: str
    words: str
    source: str
    share: Callable[[Parts], Floats]


@dataclass(frozen=True, slots=True)
class Share:
    """What each part gets by one method, to the cent; the amounts add up to the contingency.

    errors : half of the 95 % interval of each amount, where the method tries some orders of many;
    empty where it is exact.
    """

    method: Method
    amounts: Mapping[str, float]
    errors: Mapping[str, float] = field(default_factory=dict)


def _by_covariance(parts: Parts) -> Floats:
    """By cov(part, total): who makes the total uncertain. With the weights cov / var this is the
    Euler share of mean + k standard deviations."""
    total = parts.total - parts.total.mean()
    return _beyond_means(parts, np.asarray(parts.samples @ total))


def _by_tail(parts: Parts) -> Floats:
    """By the mean of the part in the dear iterations less its mean in all: who costs more when it
    goes wrong. Dear: at or above the P-value of the total."""
    total = parts.total
    least = np.partition(total, rank(parts.p, len(total)) - 1)[rank(parts.p, len(total)) - 1]
    dear = parts.samples[:, total >= least].mean(axis=1)
    return _beyond_means(parts, np.asarray(dear - parts.samples.mean(axis=1)))


def _beyond_means(parts: Parts, weights: Floats) -> Floats:
    """To each part its own mean less its plan, and of what the P-value lies beyond the mean of the
    total a share in proportion to its weight."""
    own = parts.samples.mean(axis=1) - parts.planned
    whole = float(weights.sum())
    rest = parts.amount - float(own.sum())
    if whole <= 0.0:
        # Nothing is uncertain: what is left of the P-value is the rounding of a mean.
        return np.asarray(own + rest / len(own))
    return np.asarray(own + rest * weights / whole)


def _by_shapley(parts: Parts) -> Floats:
    """What each part adds to the P-value of the total, averaged over all orders in which parts
    become uncertain; those that are not yet, cost what the plan says."""
    n = len(parts.planned)
    deviation = parts.samples - parts.planned[:, None]
    worth = np.zeros(1 << n)
    sums = np.zeros_like(deviation[0])
    for group in range(1, 1 << n):
        # Gray's order: one part comes or goes from one group to the next.
        code, before = group ^ (group >> 1), (group - 1) ^ ((group - 1) >> 1)
        part = (code ^ before).bit_length() - 1
        sums = sums + deviation[part] if code & ~before else sums - deviation[part]
        k = rank(parts.p, len(sums)) - 1
        worth[code] = np.partition(sums, k)[k]
    return shapley(worth)


def _by_orders(parts: Parts, orders: Orders) -> Sampled:
    """As `_by_shapley`, over random orders of too many parts for all of them."""
    n, deviation = len(parts.planned), parts.samples - parts.planned[:, None]
    k = rank(parts.p, deviation.shape[1]) - 1

    def joins(order: Orders) -> Floats:
        worth, sums = np.zeros(n + 1), np.zeros(deviation.shape[1])
        for place, part in enumerate(order.tolist(), 1):
            sums += deviation[part]
            worth[place] = np.partition(sums, k)[k]
        return worth

    return sampled(orders, joins)


SAMPLED = (
    "Shapley value (Shapley 1953) of the percentile over {:,} random orders, each both ways "
    "(Castro, Gómez and Tejada 2009; Mitchell, Cooper, Frank and Holmes 2022)"
)
"""Source of the values of many parts."""

METHODS = (
    Method(
        "covariance", "who makes it uncertain",
        "covariance with the total (Tasche 1999; Euler principle for the standard deviation)",
        _by_covariance,
    ),
    Method(
        "tail", "who costs more when it goes wrong",
        "conditional tail expectation (Panjer 2002; Tasche 2008, Euler principle)",
        _by_tail,
    ),
    Method(
        "shapley", "who adds to it, in any order",
        "Shapley value (Shapley 1953) of the percentile",
        _by_shapley,
    ),
)  # fmt: skip


def shared_out(
    samples: Mapping[str, Floats], planned: Mapping[str, float], p: float, draw: Draw
) -> list[Share]:
    """The contingency at `p` shared out among parts by each method; Shapley's exactly for at most
    10 parts, over random orders for more.

    samples : by part, float64[iteration]; they add up to the total. planned : by part. draw : so
    many random orders of names.
    """
    names = list(samples)
    parts = Parts(
        np.array([samples[one] for one in names]), np.array([planned[one] for one in names]), p
    )
    exact = METHODS if len(names) <= MOST else METHODS[:-1]
    found = [
        Share(method, dict(zip(names, to_the_cent(method.share(parts)), strict=True)))
        for method in exact
    ]
    if len(names) > MOST:
        found.append(_over_orders(parts, names, draw))
    return found


def _over_orders(parts: Parts, names: Sequence[str], draw: Draw) -> Share:
    values, errors = _by_orders(parts, draw(names, pairs(len(names))))
    method = replace(METHODS[-1], source=SAMPLED.format(pairs(len(names))))
    amounts = dict(zip(names, to_the_cent(values), strict=True))
    return Share(method, amounts, dict(zip(names, errors.tolist(), strict=True)))
