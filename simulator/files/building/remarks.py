"""What is odd in a program but not wrong: sentences for `Program.notes`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.model.correlation import Subject, What
from simulator.model.dependency import Relation
from simulator.model.money import Basis
from simulator.model.program import Program
from simulator.model.task import Kind, Task


def risks_on_finished(program: Program) -> Iterator[str]:
    """Notes, not errors: risks and drivers whose tasks are all done change nothing any more."""
    for risk in program.risks:
        hit = [program.task[key] for impact in risk.impacts for key in impact.tasks]
        if hit and all(task.is_finished for task in hit):
            yield f"risk {risk.id} hits finished tasks only: its delay has no effect"
    for driver in program.drivers:
        if driver.tasks and all(program.task[key].is_finished for key in driver.tasks):
            yield f"driver {driver.id} acts on finished tasks only: it has no effect"


def cost_per_day_without_days(program: Program) -> Iterator[str]:
    """A note: a daily cost of a row without a duration is never spent."""
    for task in program.activities:
        if task.cost.per_day and _has_no_days(task):
            yield f"{task.id} has a cost per day but takes no time: nothing is spent on it"
        for one in task.elements:
            if one.price and one.basis is not Basis.AMOUNT and _has_no_days(task):
                yield f"{task.id}: {one.name} is paid by the day, and the task takes no time"


def prices_of_nothing(program: Program) -> Iterator[str]:
    """A note: currencies and escalation that no cost names."""
    elements = [one for task in program.tasks for one in task.elements]
    for what, known, named in (
        ("currency", program.terms.currencies, {one.currency for one in elements}),
        ("escalation", program.terms.indices, {one.index for one in elements}),
    ):
        for one in known:
            if one.id not in named:
                yield f"{what} {one.id}: no cost names it, so it has no effect"


def _has_no_days(task: Task) -> bool:
    return task.kind is not Kind.LEVEL_OF_EFFORT and task.duration == 0


def plan_outside_range(program: Program) -> Iterator[str]:
    """A note: a range in working time that leaves out the plan's own value."""
    for task in program.activities:
        if task.spread is None or task.spread.relative or not task.remaining:
            continue
        low, high = task.spread.distribution.support
        if not low - 1 <= task.remaining <= high + 1:
            day = program.calendars[task.calendar].minutes_per_day
            what = "remaining" if task.is_started else "planned"
            yield (
                f"{task.id}: the {what} {task.remaining / day:g} d lie outside of its range"
                f" {low / day:g} to {high / day:g} d"
            )


def responses_not_taken(program: Program) -> Iterator[str]:
    """A note: the work of a response is in the plan and not in its dates."""
    for risk in program.risks:
        if risk.response is not None and risk.response.tasks and not risk.mitigated:
            work = ", ".join(risk.response.tasks)
            yield (
                f"{work}: done only where the response to risk {risk.id} is taken, as by a"
                f" scenario with mitigate: [{risk.id}]"
            )


def windows_closed(program: Program) -> Iterator[str]:
    """A note: a risk whose time is over delays nothing any more."""
    since = min(project.data_date or project.start for project in program.projects)
    for risk in program.risks:
        window = risk.window
        if window is None:
            continue
        if window.end is not None and window.end <= since:
            yield f"risk {risk.id}: its window closed before {since:%Y-%m-%d}: it delays nothing"
        elif window.during is not None and program.task[window.during].is_finished:
            yield f"risk {risk.id}: {window.during} is finished, and with it the risk's window"


def lags_from_history(program: Program) -> Iterator[str]:
    """A note: a lag that counts from an actual date is taken as planned."""
    for task in program.activities:
        for link in task.after:
            before = program.task[link.predecessor]
            from_start = link.relation in (Relation.SS, Relation.SF)
            if link.lag.spread and (before.is_finished or (from_start and before.is_started)):
                yield (
                    f"{task.id}: its lag after {before.id} counts from an actual date and is taken"
                    " as planned, without its range"
                )


def rounded(program: Program) -> Iterator[str]:
    """A note: an option that changes the numbers."""
    if program.whole_days:
        yield "drawn durations are rounded to whole working days"


def days_lost(program: Program) -> Iterator[str]:
    """An assumption: how many days chance takes from each calendar that is in use."""
    for key, calendar in program.calendars_in_use.items():
        if not calendar.losses:
            continue
        causes = [
            loss.word if loss.owner == key else f"the {loss.word} of {loss.owner}"
            for loss in calendar.losses
        ]
        working, lost = calendar.days_a_year(calendar.losses)
        yield (
            f"calendar {key} loses {lost:.3g} of {working:.0f} working days a year on average to"
            f" {' and '.join(causes)}; the plan's own dates lose none"
        )


_NAMED = 5


def _ranged(program: Program) -> dict[Subject, bool]:
    """Whether what a correlation may name has a range; without risks, drivers and what is finished,
    which say so themselves."""
    found: dict[Subject, bool] = {}
    for task in program.tasks:
        if task.kind is Kind.TASK and not task.is_finished:
            found[Subject(What.DURATION, task.id)] = task.spread is not None
            found[Subject(What.COST, task.id)] = task.cost.spread is not None
            found[Subject(What.RATE, task.id)] = task.cost.rate_spread is not None
        for one in task.elements:
            found[Subject(What.ELEMENT, task.id, part=one.name)] = one.spread is not None
    terms = program.terms
    for over in terms.overheads:
        found[Subject(What.OVERHEAD, over.project, part=over.name)] = over.spread is not None
    found |= {Subject(What.CURRENCY, one.id): one.spread is not None for one in terms.currencies}
    found |= {Subject(What.INDEX, one.id): one.spread is not None for one in terms.indices}
    found |= {Subject(What.BENEFIT, o.name): o.spread is not None for o in program.benefits}
    rates = program.resources.values()
    return found | {Subject(What.RESOURCE, o.id): o.rate_spread is not None for o in rates}


def correlated_but_certain(program: Program) -> Iterator[str]:
    """What is certain moves with nothing, whatever is said of it."""
    ranged = _ranged(program)
    named = {subject: None for one in program.correlations for subject in one.subjects}
    certain = [str(subject) for subject in named if not ranged.get(subject, True)]
    if certain:
        some = ", ".join([*certain][:_NAMED]) + (", ..." if len(certain) > _NAMED else "")
        yield f"correlations name {len(certain):,} that have no range and so do not move: {some}"


NOTES: tuple[Callable[[Program], Iterator[str]], ...] = (
    plan_outside_range,
    risks_on_finished,
    cost_per_day_without_days,
    prices_of_nothing,
    responses_not_taken,
    windows_closed,
    lags_from_history,
    rounded,
    days_lost,
    correlated_but_certain,
)


def notes(program: Program) -> list[str]:
    """What is odd but not wrong."""
    return [note for rule in NOTES for note in rule(program)]
