"""Constraints of one draft, and whether it exists."""

from __future__ import annotations

from simulator.files import dates
from simulator.files.building.drafts import Draft
from simulator.files.building.texts import probability
from simulator.files.document.base import present
from simulator.files.document.task import CONSTRAINTS
from simulator.files.place import Problems
from simulator.model.task import Constraint, ConstraintType, Kind, Task

_FINISHES = frozenset(
    {
        ConstraintType.FINISH_NO_EARLIER,
        ConstraintType.FINISH_NO_LATER,
        ConstraintType.FINISH_ON,
        ConstraintType.MANDATORY_FINISH,
        ConstraintType.MANUAL_FINISH,
    }
)


def constraints_of(draft: Draft, problems: Problems) -> tuple[Constraint, ...]:
    """Constraints of the row, or those of the row below where it gives none."""
    docs = draft.get("constraint")
    base = draft.base.constraints if draft.base else ()
    found = [] if docs is not None else list(base)
    for index, doc in present(docs):
        type_ = CONSTRAINTS[doc.type]
        at = draft.where("constraint").down(index, "date")
        if type_ is ConstraintType.AS_LATE_AS_POSSIBLE:
            found.append(Constraint(type_))
            continue
        if doc.date is None:
            message = f"'{type_.value}' needs a date"
            problems.add(at, "constraint", message, f"Write {type_.value} 2027-03-01.")
            continue
        read = dates.until if type_ in _FINISHES else dates.moment
        try:
            found.append(Constraint(type_, read(doc.date)))
        except ValueError as fault:
            problems.add(at, "date", f"constraint: {fault}", dates.MEND)
    late = Constraint(ConstraintType.AS_LATE_AS_POSSIBLE)
    if draft.get("alap") and late not in found:
        found.append(late)
    if draft.get("alap") is False:
        found = [one for one in found if one != late]
    return tuple(found)


def exists_of(draft: Draft, task: Task, problems: Problems) -> float:
    """Chance that the task has to be done at all, 1 unless the row says otherwise."""
    text, at = draft.get("exists"), draft.where("exists")
    if text is None:
        return draft.base.exists if draft.base else 1.0
    value = probability(text, at, problems)
    wrong = ""
    if task.is_started:
        wrong = "a task that has begun exists"
    elif task.kind is Kind.SUMMARY:
        wrong = "a summary is there where any of its tasks is"
    elif task.kind is Kind.LEVEL_OF_EFFORT:
        wrong = "a level of effort spans other tasks, and is there where they are"
    if wrong:
        mend = "Remove exists, or give it to the tasks that may not be there."
        problems.add(at, "exists", wrong, mend)
    return 1.0 if value is None else value
