"""The slow twin with all that luck decides: absent tasks, waits, windows, conditions.

Written from docs/reference/scheduling.md, "Durations in an iteration" and "Logic that luck
decides".
"""

from __future__ import annotations

from math import floor

from naive import Pass
from naive_calendar import NEAR
from naive_events import Happened, original, part_of, written_out
from naive_network import FROM_FINISH, Link, Plan, Row
from naive_sample import Luck, active
from naive_weather import Sky

from simulator.model.branch import Branch, Measure
from simulator.model.program import Program
from simulator.model.risk import Risk, Window
from simulator.model.task import Kind, Task

CODES = {"FS": 0, "SS": 1, "FF": 2, "SF": 3}
"""Relations as the names of uncertain lags say them."""


def plan_of(program: Program, sky: Sky | None = None) -> Plan:
    """Rows of the program with its loops written out, conditions and windows in order. sky : the
    days that an iteration loses."""
    whole = written_out(program)
    pairs = []
    for branch in program.branches:
        if branch.condition and branch.condition.measure is not Measure.HAPPENS:
            for path in branch.paths:
                for task in path.tasks:
                    pairs += [(branch.condition.subject, one) for one in with_repeats(whole, task)]
    for risk in program.risks:
        impacts = [*risk.impacts, *((risk.response and risk.response.impacts) or ())]
        if risk.window and risk.window.during:
            pairs += [(risk.window.during, task) for one in impacts for task in one.tasks]
    return Plan(whole, pairs, sky)


def with_repeats(whole: Program, task: str) -> list[str]:
    """A task and its repeats."""
    return [one.id for one in whole.tasks if original(one.id) == task]


