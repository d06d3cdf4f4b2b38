"""Conditions of branches: ``S100 finish > 2027-06-01``, ``R1 happens``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from simulator.files import dates
from simulator.files.building.ids import Ids
from simulator.files.building.texts import length, money
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.branch import Condition, Measure
from simulator.model.calendar import ELAPSED, Calendar
from simulator.model.task import Kind, Task

_HAPPENS = re.compile(r"(.+?)\s+happens", re.IGNORECASE)
_COMPARED = re.compile(
    r"(.+?)\s+(start|finish|duration|cost)\s*(<=|>=|<|>|=+)\s*(.+)", re.IGNORECASE
)

EXAMPLES = "Write S100 finish > 2027-06-01, S100 duration <= 30d, S100 cost > 200k, or R1 happens."


class Conditions:
    """Reads conditions once all tasks and risks are known. risks : their ids."""

    def __init__(
        self,
        tasks: Mapping[str, Task],
        calendars: Mapping[str, Calendar],
        risks: tuple[str, ...],
        problems: Problems,
    ) -> None:
        self._tasks, self._calendars = tasks, calendars
        self._risks, self._problems = risks, problems
        self._ids = Ids(tasks)

    def of(self, text: str, at: At) -> Condition | None:
        """The condition that `text` says."""
        if match := _HAPPENS.fullmatch(text.strip()):
            return self._happens(match[1], at)
        match = _COMPARED.fullmatch(text.strip())
        if match is None:
            message = f"'{text}' is not a condition"
            self._problems.add(at, "condition", message, EXAMPLES)
            return None
        subject, word, sign, limit = (part.strip() for part in match.groups())
        if sign not in (">", "<="):
            message = f"'{sign}' compares nothing here"
            mend = "Write > for later or more than, <= for at most."
            self._problems.add(at, "condition", message, mend)
            return None
        measure = Measure(word.casefold())
        return self._compared(self._subject(subject, measure, at), measure, sign == ">", limit, at)

    def _happens(self, id_: str, at: At) -> Condition | None:
        if id_ in self._risks:
            return Condition(id_, Measure.HAPPENS)
        known = list(self._risks)
        mend = did_you_mean(id_, known, f"Known are: {', '.join(known[:10]) or 'none'}.")
        self._problems.add(at, "unknown-risk", f"there is no risk '{id_}'", mend)
        return None

    def _subject(self, text: str, measure: Measure, at: At) -> Task | None:
        """The task that a condition looks at: one with dates of its own."""
        found = self._ids.one(text, None, at, self._problems)
        if found is None:
            return None
        task = self._tasks[found]
        if task.kind in (Kind.SUMMARY, Kind.LEVEL_OF_EFFORT):
            message = f"{found} is a {task.kind.value}, whose dates are those of others"
            self._problems.add(at, "condition", message, "Name a task or a milestone.")
        elif task.is_finished and measure is Measure.DURATION:
            message = f"{found} is finished: no work of it is left to be compared"
            mend = "Remove the branch, and the tasks of the path that is not taken."
            self._problems.add(at, "condition", message, mend)
        return task

    def _compared(
        self, task: Task | None, measure: Measure, above: bool, limit: str, at: At
    ) -> Condition | None:
        if task is None:
            return None
        if measure in (Measure.START, Measure.FINISH):
            try:
                return Condition(task.id, measure, above, moment=dates.until(limit))
            except ValueError as fault:
                self._problems.add(at, "date", f"if: {fault}", dates.MEND)
                return None
        if measure is Measure.COST:
            value = money(limit, at, self._problems)
            return None if value is None else Condition(task.id, measure, above, limit=value)
        day = self._calendars[task.calendar].minutes_per_day
        read = length(limit, day, at, self._problems)
        if read is None:
            return None
        if read.spread is not None or (read.elapsed and task.calendar != ELAPSED):
            message = f"'{limit}' is no limit of a duration on calendar {task.calendar}"
            self._problems.add(at, "condition", message, "Write working time: 30d or 12h.")
        return Condition(task.id, measure, above, limit=read.minutes or 0.0)
