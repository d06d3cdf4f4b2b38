"""A file appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from simulator.errors import OutputError


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8; raise `OutputError`, and leave what was there, where that fails."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as draft:
            try:
                draft.write(text)
                draft.flush()
                os.fsync(draft.fileno())
            except BaseException:
                draft.close()
                Path(draft.name).unlink(missing_ok=True)
                raise
        Path(draft.name).replace(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error
