"""Cost elements, overheads and penalties as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from simulator.errors import PlanError
from simulator.kernels import codes
from simulator.model.calendar import DAY
from simulator.model.distribution import Distribution
from simulator.model.labour import spent_by
from simulator.model.money import Basis, Element, Index
from simulator.model.program import Program
from simulator.model.task import Kind, Task
from simulator.network import names
from simulator.network.arrays_money import Lines, Overheads, Penalties, Prices
from simulator.network.effects import Events, Quantities
from simulator.network.floors import minutes
from simulator.network.ledger import Account, Ledger
from simulator.network.paid import account_of, account_of_term, worked_minutes
from simulator.network.profiles import profiles_of
from simulator.network.rows import Row

BASIS = {
    Basis.AMOUNT: codes.BASIS_AMOUNT,
    Basis.DAY: codes.BASIS_WORK,
    Basis.ELAPSED_DAY: codes.BASIS_ELAPSED,
}


@dataclass(frozen=True)
class Priced:
    """What cost elements are laid out from. share : of repeats, the part of the first time's cost.
    drawn : quantities."""

    program: Program
    origin: datetime
    rows: list[Row]
    found: Events
    share: Mapping[str, float]
    drawn: Quantities


def lines_of(laid: Priced, ledger: Ledger) -> Lines | None:
    """The arrays of `Lines`; None where the program has none of it.

    Raises PlanError for costs of a summary, and for a price that can fall by all of itself.
    """
    program, terms = laid.program, laid.program.terms
    _refuse_summaries(program)
    row = {one.task.id: i for i, one in enumerate(laid.rows) if not one.is_hub}
    listed = listed_elements(program)
    if not (listed or terms.penalties or terms.overheads):
        return None
    currency = {one.id: k for k, one in enumerate(terms.currencies)}
    index = {one.id: len(currency) + k for k, one in enumerate(terms.indices)}
    prices, drawn = _prices(program, laid.origin, laid.drawn), laid.drawn
    scale = [_scale(program, task, element, laid.share) for task, element in listed]
    draw = [_draw(drawn, *one, by) for one, by in zip(listed, scale, strict=True)]
    drivers = [_drivers(laid.found, task, element) for task, element in listed]
    price = [element.price * by for (_, element), by in zip(listed, scale, strict=True)]
    begun = [_begun(laid, *one) for one in listed]
    settled = [_settled(program, *one) for one in listed]
    profiles, paid = profiles_of([account_of(*one).paid for one in listed])
    return Lines(
        row=np.array([row[task.id] for task, _ in listed], dtype=np.int64),
        account=ledger.places(account_of(task, element) for task, element in listed),
        basis=np.array([BASIS[element.basis] for _, element in listed], dtype=np.int8),
        price=np.array(price, dtype=np.float64),
        draw=np.array(draw, dtype=np.int64),
        settled=np.array(settled, dtype=np.float64),
        paid=paid,
        begun=np.array(begun, dtype=np.float64),
        currency=np.array([currency.get(one.currency, -1) for _, one in listed], dtype=np.int64),
        escalation=np.array([index.get(one.index, -1) for _, one in listed], dtype=np.int64),
        driver_first=np.cumsum([0, *map(len, drivers)]).astype(np.int64),
        driver=np.array([one for many in drivers for one in many], dtype=np.int64),
        profiles=profiles,
        prices=prices,
        overheads=_overheads(program, ledger, drawn),
        penalties=_penalties(laid, row, ledger),
    )


def listed_elements(program: Program) -> list[tuple[Task, Element]]:
    """The cost elements of tasks that are not finished, in the order of the lines."""
    return [
        (task, element)
        for task in program.tasks
        if not task.is_finished
        for element in task.elements
    ]


def _instant(origin: datetime, moment: datetime | None) -> float:
    """NaN where there is none."""
    return np.nan if moment is None else minutes(origin, moment)


def _begun(laid: Priced, task: Task, element: Element) -> float:
    """Instant at which the time starts over which an element is paid, NaN where it is open: of what
    is left of one, the data date or the start of what is left of the work."""
    if element.actual is None:
        return _instant(laid.origin, task.progress.actual_start)
    if task.kind is not Kind.LEVEL_OF_EFFORT or not task.is_started:
        return np.nan
    return minutes(laid.origin, spent_by(task, laid.program.project[task.project])[1])


def _settled(program: Program, task: Task, element: Element) -> float:
    """Working minutes of an element that its actual cost has paid for."""
    return 0.0 if element.actual is None else worked_minutes(program, task)


def _refuse_summaries(program: Program) -> None:
    for task in program.tasks:
        if task.elements and task.kind is Kind.SUMMARY:
            raise PlanError.one(
                f"task {task.id}",
                "summary-cost",
                "a summary has no time of its own over which its costs are paid",
                "Give them to the tasks below it, or to a level of effort that spans them.",
            )


def _scale(program: Program, task: Task, element: Element, share: Mapping[str, float]) -> float:
    """What turns the price as given into that of the line."""
    if element.basis is Basis.AMOUNT:
        return share.get(task.id, 1.0)
    if element.basis is Basis.DAY:
        return 1.0 / program.calendars[task.calendar].minutes_per_day
    return 1.0 / DAY


def _draw(drawn: Quantities, task: Task, element: Element, scale: float) -> int:
    if element.spread is None:
        return -1
    name = names.task_element(task.id, element.name)
    return drawn.add(name, element.spread, element.price * scale, share=scale)


def _drivers(found: Events, task: Task, element: Element) -> Sequence[int]:
    on = found.on_cost if element.basis is Basis.AMOUNT else found.on_rate
    return on.get(task.id, [])


def _prices(program: Program, origin: datetime, drawn: Quantities) -> Prices:
    terms = program.terms
    indices: list[Index | None] = [*[None] * len(terms.currencies), *terms.indices]
    draw = [
        -1 if one.spread is None else drawn.add(names.currency(one.id), one.spread, one.rate)
        for one in terms.currencies
    ]
    draw += [_growth(index, drawn) for index in terms.indices]
    steps = [[] if one is None else list(one.steps) for one in indices]
    planned = [one.rate for one in terms.currencies] + [one.per_year for one in terms.indices]
    return Prices(
        planned=np.array(planned, dtype=np.float64),
        draw=np.array(draw, dtype=np.int64),
        grows=np.array([one is not None for one in indices], dtype=np.int8),
        since=np.array(
            [0.0 if one is None else minutes(origin, one.since) for one in indices],
            dtype=np.float64,
        ),
        step_first=np.cumsum([0, *map(len, steps)]).astype(np.int64),
        step_at=np.array([minutes(origin, at) for many in steps for at, _ in many], np.float64),
        step_level=np.array([level for many in steps for _, level in many], dtype=np.float64),
    )


LEAST = np.array([2.0**-43])
"""The smallest probability that is drawn."""


def _least(distribution: Distribution) -> float:
    return float(distribution.quantile(LEAST)[0])


def _growth(index: Index, drawn: Quantities) -> int:
    """Row of the growth of `index`, -1 where certain; a price cannot fall by all of itself."""
    spread = index.spread
    by = index.per_year if spread is not None and spread.relative else 1.0
    lowest = index.per_year if spread is None else by * _least(spread.distribution)
    if lowest <= -1.0:
        raise PlanError.one(
            f"escalation {index.id}",
            "price-falls",
            f"it falls by {-lowest:.0%} a year, which leaves no price",
            "Give it a range above -100 %.",
        )
    return -1 if spread is None else drawn.add(names.price_index(index.id), spread, index.per_year)


def _overheads(program: Program, ledger: Ledger, drawn: Quantities) -> Overheads:
    place = {project.id: k for k, project in enumerate(program.projects)}
    over = program.terms.overheads
    accounts = [Account(one.project, cause=f"overhead {one.name}") for one in over]
    return Overheads(
        project=np.array([place[one.project] for one in over], dtype=np.int32),
        account=ledger.places(accounts),
        share=np.array([one.share for one in over], dtype=np.float64),
        draw=np.array(
            [
                -1
                if one.spread is None
                else drawn.add(names.overhead(one.name, one.project), one.spread, one.share)
                for one in over
            ],
            dtype=np.int64,
        ),
    )


def _penalties(laid: Priced, row: Mapping[str, int], ledger: Ledger) -> Penalties:
    program, due = laid.program, laid.program.terms.penalties
    ended = [program.task[one.task].progress.actual_finish for one in due]
    most = [np.inf if one.at_most is None else one.at_most for one in due]
    return Penalties(
        row=np.array(
            [row[one.task] if at is None else -1 for one, at in zip(due, ended, strict=True)],
            dtype=np.int64,
        ),
        ended=np.array([_instant(laid.origin, at) for at in ended], dtype=np.float64),
        account=ledger.places(account_of_term(program, one) for one in due),
        date=np.array([minutes(laid.origin, one.date) for one in due], dtype=np.float64),
        per_day=np.array([one.per_day for one in due], dtype=np.float64),
        most=np.array(most, dtype=np.float64),
        bonus=np.array([one.bonus for one in due], dtype=np.int8),
    )
