"""Who works on the task of one draft, what that costs, and what was once agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from simulator.files.building.dated_rates import DatedRates
from simulator.files.building.drafts import Draft
from simulator.files.building.elements import Elements
from simulator.files.building.resources import named
from simulator.files.building.texts import amount, factor_of, money, number_of, payment, working
from simulator.files.document.base import present
from simulator.files.document.resource import AssignmentDoc
from simulator.files.place import At, Problems, did_you_mean
from simulator.files.pricing import Price, price_of, rate_at
from simulator.model.calendar import Calendar
from simulator.model.payment import EVENLY
from simulator.model.resource import Assignment, Baseline, Expense, Resource, ResourceType
from simulator.model.task import Cost, Task


@dataclass
class Work:
    """Builds what the resources of tasks do, and what tasks cost besides. rates : with the
    resources of the program."""

    rates: DatedRates
    elements: Elements
    notes: list[str]

    @property
    def resources(self) -> Mapping[str, Resource]:
        """Those of the program."""
        return self.rates.resources

    @property
    def problems(self) -> Problems:
        """Where to say what is wrong."""
        return self.elements.problems

    def laid(self, task: Task, draft: Draft, calendar: Calendar, since: datetime) -> Task:
        """`task` with its elements, assignments, expenses and baseline; assignments without a cost
        add theirs to that of the task. since : the date whose rates hold."""
        base = draft.base
        task = replace(
            task,
            elements=self.elements.of(task, draft),
            expenses=self._expenses(draft),
            baseline=self._baseline(draft, calendar),
            note=draft.get("note") or (base.note if base else ""),
            assignments=base.assignments if base else (),
        )
        if draft.get("resources") is None:
            return task
        if base is not None and draft.get("cost") is None:
            task = replace(task, cost=self._without(base, task.cost, calendar, since))
        found = self._assignments(draft, calendar)
        task, dated = self.rates.laid(task, draft, found, calendar)
        prices = [
            Price() if place in dated else self._price(one, task, calendar, since)
            for place, one in enumerate(found)
        ]
        cost = task.cost
        for price in prices:
            cost = replace(
                cost, fixed=cost.fixed + price.fixed, per_day=cost.per_day + price.per_day
            )
        days = task.duration / calendar.minutes_per_day
        told = (
            replace(one, cost=price.total(days), per_day=price.per_day) if price else one
            for one, price in zip(found, prices, strict=True)
        )
        return replace(task, assignments=tuple(told), cost=cost)

    def _price(self, one: Assignment, task: Task, calendar: Calendar, since: datetime) -> Price:
        """What an assignment adds to the cost of its task; nothing where its cost is stated."""
        resource = self.resources[one.resource]
        if one.cost is not None or not resource.rates:
            return Price()
        if len(resource.rates) > 1 and not task.is_finished:
            self._once(
                f"resource {resource.id}: its rate changes over time, and there is a range or a "
                "charge for each use: work without a stated cost takes the rate of the task's "
                "actual start, else of the data date"
            )
        price = price_of(one, resource, task, calendar, rate_at(resource, since))
        if not price:
            self._once(f"{task.id}: resource {resource.id} costs nothing: the row takes no time")
        return price

    def _without(self, base: Task, cost: Cost, calendar: Calendar, since: datetime) -> Cost:
        """`cost` less that of the assignments of `base`, which others replace."""
        days = base.duration / calendar.minutes_per_day
        fixed, per_day = cost.fixed, cost.per_day
        for one in base.assignments:
            resource = self.resources.get(one.resource)
            price = Price()
            if resource is not None and resource.rates:
                bare = replace(one, cost=None)
                price = price_of(bare, resource, base, calendar, rate_at(resource, since))
            if price and one.cost == price.total(days) and per_day >= price.per_day:
                fixed, per_day = fixed - price.fixed, per_day - price.per_day
            else:
                # What is spent on them stays spent.
                spent = 0.0 if cost.actual is None else one.actual_cost or 0.0
                fixed -= (one.cost or 0.0) - spent
        return replace(cost, fixed=max(0.0, fixed), per_day=max(0.0, per_day))

    def _once(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def _assignments(self, draft: Draft, calendar: Calendar) -> list[Assignment]:
        found = []
        for text, docs in draft.get("resources").items():
            key, units = named(text, self.resources)
            at = draft.where("resources").down(text)
            if key not in self.resources:
                self._unknown(key, at)
                continue
            for place, doc in present(docs):
                here = at.down(place) if len(docs) > 1 else at
                told = doc if doc.units or not units else doc.model_copy(update={"units": units})
                found.append(self._assignment(key, told, calendar, here))
        return found

    def _unknown(self, key: str, at: At) -> None:
        known = sorted(self.resources)
        few = ", ".join(known[:10])
        mend = f"Known are: {few}." if known else f"Write resources: {{{key}: {{rate: 95/h}}}}."
        message = f"there is no resource '{key}'"
        self.problems.add(at, "unknown-resource", message, did_you_mean(key, known, mend), key=True)

    def _assignment(self, key: str, doc: AssignmentDoc, calendar: Calendar, at: At) -> Assignment:
        problems = self.problems
        used_up = self.resources[key].type is not ResourceType.WORK

        def minutes(name: str, text: str | None) -> float | None:
            if text is None:
                return None
            if used_up:
                return amount(text, at.down(name), problems)
            return working(text, calendar.minutes_per_day, at.down(name), problems)

        def paid(name: str, text: str | None) -> float | None:
            return None if text is None else money(text, at.down(name), problems)

        units = None if doc.units is None else number_of(doc.units, at.down("units"), problems)
        return Assignment(
            resource=key,
            units=1.0 if units is None else units,
            work=minutes("work", doc.work),
            remaining=minutes("remaining", doc.remaining),
            cost=paid("cost", doc.cost),
            per_day=paid("cost_per_day", doc.cost_per_day) or 0.0,
            spread=None
            if doc.uncertainty is None
            else factor_of(doc.uncertainty, at.down("uncertainty"), problems),
            actual_cost=paid("actual_cost", doc.actual_cost),
            remaining_cost=paid("remaining_cost", doc.remaining_cost),
            paid=EVENLY if doc.paid is None else payment(doc.paid, at.down("paid"), problems),
        )

    def _expenses(self, draft: Draft) -> tuple[Expense, ...]:
        if draft.get("expenses") is None:
            return draft.base.expenses if draft.base else ()
        found = []
        for place, doc in present(draft.get("expenses")):
            at = draft.where("expenses").down(place)
            left = doc.remaining_cost
            found.append(
                Expense(
                    name=doc.name,
                    cost=money(doc.cost, at.down("cost"), self.problems) or 0.0,
                    actual_cost=money(doc.actual_cost or "0", at, self.problems) or 0.0,
                    remaining_cost=None if left is None else money(left, at, self.problems),
                )
            )
        return tuple(found)

    def _baseline(self, draft: Draft, calendar: Calendar) -> Baseline | None:
        doc, at = draft.get("baseline"), draft.where("baseline")
        if doc is None:
            return draft.base.baseline if draft.base else None
        day, lasts = calendar.minutes_per_day, doc.duration
        return Baseline(
            start=doc.start,
            finish=doc.finish,
            duration=None if lasts is None else working(lasts, day, at, self.problems),
            cost=None if doc.cost is None else money(doc.cost, at.down("cost"), self.problems),
        )
