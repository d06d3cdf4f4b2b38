"""When money leaves: how much of it by which share of a task's time, and how long after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

DIGITS = 12
"""To which shares are kept, so that sums of what a person writes are what that person expects."""

Point = tuple[float, float]
"""A share of the time from start to finish, and the share of the money that has left by then."""


@dataclass(frozen=True, slots=True)
class Payment:
    """How the money of one cost leaves.

    points : in order, from a share of 0 of the money to 1; between two of them it leaves evenly by
    the clock, and at once where they have the same time. lag : minutes by the clock by which all of
    it leaves later.
    """

    points: tuple[Point, ...]
    lag: float = 0.0

    def left(self, done: float) -> Payment:
        """How what is left of it leaves, over the time that is left, once a share `done` of the
        time is over: at the end where nothing would be left."""
        paid = max((share for _, share in self._up_to(done)), default=0.0)
        if paid >= 1.0 or done >= 1.0:
            return Payment(END.points, self.lag)
        later = [(done, paid), *(point for point in self.points if point[0] > done)]
        shares = [((t - done) / (1.0 - done), (share - paid) / (1.0 - paid)) for t, share in later]
        return Payment(tuple((round(t, DIGITS), round(s, DIGITS)) for t, s in shares), self.lag)

    def _up_to(self, time: float) -> Iterable[Point]:
        """Points up to `time`, and the one at it on the way to the next."""
        for (begin, before), (end, after) in pairwise(self.points):
            if begin <= time:
                yield begin, before
            if end <= time:
                yield end, after
            elif begin < time:
                yield time, before + (after - before) * (time - begin) / (end - begin)


def instalments(parts: Sequence[Point]) -> Payment:
    """Parts (share of the time, share of the money), each of which leaves at once."""
    points: list[Point] = []
    before = 0.0
    for time, part in parts:
        points += [(time, before), (time, round(before + part, DIGITS))]
        before = points[-1][1]
    return Payment(tuple(points))


def cumulative(points: Sequence[Point]) -> Payment:
    """By each share of the time a share of the money, evenly in between; what the first says leaves
    at once."""
    advance = [(points[0][0], 0.0)] if points[0][1] > 0.0 else []
    return Payment((*advance, *points))


def curve(weights: Sequence[float]) -> Payment:
    """Weights of equal parts of the time; the first is for the start itself, as in the curves of
    Primavera P6."""
    total = sum(weights)
    shares = [round(share / total, DIGITS) for share in accumulate(weights)]
    shares[-1] = 1.0
    points = [(round(k / (len(shares) - 1), DIGITS), share) for k, share in enumerate(shares)]
    bends = [
        here
        for before, here, after in zip(points, points[1:], points[2:], strict=False)
        if abs((here[1] - before[1]) - (after[1] - here[1])) > 1e-9
    ]
    return cumulative([points[0], *bends, points[-1]])


START = Payment(((0.0, 0.0), (0.0, 1.0)))
EVENLY = Payment(((0.0, 0.0), (1.0, 1.0)))
END = Payment(((1.0, 0.0), (1.0, 1.0)))


def _halves(*weights: float) -> Payment:
    """Weights of ten parts of the time, those of the second half in the opposite order."""
    return _tenths(*weights, *reversed(weights))


def _tenths(*weights: float) -> Payment:
    return curve((0.0, *weights))


SHAPES: Mapping[str, Payment] = {
    "start": START,
    "evenly": EVENLY,
    "end": END,
    "front loaded": curve((0.0, 65.0, 35.0)),
    "back loaded": curve((0.0, 35.0, 65.0)),
    "bell": _halves(1.0, 3.0, 8.0, 15.0, 23.0),
    "turtle": _halves(2.0, 7.0, 11.0, 15.0, 15.0),
}
"""By the words of the plan file; the last four are default resource curves of Primavera P6."""
