"""Windows of the plan file to the model."""

from __future__ import annotations

import re
from datetime import date

from simulator.files import dates
from simulator.files.place import At, Problems
from simulator.model.units import ExpressionError, parse_duration
from simulator.model.window import MINUTE, AnyWindow, Window, Yearly

SHORTEST = 60.0
"""Least minutes from one opening to the next."""

MEND = "Write 04-01..10-15, 2026-07-04 01:00..2026-07-06 05:00, or that with every 14d behind it."

_DAY = r"(\d{1,2})-(\d{1,2})"
_YEARLY = re.compile(rf"\s*{_DAY}\s*\.\.\s*{_DAY}\s*")
_DATED = re.compile(r"\s*(.+?)\s*\.\.\s*(.+?)\s*(?:\bevery\s+(.+?)\s*)?")


def windows_of(texts: tuple[str, ...], at: At, problems: Problems) -> tuple[AnyWindow, ...]:
    """All windows of a calendar; what cannot be read becomes a problem."""
    found: list[AnyWindow] = []
    for index, text in enumerate(texts):
        try:
            found.append(_window(text))
        except ExpressionError as fault:
            problems.add(at.down(index), "window", fault.message, fault.mend or MEND)
        except ValueError as fault:
            problems.add(at.down(index), "window", str(fault), MEND)
    return tuple(found)


def _window(text: str) -> AnyWindow:
    """One window. Raises ValueError with the reason."""
    if match := _YEARLY.fullmatch(text):
        numbers = [int(group) for group in match.groups()]
        first, last = (numbers[0], numbers[1]), (numbers[2], numbers[3])
        for month, day in (first, last):
            _check(month, day, text)
        return Yearly(first, last)
    match = _DATED.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is not a window")
    opens, closes = dates.moment(match[1]), dates.until(match[2])
    if closes <= opens:
        raise ValueError(f"the window '{text}' closes before it opens")
    if match[3] is None:
        return Window(opens, closes)
    every, _ = parse_duration(match[3], 1440.0)
    if every < SHORTEST:
        raise ValueError(f"every {match[3]} is too often for windows, which need an hour each")
    if every < (closes - opens) / MINUTE:
        raise ValueError(f"the window '{text}' opens again before it closes")
    return Window(opens, closes, every)


def _check(month: int, day: int, text: str) -> None:
    try:
        date(2000, month, day)
    except ValueError:
        raise ValueError(f"'{text}' has a day that no calendar has") from None
