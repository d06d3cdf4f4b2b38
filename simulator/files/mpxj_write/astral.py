"""Letters beyond the 65,536 first ones, such as emoji: MPXJ's writer of PMXML loses them, so they
travel through it as hexadecimal numbers between two letters that no text uses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

BEYOND = re.compile("[\U00010000-\U0010ffff]")
OPEN, CLOSE = "\ue0f0", "\ue0f1"
HIDDEN = re.compile(OPEN.encode() + rb"([0-9a-f]{6})" + CLOSE.encode())


def hidden(value: Any) -> Any:
    """Plain values with such letters as numbers in all texts."""
    if isinstance(value, str):
        return BEYOND.sub(lambda found: f"{OPEN}{ord(found[0]):06x}{CLOSE}", value)
    if isinstance(value, dict):
        return {key: hidden(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [hidden(part) for part in value]
    return value


def shown(path: Path) -> None:
    """Put the letters back into the file that was written."""
    content = path.read_bytes()
    if HIDDEN.search(content):
        path.write_bytes(HIDDEN.sub(lambda found: chr(int(found[1], 16)).encode(), content))
