"""Words of a risk register, such as ``high`` or ``P4``, to the numbers that they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from simulator.files.building.texts import Chance, chance, delay_of, is_spread, spread_of_money
from simulator.files.document.risk import ScalesDoc
from simulator.files.place import At, Problems, nearest
from simulator.model.distributions import Constant
from simulator.model.spread import Spread

SOME_DAY = 480.0
"""Minutes of a day with which a delay is read where no task says which, to find its mistakes."""

PROBABILITY, DELAY, COST = "probability", "delay", "cost"

_POSITION = re.compile(r"[A-Za-z]([1-9]\d?)")

_EXAMPLE = {PROBABILITY: "10%", DELAY: '"triangular(1d, 2d, 5d)"', COST: "20k"}


class Scales:
    """The scales of a plan. A step is chosen by its word, or by a letter and its place from the
    lowest on: ``P4``."""

    def __init__(self, doc: ScalesDoc | None, at: At, problems: Problems) -> None:
        self._problems = problems
        self._steps = {
            key: self._sound(key, getattr(doc, key, None) or {}, at.down(key)) for key in _EXAMPLE
        }

    def _sound(self, key: str, steps: Mapping[str, str], at: At) -> dict[str, str | None]:
        """Texts by word; None for one that cannot be read, which is said here and once."""
        found: dict[str, str | None] = {}
        before: tuple[str, Spread] | None = None
        for word, text in steps.items():
            here = at.down(word)
            read = _read(key, text, here, self._problems)
            found[_fold(word)] = None if read is None else text
            if read is None:
                continue
            if before is not None and _is_lower(read, before[1]):
                message = f"'{word}' ({text}) is lower than '{before[0]}', which stands before it"
                self._problems.add(here, "scale", message, "Write the lowest step first.")
            before = word, read
        return found

    def chance(self, text: str, at: At) -> Chance:
        """A probability by its number, its range, or its step; 0, with a problem, if it is none."""
        known = self.text(PROBABILITY, text, at)
        read = None if known is None else chance(known, at, self._problems)
        return read or Chance(0.0)

    def text(self, key: str, text: str | None, at: At) -> str | None:
        """What `text` stands for: itself, or a step of the scale of `key`; None for nothing, and
        for a word, with a problem, that no step has."""
        if text is None or not text.strip()[:1].isalpha() or is_spread(text):
            return text
        steps = self._steps[key]
        if _fold(text) in steps:
            return steps[_fold(text)]
        position = _POSITION.fullmatch(text.strip())
        if steps and position and int(position[1]) <= len(steps):
            return list(steps.values())[int(position[1]) - 1]
        if not steps:
            message = f"'{text}' is a word, and the plan has no scale of {key}"
            mend = f"Write a number, or scales: {{{key}: {{low: {_EXAMPLE[key]}, ...}}}}."
        elif position:
            message = f"'{text}' is past the end of the scale of {key}: it has {len(steps)} steps"
            mend = f"They are, from the lowest: {', '.join(steps)}."
        else:
            message = f"'{text}' is no step of the scale of {key}"
            near = nearest(text.strip(), list(steps))
            mend = f"Did you mean '{near}'?" if near else f"Known are: {', '.join(steps)}."
        self._problems.add(at, "unknown-step", message, mend)
        return None


def _fold(word: str) -> str:
    return " ".join(word.casefold().split())


def _read(key: str, text: str, at: At, problems: Problems) -> Spread | None:
    """One step, to find its mistakes."""
    if key == PROBABILITY:
        found = chance(text, at, problems)
        return None if found is None else Spread(found.spread or Constant(found.planned))
    if key == DELAY:
        return delay_of(text, SOME_DAY, at, problems)
    return spread_of_money(text, at, problems)


def _is_lower(one: Spread, other: Spread) -> bool:
    is_comparable = one.relative == other.relative
    return is_comparable and one.distribution.planned < other.distribution.planned
