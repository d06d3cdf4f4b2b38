"""The grammar of a range: a name, and in brackets parameters between commas."""

from __future__ import annotations

from difflib import get_close_matches
from typing import NamedTuple

from simulator.model.distributions import FAMILIES, Cumulative, Discrete, Empirical, Family
from simulator.model.units import ExpressionError

_LONGEST = 1_000_000
_SHOWN = 40

_SIGNATURES = {
    Discrete.name: "discrete(5: 20%, 8: 50%, 13: 30%)",
    Cumulative.name: "cumulative(4: 0%, 6: 20%, 16: 100%)",
    Empirical.name: "empirical(file.csv, column) or empirical(8, 9, 12, 15)",
}


class Argument(NamedTuple):
    """One parameter as written; name is "" where it stands by its position."""

    name: str
    text: str


def take_apart(text: str) -> tuple[type[Family] | None, list[Argument]]:
    """(family, its arguments); (None, []) for a number alone. Raises `ExpressionError`."""
    if len(text) > _LONGEST:
        raise ExpressionError(f"the text of a range is too long ({len(text):,} characters)")
    name, bracket, rest = (part.strip() for part in text.partition("("))
    if not bracket and not name[:1].isalpha():
        return None, []
    family = _family(name)
    if not bracket:
        raise ExpressionError(f"{family.name} has no parameters", mend(family))
    if not rest.endswith(")"):
        raise ExpressionError(f"{family.name}: the closing bracket is missing", mend(family))
    return family, [_argument(piece, family) for piece in _pieces(rest[:-1])]


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


def _pieces(inside: str) -> list[str]:
    """Text between brackets, cut at commas that are not in quotes."""
    pieces: list[list[str]] = [[]]
    quote = ""
    for character in inside:
        if character in "\"'" and quote in ("", character):
            quote = "" if quote else character
        elif character == "," and not quote:
            pieces.append([])
            continue
        pieces[-1].append(character)
    if quote:
        raise ExpressionError(f"the quote {quote} is not closed", "Close it, or leave quotes out.")
    return ["".join(piece) for piece in pieces] if inside.strip() else []


def _argument(piece: str, family: type[Family]) -> Argument:
    name, equals, text = ("", "", piece) if family is Empirical else piece.partition("=")
    if not equals:
        name, text = "", piece
    if not text.strip():
        raise ExpressionError(f"{family.name} has an empty parameter", mend(family))
    return Argument(name.strip().lower(), text.strip())
