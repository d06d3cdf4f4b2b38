"""Every kind of statement about what moves together."""

from __future__ import annotations

from simulator.model.correlation import (
    Correlation,
    CorrelationMatrix,
    Side,
    Statement,
    Subject,
    What,
    durations,
)


def correlations_of(one: str, other: str) -> tuple[Statement, ...]:
    """A group, a negative pair, and matrices with and without holes, of two tasks that have
    durations, of a risk R1 with delays and costs and of a driver D."""
    cost, occurs = Subject(What.COST, one), Subject(What.OCCURRENCE, "R1")
    time = Subject(What.IMPACT, "R1", Side.TIME)
    money = Subject(What.IMPACT, "R1", Side.MONEY)
    factor = Subject(What.FACTOR, "D")
    first, second = durations([one, other])
    return (
        Correlation((first, second), 0.65),
        CorrelationMatrix.of_pairs(
            {(cost, occurs): -0.2, (second, occurs): 1 / 3}, (cost, occurs, second)
        ),
        Correlation((time, factor), -0.25),
        CorrelationMatrix.of_pairs(
            {(money, Subject(What.IMPACT, "R2")): 0.125}, (money, Subject(What.IMPACT, "R2"))
        ),
    )
