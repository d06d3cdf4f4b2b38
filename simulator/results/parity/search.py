"""The search for causes: of each difference its own cause, or what it follows from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from simulator.model.program import MS_PROJECT, Program
from simulator.model.task import Kind
from simulator.results.parity.answer import Difference, Parity
from simulator.results.parity.causes import Case, Surroundings, cause
from simulator.results.parity.compare import DAYS_ONLY
from simulator.results.parity.expected import Expected, Rehearsal, Scheduler
from simulator.results.parity.fields import Field, Part
from simulator.results.parity.links import Neighbours
from simulator.results.parity.reasons import Reason
from simulator.results.parity.stage import MARK, Span
from simulator.results.parity.worktime import Worktime, Worktimes
from simulator.results.raw import Schedule

Place = tuple[Part, str]
"""A part of what is compared, and the id of an activity."""

MINUTE = 1.0
"""Working minutes within which two dates, or two floats, are the same."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The cause of one difference. parents : where it comes from, if the reason is FOLLOWS."""

    reason: Reason
    because: str = ""
    parents: tuple[Place, ...] = ()


class Search:
    """Looks at each difference once."""

    def __init__(
        self, program: Program, dates: Schedule, parity: Parity, scheduler: Scheduler
    ) -> None:
        self._program, self._dates, self._worktimes = program, dates, Worktimes(program)
        self._rehearsal = Rehearsal(program, dates, self._worktimes, scheduler)
        self._found = {(one.part, one.id): one for one in parity.differences}
        self._stored_finish = {one.project: one.stored for one in parity.finishes}
        self._neighbours = Neighbours(program)
        self._row = {id: row for row, id in enumerate(dates.ids)}
        self._verdicts: dict[Place, Verdict] = {}
        self._roots: dict[Place, Place] = {}

    def verdict(self, place: Place) -> Verdict:
        """The cause of the difference at `place`."""
        if place not in self._verdicts:
            judge = {
                Part.EARLY: self._early,
                Part.LATE: self._late,
                Part.FLOAT: self._float,
                Part.FLAG: self._flag,
            }
            self._verdicts[place] = judge[place[0]](self._found[place])
        return self._verdicts[place]

    def root(self, place: Place) -> Place:
        """Where the difference at `place` began."""
        way: list[Place] = []
        while place not in self._roots:
            way.append(place)
            following = [one for one in self.verdict(place).parents if one not in way]
            if not following:
                if self.verdict(place).reason is Reason.FOLLOWS:
                    self._verdicts[place] = Verdict(Reason.UNEXPLAINED)
                self._roots[place] = place
            else:
                place = following[0]
        for one in way:
            self._roots[one] = self._roots[place]
        return self._roots[place]

    @cached_property
    def _early_expected(self) -> Expected:
        own = [id for part, id in self._found if part in (Part.EARLY, Part.FLOAT)]
        return self._rehearsal.early(list(dict.fromkeys(own)))

    @cached_property
    def _late_expected(self) -> Expected:
        own = [id for part, id in self._found if part is Part.LATE]
        return self._rehearsal.late(own, self._stored_finish)

    def _expected(self, part: Part) -> Expected:
        return self._late_expected if part is Part.LATE else self._early_expected

    def _early(self, one: Difference) -> Verdict:
        before = self._differing(Part.EARLY, one.id, self._neighbours.before(one.id))
        return self._dated(one, before)

    def _late(self, one: Difference) -> Verdict:
        after = self._differing(Part.LATE, one.id, self._neighbours.after(one.id))
        return self._dated(one, after or self._ends(one.id))

    def _dated(self, one: Difference, parents: tuple[Place, ...]) -> Verdict:
        """Follows where its own rules put it on the stored dates, given those of all others."""
        expected = self._expected(one.part)
        task, stored = self._program.task[one.id], expected.stored[one.id]
        span = expected.spans.get(one.id)
        if span is not None and parents and self._same(one.id, span, stored):
            return Verdict(Reason.FOLLOWS, parents=parents)
        drivers = expected.drivers.get(one.id, ())
        surroundings = Surroundings(self._program, self._neighbours, self._worktime(one.id))
        case = Case(surroundings, task, stored, span, drivers, one.part is Part.LATE)
        return Verdict(*cause(case))

    def _same(self, id: str, ours: Span, stored: Span) -> bool:
        """Whether dates are the same, as finely as the tool stores them."""
        task = self._program.task[id]
        if self._program.project[task.project].source in DAYS_ONLY:
            return abs(self._worktimes.of(task).worked(ours[1], stored[1])) < MINUTE
        pairs = zip(ours, stored, strict=True)
        return all(abs(a - b) <= timedelta(minutes=1) for a, b in pairs)

    def _worktime(self, id: str) -> Worktime:
        return self._worktimes.of(self._program.task[id])

    def _differing(self, part: Part, id: str, near: Iterator[str]) -> tuple[Place, ...]:
        """The neighbours that differ themselves, those first that set the date in question."""
        drivers = self._expected(part).drivers.get(id, ()) if part is Part.EARLY else ()
        ours = (self._dates.ids[k] for k in self._dates.driving[self._row[id]])
        first = (*drivers, *ours) if part is Part.EARLY else ()
        ids = dict.fromkeys((*(one.replace(MARK, "") for one in first), *near))
        return tuple((part, one) for one in ids if (part, one) in self._found and one != id)

    def _ends(self, id: str) -> tuple[Place, ...]:
        """The activities that end a project, where they differ: open ends go by them."""
        return self._last.get(self._program.task[id].project, ())

    @cached_property
    def _last(self) -> dict[str, tuple[Place, ...]]:
        own: dict[str, list[Place]] = defaultdict(list)
        for place in self._found:
            if place[0] is Part.EARLY:
                own[self._program.task[place[1]].project].append(place)
        stored = self._early_expected.stored
        last = {project: max(stored[id][1] for _, id in found) for project, found in own.items()}
        return {
            project: tuple(place for place in found if stored[place[1]][1] == last[project])
            for project, found in own.items()
        }

    def _float(self, one: Difference) -> Verdict:
        """A float follows from the dates, where it is what lies between the stored ones."""
        own = tuple(p for p in ((Part.EARLY, one.id), (Part.LATE, one.id)) if p in self._found)
        fields = {mismatch.field: mismatch.stored for mismatch in one.mismatches}
        total = fields.get(Field.TOTAL_FLOAT)
        if isinstance(total, float):
            said = self._contradiction(one.id, total)
            if said is not None:
                return said
            return Verdict(Reason.FOLLOWS, parents=own)
        after = self._neighbours.after(one.id)
        near = [(Part.EARLY, id) for id in after if (Part.EARLY, id) in self._found]
        return Verdict(Reason.FOLLOWS, parents=(*own, *near, *self._ends(one.id)))

    def _contradiction(self, id: str, total: float) -> Verdict | None:
        """A stored total float that is not the distance of the stored dates."""
        stored = self._program.task[id].stored
        if stored is None or stored.late_start is None or stored.late_finish is None:
            return None
        start, finish = self._early_expected.stored[id]
        worktime = self._worktime(id)
        by_finish = worktime.worked(finish, stored.late_finish)
        by_start = worktime.worked(start, stored.late_start)
        project = self._program.project[self._program.task[id].project]
        of_project = self._worktimes.named(project.calendar).worked(finish, stored.late_finish)
        by_other = project.source == MS_PROJECT and abs(total - of_project) <= MINUTE
        if abs(total - by_finish) <= MINUTE or by_other:
            return None
        if abs(total - by_start) <= MINUTE:
            return Verdict(Reason.FLOAT_KIND, "it is the float of its start")
        day = worktime.calendar.minutes_per_day
        return Verdict(
            Reason.CONTRADICTION,
            f"its stored total float is {total / day:.1f} working days; "
            f"{by_finish / day:.1f} lie between its stored finish and late finish",
        )

    def _flag(self, one: Difference) -> Verdict:
        """A flag follows from the float, the longest path from all early dates."""
        which = {mismatch.field for mismatch in one.mismatches}
        own = [(part, one.id) for part in (Part.FLOAT, Part.LATE, Part.EARLY)]
        parents = tuple(place for place in own if place in self._found)
        if Field.LONGEST_PATH in which and (said := self._other_path(one.id)):
            return Verdict(said)
        stored = self._program.task[one.id].stored
        if Field.CRITICAL in which and not parents and stored and stored.total_float is not None:
            limit = self._limit(one.id)
            if stored.critical != (stored.total_float <= limit):
                return Verdict(
                    Reason.CONTRADICTION,
                    f"its stored total float is {stored.total_float / 60:.2f} h, "
                    f"its flag says {'critical' if stored.critical else 'not critical'}",
                )
        if Field.LONGEST_PATH in which:
            project = self._program.task[one.id].project
            early = (p for p in self._found if p[0] is Part.EARLY)
            parents += tuple(p for p in early if p[1].split("/", 1)[0] == project)
        return Verdict(Reason.FOLLOWS, parents=parents)

    def _other_path(self, id: str) -> Reason | None:
        """Why P6's longest path may run elsewhere: it is that of the levelled dates, and it has
        levels of effort on it."""
        task = self._program.task[id]
        if task.kind is Kind.LEVEL_OF_EFFORT:
            return Reason.EFFORT
        project = self._program.project[task.project].stored
        return Reason.LEVELED if project is not None and project.leveled else None

    def _limit(self, id: str) -> float:
        stored = self._program.project[self._program.task[id].project].stored
        return 0.0 if stored is None else stored.critical_float or 0.0
