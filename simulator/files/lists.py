"""Several texts in one cell: ``A10; "odd; id" SS+5d``, apart and together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

_PART = re.compile(r'\s*"(?:[^"]|"")*"[^;,\n]*|[^;,\n]+')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_RANGE = r"[+~-]\s*[A-Za-z]+\s*\([^()]*\)"
"""A lag that is a range, or after ~ the range around a lag: the commas in it part no links."""
_LINKS = re.compile(rf'\s*"(?:[^"]|"")*"(?:{_RANGE}|[^;,\n])*|(?:{_RANGE}|[^;,\n])+', re.IGNORECASE)
_LINK = re.compile(
    r'"(?P<task>(?:[^"]|"")*)"\s*(?:(?P<type>FS|SS|FF|SF)\s*(?P<lag>[+-].*)?)?', re.IGNORECASE
)
_TERM = re.compile(rf"({_RANGE})|([+-])\s*([^+~-]+)", re.IGNORECASE)

MARK = "..."
"""Begins a cell that goes on with the list of the row above."""


def items_of(text: str) -> list[str]:
    """The items between ; or , of a cell; one in double quotes may hold these signs."""
    parts = (part.strip() for part in _PART.findall(text))
    return [_bare(part) for part in parts if part]


def _bare(part: str) -> str:
    match = _QUOTED.fullmatch(part)
    return match[1].replace('""', '"') if match else part


def item_text(item: str) -> str:
    """`item` so that `items_of` reads it back."""
    plain = item and item == item.strip() and not re.search(r"[;,\n]", item)
    return item if plain and not item.startswith((MARK, '"')) else quoted(item)


def quoted(item: str) -> str:
    """`item` in double quotes, those in it doubled."""
    return '"' + item.replace('"', '""') + '"'


def parts_of_links(text: str) -> list[str]:
    """The links between ; or , of a text."""
    return [part.strip() for part in _LINKS.findall(text) if part.strip()]


def links_of(text: str) -> object:
    """Links of a cell as a plan file has them: the text itself, or where an id stands in quotes
    a list with the long form of its link."""
    if '"' not in text:
        return text
    found: list[object] = []
    for part in parts_of_links(text):
        match = _LINK.fullmatch(part)
        found.append(_long(match) if match else part)
    return found


def _long(match: re.Match[str]) -> dict[str, str]:
    link = {"task": match["task"].replace('""', '"'), "type": (match["type"] or "FS").upper()}
    for spread, sign, size in _TERM.findall(match["lag"] or ""):
        if spread:
            link["uncertainty" if spread[0] == "~" else "lag"] = spread.lstrip("+~").strip()
            continue
        key = "share" if size.strip().endswith("%") else "lag"
        link[key] = f"{'-' if sign == '-' else ''}{size.strip()}"
    return link


def link_text(link: str | Mapping[str, str]) -> str:
    """One link of a plan file for a cell; the long form as ``"odd; id" SS+5d``."""
    if isinstance(link, str):
        return link
    terms = [link[key] for key in ("lag", "share") if key in link]
    lag = "".join(term if term.startswith("-") else f"+{term}" for term in map(_exact, terms))
    if "uncertainty" in link:
        lag += f"~{link['uncertainty']}"
    return f"{quoted(link['task'])} {link.get('type', 'FS')}{lag}"


def _exact(term: str) -> str:
    """A share without an exponent, whose sign would read as the next term."""
    return f"{Decimal(term[:-1]):f}%" if term.endswith("%") else term


def chunks(items: Iterable[str], most: int) -> list[str]:
    """Items joined to cells of at most `most` characters; all but the first begin with a mark."""
    found, here = [], ""
    for item in items:
        joined = f"{here}; {item}" if here else item
        if len(joined) > most and here:
            found.append(here)
            joined = f"{MARK} {item}"
        here = joined
    return [*found, here] if here else found
