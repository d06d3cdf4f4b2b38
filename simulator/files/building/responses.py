"""What is done about a risk, and what is left of it."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.files.building.impacts import Impacts
from simulator.files.building.scales import Scales
from simulator.files.building.selectors import Selector
from simulator.files.building.texts import money
from simulator.files.document.risk import ResponseDoc
from simulator.files.place import At, Problems
from simulator.model.risk import Response
from simulator.model.task import Kind, Task


class Responses:
    """Builds responses; the work of each is its own."""

    def __init__(
        self, tasks: Mapping[str, Task], impacts: Impacts, scales: Scales, problems: Problems
    ) -> None:
        self._tasks, self._impacts = tasks, impacts
        self._scales, self._problems = scales, problems
        self._selector = Selector(tasks, problems)
        self._taken: dict[str, str] = {}

    def of(self, doc: ResponseDoc | None, risk: str, at: At) -> Response | None:
        """The response to a risk, None where there is none."""
        if doc is None:
            return None
        left = self._scales.chance(doc.probability, at.down("probability"))
        price = money(doc.cost, at.down("cost"), self._problems) if doc.cost else 0.0
        impacts = None
        if doc.impacts is not None:
            impacts = self._impacts.of(doc.impacts, at.down("impacts"))
        work: tuple[str, ...] = ()
        if doc.tasks is not None:
            work = self._selector.choose(doc.tasks, None, at)
            self._check(work, risk, at.down("tasks"))
        return Response(left.planned, price or 0.0, impacts, left.spread, work)

    def _check(self, work: tuple[str, ...], risk: str, at: At) -> None:
        for id_ in work:
            task = self._tasks[id_]
            if task.is_started:
                message = f"{id_} has begun, and whether the response is taken is no question"
                mend = "Give the risk its probability after the response, and remove `mitigated`."
                self._problems.add(at, "response-task", message, mend)
            elif task.kind is Kind.LEVEL_OF_EFFORT:
                message = f"{id_} is a level of effort, which is there where its neighbours are"
                self._problems.add(at, "response-task", message, "Name tasks with work of theirs.")
            elif id_ in self._taken:
                message = f"{id_} is the work of two responses: to {self._taken[id_]} and {risk}"
                self._problems.add(at, "response-task", message, "Give each response its own.")
            self._taken[id_] = risk
