"""Late dates and floats, one task at a time: the backward pass of the slow twin."""

from __future__ import annotations

from naive import ALWAYS, Pass
from naive_network import FROM_FINISH, TO_START, Link, Row

from simulator.model.dependency import Relation
from simulator.model.program import ProgressLogic
from simulator.model.task import ConstraintType, Kind

FINISH_BY = (ConstraintType.FINISH_NO_LATER, ConstraintType.FINISH_ON)
START_BY = (ConstraintType.START_NO_LATER, ConstraintType.START_ON)


class Late:
    """Late start and finish of every open row, and its floats in working minutes."""

    def __init__(self, done: Pass) -> None:
        self.done = done
        self.plan = done.plan
        self.start: dict[str, float] = {}
        self.finish: dict[str, float] = {}
        self.total: dict[str, float] = {}
        self.free: dict[str, float] = {}
        self.need: dict[str, float] = {}
        """Earliest instant at which a successor needs the row."""
        for row in reversed(self.plan.order):
            if not row.is_effort and not row.is_finished and row.id in done.finish:
                self.place(row)

    def links(self, row: Row) -> list[Link]:
        """Links by which successors that are still to be done bind the row."""
        return [link for link in row.after if self.binds(link)]

    def binds(self, link: Link) -> bool:
        successor = self.plan.rows[link.successor]
        override = successor.project.progress_logic is ProgressLogic.OVERRIDE
        ignored = successor.is_open and override and link.relation in TO_START
        return not successor.is_finished and not ignored

    def end_of_project(self, row: Row) -> float:
        """What binds a task without successors."""
        own = row.project
        if own.must_finish:
            return self.plan.minutes(own.must_finish)
        return self.done.project_finish[own.id]

    def place(self, row: Row) -> None:
        """Late dates of one row from those of its successors."""
        done, plan, time = self.done, self.plan, row.time
        work = done.duration(row)
        links = self.links(row)
        hubs = [hub for hub in row.hubs if self.waits(hub)]
        finish_by = [self.finish[hub] for hub in hubs]
        start_by: list[float] = []
        free = [time.work(self.need[hub]) for hub in hubs]
        needs = []
        for link in links:
            name = link.successor
            to_start, of_finish = link.relation in TO_START, link.relation in FROM_FINISH
            back = -plan.lag(link, work if row.kind is Kind.TASK else 0.0)
            late = plan.moved(link, self.start[name] if to_start else self.finish[name], back)
            (finish_by if of_finish else start_by).append(late)
            early = plan.moved(link, done.begun[name] if to_start else done.finish[name], back)
            needs.append(early)
            free.append(time.work(early) + (0 if of_finish else work))
        self.need[row.id] = min(needs, default=ALWAYS)
        if not links and not hubs:
            finish_by.append(self.end_of_project(row))
            free.append(time.work(finish_by[0]))
        data_date = plan.data_date(row.project)
        finish_by += plan.dates(row, *FINISH_BY)
        pins = plan.dates(row, ConstraintType.MANDATORY_FINISH)
        finish_by += [max(pin, data_date) for pin in pins]
        if not row.is_open:
            start_by += plan.dates(row, *START_BY)
            pins = plan.dates(row, ConstraintType.MANDATORY_START)
            start_by += [max(pin, data_date) for pin in pins]
        self.settle(row, finish_by, start_by)
        early_work = time.work(done.finish[row.id])
        self.total[row.id] = time.work(self.finish[row.id]) - early_work
        self.free[row.id] = min(free) - early_work

    def settle(self, row: Row, finish_by: list[float], start_by: list[float]) -> None:
        """Late dates as the row's kind shows them."""
        time, work = row.time, self.done.duration(row)
        if row.kind is Kind.TASK and work > 0:
            latest = [time.work(t) for t in finish_by] + [time.work(t) + work for t in start_by]
            self.finish[row.id] = time.end(min(latest))
            self.start[row.id] = time.begin(min(latest) - work)
            return
        limit = min([*finish_by, *start_by], default=ALWAYS)
        if row.kind is Kind.START_MILESTONE:
            limit = time.begin(time.work(limit))
        elif row.kind is Kind.FINISH_MILESTONE:
            limit = time.end(time.work(limit))
        self.start[row.id] = self.finish[row.id] = limit

    def waits(self, hub: str) -> bool:
        """True for the finish of a summary that something still to be done waits for."""
        row = self.plan.rows[hub]
        return row.hub is Relation.FF and bool(self.links(row))
