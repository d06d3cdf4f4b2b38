"""What elements may name, and how much later money is worth: currencies, escalation, discount."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from simulator.files import dates
from simulator.files.building.texts import folder_of, is_spread, money, parsed, share
from simulator.files.document.money import IndexDoc
from simulator.files.place import At, Problems
from simulator.model.expression import Unit, parse_spread
from simulator.model.money import Currency, Index, Terms
from simulator.model.spread import Spread

MOST = 10.0
"""Shares above it are mistakes, and powers of them no numbers."""

Ranged = tuple[float, Spread | None]
"""What is planned, and its range."""


@dataclass(frozen=True)
class Prices:
    """Builds currencies, indices and the discount. currency : the program's own. at : of the
    mapping that holds them. base : what there is already."""

    currency: str
    at: At
    problems: Problems
    base: Terms = field(default_factory=Terms)

    def of(
        self,
        currencies: Mapping[str, str] | None,
        escalation: Mapping[str, IndexDoc] | None,
        discount: str | None,
    ) -> Terms:
        """`base` with these over it, by id; of an escalation key by key."""
        rates = {one.id: one for one in self.base.currencies}
        for key, text in (currencies or {}).items():
            rates[key] = self._currency(key, text, self.at.down("currencies", key))
        indices = {one.id: one for one in self.base.indices}
        for key, doc in (escalation or {}).items():
            at = self.at.down("escalation", key).about(f"escalation {key}")
            indices[key] = self._index(key, doc, indices.get(key), at)
        terms = replace(
            self.base, currencies=tuple(rates.values()), indices=tuple(indices.values())
        )
        if discount is None:
            return terms
        return replace(terms, discount=self._discount(discount, self.at.down("discount")))

    def _currency(self, key: str, text: str, at: At) -> Currency:
        if not self.currency:
            message = "a program with other currencies needs one of its own"
            where = self.at.down("currencies")
            self.problems.add(where, "missing-currency", message, "Add currency: EUR.", key=True)
        if key == self.currency:
            message = f"{key} is the currency of the program, and costs 1"
            self.problems.add(at, "own-currency", message, "Remove it here.", key=True)
        rate, spread = self._rate(text, at)
        if rate <= 0:
            message = f"{key}: an exchange rate of {text} is not possible"
            mend = f"Write what one {key} costs in the currency of the program: 0.92."
            self.problems.add(at, "exchange-rate", message, mend)
        return Currency(key, rate, spread)

    def _rate(self, text: str, at: At) -> Ranged:
        if not is_spread(text):
            value = money(text, at, self.problems)
            return (1.0 if value is None else value), None
        spread = _range(text, Unit.price(), at, self.problems)
        return (spread.distribution.planned if spread else 1.0), spread

    def _index(self, key: str, doc: IndexDoc, base: Index | None, at: At) -> Index:
        steps = self._steps(doc, at.down("steps"))
        if base is not None and not doc.steps:
            steps = base.steps
        broken = self.problems.below(at)
        if doc.per_year is None and not doc.steps and base is None and not broken:
            message = f"the escalation '{key}' raises no price"
            mend = "Write per_year: 3% and since: 2026-01-01, or steps: {2027-01-01: 104%}."
            self.problems.add(at, "escalation", message, mend, key=True)
        since = doc.since or (base.since if base else None)
        if since is None and doc.per_year is not None and not broken:
            message = f"the escalation '{key}' does not say from when on prices rise"
            mend = "Add since: the date whose prices stand in the plan."
            self.problems.add(at.down("per_year"), "missing-key", message, mend)
        if since is None:
            since = steps[0][0] if steps else datetime(2026, 1, 1)
        rate, spread = (base.per_year, base.spread) if base else (0.0, None)
        if doc.per_year is not None:
            rate, spread = share_of(doc.per_year, Unit.growth(), at.down("per_year"), self.problems)
        return Index(key, since, rate, spread, steps)

    def _steps(self, doc: IndexDoc, at: At) -> tuple[tuple[datetime, float], ...]:
        found: list[tuple[datetime, float]] = []
        for text, level in (doc.steps or {}).items():
            here = at.down(text)
            try:
                day = dates.moment(text)
            except ValueError as fault:
                self.problems.add(here, "date", f"steps: {fault}", dates.MEND, key=True)
                continue
            value = share(level, here, self.problems)
            if value is not None and not 0 < value <= MOST:
                message = f"a price level of {level} is not possible"
                self.problems.add(here, "step", message, "Write 104% where prices are 4 % higher.")
            if found and day <= found[-1][0]:
                message = f"the step of {text} is not after the one before it"
                mend = "Write the steps in the order of their dates."
                self.problems.add(here, "step", message, mend, key=True)
            found.append((day, 1.0 if value is None else value))
        return tuple(found)

    def _discount(self, text: str, at: At) -> float | None:
        value, spread = share_of(text, Unit.factor(), at, self.problems)
        if spread is not None or not 0.0 <= value <= 1.0:
            message = f"discount: {text} is not one rate from 0% to 100% a year"
            self.problems.add(at, "discount", message, "Write discount: 6%.")
            return None
        return value


def share_of(text: str, unit: Unit, at: At, problems: Problems) -> Ranged:
    """A share that comes on top, or its range; 8 for 8 % is a mistake, and so is over 1000 %."""
    spread = None
    if is_spread(text):
        spread = _range(text, unit, at, problems)
        planned = spread.distribution.planned if spread else 0.0
        most = spread.distribution.support[1] if spread else 0.0
    else:
        planned = most = share(text, at, problems) or 0.0
    most = planned if math.isinf(most) else most
    in_percent = "%" in text
    below = planned <= -1 if unit == Unit.growth() else planned < 0
    if below or most > MOST or (most >= 1 and not in_percent):
        mend = "Write 8%." if spread or in_percent else f"Did you mean {text.strip()}%?"
        problems.add(at, "share", f"a share of {text} is not possible here", mend)
        return 0.0, None
    return planned, spread


def _range(text: str, unit: Unit, at: At, problems: Problems) -> Spread | None:
    return parsed(at, problems, "distribution", lambda: parse_spread(text, unit, folder_of(at)))
