"""Earned value at the data date: what was planned, done and paid, and where that leads.

Sources: ANSI/EIA-748; PMI, Practice Standard for Earned Value Management, 2nd edition (2011).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import fsum
from typing import TYPE_CHECKING, Any

from simulator.results.earned_entry import Entry
from simulator.results.earned_parts import Path, name_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Forecast:
    """An estimate at completion. percentile : share of the forecast's iterations that cost no
    more, 0 to 1."""

    eac: float
    percentile: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over some tasks, money in plain units of the program's currency.

    bac : budget at completion. bcws : planned, bcwp : earned, acwp : paid up to the data date.
    tasks : those with money; from_baseline : of them with the budget or dates of a baseline;
    unpaid : with work done for which the plan holds no actual cost. acwp : None where all work done
    is unpaid, or the plan holds no actual cost at all.
    """

    bac: float
    bcws: float
    bcwp: float
    acwp: float | None
    tasks: int
    from_baseline: int
    unpaid: int

    @property
    def has_begun(self) -> bool:
        """Whether anything was planned, earned or paid up to the data date."""
        return bool(self.bcws or self.bcwp or self.acwp)

    @property
    def sv(self) -> float:
        """Schedule variance BCWP - BCWS."""
        return self.bcwp - self.bcws

    @property
    def spi(self) -> float | None:
        """Schedule performance index BCWP / BCWS."""
        return _ratio(self.bcwp, self.bcws)

    @property
    def cv(self) -> float | None:
        """Cost variance BCWP - ACWP."""
        return None if self.acwp is None else self.bcwp - self.acwp

    @property
    def cpi(self) -> float | None:
        """Cost performance index BCWP / ACWP."""
        return None if self.acwp is None else _ratio(self.bcwp, self.acwp)

    @property
    def tcpi(self) -> float | None:
        """To-complete performance index (BAC - BCWP) / (BAC - ACWP); None where the money that is
        left is none."""
        if self.acwp is None or self.acwp >= self.bac:
            return None
        return (self.bac - self.bcwp) / (self.bac - self.acwp)

    @property
    def eac_by_rate(self) -> float | None:
        """At completion, if the rest costs as much per unit earned as so far: BAC / CPI."""
        if self.acwp is None or self.bcwp <= 0:
            return None
        return self.bac * self.acwp / self.bcwp

    @property
    def eac_by_plan(self) -> float | None:
        """At completion, if the rest costs what was planned: ACWP + BAC - BCWP."""
        return None if self.acwp is None else self.acwp + self.bac - self.bcwp


@dataclass(frozen=True, slots=True)
class Part:
    """Earned value of a part of the program.

    branch : ids and headings, from the top. level : 1 for a part of the whole, 2 for a part of one
    of level 1, and so on; the parts of a part follow it and add up to it. by_rate, by_plan :
    estimates at completion against the forecast of the part; None where undefined.
    """

    branch: Path
    level: int
    figures: Figures
    by_rate: Forecast | None
    by_plan: Forecast | None

    @property
    def name(self) -> str:
        """In one line, with / between."""
        return name_of(self.branch)

    def to_dict(self) -> dict[str, Any]:
        """An entry of a list of `by` of docs/reference/json.md."""
        own = {"name": self.name, "level": self.level}
        return own | _document(self.figures, self.by_rate, self.by_plan)


@dataclass(frozen=True, slots=True)
class EarnedValue:
    """The figures of a program.

    at, first : the latest and the earliest data date of its projects with money. outside : of the
    plan's cost, what belongs to no task: overheads, responses, penalties, summaries. parts : by
    "project", "wbs" and "account", each adds up to the whole; without a division that has but one
    part.
    """

    at: datetime
    first: datetime
    figures: Figures
    by_rate: Forecast | None
    by_plan: Forecast | None
    outside: float
    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The part `earned_value` of docs/reference/json.md."""
        return {
            "data_date": self.at.isoformat(timespec="minutes"),
            **_document(self.figures, self.by_rate, self.by_plan),
            "outside": self.outside,
            "by": {by: [one.to_dict() for one in parts] for by, parts in self.parts.items()},
        }

    def table(self) -> pd.DataFrame:
        """A row for the program and one a part: by, name, level, and the figures, money; the
        percentile of each estimate in a column after it."""
        import pandas as pd

        whole = _document(self.figures, self.by_rate, self.by_plan)
        rows = [{"by": "program", "name": "", "level": 0, **whole}]
        for by, parts in self.parts.items():
            rows += [{"by": by, **part.to_dict()} for part in parts]
        return pd.DataFrame([dict(_flat(row)) for row in rows])


def figures_of(entries: Iterable[Entry], has_payments: bool) -> Figures:
    """The sums over `entries`. has_payments : whether the plan holds any actual cost."""
    found = list(entries)
    paid = [one.paid for one in found if one.paid is not None]
    # Of a task that several accounts share there are several entries.
    budgeted = {one.task: one for one in found if one.budget}
    unpaid = sum(one.unpaid for one in budgeted.values())
    known = has_payments and (bool(paid) or not unpaid)
    return Figures(
        bac=fsum(one.budget for one in found),
        bcws=fsum(one.budget * one.due for one in found),
        bcwp=fsum(one.budget * one.done for one in found),
        acwp=fsum(paid) if known else None,
        tasks=len(budgeted),
        from_baseline=sum(one.from_baseline for one in budgeted.values()),
        unpaid=unpaid,
    )


def _document(one: Figures, by_rate: Forecast | None, by_plan: Forecast | None) -> dict[str, Any]:
    return {
        "BAC": one.bac,
        "BCWS": one.bcws,
        "BCWP": one.bcwp,
        "ACWP": one.acwp,
        "SV": one.sv,
        "CV": one.cv,
        "SPI": one.spi,
        "CPI": one.cpi,
        "TCPI": one.tcpi,
        "EAC_rate": _forecast(by_rate),
        "EAC_plan": _forecast(by_plan),
        "tasks": one.tasks,
        "from_baseline": one.from_baseline,
        "unpaid": one.unpaid,
    }


def _forecast(forecast: Forecast | None) -> dict[str, float] | None:
    if forecast is None:
        return None
    return {"value": forecast.eac, "percentile": forecast.percentile}


def _flat(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if name.startswith("EAC"):
            own = value or {"value": None, "percentile": None}
            yield name, own["value"]
            yield f"{name}_percentile", own["percentile"]
        else:
            yield name, value


def _ratio(above: float, below: float) -> float | None:
    return above / below if below else None
