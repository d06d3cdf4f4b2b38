"""Risks and drivers of the plan file to the model."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.files.building.selectors import Selector
from simulator.files.building.texts import (
    delay_of,
    money,
    probability,
    spread_of_factor,
    spread_of_money,
)
from simulator.files.document.base import present
from simulator.files.document.risk import DriverDoc, ImpactDoc, ResponseDoc, RiskDoc
from simulator.files.place import At, Problems
from simulator.model.calendar import Calendar
from simulator.model.risk import Driver, Impact, Response, Risk
from simulator.model.spread import Spread
from simulator.model.task import Task

_SOME_DAY = 480.0
"""Minutes of a day with which a delay that hits nothing is read, to find its mistakes."""


class Risks:
    """Builds all that acts on several tasks."""

    def __init__(
        self, tasks: Mapping[str, Task], calendars: Mapping[str, Calendar], problems: Problems
    ) -> None:
        self._tasks, self._calendars, self._problems = tasks, calendars, problems
        self._selector = Selector(tasks, problems)

    def risks(self, docs: tuple[RiskDoc, ...] | None, at: At) -> tuple[Risk, ...]:
        """All risks; ids once each."""
        found: dict[str, Risk] = {}
        for index, doc in present(docs):
            here = at.down(index).about(f"risk {doc.id}")
            self._unique("risk", doc.id, found, here)
            chance = probability(doc.probability, here.down("probability"), self._problems)
            impacts = self._impacts(doc.impacts, here.down("impacts"))
            response = None
            if doc.mitigated is not None:
                response = self._response(doc.mitigated, here.down("mitigated"))
            found[doc.id] = Risk(doc.id, doc.name or doc.id, chance or 0.0, impacts, response)
        return tuple(found.values())

    def _response(self, doc: ResponseDoc, at: At) -> Response:
        chance = probability(doc.probability, at.down("probability"), self._problems) or 0.0
        price = money(doc.cost, at.down("cost"), self._problems) if doc.cost else 0.0
        impacts = None
        if doc.impacts is not None:
            impacts = self._impacts(doc.impacts, at.down("impacts"))
        return Response(chance, price or 0.0, impacts)

    def _impacts(self, docs: tuple[ImpactDoc, ...], at: At) -> tuple[Impact, ...]:
        found: list[Impact] = []
        for index, doc in present(docs):
            here = at.down(index)
            if doc.delay is None and doc.cost is None:
                message = "the impact has neither a delay nor a cost"
                mend = 'Add delay: "triangular(5d, 10d, 30d)" or cost: 50k.'
                self._problems.add(here, "empty-impact", message, mend)
            cost = None
            if doc.cost is not None:
                cost = spread_of_money(doc.cost, here.down("cost"), self._problems)
                if cost is not None and cost.relative:
                    mend = "Give the cost of a risk in money."
                    self._problems.add(
                        here.down("cost"), "cost", "a share of no planned cost", mend
                    )
            chosen: tuple[str, ...] = ()
            if doc.tasks is not None or doc.wbs is not None:
                chosen = self._selector.choose(doc.tasks, doc.wbs, here)
            elif doc.delay is not None:
                mend = "Add tasks: [ids], or a selector such as CIVIL/*."
                self._problems.add(here, "missing-key", "the delay hits no task", mend)
            found.extend(self._by_day(doc, chosen, cost, here))
        return tuple(found)

    def _by_day(
        self, doc: ImpactDoc, chosen: tuple[str, ...], cost: Spread | None, at: At
    ) -> list[Impact]:
        """One impact for every length of a working day among its tasks: a delay of 5d is 5 days of
        each task's own calendar. The cost stands once."""
        if doc.delay is None:
            return [Impact(chosen, None, cost)]
        if not chosen:
            delay_of(doc.delay, _SOME_DAY, at.down("delay"), self._problems)
            return []
        groups: dict[float, list[str]] = {}
        for key in chosen:
            day = self._calendars[self._tasks[key].calendar].minutes_per_day
            groups.setdefault(day, []).append(key)
        found: list[Impact] = []
        for day, keys in groups.items():
            delay = delay_of(doc.delay, day, at.down("delay"), self._problems)
            found.append(Impact(tuple(keys), delay, None if found else cost))
        return found

    def drivers(self, docs: tuple[DriverDoc, ...] | None, at: At) -> tuple[Driver, ...]:
        """All drivers; ids once each."""
        found: dict[str, Driver] = {}
        for index, doc in present(docs):
            here = at.down(index).about(f"driver {doc.id}")
            self._unique("driver", doc.id, found, here)
            factor = spread_of_factor(doc.factor, here.down("factor"), self._problems)
            chosen = self._selector.choose(doc.tasks, doc.wbs, here)
            chance: float | None = 1.0
            if doc.probability is not None:
                chance = probability(doc.probability, here.down("probability"), self._problems)
            if factor is not None:
                found[doc.id] = Driver(
                    doc.id, doc.name or doc.id, factor.distribution, chosen, chance or 0.0
                )
        return tuple(found.values())

    def _unique(self, what: str, id_: str, found: Mapping[str, object], at: At) -> None:
        if id_ in found:
            message = f"two {what}s have the id '{id_}'"
            self._problems.add(
                at.down("id"), "duplicate-id", message, "Give each an id of its own."
            )
