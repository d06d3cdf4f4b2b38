"""Factors: on work, money and lags of tasks, on risks, drivers, resources and benefits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from simulator.files.building.selectors import Selector
from simulator.files.building.texts import in_proportion
from simulator.files.document.base import present
from simulator.files.place import At, Problems
from simulator.model.dependency import Dependency
from simulator.model.distribution import Distribution
from simulator.model.labour import division
from simulator.model.money import Element
from simulator.model.program import Program
from simulator.model.resource import Assignment, Resource
from simulator.model.risk import Impact, Risk
from simulator.model.spread import Spread
from simulator.model.task import Task
from simulator.scenario.benefits import scale_benefits
from simulator.scenario.common import changed, factor, listed, named, scaled
from simulator.scenario.document import (
    ScaleDoc,
    ScaleDriversDoc,
    ScaleResourcesDoc,
    ScaleRisksDoc,
    ScaleTasksDoc,
)
from simulator.scenario.means import priced
from simulator.scenario.money import scale_overheads


def scale(
    program: Program, docs: tuple[ScaleDoc, ...] | None, at: At, problems: Problems
) -> Program:
    """With factors on what each row chooses, row after row."""
    for index, doc in present(docs):
        here = at.down(index)
        if doc.of_tasks:
            program = _tasks(program, doc.of_tasks, here, problems)
        if doc.of_risks:
            program = _risks(program, doc.of_risks, here, problems)
        if doc.of_drivers:
            program = _drivers(program, doc.of_drivers, here, problems)
        if doc.of_resources:
            program = _resources(program, doc.of_resources, here, problems)
        if doc.of_benefits:
            program = scale_benefits(program, doc.of_benefits, here, problems)
        if doc.of_overheads:
            program = scale_overheads(program, doc.of_overheads, here, problems)
    return program


def _tasks(program: Program, doc: ScaleTasksDoc, at: At, problems: Problems) -> Program:
    """More or less of the work still to do, of its cost, and of the lags before it."""
    chosen = set(Selector(program.task, problems).choose(doc.tasks, doc.wbs, at))
    work = factor(doc.duration, at.down("duration"), problems)
    money = factor(doc.cost, at.down("cost"), problems)
    lag = factor(doc.lag, at.down("lag"), problems)
    resources = program.resources
    if doc.costs is None:
        scale = partial(scaled_task, resources, work=work, money=money, lag=lag)
        return changed(program, chosen, scale)
    names = _named_costs(program, chosen, doc, at, problems)
    program = changed(program, chosen, partial(scaled_task, resources, work=work, lag=lag))
    return changed(program, chosen, partial(_named_dearer, names=names, money=money))


def _named_costs(
    program: Program, chosen: set[str], doc: ScaleTasksDoc, at: At, problems: Problems
) -> set[str]:
    """The names of `costs` that the chosen tasks have; the others are problems."""
    if doc.cost is None:
        message = "costs are named, and no factor on them"
        problems.add(at, "missing-key", message, "Add cost: 110%.")
    known = sorted({one.name for key in chosen for one in program.task[key].elements})
    return listed(known, doc.costs or (), at.down("costs"), problems, "such cost")


def _named_dearer(task: Task, names: set[str], money: float) -> Task:
    """`task` with a factor on some of its cost elements; a finished one stays."""
    if task.is_finished:
        return task
    elements = (_times_money(one, money) if one.name in names else one for one in task.elements)
    return replace(task, elements=tuple(elements))


def _times_money(one: Element, by: float) -> Element:
    return replace(one, price=one.price * by, spread=_kept(one.spread, one.price, by))


def scaled_task(
    resources: Mapping[str, Resource],
    task: Task,
    work: float = 1.0,
    money: float = 1.0,
    lag: float = 1.0,
) -> Task:
    """`task` with factors on what is still to do, and on what that costs: labour follows the work.
    What is spent stays, and so does a finished task. resources : those of the program."""
    if task.is_finished:
        return task
    task = _dearer(task, resources, work, money)
    left, progress = task.remaining, task.progress
    if progress.remaining is not None:
        progress = replace(progress, remaining=left * work)
    return replace(
        task,
        duration=task.duration + left * (work - 1),
        progress=progress,
        spread=_kept(task.spread, left, work),
        after=tuple(_waiting(link, lag) for link in task.after),
    )


def _dearer(task: Task, resources: Mapping[str, Resource], work: float, money: float) -> Task:
    """`task` with factors on what is left of its cost."""
    parts, cost = division(task, resources), task.cost
    hours = sum(parts.labour)
    fixed = (cost.fixed - parts.left) + (parts.left + hours * (work - 1)) * money
    return replace(
        task,
        cost=replace(
            cost,
            fixed=fixed,
            per_day=cost.per_day * money,
            spread=_kept(cost.spread, cost.fixed, money if not hours else fixed / cost.fixed),
            rate_spread=_kept(cost.rate_spread, cost.per_day, money),
        ),
        assignments=tuple(
            _more(one, hours, work, money)
            for one, hours in zip(task.assignments, parts.labour, strict=True)
        ),
        elements=tuple(_times_money(one, money) for one in task.elements),
    )


def _more(one: Assignment, hours: float, work: float, money: float) -> Assignment:
    """An assignment with factors on what is left of its cost, of which `hours` follow the work."""
    if one.cost is None or one.per_day:
        return one
    left = one.cost - (one.actual_cost or 0.0) if one.remaining_cost is None else one.remaining_cost
    more = hours * (work - 1) * money + left * (money - 1)
    remaining = None if one.remaining_cost is None else one.remaining_cost + more
    return replace(one, cost=one.cost + more, remaining_cost=remaining)


def _kept(spread: Spread | None, planned: float, by: float) -> Spread | None:
    """A range in proportion to what was `planned`, which a factor changes."""
    return in_proportion(spread, planned) if spread is not None and by != 1 else spread


def _waiting(link: Dependency, by: float) -> Dependency:
    lag = link.lag
    if by == 1.0 or lag.is_zero:
        return link
    spread = None if lag.spread is None else scaled(lag.spread, by)
    moved = replace(lag, minutes=lag.minutes * by, share=lag.share * by, spread=spread)
    return replace(link, lag=moved)


def _risks(program: Program, doc: ScaleRisksDoc, at: At, problems: Problems) -> Program:
    """Risks likelier or less likely, with more or less of what they do, also once mitigated."""
    chosen = named(program.risks, doc.risks, at.down("risks"), problems)
    likely = factor(doc.probability, at.down("probability"), problems)
    delay = factor(doc.delay, at.down("delay"), problems)
    cost = factor(doc.cost, at.down("cost"), problems)
    by = _Strength(likely, delay, cost, at, problems)
    risks = (by.risk(one) if one.id in chosen else one for one in program.risks)
    return replace(program, risks=tuple(risks))


@dataclass(frozen=True)
class _Strength:
    """Factors on risks."""

    likely: float
    delay: float
    cost: float
    at: At
    problems: Problems

    def risk(self, risk: Risk) -> Risk:
        """The risk, and what its response leaves of it; what the response costs stays."""
        response = risk.response
        if response is not None:
            left = response.impacts
            response = replace(
                response,
                probability=self.chance(response.probability, response.spread, risk.id),
                spread=self.spread(response.spread),
                impacts=None if left is None else self.impacts(left),
            )
        return replace(
            risk,
            probability=self.chance(risk.probability, risk.spread, risk.id),
            spread=self.spread(risk.spread),
            impacts=self.impacts(risk.impacts),
            response=response,
        )

    def chance(self, planned: float, spread: Distribution | None, id: str) -> float:
        """The probability; one beyond 100 % is a problem, also where only its range reaches it."""
        highest = max(planned, spread.support[1]) if spread is not None else planned
        if highest * self.likely > 1.0 + 1e-12:
            message = f"risk {id}: {highest:.4g} times {self.likely:g} is no probability"
            mend = "Scale it by less, or give it a probability with set:."
            self.problems.add(self.at.down("probability"), "probability", message, mend)
            return planned
        return min(planned * self.likely, 1.0)

    def spread(self, spread: Distribution | None) -> Distribution | None:
        """The range of the probability."""
        return None if spread is None else scaled(spread, self.likely)

    def impacts(self, impacts: tuple[Impact, ...]) -> tuple[Impact, ...]:
        """What it does."""
        return tuple(
            replace(
                one,
                delay=_times(one.delay, self.delay),
                cost=_times(one.cost, self.cost),
                cost_per_day=one.cost_per_day * self.cost,
            )
            for one in impacts
        )


def _times(spread: Spread | None, by: float) -> Spread | None:
    if spread is None or by == 1.0:
        return spread
    return replace(spread, distribution=scaled(spread.distribution, by))


def _drivers(program: Program, doc: ScaleDriversDoc, at: At, problems: Problems) -> Program:
    chosen = named(program.drivers, doc.drivers, at.down("drivers"), problems)
    likely = factor(doc.probability, at.down("probability"), problems)
    strong = factor(doc.factor, at.down("factor"), problems)
    by = _Strength(likely, 1.0, 1.0, at, problems)
    drivers = (
        replace(
            one,
            factor=scaled(one.factor, strong),
            probability=by.chance(one.probability, None, one.id),
        )
        if one.id in chosen
        else one
        for one in program.drivers
    )
    return replace(program, drivers=tuple(drivers))


def _resources(program: Program, doc: ScaleResourcesDoc, at: At, problems: Problems) -> Program:
    """Resources dearer or cheaper, and more or fewer; see `means.priced`."""
    chosen = listed(program.resources, doc.resources, at.down("resources"), problems, "resource")
    rate = factor(doc.rate, at.down("rate"), problems)
    number = factor(doc.capacity, at.down("capacity"), problems)

    def one(resource: Resource) -> Resource:
        rates = tuple(
            replace(each, per_hour=each.per_hour * rate, per_use=each.per_use * rate)
            for each in resource.rates
        )
        most = None if resource.capacity is None else resource.capacity * number
        return replace(resource, rates=rates, capacity=most)

    found = {key: one(each) if key in chosen else each for key, each in program.resources.items()}
    return priced(program, found)
