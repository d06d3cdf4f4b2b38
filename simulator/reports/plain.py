"""Text from files made harmless to look at: no character of a name commands a terminal, and none
turns the line around it."""

from __future__ import annotations

import re

TURNS = "\u202a-\u202e\u2066-\u2069"
"""Marks that change the direction of all that follows (Unicode TR 36, bidirectional text spoofing);
letters that run from right to left do without them."""
HIDDEN = re.compile(f"[{TURNS}\ufff9-\ufffb\U000e0000-\U000e007f]")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
COMMANDS = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{TURNS}\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""All of them but the end of a line and the tab."""


def flat(text: str) -> str:
    """A name on one line: controls become blanks, marks of direction go."""
    return HIDDEN.sub("", CONTROLS.sub(" ", text))


def visible(text: str) -> str:
    r"""Lines for a terminal, with ``\u001b`` for an escape: seen, and not obeyed. JSON stays the
    same document."""
    return COMMANDS.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
