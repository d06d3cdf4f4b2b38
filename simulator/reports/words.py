"""Numbers in words that need no lecture; shared by the text, the page and its tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from simulator.model.program import Program
from simulator.reports.plain import flat
from simulator.results.estimate import Chance, show_chance, show_day
from simulator.results.raw import Lever

CURRENCY = 8
"""Characters of a currency that are shown."""

LETTERS = 8
"""Characters that are looked at for each column: a letter may carry several marks without width."""


def likely(chance: Chance) -> str:
    """``which is 4 % likely``; an exact 0 or 1 says what it was counted from."""
    if chance.value == 0:
        return f"which none of {chance.iterations:,} iterations met"
    if chance.value == 1:
        return f"which all {chance.iterations:,} iterations met"
    return f"which is {show_chance(chance.value)} likely"


def share(chance: Chance) -> str:
    """``35 %``; an exact 0 or 1 says what it was counted from."""
    if chance.value in (0, 1):
        return f"{'all' if chance.value else 'none of'} {chance.iterations:,} iterations"
    return show_chance(chance.value)


def telling(levers: tuple[Lever, ...]) -> tuple[Lever, ...]:
    """Those that move the date by anything that can be shown."""
    return tuple(lever for lever in levers if abs(lever.days) >= 0.05)


WHAT = {
    "lag": "Wait before",
    "branch": "Path taken at",
    "loop": "Repeats of",
    "exists": "Need for",
    "cost": "Cost of",
    "resource": "Rate of",
    "currency": "Currency",
    "escalation": "Price of",
    "overhead": "Overhead",
    "weather": "Weather on calendar",
    "downtime": "Downtime on calendar",
}
"""What of a thing is uncertain, by the kind of its lever; of the other kinds the thing itself."""


NAMELESS = ("lag", "overhead", "rest", "rounding")
"""Kinds whose id says nothing that the name does not."""


def lever_name(lever: Lever, id: str) -> str:
    """``A1 Design``, ``Repeats of L1 Design redone``, ``Weather on calendar site``.

    id : as people say it.
    """
    said = "" if lever.kind in NAMELESS or lever.name == id else id
    name = " ".join(filter(None, (said, lever.name)))
    return " ".join(filter(None, (WHAT.get(lever.kind), name)))


def days(value: float) -> str:
    """A difference in days with what matters of it: ``21 d``, ``0.4 d``, ``<0.1 d``."""
    size = abs(value)
    if 0 < size < 0.05:
        return "<0.1 d"
    sign = "-" if value < 0 else ""
    return f"{sign}{size:.1f} d" if size < 9.95 else f"{sign}{size:,.0f} d"


def seconds(value: float) -> str:
    """``0.3 s``, ``12 s``, ``3 min``."""
    if value < 10:
        return f"{max(value, 0.1):.1f} s"
    return f"{value:.0f} s" if value < 120 else f"{value / 60:.0f} min"


def count(number: int, noun: str) -> str:
    """``1 task``, ``412 tasks``, ``2 branches``."""
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def counts(numbers: Mapping[str, int]) -> list[str]:
    """``1 risk``, ``2 loops``: those that there are."""
    return [count(number, noun) for noun, number in numbers.items() if number]


def data_dates(program: Program) -> str:
    """``1 Jun 2026``; ``10 May 2012 to 22 Jan 2013`` of projects that have reported up to
    different days; empty without any."""
    dates = [one.data_date for one in program.projects if one.data_date is not None]
    days = [show_day(day) for day in (min(dates), max(dates))] if dates else []
    return " to ".join(dict.fromkeys(days))


def cut(text: str, length: int) -> str:
    """At most `length` characters on one line, an ellipsis for the rest."""
    text = flat(text)
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def unit(currency: str) -> str:
    """What stands after an amount: `` EUR``, or nothing."""
    return f" {cut(currency, CURRENCY)}" if currency else ""


def width(text: str) -> int:
    """Columns that the text takes on a terminal."""
    return sum(_columns(character) for character in text)


def fit(text: str, columns: int) -> str:
    """The text in exactly `columns` columns: padded, or cut with an ellipsis."""
    clean = flat(text[: LETTERS * columns])
    if width(clean) > columns:
        kept = ""
        for character in clean:
            if width(kept) + _columns(character) > columns - 1:
                break
            kept += character
        clean = kept + "…"
    return clean + " " * (columns - width(clean))


def fit_end(text: str, columns: int) -> str:
    """The same, cut after its indent: of a path the end tells one from another."""
    inner = text.lstrip()
    indent = text[: len(text) - len(inner)]
    if width(flat(text)) <= columns:
        return fit(text, columns)
    room = columns - len(indent) - 1
    kept = flat(inner)
    while width(kept) > room - 1:
        kept = kept[1:]
    return fit(f"{indent}…{kept}", columns)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
