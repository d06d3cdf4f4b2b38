"""What a risk does when it happens: one entry of `impacts` to the impacts of the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.files.building.scales import COST, DELAY, PROBABILITY, SOME_DAY, Scales
from simulator.files.building.selectors import Selector
from simulator.files.building.texts import delay_of, money, probability, spread_of_money
from simulator.files.document.base import present
from simulator.files.document.risk import ImpactDoc
from simulator.files.place import At, Problems
from simulator.model.calendar import Calendar
from simulator.model.risk import Impact
from simulator.model.spread import Spread
from simulator.model.task import Task

_DELAYS = ("delay", "start_delay")


class Impacts:
    """Builds impacts. scales : what the words in them stand for."""

    def __init__(
        self,
        tasks: Mapping[str, Task],
        calendars: Mapping[str, Calendar],
        scales: Scales,
        problems: Problems,
    ) -> None:
        self._tasks, self._calendars = tasks, calendars
        self._scales, self._problems = scales, problems
        self._selector = Selector(tasks, problems)

    def of(self, docs: tuple[ImpactDoc, ...], at: At) -> tuple[Impact, ...]:
        """All impacts of a risk, in the order of the file."""
        found: list[Impact] = []
        for index, doc in present(docs):
            here = at.down(index)
            self._check(doc, here)
            chosen: tuple[str, ...] = ()
            if doc.tasks is not None or doc.wbs is not None:
                chosen = self._selector.choose(doc.tasks, doc.wbs, here)
            elif self._delays(doc):
                mend = "Add tasks: [ids], or a selector such as CIVIL/*."
                self._problems.add(here, "missing-key", "the delay hits no task", mend)
            found += self._one(doc, chosen, here)
        return tuple(found)

    def _delays(self, doc: ImpactDoc) -> list[str]:
        return [key for key in _DELAYS if getattr(doc, key) is not None]

    def _check(self, doc: ImpactDoc, at: At) -> None:
        """The parts of an impact fit together."""
        delays = self._delays(doc)
        if not delays and doc.cost is None:
            message = "the impact has neither a delay nor a cost"
            mend = 'Add delay: "triangular(5d, 10d, 30d)" or cost: 50k.'
            self._problems.add(at, "empty-impact", message, mend)
        elif not delays:
            for key in ("chance", "cost_per_day"):
                if getattr(doc, key) is not None:
                    message = f"'{key}' belongs to a delay, and the impact has none"
                    mend = _OF_A_COST if key == "chance" else "Write cost: 50k, or add a delay."
                    self._problems.add(at.down(key), "misplaced-key", message, mend, key=True)
        elif doc.chance is not None and (len(delays) > 1 or doc.cost is not None):
            message = "the chance is that of each task to be delayed, and the impact does more"
            mend = "Give each an impact of its own: with a chance go the tasks and one delay."
            self._problems.add(at.down("chance"), "chance", message, mend)

    def _one(self, doc: ImpactDoc, chosen: tuple[str, ...], at: At) -> list[Impact]:
        """The impacts that one entry comes to; its cost stands once."""
        cost = self._cost(doc, at.down("cost"))
        bare = Impact(chance=self._chance(doc, at), cost_per_day=self._by_day(doc, at))
        found = [
            replace(one, to_start=key == "start_delay")
            for key in self._delays(doc)
            for one in self._delayed(doc, key, bare, chosen, at.down(key))
        ]
        if not found:
            return [Impact(chosen, None, cost)] if cost is not None or not chosen else []
        return [replace(found[0], cost=cost), *found[1:]]

    def _cost(self, doc: ImpactDoc, at: At) -> Spread | None:
        text = self._scales.text(COST, doc.cost, at)
        cost = None if text is None else spread_of_money(text, at, self._problems)
        if cost is not None and cost.relative:
            mend = "Give the cost of a risk in money."
            self._problems.add(at, "cost", "a share of no planned cost", mend)
        return cost

    def _chance(self, doc: ImpactDoc, at: At) -> float:
        text = self._scales.text(PROBABILITY, doc.chance, at.down("chance"))
        if text is None:
            return 1.0
        return probability(text, at.down("chance"), self._problems) or 0.0

    def _by_day(self, doc: ImpactDoc, at: At) -> float:
        if doc.cost_per_day is None:
            return 0.0
        return money(doc.cost_per_day, at.down("cost_per_day"), self._problems) or 0.0

    def _delayed(
        self, doc: ImpactDoc, key: str, bare: Impact, chosen: tuple[str, ...], at: At
    ) -> list[Impact]:
        """One impact for every length of a working day among its tasks: a delay of 5d is 5 days of
        each task's own calendar."""
        text = self._scales.text(DELAY, getattr(doc, key), at)
        if text is None:
            return []
        groups: dict[float, list[str]] = {}
        for task in chosen:
            day = self._calendars[self._tasks[task].calendar].minutes_per_day
            groups.setdefault(day, []).append(task)
        found: list[Impact] = []
        for day, keys in (groups or {SOME_DAY: []}).items():
            delay = delay_of(text, day, at, self._problems)
            if delay is not None and key == "start_delay" and delay.distribution.support[0] < 0:
                message = f"start_delay: {text} reaches below 0, and no wait is shorter than none"
                mend = "Write 0 or more; an opportunity saves work: delay: -5d."
                self._problems.add(at, "start-delay", message, mend)
            if keys:
                found.append(replace(bare, tasks=tuple(keys), delay=delay))
        return found


_OF_A_COST = 'A cost with a chance of its own is written cost: "bernoulli(40%, 50k)".'
