"""Late dates and floats, one task at a time: the backward pass of the slow twin."""

from __future__ import annotations

from collections.abc import Mapping

from naive import Pass
from naive_network import FROM_FINISH, TO_START, Link, Row

from simulator.model.dependency import Relation
from simulator.model.task import ConstraintType

Dates = Mapping[str, float]

FINISH_BY = (ConstraintType.FINISH_NO_LATER, ConstraintType.FINISH_ON)
START_BY = (ConstraintType.START_NO_LATER, ConstraintType.START_ON)


class Late:
    """Late start and finish of every open row, and its floats in working minutes.

    A finished task that passes dates on counts as a row with no work.
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

    def links(self, row: Row) -> list[Link]:
        """Links by which successors bind the row: what a start that has happened says is history,
        but where lags count from the early start, the remaining work is bound without lag."""
        return [
            link
            for link in row.after
            if self.done.binds(link) and not (self.begun(row, link) and not self.from_early(link))
        ]

    def begun(self, row: Row, link: Link) -> bool:
        return row.is_open and link.relation not in FROM_FINISH

    def from_early(self, link: Link) -> bool:
        return self.plan.rows[link.successor].project.ss_lag_from_early_start

    def place(self, row: Row) -> None:
        """Late dates of one row from those of its successors, and its floats."""
        plan, done = self.plan, self.done
        must = row.project.must_finish
        own = self.done.project_finish[row.project.id]
        by = plan.minutes(must) if must else own
        finish_by, start_by = self.limits(row, self.start, self.finish, by)
        if not row.is_finished:
            finish_by += self.dates(row, FINISH_BY, ConstraintType.MANDATORY_FINISH)
            if not row.is_open:
                start_by += self.dates(row, START_BY, ConstraintType.MANDATORY_START)
        self.start[row.id], self.finish[row.id] = self.settle(row, finish_by, start_by)
        limits = self.limits(row, done.row_start, done.row_finish, own)
        early = row.time.work(done.row_finish[row.id])
        self.total[row.id] = row.time.work(self.finish[row.id]) - early
        self.free[row.id] = row.time.work(self.settle(row, *limits)[1]) - early

    def dates(self, row: Row, by: tuple[ConstraintType, ...], pin: ConstraintType) -> list[float]:
        """Dates of the row's own constraints; a mandatory one is never before the data date."""
        data_date = self.plan.data_date(row.project)
        pins = [max(date, data_date) for date in self.plan.dates(row, pin)]
        return self.plan.dates(row, *by) + pins

    def limits(
        self, row: Row, start: Dates, finish: Dates, end: float
    ) -> tuple[list[float], list[float]]:
        """Instants by which the row must finish and start: by its successors' dates, or by the
        `end` where it has none that binds its finish."""
        plan = self.plan
        hubs = [hub for hub in row.hubs if plan.rows[hub].hub is Relation.FF]
        finish_by = [finish[hub] for hub in hubs]
        start_by: list[float] = []
        for link in self.links(row):
            date = (start if link.relation in TO_START else finish)[link.successor]
            passed = row.is_finished or self.begun(row, link)
            lag = 0.0 if passed else self.done.lag(link)
            back = plan.moved(link, date, -lag, back=True)
            (finish_by if link.relation in FROM_FINISH else start_by).append(back)
        if not finish_by:
            finish_by.append(end)
        return finish_by, start_by

    def settle(
        self, row: Row, finish_by: list[float], start_by: list[float]
    ) -> tuple[float, float]:
        """Dates within the limits, as the row's kind shows them."""
        time, work = row.time, self.done.work(row)
        if work > 0:
            latest = [time.work(t) - work for t in finish_by] + [time.work(t) for t in start_by]
            return time.begin(min(latest)), time.end(min(latest) + work)
        limit = self.done.limited(row, min([*finish_by, *start_by]))
        return limit, limit
