"""Promises: dates and budgets of the program, its projects and milestones, and whether all hold.

What a program commits to is seldom one date: it is several milestones, of several projects, and
the money. Each may be likely alone, and all of them together not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from simulator.errors import PlanError
from simulator.model.expression import ExpressionError, parse_money
from simulator.results.estimate import Chance
from simulator.results.joint.chance import Bools, share_of
from simulator.results.quantity import DateQuantity, MoneyQuantity

if TYPE_CHECKING:
    from simulator.results.result import Part, Result

FORM = re.compile(r"(?i)(?:(\S+)\s+)?(finish|cost)(?:\s*<=\s*(\S.*))?|(\S+)(?:\s*<=\s*(\S.*))?")
FORMS = 'Write "CIV finish <= 2030-12-31", "SYS cost <= 262M", "finish" or the id of a milestone.'
DAY = len("2030-12-31")


@dataclass(frozen=True, slots=True)
class Promise:
    """A date or a sum that something keeps to.

    id : of a project or milestone, "" for the program. name : its name. kind : "finish" or
    "cost". bound : as people read it. hits : bool[n], the iterations that keep it.
    """

    id: str
    name: str
    kind: str
    bound: str
    hits: Bools


@dataclass(frozen=True, slots=True)
class Kept:
    """Promises and how likely they are: all together, each alone, and the others without it."""

    promises: tuple[Promise, ...]
    together: Chance
    alone: tuple[Chance, ...]
    without: tuple[Chance, ...]


def kept(promises: Sequence[Promise], sampling: str) -> Kept | None:
    """How likely the promises are; None where there is none."""
    if not promises:
        return None
    hits = np.array([one.hits for one in promises])
    broken = (~hits).sum(axis=0)
    return Kept(
        tuple(promises),
        share_of(broken == 0, sampling),
        tuple(share_of(row, sampling) for row in hits),
        tuple(share_of((broken == 0) | ((broken == 1) & ~row), sampling) for row in hits),
    )


def standing(result: Result) -> tuple[Promise, ...]:
    """Every target and deadline of the plan."""
    several = len(result.program.projects) > 1
    parts = [*(result.projects.values() if several else ()), *result.milestones.values()]
    own = _of("", result.program.title, result.finish, result.cost)
    rest = (one for part in parts for one in _of(part.id, part.name, part.finish, part.cost))
    return (*own, *rest)


def asked(result: Result, texts: Sequence[str]) -> tuple[Promise, ...]:
    """The promises that `texts` name. Raises PlanError with all that cannot be understood."""
    found, issues = [], []
    for text in texts:
        try:
            found.append(_asked(result, text))
        except PlanError as error:
            issues += [replace(one, where=f'promise "{text}"') for one in error.issues]
    if issues:
        raise PlanError(issues)
    return tuple(found)


def _of(id: str, name: str, finish: DateQuantity, cost: MoneyQuantity | None) -> Iterator[Promise]:
    for quantity in (finish, cost):
        if quantity is not None and quantity.target_value is not None:
            hits = quantity.meets(quantity.target_number)
            yield Promise(id, name, quantity.name, quantity.target_value.short, hits)


def _asked(result: Result, text: str) -> Promise:
    match = FORM.fullmatch(text.strip())
    if match is None:
        raise _wrong(text, "it cannot be read")
    id, kind, bound = (
        match[1] or match[4] or "",
        (match[2] or "finish").lower(),
        match[3] or match[5],
    )
    part = _part(result, id, text)
    name = part.name if part else result.program.title
    key = part.id if part else ""
    if kind == "finish":
        finish = part.finish if part else result.finish
        by = finish.target if bound is None else day(bound, text)
        if by is None:
            raise _wrong(text, "the plan sets no date for it")
        number = finish.number(by)
        return Promise(key, name, kind, finish.estimate(number).short, finish.meets(number))
    cost = part.cost if part else result.cost
    if cost is None:
        raise _wrong(text, "it has no cost")
    within = cost.target if bound is None else money(bound, text)
    if within is None:
        raise _wrong(text, "the plan sets no budget for it")
    return Promise(key, name, kind, cost.estimate(within).short, cost.meets(within))


def _part(result: Result, id: str, text: str) -> Part | None:
    """The project or milestone of that id, short or full; None for the program."""
    if not id:
        return None
    known = {**result.projects, **result.milestones}
    short = [part for key, part in result.milestones.items() if key.split("/", 1)[1] == id]
    if id in known:
        return known[id]
    if len(short) == 1:
        return short[0]
    if id in result.program.task or short:
        why = "several projects have one" if short else "its finishes are not kept"
        mend = "Write PROJECT/ID." if short else "Make it a milestone, or give it a deadline."
        raise _wrong(text, f"'{id}' is not clear: {why}", mend)
    raise _wrong(text, f"the plan has no project and no milestone '{id}'")


def day(bound: str, where: str) -> datetime:
    """A moment; a plain day means until its end. where : who says it. Raises PlanError."""
    try:
        moment = datetime.fromisoformat(bound)
    except ValueError:
        raise _wrong(where, f"'{bound}' is no date", "Write it so: 2030-12-31.") from None
    return moment.replace(tzinfo=None) + timedelta(days=len(bound) <= DAY)


def money(bound: str, where: str) -> float:
    """A sum as in a plan: 1200, 80k, 4.2M. Raises PlanError."""
    try:
        return parse_money(bound)
    except ExpressionError:
        raise _wrong(where, f"'{bound}' is no sum of money", "Write 1200, 80k or 4.2M.") from None


def _wrong(where: str, message: str, mend: str = FORMS) -> PlanError:
    return PlanError.one(where, "bad-promise", message, mend)
