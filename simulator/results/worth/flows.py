"""From a result to its net present value and payback, iteration by iteration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.model.benefit import Benefit, Gain
from simulator.results.raw import Floats
from simulator.results.worth.payback import Inflow, payback
from simulator.results.worth.present import (
    MONTH,
    WEEK,
    worth_of,
    worth_of_cost,
    worth_of_flow,
)

if TYPE_CHECKING:
    from simulator.results.result import Result

DAY = 1440.0


@dataclass(frozen=True)
class Times:
    """When what is finished, and what each project costs, float64[n]; days since the program's
    start. of : by task or project id, "" for the program. cost : by project. begin : by project,
    when it starts."""

    of: Mapping[str, Floats]
    cost: Mapping[str, Floats]
    begin: Mapping[str, float]

    def later(self, days: float) -> Times:
        """The same with every finish so much later, and the same money spent until then."""
        return Times({key: when + days for key, when in self.of.items()}, self.cost, self.begin)


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
        of.setdefault(benefit.start, np.full(n, planned.of[benefit.start][0]))
    cost = {id: one.cost for id, one in result.project_outcomes.items() if one.cost is not None}
    return Times(of, cost, planned.begin)


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
    cost = {id: np.array([money]) for id, money in schedule.project_cost.items()}
    begin = {
        one.id: (one.start - program.start).total_seconds() / 86400 for one in program.projects
    }
    return Times(of, cost if result.cost is not None else {}, begin)


def worth(times: Times, result: Result, amounts: Mapping[str, Floats]) -> Worth:
    """What it is worth. amounts : by benefit, float64[n]."""
    rate = result.program.terms.discount or 0.0
    nothing = np.zeros_like(times.of[""])
    gains, lost, costs = nothing.copy(), nothing.copy(), nothing.copy()
    inflows, spent = [], nothing.copy()
    for benefit in result.program.benefits:
        begin, date = times.of[benefit.start], _date(benefit, result)
        if benefit.gain is Gain.LOST_PER_WEEK:
            due = np.full_like(begin, date)
            lost += worth_of_flow(amounts[benefit.name] / WEEK, due, begin, rate)
            continue
        inflow = _inflow(benefit, begin, date, amounts[benefit.name])
        inflows.append(inflow)
        gains += worth_of(inflow.once, begin, rate)
        gains += worth_of_flow(inflow.per_day, begin, inflow.end, rate)
    for project, money in times.cost.items():
        spent += money
        costs += worth_of_cost(money, times.begin[project], times.of[project], rate)
    return Worth(gains, costs, lost, payback(inflows, spent))


def _inflow(benefit: Benefit, begin: Floats, date: float, amount: Floats) -> Inflow:
    nothing = np.zeros_like(begin)
    if benefit.gain is Gain.ONCE:
        return Inflow(begin, begin, nothing, amount)
    return Inflow(begin, np.full_like(begin, date), amount / MONTH, nothing)


def _date(benefit: Benefit, result: Result) -> float:
    """Its date in days since the program's start; NaN where it has none."""
    if benefit.date is None:
        return float("nan")
    return result.finish.days(result.finish.number(benefit.date))