class LuckyPass(Pass):
    """Dates of one iteration in which luck decides; `luck` None: the plan's own dates.

    delays : minutes that each (risk, impact, task) came to, for the costs.
    """

    def __init__(self, program: Program, plan: Plan, luck: Luck | None) -> None:
        self.program = program
        self.luck = luck
        self.happened = Happened(program, luck)
        self.waits: dict[str, float] = {}
        self.delays: dict[tuple[str, int, str], float] = {}
        self.missing: dict[str, bool] = {}
        self.decide_by_history(plan)
        left = {row.id: row.task.remaining for row in plan.order if not row.hub}
        super().__init__(plan, left)

    @property
    def work_left(self) -> dict[str, float]:
        """The work of this pass, to be changed as it goes."""
        assert isinstance(self.remaining, dict)
        return self.remaining

    def place(self, row: Row) -> None:
        if row.hub or row.is_finished:
            super().place(row)
        elif self.is_absent(row):
            self.pass_through(row)
        else:
            self.place_there(row)
        if not row.hub and not row.is_finished:
            self.decide(row)

    def is_absent(self, row: Row) -> bool:
        """True where the row is not there in this iteration."""
        if row.hub or row.is_finished:
            return False
        if row.id not in self.missing:
            self.missing[row.id] = self.happened.absent(row.id)
        return self.missing[row.id]

    def pass_through(self, row: Row) -> None:
        """An absent task: no work, at the latest of what its links say."""
        self.work_left[row.id] = 0.0
        floors = [self.plan.minutes(row.project.start), self.plan.data_date(row.project)]
        at = max(floors + [instant for instant, _, _ in self.heard(row)])
        self.start[row.id] = self.begun[row.id] = self.finish[row.id] = at

    def place_there(self, row: Row) -> None:
        """Placed without the delays of risks that have windows, then with those that are alive."""
        drawn = self.drawn(row.task)
        hits = self.hits(row, [])
        self.put(row, drawn, hits)
        super().place(row)
        if any(risk.window for risk, _, task in self.delay_keys(row) if task == row.id):
            self.put(row, drawn, self.hits(row, [(self.begun[row.id], self.finish[row.id])]))
            super().place(row)

    def drawn(self, task: Task) -> float:
        """Spread drawn, or the plan, times drivers."""
        work = task.remaining
        if self.luck is None or task.kind is not Kind.TASK:
            return work
        if task.spread:
            share = part_of(self.program, task.id)
            value = self.luck.value(task.spread.distribution, f"task {task.id} duration")
            work = value * (task.remaining if task.spread.relative else share)
        largest = []
        for driver in self.program.drivers:
            if task.id not in driver.tasks or not driver.on_duration:
                continue
            if self.luck.happens(f"driver {driver.id} occurs", driver.probability):
                factor = self.luck.value(driver.factor, f"driver {driver.id} factor")
                if driver.parallel:
                    largest.append(factor)
                else:
                    work *= factor
        return work * max(largest, default=1.0)

    def delay_keys(self, row: Row) -> list[tuple[Risk, int, str]]:
        """Every impact of a risk that names the row."""
        return [
            (risk, number, row.id)
            for risk in sorted(self.program.risks, key=lambda one: one.id)
            for number, impact in enumerate(active(risk).impacts)
            if row.id in impact.tasks and impact.delay
        ]

    def hits(self, row: Row, placed: list[tuple[float, float]]) -> list[tuple[Risk, bool, float]]:
        """(risk, to start, minutes) of the delays that act; those with windows once `placed`."""
        found = []
        for risk, number, task in self.delay_keys(row):
            impact = active(risk).impacts[number]
            self.delays[risk.id, number, task] = 0.0
            alive = not risk.window or (placed and self.alive(risk.window, *placed[0]))
            if not alive or not self.happened.hits(risk, number, task):
                continue
            assert impact.delay is not None
            assert self.luck is not None
            name = f"risk {risk.id} impact {number} delay of {task}"
            value = self.luck.value(impact.delay.distribution, name)
            minutes = value * row.task.duration if impact.delay.relative else value
            self.delays[risk.id, number, task] = minutes
            found.append((risk, impact.to_start, minutes))
        self.only_largest(row, found)
        return found

    def only_largest(self, row: Row, found: list[tuple[Risk, bool, float]]) -> None:
        """Of parallel delays all but the largest come to nothing."""
        for to_start in (False, True):
            most = max((m for r, s, m in found if r.parallel and s == to_start), default=0.0)
            for risk, number, task in self.delay_keys(row):
                key = (risk.id, number, task)
                same = active(risk).impacts[number].to_start == to_start
                if risk.parallel and same and self.delays[key] != most:
                    self.delays[key] = 0.0

    def alive(self, window: Window, start: float, finish: float) -> bool:
        """True where work from `start` to `finish` meets the window."""
        low = self.plan.minutes(window.begin) if window.begin else float("-inf")
        high = self.plan.minutes(window.end) if window.end else float("inf")
        if window.during:
            low = max(low, self.begun[window.during])
            high = min(high, self.finish[window.during])
        if finish <= start:
            return low - NEAR <= start <= high + NEAR
        return start < high - NEAR and finish > low + NEAR

    def put(self, row: Row, drawn: float, hits: list[tuple[Risk, bool, float]]) -> None:
        """Work and wait of a row from what hits it."""
        total = {}
        for to_start in (False, True):
            ones = [(risk, m) for risk, s, m in hits if s == to_start]
            series = sum(m for risk, m in ones if not risk.parallel)
            total[to_start] = series + max((m for risk, m in ones if risk.parallel), default=0.0)
        work = max(drawn + total[False], 0.0)
        if self.program.whole_days and work > 0 and self.luck and row.kind is Kind.TASK:
            day = self.program.calendars[row.task.calendar].minutes_per_day
            work = max(floor(work / day + 0.5), 1) * day
        self.work_left[row.id] = work
        self.waits[row.id] = total[True]

    def put_off(self, row: Row, raw: float) -> float:
        wait = self.waits.get(row.id, 0.0)
        return row.time.begin(row.time.work(raw) + wait) if wait > 0 else raw

    def lag(self, link: Link) -> float:
        row, spread = self.plan.rows[link.predecessor], link.lag.spread
        history = row.is_finished or (row.is_open and link.relation not in FROM_FINISH)
        if self.luck is None or spread is None or history:
            return super().lag(link)
        ends = (row.task.id, CODES[link.relation.value], link.successor)
        return self.luck.value(spread, f"lag of {ends[0]} {ends[1]} {ends[2]}")

    def decide(self, row: Row) -> None:
        """Conditions on a row whose dates are known now."""
        for branch in self.program.branches:
            condition = branch.condition
            known = branch.id in self.happened.decided
            if condition and condition.subject == row.id and not known:
                self.happened.decided[branch.id] = self.measured(branch, row)

    def measured(self, branch: Branch, row: Row) -> bool:
        """Whether the condition of a branch holds for a row."""
        condition = branch.condition
        assert condition is not None
        limit = self.plan.minutes(condition.moment) if condition.moment else condition.limit
        if condition.measure is Measure.COST:
            from naive_money import cost_so_far

            value = cost_so_far(self, row.task)
        else:
            values = {
                Measure.START: self.begun[row.id],
                Measure.FINISH: self.finish[row.id],
                Measure.DURATION: self.work_left[row.id],
            }
            value = values[condition.measure]
        return (value > limit + 1e-6) == condition.above

    def decide_by_history(self, plan: Plan) -> None:
        """What is history of a condition's task decides it once and for all."""
        for branch in self.program.branches:
            condition = branch.condition
            if condition is None or condition.measure is Measure.HAPPENS:
                continue
            task = self.program.task[condition.subject]
            done = task.progress
            values = {}
            if done.actual_start:
                values[Measure.START] = plan.minutes(done.actual_start)
            if done.actual_finish:
                values[Measure.FINISH] = plan.minutes(done.actual_finish)
                values[Measure.DURATION] = 0.0
                from naive_money import history_cost

                values[Measure.COST] = history_cost(self.program, task)
            if condition.measure in values:
                limit = plan.minutes(condition.moment) if condition.moment else condition.limit
                above = values[condition.measure] > limit + 1e-6
                self.happened.decided[branch.id] = above == condition.above

    def pinned(self, row: Row) -> tuple[float, float] | None:
        return None if self.is_absent(row) else super().pinned(row)

    def counts(self, row: Row) -> bool:
        return not self.is_absent(row) and super().counts(row)
