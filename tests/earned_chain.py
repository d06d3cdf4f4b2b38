"""The worked example of earned value.

A 10 days, 1,000; B 10 days, 2,000; C 5 days, 500; in a chain. After 15 days A is done for 1,100, B
has 6 days left and 900 paid. Planned 1,000 + 5/10 of 2,000 = 2,000; earned 1,000 + 4/10 of 2,000 =
1,800; paid 2,000.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lucky_programs import DAY, day, program, run, task

from simulator.engine.cash import cash_flow
from simulator.engine.earned import earned_value
from simulator.model.distributions import Uniform
from simulator.model.program import Program
from simulator.model.resource import Assignment, Baseline, Expense
from simulator.model.spread import Spread
from simulator.model.task import Cost, Progress
from simulator.results.earned_value import EarnedValue

TODAY = day(15)


def chain(*, paid: bool = True) -> Program:
    """The example; without payments where not `paid`."""
    a = replace(
        task("A", 10, cost=Cost(fixed=1000.0)),
        progress=Progress(actual_start=day(0), actual_finish=day(10)),
        baseline=Baseline(day(0), day(10), 10 * DAY, 1000.0),
        assignments=(Assignment("crew", actual_cost=800.0 if paid else None),),
        expenses=(Expense("hire", 300.0, actual_cost=300.0 if paid else 0.0),),
    )
    b = replace(
        task("B", 10, "A", cost=Cost(fixed=2000.0)),
        progress=Progress(actual_start=day(10), remaining=6 * DAY),
        baseline=Baseline(day(10), day(20), 10 * DAY, 2000.0),
        expenses=(Expense("hire", 900.0, actual_cost=900.0 if paid else 0.0),),
    )
    c = replace(
        task("C", 5, "B", cost=Cost(fixed=500.0, spread=Spread(Uniform(300.0, 1300.0)))),
        baseline=Baseline(day(20), day(25), 5 * DAY, 500.0),
    )
    return at(TODAY, program(a, b, c))


def at(moment: datetime, known: Program) -> Program:
    """The program with a data date."""
    today = replace(known.projects[0], data_date=moment)
    return replace(known, projects=(today,))


def valued(known: Program, iterations: int = 64) -> EarnedValue | None:
    """Earned value of a run."""
    result = run(known, iterations)
    return earned_value(result, cash_flow(result, "week"))
