"""Risks and drivers that can do nothing."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Outcome, not_judged
from simulator.health.own.spreads import factor_sd
from simulator.health.plan import Plan
from simulator.model.distribution import Distribution
from simulator.model.risk import Driver, Impact, Risk, active_impacts


def judge(plan: Plan) -> Outcome:
    """Risks and drivers without a chance, without an effect, or without open work to act on."""
    risks, drivers = plan.program.risks, plan.program.drivers
    if not risks and not drivers:
        return not_judged("the plan holds no risks and no drivers")
    alive = frozenset(task.id for task in plan.work)
    concerns = [
        Concern(one.id, one.name, why, "risk") for one in risks if (why := _risk(one, alive))
    ]
    concerns += [
        Concern(one.id, one.name, why, "driver") for one in drivers if (why := _driver(one, alive))
    ]
    noun = "risks and drivers"
    return Outcome(len(concerns), len(risks) + len(drivers), noun, tuple(concerns))


def _risk(risk: Risk, alive: frozenset[str]) -> str:
    """Why the risk does nothing; "" where it does something."""
    probability, impacts = active_impacts(risk)
    if probability == 0:
        return "its probability is 0"
    effective = [one for one in impacts if _delays(one) or _costs(one)]
    if not effective:
        return "it has neither a delay nor a cost"
    if any(_costs(one) for one in effective) or any(set(one.tasks) & alive for one in effective):
        return ""
    return "none of its tasks is open work"


def _delays(impact: Impact) -> bool:
    return impact.delay is not None and not _is_nothing(impact.delay.distribution)


def _costs(impact: Impact) -> bool:
    return impact.cost is not None and not _is_nothing(impact.cost.distribution)


def _is_nothing(distribution: Distribution) -> bool:
    return distribution.support == (0.0, 0.0)


def _driver(driver: Driver, alive: frozenset[str]) -> str:
    if driver.probability == 0:
        return "its probability is 0"
    if not set(driver.tasks) & alive:
        return "none of its tasks is open work"
    certain_one = factor_sd(driver) == 0 and driver.factor.mean() == 1
    return "its factor is always 1" if certain_one else ""


CHECK = Check(
    key="idle_risks",
    name="Risks that hit nothing",
    definition="risks and drivers with probability 0, without any effect, or whose tasks are all "
    "finished or take no time, of all risks and drivers",
    effect="They stand in the register and not in the forecast: who reads the list believes that "
    "they are covered.",
    mend="Assign them to the open work that they would hit, or close them.",
    source="GAO-16-89G practice 8",
    judge=judge,
    weight=6,
)
