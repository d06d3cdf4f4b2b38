"""Links as a tool can hold them: between tasks only, and with lags on one calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from simulator.files.mpxj_write.adapt.worktime import moved, worked
from simulator.files.mpxj_write.dates import AllDates
from simulator.files.mpxj_write.losses import Losses
from simulator.model.calendar import ELAPSED, Calendar
from simulator.model.dependency import Dependency, Lag, LagCalendar, Relation
from simulator.model.program import Program
from simulator.model.task import Kind, Task

AT_FINISH = (Relation.FS, Relation.FF)
TO_START = (Relation.FS, Relation.SS)
TO_SUMMARY = "written as links between the tasks in them"


@dataclass(frozen=True)
class Links:
    """Links of `program`, whose dates are `dates`."""

    program: Program
    dates: AllDates
    losses: Losses

    def between_tasks(self) -> Program:
        """The program with links from and to summaries as links of the tasks in them."""
        leaves = self._leaves()
        found: dict[str, list[Dependency]] = {task.id: [] for task in self.program.tasks}
        replaced = 0
        for task in self.program.tasks:
            for link in task.after:
                before = self.program.task[link.predecessor]
                ends = [before.id]
                if before.kind is Kind.SUMMARY:
                    ends = self._enders(leaves[before.id], link.relation)
                starts = [task.id]
                if task.kind is Kind.SUMMARY:
                    starts = self._starters(leaves[task.id], link.relation)
                replaced += Kind.SUMMARY in (task.kind, before.kind)
                for end in ends:
                    for start in starts:
                        if start != end:
                            found[start].append(replace(link, predecessor=end))
        self.losses.add(replaced, "links of summaries", TO_SUMMARY)
        tasks = (replace(t, after=tuple(dict.fromkeys(found[t.id]))) for t in self.program.tasks)
        return replace(self.program, tasks=tuple(tasks))

    def _leaves(self) -> dict[str, list[str]]:
        """Activities below each summary."""
        found: dict[str, list[str]] = {t.id: [] for t in self.program.tasks}
        for task in self.program.activities:
            above = task.parent
            while above is not None and task.kind is not Kind.LEVEL_OF_EFFORT:
                found[above].append(task.id)
                above = self.program.task[above].parent
        return found

    def _starters(self, leaves: list[str], relation: Relation) -> list[str]:
        """The tasks that a link must hold back; others wait for one of them anyway."""
        if relation not in TO_START:
            return leaves
        inside = set(leaves)
        waiting = {
            id
            for id in leaves
            for link in self.program.task[id].after
            if link.predecessor in inside
            and link.relation in TO_START
            and _is_wait(link.lag)
            and not self.program.task[link.predecessor].is_started
        }
        return [id for id in leaves if id not in waiting]

    def _enders(self, leaves: list[str], relation: Relation) -> list[str]:
        """The tasks that say when a summary ends (none inside follows them), or begins."""
        if relation not in AT_FINISH:
            return sorted(leaves, key=lambda id: self.dates[id].start)[:1]
        inside = set(leaves)
        followed = {
            link.predecessor
            for id in leaves
            if not self.program.task[id].is_started
            for link in self.program.task[id].after
            if link.predecessor in inside and link.relation in AT_FINISH and _is_wait(link.lag)
        }
        return [id for id in leaves if id not in followed]

    def instant(self, link: Dependency) -> datetime:
        """The end of the predecessor from which the lag counts."""
        of = self.dates[link.predecessor]
        return of.finish if link.relation in AT_FINISH else of.start

    def lag_calendar(self, link: Dependency, task: Task) -> Calendar:
        """The calendar on which the plan counts the lag of a link to `task`."""
        project = self.program.project[task.project]
        keys = {
            LagCalendar.PREDECESSOR: self.program.task[link.predecessor].calendar,
            LagCalendar.SUCCESSOR: task.calendar,
            LagCalendar.PROJECT: project.calendar,
            LagCalendar.ELAPSED: ELAPSED,
        }
        return self.program.calendars[ELAPSED if link.lag.elapsed else keys[project.lag_calendar]]

    def minutes(self, link: Dependency) -> float:
        """The lag in minutes, a share of the predecessor's duration included: of what remains of
        it, but of all of it where the lag counts from an actual date."""
        before = self.program.task[link.predecessor]
        begun = before.is_started and link.relation not in AT_FINISH
        duration = before.duration if begun or before.is_finished else before.remaining
        return link.lag.minutes + link.lag.share * duration

    def on(self, calendar: Calendar, link: Dependency, task: Task) -> Lag | None:
        """The lag of a link in minutes of another calendar; None where no number says it."""
        at = self.instant(link)
        wanted = moved(self.lag_calendar(link, task), at, self.minutes(link))
        minutes = worked(calendar, at, wanted)
        got = moved(calendar, at, minutes)
        own = self.program.calendars[task.calendar]
        starts = link.relation in TO_START and not task.is_milestone
        same = got == wanted or (starts and not own.worked(min(got, wanted), max(got, wanted)))
        return Lag(minutes) if same else None

    def by_clock(self, link: Dependency, task: Task) -> Lag:
        """The lag of a link in minutes of the clock, which is always exact."""
        at = self.instant(link)
        wanted = moved(self.lag_calendar(link, task), at, self.minutes(link))
        return Lag((wanted - at) / timedelta(minutes=1), elapsed=True)


def without(links: Iterable[Dependency], ids: set[str]) -> tuple[Dependency, ...]:
    """Links that do not come from one of `ids`."""
    return tuple(link for link in links if link.predecessor not in ids)


def _is_wait(lag: Lag) -> bool:
    return lag.minutes >= 0 and lag.share >= 0
