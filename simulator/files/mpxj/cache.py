"""The raw document of a file is kept, so that the second run starts no Java.

Entries are named by a hash of the file, of the reader and of its options; all may be deleted at
any time. What cannot be read or written is as if it were not there.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
import tempfile
import zlib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from simulator.files.mpxj.process import run_reader

KEPT = 50
"""Entries, at most."""
KEPT_BYTES = 200 * 2**20
"""And their size together, at most."""
READER = (
    "calendar_days.py",
    "child.py",
    "columns.py",
    "extract.py",
    "extract_fields.py",
    "extract_resources.py",
    "jvm.py",
)


def cached_document(path: Path, encoding: str | None) -> dict[str, Any]:
    """The raw document of the schedule at `path`, from the cache if it is there."""
    entry = cache_folder() / f"{_key(path, encoding)}.json.gz"
    document = _load(entry)
    if document is None:
        document = run_reader(path, encoding)
        with suppress(OSError):
            _store(entry, document)
    return document


def cache_folder() -> Path:
    """Where the system wants caches to be."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        base = (Path(local) if local else Path.home() / "AppData" / "Local") / "p80" / "cache"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches" / "p80"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "p80"
    return base / "schedules"


def _key(path: Path, encoding: str | None) -> str:
    digest = hashlib.sha256()
    try:
        digest.update(version("mpxj").encode())
    except PackageNotFoundError:
        digest.update(b"unknown")
    for name in READER:
        digest.update((Path(__file__).parent / name).read_bytes())
    digest.update(repr(encoding).encode())
    with path.open("rb") as stream:
        digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:40]


def _load(entry: Path) -> dict[str, Any] | None:
    """The document in `entry`, or None where there is none or it is damaged."""
    try:
        document = json.loads(gzip.decompress(entry.read_bytes()))
        os.utime(entry)
    except (OSError, EOFError, ValueError, zlib.error):
        return None
    return document if isinstance(document, dict) and "projects" in document else None


def _store(entry: Path, document: dict[str, Any]) -> None:
    """Write `entry` whole or not at all, then drop what has not been used for longest."""
    entry.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    data = gzip.compress(json.dumps(document, separators=(",", ":")).encode(), 1, mtime=0)
    handle, name = tempfile.mkstemp(dir=entry.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(entry)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    _prune(entry.parent)


def _prune(folder: Path) -> None:
    aged = []
    for entry in folder.glob("*.json.gz"):
        with suppress(OSError):
            status = entry.stat()
            aged.append((status.st_mtime, status.st_size, entry))
    total = 0
    for place, (_, size, entry) in enumerate(sorted(aged, reverse=True)):
        total += size
        if place and (place >= KEPT or total > KEPT_BYTES):
            with suppress(OSError):
                entry.unlink()
