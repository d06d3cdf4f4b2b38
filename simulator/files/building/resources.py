"""Resources of the plan file to the model, over those that schedules bring."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulator.files.building.texts import factor_of, money, number_of, price
from simulator.files.document.base import Hole
from simulator.files.document.resource import ResourceDoc
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.calendar import Calendar
from simulator.model.resource import Rate, Resource, ResourceType

WORKING_DAY = 480.0
"""Minutes of the day of a rate per day, where a resource has no calendar."""


@dataclass(frozen=True)
class Resources:
    """Builds resources. calendars : those of the program."""

    calendars: Mapping[str, Calendar]
    at: At
    problems: Problems

    def built(
        self, docs: Mapping[str, ResourceDoc] | None, imported: Mapping[str, Resource]
    ) -> dict[str, Resource]:
        """All resources; what the plan file says wins, key by key."""
        found = dict(imported)
        for key, doc in (docs or {}).items():
            if not isinstance(doc, Hole):
                found[key] = self._one(key, doc, imported.get(key, Resource(key, key)))
        return found

    def _one(self, key: str, doc: ResourceDoc, base: Resource) -> Resource:
        at = self.at.down(key).about(f"resource {key}")
        given: dict[str, Any] = {}
        if doc.name is not None:
            given["name"] = doc.name
        if doc.type is not None:
            given["type"] = ResourceType(doc.type)
        if doc.capacity is not None:
            given["capacity"] = number_of(doc.capacity, at.down("capacity"), self.problems)
        if doc.calendar is not None:
            given["calendar"] = self._calendar(doc.calendar, at.down("calendar"))
        if doc.rate_uncertainty is not None:
            where = at.down("rate_uncertainty")
            given["rate_spread"] = factor_of(doc.rate_uncertainty, where, self.problems)
        one = replace(base, **given)
        return replace(one, rates=self._rates(doc, one, at))

    def _calendar(self, key: str, at: At) -> str | None:
        if key in self.calendars:
            return key
        known = sorted(self.calendars)
        mend = did_you_mean(key, known, f"Known are: {', '.join(known)}.")
        self.problems.add(at, "unknown-calendar", f"there is no calendar '{key}'", mend)
        return None

    def _rates(self, doc: ResourceDoc, one: Resource, at: At) -> tuple[Rate, ...]:
        """Prices of the doc, or those of the resource below where it gives none."""
        if doc.rates is not None and (doc.rate is not None or doc.per_use is not None):
            message = "'rates' and 'rate' or 'per_use' both say what it costs"
            self.problems.add(at.down("rates"), "two-rates", message, "Keep one of them.")
        if doc.rates is None:
            if doc.rate is None and doc.per_use is None:
                return one.rates
            return (self._rate(doc.rate, doc.per_use, one, at),)
        found = []
        for place, row in enumerate(doc.rates):
            if isinstance(row, Hole):
                continue
            here = at.down("rates", place)
            found.append(replace(self._rate(row.rate, row.per_use, one, here), start=row.start))
        dated = [rate.start for rate in found[1:]]
        if None in dated or dated != sorted(at for at in dated if at):
            message = "the rates do not follow each other by date"
            mend = "Give all but the first a start, in the order of the dates."
            self.problems.add(at.down("rates"), "rates", message, mend)
        return tuple(found)

    def _rate(self, rate: str | None, per_use: str | None, one: Resource, at: At) -> Rate:
        calendar = self.calendars.get(one.calendar or "")
        day = calendar.minutes_per_day if calendar else WORKING_DAY
        by_time = one.type is ResourceType.WORK
        hour = price(rate, day if by_time else None, at.down("rate"), self.problems) if rate else 0
        use = money(per_use, at.down("per_use"), self.problems) if per_use else 0
        for key, value, text in (("rate", hour, rate), ("per_use", use, per_use)):
            if value is not None and value < 0:
                message = f"{key}: {text} is below 0"
                mend = "Write what it costs: 0 or more."
                self.problems.add(at.down(key), "negative-price", message, mend)
        return Rate(per_hour=hour or 0.0, per_use=use or 0.0)


_COUNTED = re.compile(r"(.+?)\s*(?:\[\s*([\d.,]+\s*%?)\s*\]|\s([\d.]+\s*%?))", re.DOTALL)


def named(text: str, known: Mapping[str, Resource]) -> tuple[str, str | None]:
    """Resource and units of ``fitter 4`` or ``Fitter[400%]``; a resource may be called ``R 2``."""
    if text in known:
        return text, None
    found = _COUNTED.fullmatch(text)
    return (found[1], found[2] or found[3]) if found else (text, None)
