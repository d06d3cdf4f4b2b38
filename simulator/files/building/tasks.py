"""One draft to one task, all but its links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from simulator.files.building.costs import cost_of
from simulator.files.building.drafts import Draft
from simulator.files.building.task_parts import constraints_of, exists_of
from simulator.files.building.texts import (
    Length,
    in_proportion,
    length,
    range_of,
    spread_of,
)
from simulator.files.building.work import Work
from simulator.files.place import Problems, did_you_mean
from simulator.model.calendar import ELAPSED, Calendar
from simulator.model.program import Project
from simulator.model.spread import Spread
from simulator.model.task import (
    MILESTONES,
    Kind,
    Progress,
    Task,
)

_UNTIMED = MILESTONES | {Kind.SUMMARY, Kind.LEVEL_OF_EFFORT}
"""Rows whose dates come from others."""


@dataclass
class Tasks:
    """Builds tasks. parents : ids that rows name as their parent, full or short. work : who works
    on them, with the same problems and notes.
    """

    calendars: Mapping[str, Calendar]
    projects: Mapping[str, Project]
    parents: frozenset[str]
    work: Work

    @property
    def problems(self) -> Problems:
        """Where to say what is wrong."""
        return self.work.problems

    @property
    def notes(self) -> list[str]:
        """Where to say what is odd."""
        return self.work.notes

    def of(self, draft: Draft) -> Task:
        """The task of `draft`, without links and parent."""
        base = draft.base
        calendar = self._calendar_key(draft)
        kind = self._kind(draft)
        planned, elapsed = self._planned(draft, calendar, kind)
        if elapsed:
            calendar = ELAPSED
        progress, remaining = self._progress(draft, calendar, planned, kind)
        spread = self._spread(draft, calendar, planned, remaining, kind)
        if draft.base is None and planned is None and progress.remaining is None:
            progress = _with_planned(progress, spread)
        duration = self._duration(draft, planned, spread, progress, calendar, kind)
        task = Task(
            id=draft.full_id,
            name=draft.get("name") or (base.name if base else draft.id),
            kind=kind,
            calendar=calendar,
            duration=duration,
            spread=None if progress.actual_finish else spread,
            constraints=constraints_of(draft, self.problems),
            deadline=draft.get("deadline") or (base.deadline if base else None),
            progress=progress,
            cost=cost_of(draft, progress, self.problems),
            wbs=draft.get("wbs") or (base.wbs if base else ""),
            fields={**(base.fields if base else {}), **draft.fields},
            stored=base.stored if base else None,
        )
        task = replace(task, exists=exists_of(draft, task, self.problems))
        project = self.projects[draft.project]
        since = progress.actual_start or project.data_date or project.start
        return self.work.laid(task, draft, self.calendars[calendar], since)

    def _calendar_key(self, draft: Draft) -> str:
        fallback = draft.base.calendar if draft.base else self.projects[draft.project].calendar
        key = draft.get("calendar")
        if key is None:
            return fallback
        if key not in self.calendars:
            known = sorted(self.calendars)
            self.problems.add(
                draft.where("calendar"),
                "unknown-calendar",
                f"there is no calendar '{key}'",
                did_you_mean(key, known, f"Known are: {', '.join(known)}."),
            )
            return fallback
        return str(key)

    def _kind(self, draft: Draft) -> Kind:
        if draft.get("kind"):
            return Kind(draft.get("kind"))
        if draft.get("summary"):
            return Kind.SUMMARY
        if draft.get("milestone"):
            return Kind.MILESTONE
        timed = any(draft.get(key) for key in ("duration", "uncertainty", "remaining"))
        if draft.base is not None:
            return Kind.TASK if timed and draft.base.is_milestone else draft.base.kind
        if timed:
            return Kind.TASK
        if draft.id in self.parents or draft.full_id in self.parents:
            return Kind.SUMMARY
        began, ended = draft.get("actual_start"), draft.get("actual_finish")
        return Kind.TASK if began and ended and ended > began else Kind.MILESTONE

    def _planned(self, draft: Draft, calendar: str, kind: Kind) -> tuple[Length | None, bool]:
        """The `duration` as written, and whether the task runs by the clock."""
        text = draft.get("duration")
        if text is None:
            return None, False
        day = self.calendars[calendar].minutes_per_day
        at = draft.where("duration")
        read = length(text, day, at, self.problems)
        if read is None:
            return None, False
        if read.minutes is None and (draft.base is None or not draft.base.duration):
            self.problems.add(
                at,
                "duration",
                f"duration: {text} is a share of a planned duration that is not given",
                f'Write duration: 10d and uncertainty: "{text}".',
            )
        if kind in MILESTONES and read.minutes and not read.spread:
            self.problems.add(
                at,
                "milestone-duration",
                "a milestone has no duration",
                "Remove the duration, or the kind.",
            )
        return read, read.elapsed

    def _progress(
        self, draft: Draft, calendar: str, planned: Length | None, kind: Kind
    ) -> tuple[Progress, Length | None]:
        base = draft.base.progress if draft.base else Progress()
        began: datetime | None = draft.get("actual_start") or base.actual_start
        ended: datetime | None = draft.get("actual_finish") or base.actual_finish
        resume: datetime | None = draft.get("resume") or base.resume
        expected: datetime | None = draft.get("expected_finish") or base.expected_finish
        read = None
        if draft.get("remaining") is not None:
            at, days = draft.where("remaining"), self.calendars[calendar]
            read = range_of(draft.get("remaining"), calendar, days, at, self.problems)
        if ended is not None:
            if began is None and kind in MILESTONES:
                began = ended
            return Progress(began, ended), None
        if read is not None and read.minutes is not None:
            return Progress(began, None, read.minutes, resume, expected), read
        if began is None or base.remaining is not None:
            return Progress(began, None, base.remaining, resume, expected), read
        left = self._left(draft, calendar, planned, began)
        return Progress(began, None, left, resume, expected), read

    def _left(
        self, draft: Draft, calendar: str, planned: Length | None, began: datetime
    ) -> float | None:
        """Work left of a task in progress that does not say: its duration less the time worked."""
        total = planned.minutes if planned else (draft.base.duration if draft.base else None)
        data_date = self.projects[draft.project].data_date
        if total is None or data_date is None:
            return total
        left = total - self.calendars[calendar].worked(began, data_date)
        if left <= 0:
            self.notes.append(
                f"{draft.full_id} should have ended before the data date and does not say what"
                " remains: it is taken to end on the data date; give `remaining`"
            )
        return max(0.0, left)

    def _spread(
        self,
        draft: Draft,
        calendar: str,
        planned: Length | None,
        remaining: Length | None,
        kind: Kind,
    ) -> Spread | None:
        ranges = {
            "remaining": remaining and remaining.spread,
            "uncertainty": self._uncertainty(draft, calendar),
            "duration": planned and planned.spread,
        }
        given = [key for key, spread in ranges.items() if spread is not None]
        if not given:
            return self._kept(draft, planned)
        if kind in _UNTIMED:
            self.problems.add(
                draft.where(given[0]),
                "uncertainty",
                f"a {kind.value} has no duration of its own to be uncertain",
                "Give the range to the tasks that take time.",
            )
            return None
        if given[0] == "duration" and planned is not None:
            return self._of_the_whole(draft, planned)
        return ranges[given[0]]

    def _uncertainty(self, draft: Draft, calendar: str) -> Spread | None:
        text = draft.get("uncertainty")
        if text is None:
            return None
        at = draft.where("uncertainty")
        return spread_of(text, calendar, self.calendars[calendar], at, self.problems)

    def _kept(self, draft: Draft, planned: Length | None) -> Spread | None:
        """The range of the row below; with another duration it keeps its proportion."""
        if draft.base is None or draft.base.spread is None:
            return None
        if planned is None and draft.get("remaining") is None:
            return draft.base.spread
        return in_proportion(draft.base.spread, draft.base.remaining)

    def _of_the_whole(self, draft: Draft, planned: Length) -> Spread | None:
        """The range given as the duration; in shares of it once the task is in progress, since
        only what remains is still open."""
        began = draft.get("actual_start") or (draft.base and draft.base.is_started)
        if not began or planned.spread is None or not planned.minutes:
            return planned.spread
        return in_proportion(planned.spread, planned.minutes)

    def _duration(
        self,
        draft: Draft,
        planned: Length | None,
        spread: Spread | None,
        progress: Progress,
        calendar: str,
        kind: Kind,
    ) -> float:
        if kind is Kind.SUMMARY:
            return 0.0
        if planned is not None and planned.minutes is not None:
            return planned.minutes
        if draft.base is not None and draft.base.duration:
            return draft.base.duration
        if kind in _UNTIMED:
            return 0.0
        began, ended = progress.actual_start, progress.actual_finish
        if began and ended:
            return self.calendars[calendar].worked(began, ended)
        if progress.remaining is not None:
            data_date = self.projects[draft.project].data_date
            done = 0.0
            if began and data_date:
                done = self.calendars[calendar].worked(began, data_date)
            return progress.remaining + done
        if spread is not None and not spread.relative:
            return max(0.0, spread.distribution.planned)
        if not draft.get("duration"):
            mend = "Add duration: 10d (a row without one and without a range is a milestone)."
            if self.projects[draft.project].source:
                mend += " The schedule has no task of this id: one that it has needs none."
            self.problems.add(
                draft.at, "missing-duration", "the task has no planned duration", mend
            )
        return 0.0


def _with_planned(progress: Progress, spread: Spread | None) -> Progress:
    """For a task in progress that gives a range alone, the plan of what remains."""
    if not progress.actual_start or progress.actual_finish or spread is None or spread.relative:
        return progress
    return replace(progress, remaining=max(0.0, spread.distribution.planned))
