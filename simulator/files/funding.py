"""Limits of funding as people give them: in the plan, on the command line, in a table."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from simulator.errors import Issue, PlanError
from simulator.files.csv import CSV_SUFFIXES, csv_rows
from simulator.files.dates import until
from simulator.files.read import decoded
from simulator.model.funding import Grant
from simulator.model.units import ExpressionError, parse_money, plain

T = TypeVar("T")

Row = tuple[str, str | None, str]
"""Where it stands, the date, and the amount; no date is for good."""

MOST = 1000
"""Limits of one program."""

FORM = "A limit is a date, such as 2026-12-31, and all that may be spent by its end, such as 5M."


def read_limits(texts: Iterable[str], option: str = "--limit") -> tuple[Grant, ...]:
    """Grants from ``2026-12-31=5M``, ``5M`` (for good), and tables with a date and an amount a row.

    Raises PlanError with every problem.
    """
    rows: list[Row] = []
    for text in texts:
        if text.lower().endswith(CSV_SUFFIXES):
            rows += _table(Path(text))
        else:
            date, sign, amount = text.rpartition("=")
            rows.append((f'{option} "{text}"', date if sign else None, amount))
    return grants_of(rows)


def grants_of(rows: Iterable[Row]) -> tuple[Grant, ...]:
    """Grants from rows, in the order of their dates.

    Raises PlanError with every problem.
    """
    issues: list[Issue] = []
    found: dict[datetime, tuple[Grant, str]] = {}
    for where, date, amount in rows:
        at = _read(where, partial(_until, date), issues)
        money = _read(where, partial(limit_of, amount), issues)
        if at is None or money is None:
            continue
        if at in found:
            issues.append(Issue(where, "two-values", "this date has a limit already", FORM))
        found[at] = Grant(at, money), where
        if len(found) > MOST:
            message = f"there are more than {MOST:,} limits of funding"
            issues.append(Issue(where, "too-large", message, "Give one a month, or fewer."))
            break
    ordered = [found[at] for at in sorted(found)]
    issues += _falling(ordered)
    if issues:
        raise PlanError(issues)
    return tuple(grant for grant, _ in ordered)


def _until(text: str | None) -> datetime:
    return datetime.max if text is None else until(text)


def limit_of(text: str) -> float:
    """An amount that may be spent. Raises ValueError where it is none, or negative."""
    amount = parse_money(text)
    if not math.isfinite(amount) or amount < 0:
        raise ValueError(f"a limit of '{text.strip()}' cannot be held: it must be 0 or more")
    return amount


def _falling(ordered: list[tuple[Grant, str]]) -> list[Issue]:
    """Limits below one of an earlier date."""
    return [
        Issue(
            where,
            "falling-limit",
            f"{plain(later.amount)} is less than {plain(earlier.amount)}, the limit of an earlier "
            "date; limits count all money from the start on",
            "Add what may be spent before.",
        )
        for (earlier, _), (later, where) in pairwise(ordered)
        if later.amount < earlier.amount
    ]


def _read(where: str, parse: Callable[[], T], issues: list[Issue]) -> T | None:
    try:
        return parse()
    except (ExpressionError, ValueError) as fault:
        issues.append(Issue(where, "funding", str(fault), FORM))
        return None


def _table(path: Path) -> Iterable[Row]:
    """Every filled row below the headings."""
    header: list[str] = []
    for line, cells in csv_rows(str(path), decoded(path)):
        where = f"{path}:{line}"
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = [cell.strip().lower() for cell in cells]
            if not {"date", "amount"} <= set(header):
                message = f"the table needs the columns date and amount, and has {header}"
                raise PlanError.one(where, "no-column", message, "Name them in its first row.")
            continue
        row = dict(zip(header, cells, strict=False))
        yield where, row.get("date", "").strip(), row.get("amount", "").strip()
