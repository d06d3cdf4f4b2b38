"""The grammar of a range: a name, and in brackets parameters between commas."""

from __future__ import annotations

import math
from difflib import get_close_matches
from typing import NamedTuple

from simulator.model.distributions import (
    FAMILIES,
    Cumulative,
    Discrete,
    Empirical,
    Experts,
    Family,
)
from simulator.model.units import ExpressionError, parse_share

LONGEST = 1_000_000
"""Characters of a range."""
_SHOWN = 40

MOST_EXPERTS = 50
"""Opinions in one pool."""
MOST_VALUES = 100_000
"""Recorded values in one pool."""
_ROUNDING = 1e-6

_SIGNATURES = {
    Discrete.name: "discrete(5: 20%, 8: 50%, 13: 30%)",
    Cumulative.name: "cumulative(4: 0%, 6: 20%, 16: 100%)",
    Empirical.name: "empirical(file.csv, column) or empirical(8, 9, 12, 15)",
    Experts.name: "experts(triangular(8, 10, 15), pert(6, 9, 20): 2)",
}


class Opinion(NamedTuple):
    """What one of several experts says, as written, and how much it weighs."""

    text: str
    weight: float


class Argument(NamedTuple):
    """One parameter as written; name is "" where it stands by its position."""

    name: str
    text: str


def take_apart(text: str) -> tuple[type[Family] | None, list[Argument]]:
    """(family, its arguments); (None, []) for a number alone. Raises `ExpressionError`."""
    if len(text) > LONGEST:
        raise ExpressionError(f"the text of a range is too long ({len(text):,} characters)")
    name, bracket, rest = (part.strip() for part in text.partition("("))
    if not bracket and not name[:1].isalpha():
        return None, []
    family = _family(name)
    if not bracket:
        raise ExpressionError(f"{family.name} has no parameters", mend(family))
    if not rest.endswith(")"):
        raise ExpressionError(f"{family.name}: the closing bracket is missing", mend(family))
    return family, [_argument(piece, family) for piece in _pieces(rest[:-1], family)]


def opinions(arguments: list[Argument]) -> list[Opinion]:
    """Each expert's range and weight: the number after its colon, 1 where there is none.

    Weights in percent add up to 100 %. Raises `ExpressionError`.
    """
    if not 1 <= len(arguments) <= MOST_EXPERTS:
        message = f"experts takes 1 to {MOST_EXPERTS} ranges, not {len(arguments)}"
        raise ExpressionError(message, mend(Experts))
    texts, weights, shares = [], [], []
    for argument in arguments:
        text, weight = _weighed(argument.text)
        shares.append(weight.endswith("%"))
        weights.append(_weight(weight, text) if weight else 1.0)
        texts.append(text)
    total = math.fsum(weights)
    if any(shares) and abs(total - 1.0) > _ROUNDING:
        message = f"the weights of the experts add up to {total * 100:.6g} %, not 100 %"
        raise ExpressionError(message, "Give each a share of 100%, or plain weights: 1, 2, 0.5.")
    return [Opinion(*one) for one in zip(texts, weights, strict=True)]


def signature(family: type[Family]) -> str:
    """How the family is written: ``pert(low, likely, high, [shape])``."""
    names = [p.name if p.required else f"[{p.name}]" for p in family.parameters]
    return _SIGNATURES.get(family.name, f"{family.name}({', '.join(names)})")


def mend(family: type[Family]) -> str:
    """The advice that goes with most errors."""
    return f"Write {signature(family)}."


def shown(text: str) -> str:
    """`text`, cut where it is too long for a message."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _family(name: str) -> type[Family]:
    family = FAMILIES.get(name.lower())
    if family is None:
        near = get_close_matches(name.lower(), FAMILIES, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(FAMILIES)}."
        raise ExpressionError(f"there is no distribution '{shown(name)}'", hint)
    return family


def _pieces(inside: str, family: type[Family]) -> list[str]:
    """Text between brackets, cut at commas that are not in quotes, nor within what one of several
    experts said."""
    pieces: list[list[str]] = [[]]
    quote, depth = "", 0
    for character in inside:
        if character in "\"'" and quote in ("", character):
            quote = "" if quote else character
        elif character in "()" and not quote:
            depth += 1 if character == "(" else -1
        elif character == "," and not quote and not (depth and family is Experts):
            pieces.append([])
            continue
        pieces[-1].append(character)
    if quote:
        raise ExpressionError(f"the quote {quote} is not closed", "Close it, or leave quotes out.")
    return ["".join(piece) for piece in pieces] if inside.strip() else []


def _argument(piece: str, family: type[Family]) -> Argument:
    whole = family in (Empirical, Experts)
    name, equals, text = ("", "", piece) if whole else piece.partition("=")
    if not equals:
        name, text = "", piece
    if not text.strip():
        raise ExpressionError(f"{family.name} has an empty parameter", mend(family))
    return Argument(name.strip().lower(), text.strip())


def _weighed(text: str) -> tuple[str, str]:
    """``pert(6, 9, 20): 2`` in two; the colons within the brackets are the range's own."""
    said, bracket, tail = text.rpartition(")")
    if not bracket:
        said, _, weight = text.partition(":")
        return said.strip(), weight.strip()
    tail = tail.strip()
    if tail and not tail.startswith(":"):
        message = f"experts: '{shown(tail)}' after {shown(said)}) is no weight"
        raise ExpressionError(message, mend(Experts))
    return said + bracket, tail[1:].strip()


def _weight(text: str, of: str) -> float:
    try:
        weight = parse_share(text)
    except ExpressionError:
        weight = 0.0
    if not weight > 0.0:
        message = f"the weight of {shown(of)}, '{shown(text)}', is not a number above 0"
        raise ExpressionError(message, "Write 2 or 0.5, or leave the expert out.")
    return weight
