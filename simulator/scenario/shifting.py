"""What is added to tasks and benefits, or moved: work, waits, money, dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from simulator.files.building.texts import delay_of, in_proportion, money
from simulator.files.document.base import present
from simulator.files.place import At, Problems
from simulator.model.program import Program
from simulator.model.task import Constraint, ConstraintType, Task
from simulator.scenario.benefits import shift_benefits
from simulator.scenario.common import changed, days_of, selected
from simulator.scenario.document import ShiftDoc, ShiftTasksDoc
from simulator.scenario.scaling import scaled_task


def shift(
    program: Program, docs: tuple[ShiftDoc, ...] | None, at: At, problems: Problems
) -> Program:
    """With more, or less, of what each row names, row after row."""
    for index, doc in present(docs):
        here = at.down(index)
        if doc.move_task:
            program = _tasks(program, doc.move_task, here, problems)
        if doc.move_benefits:
            program = shift_benefits(program, doc.move_benefits, here, problems)
    return program


def _tasks(program: Program, doc: ShiftTasksDoc, at: At, problems: Problems) -> Program:
    chosen = selected(program, doc.task, at.down("task"), problems)
    if doc.start_no_earlier is not None:
        new = Constraint(ConstraintType.START_NO_EARLIER, doc.start_no_earlier)
        program = _held(program, chosen, new, at, problems)
    if doc.model_fields_set == {"task"}:
        message = "this row names tasks, and nothing that moves"
        mend = "Add start_no_earlier, duration, lag, cost or dates."
        problems.add(at, "missing-key", message, mend)
    return changed(program, chosen, _Mover(program, doc, at, problems).moved)


def _held(
    program: Program, chosen: set[str], new: Constraint, at: At, problems: Problems
) -> Program:
    """With tasks that cannot start before a date; a later date of the plan stays."""
    begun = sorted(key for key in chosen if program.task[key].is_started)
    if begun:
        message = f"{', '.join(begun)} started already, so no date holds the start back"
        mend = "Give its remaining duration with set:."
        problems.add(at.down("task"), "started-task", message, mend)
    return changed(
        program, chosen, lambda task: replace(task, constraints=(*task.constraints, new))
    )


class _Mover:
    """Moves the tasks of one row."""

    def __init__(self, program: Program, doc: ShiftTasksDoc, at: At, problems: Problems) -> None:
        self.program, self.doc, self.at, self.problems = program, doc, at, problems
        self.by = timedelta(days=days_of(doc.dates, at.down("dates"), problems))

    def moved(self, task: Task) -> Task:
        """`task` with what the row adds; a finished task stays."""
        if task.is_finished:
            return task
        task = self._longer(task)
        task = self._later(task)
        task = self._dearer(task)
        bounds = tuple(
            replace(one, date=one.date + self.by) if one.date is not None else one
            for one in task.constraints
        )
        deadline = None if task.deadline is None else task.deadline + self.by
        return replace(task, constraints=bounds, deadline=deadline)

    def _longer(self, task: Task) -> Task:
        """More work still to do; its range keeps its proportion."""
        more = self._minutes(self.doc.duration, "duration", task)
        left = task.remaining
        if more and not left:
            message = f"{task.id} has no work to which some could be added"
            self._wrong("duration", message, "Give it a duration with set:.")
        elif left + more < 0:
            message = f"{task.id}: less than nothing would be left to do"
            self._wrong("duration", message, "Take less away, or remove the task.")
        elif more:
            return scaled_task(self.program.resources, task, work=(left + more) / left)
        return task

    def _later(self, task: Task) -> Task:
        """Longer waits before it; what is drawn moves as a whole."""
        more = self._minutes(self.doc.lag, "lag", task)
        if more and not task.after:
            self._wrong("lag", f"{task.id} has no link whose lag could move", "Add one with set:.")
        if more and any(one.lag.spread is not None or one.lag.elapsed for one in task.after):
            message = f"a lag before {task.id} is a range, or elapsed time, and is not moved"
            self._wrong("lag", message, "Give it another one with set: after.")
            return task
        after = (
            replace(one, lag=replace(one.lag, minutes=one.lag.minutes + more)) for one in task.after
        )
        return replace(task, after=tuple(after)) if more else task

    def _dearer(self, task: Task) -> Task:
        """More money; its range keeps its proportion."""
        text, cost = self.doc.cost, task.cost
        more = 0.0 if text is None else money(text, self.at.down("cost"), self.problems) or 0.0
        if not more:
            return task
        if cost.fixed + more < 0:
            message = f"{task.id} would cost less than nothing"
            self._wrong("cost", message, "Take less away, or remove its cost.")
            return task
        spread = None if cost.spread is None else in_proportion(cost.spread, cost.fixed)
        return replace(task, cost=replace(cost, fixed=cost.fixed + more, spread=spread))

    def _minutes(self, text: str | None, key: str, task: Task) -> float:
        """Working minutes of the task's calendar, of either sign; 0 where none are given."""
        if text is None:
            return 0.0
        day = self.program.calendars[task.calendar].minutes_per_day
        read = delay_of(text, day, self.at.down(key), self.problems)
        if read is None:
            return 0.0
        low, high = read.distribution.support
        if read.relative or low != high:
            self._wrong(key, f"{key}: {text} is no number of days", "Write 5d or -2d.")
            return 0.0
        return low

    def _wrong(self, key: str, message: str, mend: str) -> None:
        self.problems.add(self.at.down(key), f"shift-{key}", message, mend)
