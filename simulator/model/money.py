"""Money beyond a task's plain cost: elements, currencies, prices that rise, overheads, terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from simulator.model.payment import EVENLY, Payment
from simulator.model.spread import Spread


class Basis(Enum):
    """What the price of a cost element is for."""

    AMOUNT = "amount"
    DAY = "per_day"
    ELAPSED_DAY = "per_elapsed_day"


@dataclass(frozen=True, slots=True)
class Element:
    """One cost element of a task, added to its `Cost`.

    name : unique in the task. basis, price : money in all, for each working day of the task's
    calendar, or for each 24 hours from its start to its finish. spread : its range, None where
    certain; a share of `price` where relative. currency : key of `Program.currencies`, "" for the
    program's own. index : key of `Program.indices`, "" where its price does not rise. account :
    place in the cost breakdown, with / between. actual : money of the program's currency spent by
    the data date, certain; where it is given, the price is for what is left: the whole of an
    amount, else the days from the data date on.
    """

    name: str
    basis: Basis
    price: float
    spread: Spread | None = None
    paid: Payment = EVENLY
    currency: str = ""
    index: str = ""
    account: str = ""
    actual: float | None = None


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency that is not the program's: what one unit of it costs. spread : range of that."""

    id: str
    rate: float
    spread: Spread | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """How a price level moves: by a step at each date of `steps` (date, level), where 1 is the
    level before the first, and by `per_year` a year, compound, from `since` on.

    spread : range of `per_year`.
    """

    id: str
    since: datetime
    per_year: float = 0.0
    spread: Spread | None = None
    steps: tuple[tuple[datetime, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Overhead:
    """A share of all that a project spends on tasks and risks, on top of it.

    project : id. spread : range of the share.
    """

    name: str
    project: str
    share: float
    spread: Spread | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A penalty for each day that a task finishes after `date`, by the clock, or a bonus for each
    day before it.

    per_day : positive; a bonus is taken off the cost. at_most : in all, None where there is no end.
    """

    name: str
    task: str
    date: datetime
    per_day: float
    bonus: bool = False
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """All of it, of one program. currencies, indices : by id. discount : by year, for present
    values; None where there are none."""

    currencies: tuple[Currency, ...] = ()
    indices: tuple[Index, ...] = ()
    overheads: tuple[Overhead, ...] = ()
    penalties: tuple[Term, ...] = ()
    discount: float | None = None
