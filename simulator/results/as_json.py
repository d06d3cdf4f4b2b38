"""JSON documents as text: one on one line for programs, one indented for files."""

from __future__ import annotations

import json


def as_text(document: object) -> str:
    """A document on one line. Raises ValueError for a number that JSON has no word for."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False)


def as_file(document: object) -> bytes:
    """A document as the content of a file, indented. Raises ValueError as above."""
    return (json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
