"""The slow twin of the scheduler: plain Python, one iteration, one task at a time.

Written from docs/reference/scheduling.md alone; the engine must agree to the minute.
"""

from __future__ import annotations

from collections.abc import Mapping

from naive_calendar import NEAR
from naive_network import FINISH_PINS, FROM_FINISH, START_PINS, TO_START, Link, Plan, Row

from simulator.model.dependency import Relation
from simulator.model.program import MS_PROJECT, P6, ProgressLogic
from simulator.model.task import ConstraintType, Kind

NEVER = float("-inf")


class Pass:
    """Dates of one iteration. `remaining` : working minutes of each open task.

    start, finish : shown dates by row; begun : start of the remaining work; passed : instants
    that finished tasks pass on; driven : for each row the rows whose instants set its date,
    before rows that are as late as possible move, and driven_late : after.
    """

    def __init__(self, plan: Plan, remaining: Mapping[str, float]) -> None:
        self.plan = plan
        self.remaining = remaining
        self.start: dict[str, float] = {}
        self.finish: dict[str, float] = {}
        self.begun: dict[str, float] = {}
        self.passed: dict[str, float] = {}
        for row in plan.order:
            if not row.is_effort:
                self.place(row)
        self.project_finish = self.finishes()
        self.early = dict(self.finish)
        self.driven = self.trace()
        for row in reversed(plan.order):
            self.delay(row)
        self.driven_late = self.trace()
        self.project_finish = self.finishes()
        self.program_finish = max(self.project_finish.values())
        for row in plan.order:
            if row.is_effort:
                self.stretch(row)

    def work(self, row: Row) -> float:
        """Working minutes of the row in this iteration; hubs, milestones, finished tasks: 0."""
        idle = row.hub or row.is_finished or row.kind is not Kind.TASK
        return 0.0 if idle else self.remaining[row.id]

    def lag(self, link: Link) -> float:
        """Minutes of lag; a share is of the planned duration where it is added to history."""
        row = self.plan.rows[link.predecessor]
        history = row.is_finished or (row.is_open and link.relation not in FROM_FINISH)
        planned = history and row.kind is Kind.TASK
        return self.plan.lag(link, row.task.duration if planned else self.work(row))

    def instants(self, link: Link) -> list[tuple[float, bool]]:
        """What a link says, by the state of its predecessor; True for what is not history."""
        plan, name = self.plan, link.predecessor
        row = plan.rows[name]
        if name not in self.finish:
            return []
        of_finish = link.relation in FROM_FINISH
        lag = self.lag(link)
        if row.is_finished:
            said = [(self.history(link, lag), False)] if lag else []
            return said + ([(self.passed[name], True)] if name in self.passed else [])
        if of_finish or not row.is_open:
            date = self.finish[name] if of_finish else self.begun[name]
            return [(plan.forward(link, date, lag), True)]
        early = plan.rows[link.successor].project.ss_lag_from_early_start
        said = [(self.history(link, lag), False)]
        return said + ([(self.begun[name], True)] if early else [])

    def history(self, link: Link, lag: float) -> float:
        """An actual date moved by a lag; P6 takes one after the data date for the data date."""
        name = link.predecessor
        project = self.plan.rows[name].project
        actual = self.finish[name] if link.relation in FROM_FINISH else self.start[name]
        if project.source == P6 and project.data_date:
            actual = min(actual, self.plan.data_date(project))
        return self.plan.moved(link, actual, lag, history=True)

    def place(self, row: Row) -> None:
        """Forward pass of one row."""
        if row.hub:
            self.place_hub(row)
        elif row.is_finished:
            self.place_finished(row)
        else:
            self.place_open(row)

    def place_hub(self, row: Row) -> None:
        """Latest finish or earliest start of a summary's tasks."""
        if not row.members:
            return
        if row.hub is Relation.FF:
            passed = [self.passed[name] for name in row.members if name in self.passed]
            at = max([self.finish[name] for name in row.members] + passed)
        else:
            at = min(self.start[name] for name in row.members)
        self.start[row.id] = self.finish[row.id] = self.begun[row.id] = at

    def place_finished(self, row: Row) -> None:
        """Actual dates; and what unfinished predecessors make it pass on, but for history."""
        progress = row.task.progress
        finish = self.plan.minutes(progress.actual_finish or row.project.start)
        start = self.plan.minutes(progress.actual_start) if progress.actual_start else finish
        self.start[row.id] = self.begun[row.id] = start
        self.finish[row.id] = finish
        said = self.heard_finished(row)
        if said:
            self.passed[row.id] = max(said)[0]

    def heard_finished(self, row: Row) -> list[tuple[float, str]]:
        """What a finished task passes on the latest of; nothing in MS Project."""
        said: list[tuple[float, str]] = []
        override = row.project.progress_logic is ProgressLogic.OVERRIDE
        if override or row.project.source == MS_PROJECT:
            return said
        for link in row.before:
            name = link.predecessor
            if not self.plan.rows[name].is_finished:
                said += [(instant, name) for instant, alive in self.instants(link) if alive]
            elif name in self.passed:
                said.append((self.passed[name], name))
        return said

    def place_open(self, row: Row) -> None:
        """A task not finished: its remaining work, or its milestone."""
        heard = self.heard(row)
        floor, finish_floor = self.floors(row)
        starts = [t for t, _, relation in heard if relation in TO_START]
        raw = self.put_off(row, max([floor, *starts]))
        push = max([finish_floor] + [t for t, _, relation in heard if relation not in TO_START])
        pinned = self.pinned(row)
        if pinned:
            start, finish = pinned
        elif row.kind is Kind.TASK and self.work(row) > 0:
            start, finish = self.plan.waited(row, self.work(row), *self.fit(row, raw, push))
        else:
            start = finish = self.reached(row, max(raw, push))
        self.begun[row.id] = start
        self.finish[row.id] = finish
        began = row.task.progress.actual_start
        self.start[row.id] = self.plan.minutes(began) if began else start

    def put_off(self, row: Row, raw: float) -> float:
        """`raw` after the waits before the row's start: none without luck."""
        return raw

    def heard(self, row: Row) -> list[tuple[float, str, Relation]]:
        """What the links of an open task say: (instant, from whom, relation); "" for history."""
        override = row.project.progress_logic is ProgressLogic.OVERRIDE
        return [
            (instant, link.predecessor if alive else "", link.relation)
            for link in row.before
            if not (row.is_open and override and link.relation in TO_START)
            for instant, alive in self.instants(link)
        ]

    def trace(self) -> dict[str, set[str]]:
        """For each row the rows whose instants are its dates as they now stand."""
        rows = [row for row in self.plan.order if row.id in self.finish]
        return {row.id: self.drivers(row) for row in rows}

    def drivers(self, row: Row) -> set[str]:
        """The rows that drive one row; what is history drives nobody."""
        if row.hub:
            return self.hub_drivers(row)
        if row.is_finished:
            said, passed = self.heard_finished(row), self.passed.get(row.id, NEVER)
            return {name for instant, name in said if abs(passed - instant) <= NEAR}
        if self.pinned(row):
            return set()
        begun, ended, found = self.begun[row.id], self.finish[row.id], set()
        for instant, name, relation in self.heard(row):
            starts = relation in TO_START
            t = self.put_off(row, instant) if starts else instant
            if name and self.same(row, t, begun if starts else ended):
                found.add(name)
        return found

    def hub_drivers(self, row: Row) -> set[str]:
        """The tasks of a summary that set its start or finish."""
        members = [self.plan.rows[n] for n in row.members if not self.plan.rows[n].is_finished]
        if row.hub is Relation.FF:
            ends = [(self.finish[one.id], one.id) for one in members]
            ends += [(self.passed[name], name) for name in row.members if name in self.passed]
        else:  # a start that has happened is history
            ends = [(self.begun[one.id], one.id) for one in members if not one.is_open]
        return {name for end, name in ends if abs(end - self.finish[row.id]) <= NEAR}

    def same(self, row: Row, one: float, other: float) -> bool:
        """Equal on the clock for milestones, in working time for the rest."""
        if row.kind is Kind.MILESTONE:
            return abs(one - other) <= NEAR
        return abs(row.time.work(one) - row.time.work(other)) <= NEAR

    def floors(self, row: Row) -> tuple[float, float]:
        """Earliest start and finish by dates alone."""
        plan = self.plan
        starts = [plan.minutes(row.project.start), plan.data_date(row.project)]
        if row.is_open:
            resume = row.task.progress.resume
            starts += [plan.minutes(resume)] if resume else []
        else:
            starts += plan.start_dates(row)
        ends = plan.dates(row, ConstraintType.FINISH_NO_EARLIER, ConstraintType.FINISH_ON)
        end = max(ends, default=NEVER)
        task = row.kind is Kind.TASK and not plan.is_spent(row)
        if task and row.project.source == P6 and plan.dates(row, ConstraintType.FINISH_ON):
            end = row.certain.end(row.certain.work(end))
        return max(starts), end

    def fit(self, row: Row, raw: float, push: float) -> tuple[float, float]:
        """Start and finish of a task with work."""
        time = row.time
        finish = time.end(time.work(raw) + self.work(row))
        if push <= finish + NEAR:
            return time.begin(time.work(raw)), finish
        finish = push if time.touches(push) else time.begin(time.work(push))
        return time.begin(time.work(finish) - self.work(row)), finish

    def reached(self, row: Row, instant: float) -> float:
        """Where a row without work sits that may not be earlier; in a gap as its kind says."""
        time = row.time
        gap = row.kind is Kind.FINISH_MILESTONE and not time.touches(instant)
        if gap or self.begins(row):
            return time.begin(time.work(instant))
        return instant

    def begins(self, row: Row) -> bool:
        """True for rows without work that always sit at the start of a work period."""
        return row.kind is Kind.START_MILESTONE or self.plan.is_spent(row)

    def limited(self, row: Row, instant: float) -> float:
        """Where a row without work sits that may not be later; in a gap as its kind says."""
        time = row.time
        if row.is_finished:
            return instant
        gap = row.kind is Kind.START_MILESTONE and not time.touches(instant)
        if gap or row.kind is Kind.FINISH_MILESTONE or self.plan.is_spent(row):
            return time.end(time.work(instant))
        return instant

    def pinned(self, row: Row) -> tuple[float, float] | None:
        """Dates of a row with a mandatory or manual start, finish or both."""
        data_date, time = self.plan.data_date(row.project), row.time
        starts = self.plan.dates(row, *START_PINS)
        ends = self.plan.dates(row, *FINISH_PINS)
        start = max(*starts, data_date) if starts and not row.is_open else None
        finish = max(*ends, data_date) if ends else None
        if start is None and finish is None:
            return None
        if row.kind is not Kind.TASK or self.work(row) == 0:
            at = self.reached(row, max(t for t in (start, finish) if t is not None))
            return at, at
        if start is not None:
            start = time.begin(time.work(start))
        if finish is None:
            finish = time.end(time.work(start or 0.0) + self.work(row))
        if start is None:
            start = time.begin(time.work(finish) - self.work(row))
        return start, finish

    def finishes(self) -> dict[str, float]:
        """Latest finish of each project's tasks and milestones; where nothing counts, its start."""
        latest: dict[str, float] = {}
        for row in self.plan.order:
            if not row.hub and not row.is_effort:
                own = row.project.id
                latest[own] = max(latest.get(own, NEVER), self.finish[row.id])
        for project in self.plan.program.projects:
            floor = max(self.plan.minutes(project.start), self.plan.data_date(project))
            latest.setdefault(project.id, floor)
        return latest

    def delay(self, row: Row) -> None:
        """As late as possible: move right within the free float."""
        if row.hub or row.is_effort or row.task.is_started or self.pinned(row):
            return
        types = [c.type for c in row.task.constraints]
        if ConstraintType.AS_LATE_AS_POSSIBLE not in types:
            return
        rows = self.plan.rows
        time, work = row.time, self.work(row)
        limits = [self.row_finish[h] for h in row.hubs if rows[h].hub is Relation.FF]
        start_limits: list[float] = []
        for link in row.after:
            if self.binds(link):
                dates = self.row_start if link.relation in TO_START else self.row_finish
                back = self.plan.moved(link, dates[link.successor], -self.lag(link), back=True)
                (limits if link.relation in FROM_FINISH else start_limits).append(back)
        limits.append(self.project_finish[row.project.id])
        if work > 0:
            latest = min(
                [time.work(t) - work for t in limits] + [time.work(t) for t in start_limits]
            )
            dates = time.begin(latest), time.end(latest + work)
            moved = self.plan.fitted(row, work, *dates)
            if moved and time.work(moved[0]) > time.work(self.begun[row.id]) + NEAR:
                self.begun[row.id], self.finish[row.id] = moved
        else:
            limit = min(limits + start_limits)
            at = self.reached(row, limit)
            if not self.begins(row) or at > self.project_finish[row.project.id] + NEAR:
                at = self.limited(row, limit)
            self.begun[row.id] = self.finish[row.id] = max(at, self.finish[row.id])
        self.start[row.id] = self.begun[row.id]

    def binds(self, link: Link) -> bool:
        """False for links to finished tasks that pass nothing on and for those overridden."""
        successor = self.plan.rows[link.successor]
        if successor.is_finished:
            return link.successor in self.passed
        override = successor.project.progress_logic is ProgressLogic.OVERRIDE
        return not (successor.is_open and override and link.relation in TO_START)

    @property
    def row_start(self) -> Mapping[str, float]:
        """Start of remaining work; of finished tasks the instant they pass on."""
        return {**self.begun, **self.passed}

    @property
    def row_finish(self) -> Mapping[str, float]:
        """Finish; of finished tasks the instant they pass on."""
        return {**self.finish, **self.passed}

    def stretch(self, row: Row) -> None:
        """A level of effort takes its dates from its neighbours; finished ones say nothing."""
        starts, ends = [], []
        for link in self.plan.effort_links:
            relation = link.relation
            other = link.predecessor if link.successor == row.id else link.successor
            if row.id not in (link.successor, link.predecessor) or not self.speaks(other):
                continue
            if other == link.predecessor:
                shown = self.finish if relation in FROM_FINISH else self.begun
                (starts if relation in TO_START else ends).append(shown[other])
            elif relation is Relation.SS:
                starts.append(self.begun[other])
            elif relation in FROM_FINISH:
                shown = self.begun if relation is Relation.FS else self.finish
                ends.append(shown[other])
        start = min(starts, default=self.floors(row)[0])
        finish = max(ends, default=self.project_finish[row.project.id])
        done = row.task.progress
        self.begun[row.id] = start
        self.start[row.id] = self.plan.minutes(done.actual_start) if done.actual_start else start
        self.finish[row.id] = (
            self.plan.minutes(done.actual_finish) if done.actual_finish else finish
        )

    def speaks(self, name: str) -> bool:
        """False for what has no say in the dates of a level of effort."""
        row = self.plan.rows[name]
        return name in self.finish and not row.is_finished and not row.is_effort

    def critical(self, late: bool = False) -> set[str]:
        """Rows on the driving path to the program's finish that are critical themselves; traced
        before rows that are as late as possible move, or after if `late`."""
        finish, driven = (self.finish, self.driven_late) if late else (self.early, self.driven)
        ends = [row for row in self.plan.order if not row.hub and not row.is_effort]
        last = self.program_finish - NEAR
        reached = [row.id for row in ends if finish[row.id] >= last and not row.is_finished]
        path: set[str] = set()
        while reached:
            name = reached.pop()
            if name not in path:
                path.add(name)
                reached += driven[name]
        return {name for name in path if self.counts(self.plan.rows[name])}

    def activities_driving(self, name: str) -> set[str]:
        """Activities that set the date of an activity, directly or through a summary."""
        row = self.plan.rows[name]
        if row.is_finished or row.is_effort:
            return set()
        found: set[str] = set()
        for driver in self.driven_late[name]:
            hub = self.plan.rows[driver].hub
            found |= self.driven_late[driver] if hub else {driver}
        return found

    def counts(self, row: Row) -> bool:
        """False for hubs, finished tasks and tasks in which nothing happened."""
        if row.hub or row.is_finished:
            return False
        return row.kind is not Kind.TASK or self.work(row) > 0 or self.plan.is_spent(row)


def planned(plan: Plan) -> dict[str, float]:
    """Remaining working minutes of every activity as planned."""
    return {row.id: row.task.remaining for row in plan.order if not row.hub}
