"""From a result to its benefits as flows of money, and what all of it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.model.benefit import Benefit, Gain
from simulator.results.raw import Floats
from simulator.results.worth.flows import MONTH, WEEK, Flows

if TYPE_CHECKING:
    from simulator.results.result import Result

Times = Mapping[str, Floats]
"""When what is finished, float64[n]: by task or project id, "" for the program; days since the
program's start."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Present values at the program's start, float64[n], money. lost : by being late; costs and
    losses are positive. paid_back : days since the program's start, inf for never."""

    benefits: Floats
    costs: Floats
    lost: Floats
    paid_back: Floats

    @property
    def net(self) -> Floats:
        """Net present value."""
        return np.asarray(self.benefits - self.costs - self.lost)


def times_of(result: Result) -> Times:
    """Of every iteration of a result."""
    days = result.finish.days_of
    of = {"": days(result.outcome.finish)}
    of |= {id: days(one.finish) for id, one in result.project_outcomes.items()}
    of |= {id: days(samples) for id, samples in result.milestone_samples.items()}
    planned, n = planned_times(result), result.run.iterations
    for benefit in result.program.benefits:
        # A finished task is certain.
        of.setdefault(benefit.start, np.full(n, planned[benefit.start][0]))
    return of


def planned_times(result: Result) -> Times:
    """Of the plan itself, arrays of one."""
    schedule, program = result.schedule, result.program

    def days(minutes: float) -> Floats:
        return result.finish.days_of(np.array([minutes], dtype=np.float64))

    of = {"": days(schedule.program_finish)}
    of |= {id: days(finish) for id, finish in schedule.project_finish.items()}
    for one in program.benefits:
        if one.start in result.row:
            of[one.start] = days(float(schedule.finish[result.row[one.start]]))
    return of


def later(times: Times, days: float) -> Times:
    """Every finish so much later."""
    return {key: when + days for key, when in times.items()}


def benefits_of(result: Result, times: Times, amounts: Mapping[str, Floats]) -> tuple[Flows, Flows]:
    """(gains, losses by delay), both positive. amounts : by benefit, float64[n]."""
    gains: list[Flows] = []
    losses: list[Flows] = []
    for benefit in result.program.benefits:
        into = losses if benefit.gain is Gain.LOST_PER_WEEK else gains
        into.append(_flow(benefit, result, times[benefit.start], amounts[benefit.name]))
    n = len(times[""])
    return Flows.joined(gains, n), Flows.joined(losses, n)


def _flow(benefit: Benefit, result: Result, finish: Floats, amount: Floats) -> Flows:
    if benefit.date is None:
        return Flows(amount[None], finish[None], finish[None])
    date = np.full_like(finish, result.finish.days(result.finish.number(benefit.date)))
    by_month = benefit.gain is Gain.PER_MONTH
    begin, end = (finish, date) if by_month else (date, finish)
    end = np.maximum(begin, end)
    money = (end - begin) * amount / (MONTH if by_month else WEEK)
    return Flows(money[None], begin[None], end[None])
