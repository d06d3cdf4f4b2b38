"""Risks and drivers that can do nothing."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Outcome, not_judged
from simulator.health.own.idle_prices import judged, late_prices
from simulator.health.own.spreads import factor_sd
from simulator.health.plan import Plan
from simulator.model.money import Basis
from simulator.model.risk import Driver, Impact, Risk, active
from simulator.model.spread import Spread
from simulator.model.task import Task


def judge(plan: Plan) -> Outcome:
    """Risks and drivers without a chance, without an effect, or without open work to act on, and
    prices that change too late."""
    risks, drivers, prices = plan.program.risks, plan.program.drivers, judged(plan)
    if not risks and not drivers and not prices:
        return not_judged("the plan holds no risks and no drivers")
    raised = frozenset(rise.risk for one in risks for rise in one.raises)
    asked = frozenset(one.condition.subject for one in plan.program.branches if one.condition)
    concerns = [
        Concern(one.id, one.name, why, "risk")
        for one in risks
        if one.id not in asked and (why := _risk(one, plan, raised))
    ]
    concerns += [
        Concern(one.id, one.name, why, "driver") for one in drivers if (why := _driver(one, plan))
    ]
    concerns += late_prices(plan)
    noun = "risks, drivers and changes of prices" if prices else "risks and drivers"
    return Outcome(len(concerns), len(risks) + len(drivers) + prices, noun, tuple(concerns))


def _risk(risk: Risk, plan: Plan, raised: frozenset[str]) -> str:
    """Why the risk does nothing; "" where it does something."""
    now = active(risk)
    if now.probability == 0 and now.spread is None and risk.id not in raised:
        return "its probability is 0"
    if risk.raises:
        return ""
    effective = [one for one in now.impacts if _delays(one) or _costs(one)]
    if not effective:
        return "it has neither a delay nor a cost"
    if _is_over(risk, plan):
        return "its window has closed"
    if any(_costs(one) or _hits(one, plan) for one in effective):
        return ""
    return "none of its tasks is open work"


def _is_over(risk: Risk, plan: Plan) -> bool:
    """True where the time in which the risk can delay anything is history."""
    window = risk.window
    if window is None or any(_costs(one) for one in active(risk).impacts):
        return False
    if window.during is not None and plan.program.task[window.during].is_finished:
        return True
    end = window.end
    return end is not None and all(end <= plan.now(one) for one in plan.program.projects)


def _hits(impact: Impact, plan: Plan) -> bool:
    """True where a delay has something to act on: work, or the start of any open task."""
    tasks = plan.open if impact.to_start else plan.work
    return not {task.id for task in tasks}.isdisjoint(impact.tasks)


def _delays(impact: Impact) -> bool:
    return impact.delay is not None and impact.chance > 0 and not _is_nothing(impact.delay)


def _costs(impact: Impact) -> bool:
    return impact.cost is not None and not _is_nothing(impact.cost)


def _is_nothing(spread: Spread) -> bool:
    return spread.distribution.support == (0.0, 0.0)


def _driver(driver: Driver, plan: Plan) -> str:
    """Why the driver does nothing; "" where it does something."""
    if driver.probability == 0:
        return "its probability is 0"
    tasks = [task for task in plan.open if task.id in set(driver.tasks)]
    if driver.on_duration and not any(task in plan.work for task in tasks):
        return "none of its tasks is open work"
    paid = driver.on_cost and any(map(_has_amounts, tasks))
    paid = paid or (driver.on_rate and any(map(_has_rates, tasks)))
    if not driver.on_duration and not paid:
        return "none of its open tasks has such a cost"
    certain_one = factor_sd(driver) == 0 and driver.factor.mean() == 1
    return "its factor is always 1" if certain_one else ""


def _has_amounts(task: Task) -> bool:
    amounts = any(one.basis is Basis.AMOUNT for one in task.elements)
    return bool(task.cost.fixed or task.cost.spread or amounts)


def _has_rates(task: Task) -> bool:
    return bool(task.cost.per_day) or any(one.basis is not Basis.AMOUNT for one in task.elements)


CHECK = Check(
    key="idle_risks",
    name="Risks that hit nothing",
    definition="risks and drivers with probability 0, without any effect, or whose tasks are all "
    "finished or take no time, of all risks and drivers; and prices that change after the work "
    "that pays them",
    effect="They stand in the register and not in the forecast: who reads the list believes that "
    "they are covered.",
    mend="Assign them to the open work that they would hit, or close them.",
    source="GAO-16-89G practice 8",
    judge=judge,
    weight=6,
)
