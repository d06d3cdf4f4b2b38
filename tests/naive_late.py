"""Late dates and floats, one task at a time: the backward pass of the slow twin."""

from __future__ import annotations

from collections.abc import Mapping

from naive import Pass
from naive_calendar import NEAR
from naive_network import FROM_FINISH, TO_START, Row

from simulator.model.dependency import Relation
from simulator.model.program import MS_PROJECT
from simulator.model.task import ConstraintType

Dates = Mapping[str, float]

ALWAYS = float("inf")

FINISH_BY = (
    ConstraintType.FINISH_NO_LATER,
    ConstraintType.FINISH_ON,
    ConstraintType.MANDATORY_FINISH,
)
START_BY = (
    ConstraintType.START_NO_LATER,
    ConstraintType.START_ON,
    ConstraintType.MANDATORY_START,
)


class Late:
    """Late start and finish of every open row, and its floats in working minutes.

    A finished task that passes dates on counts as a row with no work. shown : late starts as
    they are shown; MS Project leaves a task in progress at its actual start.
    """

    def __init__(self, done: Pass) -> None:
        self.done = done
        self.plan = done.plan
        self.start: dict[str, float] = {}
        self.finish: dict[str, float] = {}
        self.total: dict[str, float] = {}
        self.free: dict[str, float] = {}
        for row in reversed(self.plan.order):
            passes = row.id in done.passed or not row.is_finished
            if passes and not row.is_effort and row.id in done.finish:
                self.place(row)
        for row in self.plan.order:
            if row.is_effort and not row.is_finished:
                self.stretch(row)
        self.shown = {name: self.show(self.plan.rows[name]) for name in self.start}

    def show(self, row: Row) -> float:
        """The late start that is shown."""
        begun = row.task.progress.actual_start
        history = begun and not row.hub and row.project.source == MS_PROJECT
        return self.plan.minutes(begun) if begun and history else self.start[row.id]

    def place(self, row: Row) -> None:
        """Late dates of one row from those of its successors, and its floats."""
        done, time = self.done, row.time
        finish_by, start_by = self.limits(row, self.start, self.finish)
        start_by += self.held(row)
        finish_by += [] if finish_by else [self.end(row)]
        if not row.is_finished:
            finish_by += self.plan.dates(row, *FINISH_BY) + self.deadline(row)
            start_by += [] if row.is_open else self.plan.dates(row, *START_BY)
        settled = self.settle(row, finish_by, start_by)
        if row.is_manual:
            settled = self.settle_manual(row, min(finish_by))
        self.start[row.id], self.finish[row.id] = settled
        early = time.work(done.row_finish[row.id])
        self.total[row.id] = time.work(self.finish[row.id]) - early
        self.free[row.id] = max(self.slack(row), 0.0)

    def slack(self, row: Row) -> float:
        """Free float, perhaps below 0: by the early dates of the successors, without constraints;
        in MS Project by a task's own links, and no more than the total float."""
        done, work = self.done, row.time.work
        if row.task.progress.expected_finish:
            return 0.0
        ms_project = row.project.source == MS_PROJECT and not row.hub
        finish_by, start_by = self.limits(row, done.row_start, done.row_finish, ms_project)
        found = [work(t) - work(done.row_finish[row.id]) for t in finish_by]
        found += [work(t) - work(done.row_start[row.id]) for t in start_by]
        if ms_project:
            found.append(self.total[row.id])
        end = done.project_finish[row.project.id]
        return min(found, default=work(end) - work(done.row_finish[row.id]))

    def end(self, row: Row) -> float:
        """When the row must finish for want of successors: must-finish-by or latest finish."""
        must = row.project.must_finish
        return self.plan.minutes(must) if must else self.done.project_finish[row.project.id]

    def deadline(self, row: Row) -> list[float]:
        """The deadline of a task in MS Project; elsewhere it binds no date."""
        date = row.task.deadline
        binds = date and not row.hub and row.project.source == MS_PROJECT
        return [self.plan.minutes(date)] if date and binds else []

    def limits(
        self, row: Row, start: Dates, finish: Dates, own: bool = False
    ) -> tuple[list[float], list[float]]:
        """Instants by which the row must finish and start by its successors' dates: those of its
        summaries too, and finished ones that pass dates on, unless its `own` alone count. What
        a start that has happened says is history; where lags count from the early start the
        remaining work is bound, without lag.
        """
        plan = self.plan
        hubs = [hub for hub in row.hubs if plan.rows[hub].hub is Relation.FF]
        finish_by = [finish[hub] for hub in hubs if not own]
        start_by: list[float] = []
        for link in row.after:
            of_finish = link.relation in FROM_FINISH
            begun = row.is_open and not of_finish
            if not self.done.binds(link) or (own and plan.rows[link.successor].is_finished):
                continue
            if begun and not plan.rows[link.successor].project.ss_lag_from_early_start:
                continue
            date = (start if link.relation in TO_START else finish)[link.successor]
            lag = 0.0 if row.is_finished or begun else self.done.lag(link)
            back = plan.moved(link, date, -lag, back=True)
            (finish_by if of_finish else start_by).append(back)
        return finish_by, start_by

    def held(self, row: Row) -> list[float]:
        """Late starts by the lags that run from the actual start: what is left of them at the
        early start of the remaining work must still fit in before the successor's late date."""
        found: list[float] = []
        for link in row.after if row.is_open else []:
            lag = self.done.lag(link)
            history = self.plan.rows[link.successor].is_finished or not self.done.binds(link)
            if history or link.relation in FROM_FINISH or lag <= 0:
                continue
            time, begin = self.plan.lag_time(link), self.done.begun[row.id]
            end = self.done.history(link, lag)
            left = time.work(end) - time.work(begin) if time else end - begin
            if left > 0:
                dates = self.start if link.relation in TO_START else self.finish
                found.append(self.plan.moved(link, dates[link.successor], -left, back=True))
        return found

    def settle(
        self, row: Row, finish_by: list[float], start_by: list[float]
    ) -> tuple[float, float]:
        """Dates within the limits, as the row's kind shows them."""
        time, work = row.time, self.done.work(row)
        by_finish = min(finish_by)
        if work == 0:
            limit = self.done.limited(row, min([by_finish, *start_by]))
            return limit, limit
        latest = min([time.work(by_finish) - work] + [time.work(t) for t in start_by])
        dates = time.begin(latest), time.end(latest + work)
        moved = None if self.done.pinned(row) else self.plan.fitted(row, work, *dates)
        if moved and moved != dates:
            return moved
        start, by_start = time.begin(latest), min(start_by, default=ALWAYS)
        if start_by and time.work(by_start) <= latest + NEAR:
            start = by_start if time.touches(by_start) else time.end(latest)
        return start, time.end(latest + work)

    def settle_manual(self, row: Row, finish_by: float) -> tuple[float, float]:
        """Late dates of a task that is scheduled by hand: only what limits its finish counts."""
        time, work = row.time, self.done.work(row)
        start = time.begin(time.work(finish_by) - work) if work > 0 else finish_by
        return start, finish_by

    def stretch(self, row: Row) -> None:
        """Late dates of a level of effort: as long as it is, by what follows its finish."""
        done, time = self.done, row.time
        by: list[float] = []
        for link in self.plan.effort_links:
            bound = link.predecessor == row.id and link.relation in FROM_FINISH
            if bound and done.speaks(link.successor):
                dates = self.start if link.relation in TO_START else self.finish
                lag = self.plan.lag(link, 0.0)
                by.append(self.plan.moved(link, dates[link.successor], -lag, back=True))
        finish, early = time.end(time.work(min(by, default=self.end(row)))), done.finish[row.id]
        work = max(time.work(early) - time.work(done.start[row.id]), 0.0)
        self.finish[row.id] = finish
        self.start[row.id] = time.begin(time.work(finish) - work)
        self.total[row.id] = time.work(finish) - time.work(early)
        self.free[row.id] = 0.0
