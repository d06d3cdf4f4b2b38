"""Work whose price changes by date: a cost of the task whose price level follows the rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

from simulator.files.building.drafts import Draft
from simulator.files.building.prices import MOST
from simulator.files.document.base import present
from simulator.files.pricing import level_name, price_of, works
from simulator.model.calendar import Calendar
from simulator.model.money import Basis, Element, Index, Terms
from simulator.model.resource import Assignment, Resource
from simulator.model.task import Task


@dataclass(frozen=True)
class DatedRates:
    """Makes such costs. terms : of the program, to which the indices come that they need."""

    resources: Mapping[str, Resource]
    terms: Terms
    _made: dict[str, Index] = field(default_factory=dict)

    def laid(
        self, task: Task, draft: Draft, found: list[Assignment], calendar: Calendar
    ) -> tuple[Task, frozenset[int]]:
        """`task` with a cost for each of its assignments `found` whose rates change by date, and
        the places of these in the list. A cost of that name in the row itself is kept."""
        own = {doc.name for _, doc in present(draft.get("costs"))}
        base = draft.base.assignments if draft.base else ()
        stale = {name for name, _ in works(base)} - own
        costs = {one.name: one for one in task.elements if one.name not in stale}
        places = set()
        for place, (name, one) in enumerate(works(found)):
            resource = self.resources[one.resource]
            if one.cost is None and name not in costs and _follows(one, resource, task):
                price = price_of(one, resource, task, calendar, resource.rates[0])
                basis = Basis.DAY if price.per_day else Basis.AMOUNT
                index = self._index(resource)
                costs[name] = Element(name, basis, price.per_day or price.fixed, index=index)
            if one.cost is None and name in costs:
                places.add(place)
        return replace(task, elements=tuple(costs.values())), frozenset(places)

    @property
    def all_terms(self) -> Terms:
        """`terms` with the indices that costs needed."""
        return replace(self.terms, indices=(*self.terms.indices, *self._made.values()))

    @cached_property
    def _given(self) -> Mapping[str, Index]:
        return {one.id: one for one in self.terms.indices}

    def _index(self, resource: Resource) -> str:
        """Id of the index that makes the first rate the one of a date."""
        for number in count(1):
            key = level_name(resource.id, number)
            index = index_of(key, resource)
            if key not in self._given:
                self._made.setdefault(key, index)
            if self._given.get(key, self._made.get(key)) == index:
                break
        return key


def index_of(key: str, resource: Resource) -> Index:
    """The index that makes the first rate of a resource the one of a date."""
    first, *later = resource.rates
    steps = tuple((one.start, one.per_hour / first.per_hour) for one in later if one.start)
    return Index(key, steps[0][0], steps=steps)


def _follows(one: Assignment, resource: Resource, task: Task) -> bool:
    """True where the cost of an assignment follows the dates of the task: not of finished work,
    which has its price, nor where a rate is 0, a charge comes with each use, or rate or quantity
    have ranges, which are drawn otherwise."""
    rates = resource.rates
    if len(rates) < 2 or task.is_finished or one.spread or resource.rate_spread:
        return False
    most = MOST * rates[0].per_hour
    return all(not rate.per_use and 0 < rate.per_hour <= most for rate in rates)
