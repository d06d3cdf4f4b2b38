"""Dependencies as MS Project writes them, and their long form."""

from __future__ import annotations

import re
from collections.abc import Mapping

from simulator.files.building.drafts import Draft
from simulator.files.building.ids import Ids
from simulator.files.building.lags import lag_range, with_lag_range
from simulator.files.building.texts import is_spread, length, share
from simulator.files.document.task import LinkDoc
from simulator.files.lists import parts_of_links
from simulator.files.place import At, Problems
from simulator.model.calendar import DAY, Calendar
from simulator.model.dependency import Dependency, Lag, LagCalendar, Relation
from simulator.model.program import Project

_SPACED = re.compile(r"(.+?)\s+(FS|SS|FF|SF)(?:\s*([+-].*))?", re.IGNORECASE)
_GLUED = re.compile(r"(.+?)(FS|SS|FF|SF)(?:\s*([+-].*))?", re.IGNORECASE)


class Links:
    """Reads the links of all tasks once all tasks are known. calendar_of : by full task id."""

    def __init__(
        self,
        ids: Ids,
        projects: Mapping[str, Project],
        calendar_of: Mapping[str, Calendar],
        calendars: Mapping[str, Calendar],
        problems: Problems,
    ) -> None:
        self._ids, self._projects, self._problems = ids, projects, problems
        self._calendar_of, self._calendars = calendar_of, calendars

    def of(self, draft: Draft) -> tuple[Dependency, ...]:
        """Links of one task: those of its schedule, then those of the plan file, each once."""
        links = list(draft.base.after) if draft.base else []
        for doc, at in draft.links:
            if doc.text is None:
                links.extend(self._long(draft, doc, at))
            else:
                for text in self._split(doc.text, draft.project):
                    links.extend(self._short(draft, text, at))
        latest = {(link.predecessor, link.relation): link for link in links}
        return tuple(latest.values())

    def _split(self, text: str, project: str) -> list[str]:
        """One text may hold several links, as in a cell of a table."""
        if self._ids.find(text.strip(), project):
            return [text]
        return parts_of_links(text)

    def _short(self, draft: Draft, text: str, at: At) -> list[Dependency]:
        text = text.strip()
        if self._ids.find(text, draft.project):
            return self._link(draft, text, "FS", Lag(), at)
        spaced, glued = _SPACED.fullmatch(text), _GLUED.fullmatch(text)
        match = spaced or (glued if glued and self._ids.find(glued[1], draft.project) else None)
        if match is None:
            if head := self._known_before_lag(text, draft.project):
                message = f"there is no task '{text}'"
                mend = (
                    f"For a lag after {head} write {head} FS{text[len(head) :].replace(' ', '')}."
                )
                self._problems.add(at, "dangling-dependency", message, mend)
                return []
            return self._link(draft, text, "FS", Lag(), at)
        predecessor = match[1].strip()
        lag = self._lag(draft, predecessor, match[3] or "", at)
        return self._link(draft, predecessor, match[2].upper(), lag, at)

    def _long(self, draft: Draft, doc: LinkDoc, at: At) -> list[Dependency]:
        if doc.task is None:
            self._problems.add(at, "missing-key", "a link without its task", "Add task: ID.")
            return []
        lag = self._lag(draft, doc.task, doc.lag or "", at.down("lag"))
        if doc.share is not None:
            part = share(doc.share, at.down("share"), self._problems) or 0.0
            if lag.spread is not None:
                message = "a lag that is a range has no share of the predecessor beside it"
                self._problems.add(at.down("share"), "lag", message, "Put it into the range.")
            lag = Lag(lag.minutes, lag.elapsed, lag.share + part)
        if doc.uncertainty is not None:
            day, here = self._lag_day(draft, doc.task), at.down("uncertainty")
            lag = with_lag_range(lag, doc.uncertainty, day, here, self._problems)
        return self._link(draft, doc.task, doc.type, lag, at)

    def _known_before_lag(self, text: str, project: str) -> str:
        """The task of ``B+3d``, which lacks its FS; empty where there is none."""
        head = re.split(r"\s*[+-]\s*(?:\d|[a-z]+\()", text, maxsplit=1)[0]
        return head if head != text and self._ids.find(head, project) else ""

    def _link(
        self, draft: Draft, predecessor: str, relation: str, lag: Lag, at: At
    ) -> list[Dependency]:
        found = self._ids.one(predecessor, draft.project, at, self._problems)
        if found is None:
            return []
        if found == draft.full_id:
            message = f"task {found} depends on itself"
            self._problems.add(at, "self-link", message, "Remove this link.")
            return []
        return [Dependency(found, Relation(relation), lag)]

    def _lag(self, draft: Draft, predecessor: str, text: str, at: At) -> Lag:
        text = text.replace(" ", "")
        if is_spread(text):
            return lag_range(text, self._lag_day(draft, predecessor), at, self._problems) or Lag()
        sign = -1.0 if text.startswith("-") else 1.0
        size = text.lstrip("+-")
        if not size:
            return Lag()
        if size.endswith("%"):
            part = share(size, at, self._problems)
            return Lag(share=sign * (part or 0.0))
        read = length(size, self._lag_day(draft, predecessor), at, self._problems)
        return Lag(sign * (read.minutes or 0.0), read.elapsed) if read else Lag()

    def _lag_day(self, draft: Draft, predecessor: str) -> float:
        """Minutes of a day on the calendar that the lag runs on."""
        project = self._projects[draft.project]
        if project.lag_calendar is LagCalendar.ELAPSED:
            return float(DAY)
        if project.lag_calendar is LagCalendar.PROJECT:
            return self._calendars[project.calendar].minutes_per_day
        owner = draft.full_id
        if project.lag_calendar is LagCalendar.PREDECESSOR:
            found = self._ids.find(predecessor, draft.project)
            owner = found[0] if len(found) == 1 else owner
        return self._calendar_of[owner].minutes_per_day
