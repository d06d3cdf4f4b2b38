"""The schedule formats that p80 writes."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from simulator.model.program import MS_PROJECT, P6


class Format(Enum):
    """A format of P6 or MS Project; the value is MPXJ's own name for it."""

    XER = "XER"
    PMXML = "PMXML"
    MSPDI = "MSPDI"

    @property
    def tool(self) -> str:
        """The tool that opens such files, as `Project.source` names it."""
        return MS_PROJECT if self is Format.MSPDI else P6

    @property
    def is_p6(self) -> bool:
        """True for the two formats of P6."""
        return self is not Format.MSPDI


BY_SUFFIX = {
    ".xer": Format.XER,
    ".pmxml": Format.PMXML,
    ".xml": Format.MSPDI,
    ".mspdi": Format.MSPDI,
}
CODE_PAGE = "windows-1252"
"""Of an XER file where nothing else is said: what P6 itself assumes."""


def format_of(path: Path) -> Format | None:
    """The format that the name of a file asks for."""
    return BY_SUFFIX.get(path.suffix.lower())
