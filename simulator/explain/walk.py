"""One walk through all iterations, task by task: indices, paths and merges."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from simulator.engine.merge import by_activity
from simulator.engine.ranks import spearman_with
from simulator.engine.settings import Settings
from simulator.engine.slack import Slack
from simulator.engine.views import views
from simulator.explain.indices import IndexSums, Indices
from simulator.explain.merges import MergeSums
from simulator.explain.paths import Counted, Path, PathSums
from simulator.explain.result import NEAR, Meeting, TaskIndices
from simulator.kernels import codes
from simulator.kernels.workspace import PAGE
from simulator.kernels.worktime import SAME
from simulator.model.calendar import DAY
from simulator.network.compile import Compiled
from simulator.results.raw import Floats
from simulator.results.result import Result

PATHS = 10
"""Paths that are told one by one."""


class Walk:
    """Sums over all iterations of a forecast. level : of the percentile that is explained."""

    def __init__(self, compiled: Compiled, settings: Settings, own: Result, level: float) -> None:
        self._compiled, self._settings, self._own = compiled, settings, own
        self._indices = IndexSums(NEAR * self._day)
        self._paths = PathSums([row.task.id for row in compiled.rows])
        self._merges = MergeSums(compiled)
        slack = Slack(compiled)
        begun, limit = compiled.instant(own.program.start), own.finish.at(level)
        for page in views(compiled, settings, own.cost is not None):
            finish, critical = page.finish_of_all, page.critical
            lasted = (finish - begun) / DAY
            self._indices.add(
                page.duration, critical, slack.of(page), page.present, lasted, page.cost
            )
            works = critical & (page.duration > 0.0)
            self._paths.add(works, lasted, finish > limit + SAME, page.first)
            self._merges.add(page)

    @cached_property
    def _day(self) -> Floats:
        """Minutes of a working day by row."""
        calendars = self._compiled.canonical.calendars
        rows = self._compiled.rows
        return np.array([calendars[row.task.calendar].minutes_per_day for row in rows])

    @property
    def different(self) -> int:
        """How many different critical paths there are."""
        return self._paths.different

    def indices(self) -> TaskIndices:
        """By activity; what has no duration of its own, or is finished, has none."""
        found, compiled, own = self._indices.indices(), self._compiled, self._own
        effort = compiled.network.tasks.kind == codes.KIND_LEVEL_OF_EFFORT
        nothing = np.full(len(own.schedule.ids), np.nan)

        def placed(by_row: Floats) -> Floats:
            return by_activity(compiled.places, np.where(effort, np.nan, by_row), nothing)

        with_cost = np.full(len(effort), np.nan)
        if own.outcome.cost is not None:
            with_cost = spearman_with(compiled, self._settings, own.outcome.cost)
        parts = [placed(getattr(found, name)) for name in Indices.__dataclass_fields__]
        return TaskIndices(Indices(*parts), placed(with_cost))

    def paths(self) -> tuple[Path, ...]:
        """The most frequent critical paths, each looked up in one of its iterations."""
        most = self._paths.most(PATHS)
        chosen = sorted({one.iteration // PAGE for one in most})
        tasks: dict[int, tuple[str, ...]] = {}
        for page in views(self._compiled, self._settings, False, chosen):
            works = page.critical & (page.duration > 0.0)
            for one in most:
                if 0 <= (lane := one.iteration - page.first) < page.lanes:
                    rows = np.flatnonzero(works[:, lane])
                    tasks[one.iteration] = tuple(self._compiled.rows[k].task.id for k in rows)
        return tuple(self._path(one, tasks[one.iteration]) for one in most)

    def _path(self, one: Counted, tasks: tuple[str, ...]) -> Path:
        own = self._own
        critical = own.schedule.critical
        planned = {
            task
            for task, on_path in zip(own.schedule.ids, critical.tolist(), strict=True)
            if on_path and own.program.task[task].remaining > 0
        }
        return Path(
            tasks, one.share, one.late_share, one.iteration, one.days, planned == set(tasks)
        )

    def meetings(self) -> tuple[Meeting, ...]:
        """Every place where paths meet and a task is held up by it, the longest delay first."""
        found = []
        for one in self._merges.merges():
            delay = one.delay / self._day[one.row]
            if delay > 1e-6:
                task = self._compiled.rows[one.row].task
                critical = self._own.row.get(task.id)
                share = float("nan") if critical is None else self._critical(critical)
                found.append(
                    Meeting(
                        task.id,
                        task.name,
                        "start" if one.to_start else "finish",
                        one.predecessors,
                        float(delay),
                        self._compiled.rows[one.latest].task.id,
                        self._compiled.rows[one.second].task.id,
                        one.second_share,
                        share,
                    )
                )
        return tuple(sorted(found, key=lambda one: (-one.delay, one.id)))

    def _critical(self, activity: int) -> float:
        return float(self._own.tallies.critical[activity])
