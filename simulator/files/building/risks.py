"""Risks and drivers of the plan file to the model."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.files.building.chains import raises_of
from simulator.files.building.impacts import Impacts
from simulator.files.building.responses import Responses
from simulator.files.building.scales import Scales
from simulator.files.building.selectors import Selector
from simulator.files.building.texts import probability, spread_of_factor
from simulator.files.building.ways import Ways
from simulator.files.building.windows import Windows
from simulator.files.document.base import present
from simulator.files.document.risk import DriverDoc, RiskDoc
from simulator.files.place import At, Problems
from simulator.model.calendar import Calendar
from simulator.model.risk import Driver, Impact, Response, Risk
from simulator.model.task import Task


class Risks:
    """Builds all that acts on several tasks."""

    def __init__(
        self,
        tasks: Mapping[str, Task],
        calendars: Mapping[str, Calendar],
        scales: Scales,
        ways: Ways,
        problems: Problems,
    ) -> None:
        self._scales, self._problems = scales, problems
        self._selector = Selector(tasks, problems)
        self._impacts = Impacts(tasks, calendars, scales, problems)
        self._responses = Responses(tasks, self._impacts, scales, problems)
        self._windows = Windows(tasks, ways, problems)

    def risks(
        self, docs: tuple[RiskDoc, ...] | None, at: At, known: tuple[Risk, ...] = ()
    ) -> tuple[Risk, ...]:
        """All risks; ids once each. known : risks that the program has already."""
        found: dict[str, Risk] = {}
        places: dict[str, tuple[RiskDoc, At]] = {}
        for index, doc in present(docs):
            here = at.down(index).about(f"risk {doc.id}")
            self._unique("risk", doc.id, found, here)
            places[doc.id] = doc, here
            now = self._scales.chance(doc.probability, here.down("probability"))
            impacts = self._impacts.of(doc.impacts or (), here.down("impacts"))
            response = self._responses.of(doc.mitigated, doc.id, here.down("mitigated"))
            hit = {task for one in (*impacts, *self._left(response)) for task in one.tasks}
            found[doc.id] = Risk(
                doc.id,
                doc.name or doc.id,
                now.planned,
                impacts,
                response,
                spread=now.spread,
                window=self._windows.of(doc.window, hit, here.down("window")),
                parallel=bool(doc.parallel),
            )
        every = {risk.id: risk for risk in (*known, *found.values())}
        return raises_of(found, every, places, self._scales, self._problems)

    @staticmethod
    def _left(response: Response | None) -> tuple[Impact, ...]:
        """What the risk does once it is mitigated, where that is something else."""
        return () if response is None else response.impacts or ()

    def drivers(self, docs: tuple[DriverDoc, ...] | None, at: At) -> tuple[Driver, ...]:
        """All drivers; ids once each."""
        found: dict[str, Driver] = {}
        for index, doc in present(docs):
            here = at.down(index).about(f"driver {doc.id}")
            self._unique("driver", doc.id, found, here)
            factor = spread_of_factor(doc.factor, here.down("factor"), self._problems)
            chosen = self._selector.choose(doc.tasks, doc.wbs, here)
            likely: float | None = 1.0
            if doc.probability is not None:
                likely = probability(doc.probability, here.down("probability"), self._problems)
            acts = self._acts(doc, here)
            if factor is not None:
                found[doc.id] = Driver(
                    doc.id,
                    doc.name or doc.id,
                    factor.distribution,
                    chosen,
                    likely or 0.0,
                    on_duration="duration" in acts,
                    on_cost="cost" in acts,
                    on_rate="rate" in acts,
                    parallel=bool(doc.parallel),
                )
        return tuple(found.values())

    def _acts(self, doc: DriverDoc, at: At) -> frozenset[str]:
        """What a driver multiplies."""
        acts = frozenset(one for _, one in present(doc.on)) if doc.on is not None else _USUAL
        if not acts:
            message = "the driver acts on nothing"
            self._problems.add(at.down("on"), "idle-driver", message, "Write on: [duration, cost].")
        elif doc.parallel and "duration" not in acts:
            message = "of parallel drivers the largest factor on a duration counts, and this acts"
            message += f" on {', '.join(sorted(acts))} alone"
            mend = "Remove parallel, or write on: duration."
            self._problems.add(at.down("parallel"), "misplaced-key", message, mend, key=True)
        return acts

    def _unique(self, what: str, id_: str, found: Mapping[str, object], at: At) -> None:
        if id_ in found:
            message = f"two {what}s have the id '{id_}'"
            self._problems.add(
                at.down("id"), "duplicate-id", message, "Give each an id of its own."
            )


_USUAL = frozenset({"duration"})
