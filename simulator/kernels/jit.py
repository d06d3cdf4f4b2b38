"""The decorators of all kernels, and the cache folder that never gives an old answer.

Numba looks at a kernel's own file alone when it decides whether its cached code still holds: after
an edit in a kernel that it calls from another file it silently runs the old code. The cache folder
is therefore named by a hash of every file that compiled code depends on.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba.core import event

from simulator.kernels.parts import part

Function = Callable[..., Any]

_SETTINGS: Any = numba.config
_OPTIONS: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
    "no_cfunc_wrapper": True,
}
_HERE = Path(__file__).resolve().parent
_PREFIX = "kernels-"
_KEPT = 8


def kernel(function: Function) -> Function:
    """Compile `function`, which Python calls, with Numba on its first call; with all the kernels
    that it calls, and cached on disk. There are few, because each costs the first run a second.

    No `fastmath`: results must not change with the width of a block. Division by zero gives inf
    or NaN, as in NumPy. The GIL is released, so that threads may run kernels side by side.
    Kernels allocate no arrays: Numba refuses it, and in return counts no references. (Counting
    them, one atomic operation for every array of a structure, took as long as drawing.)
    """
    folder = cache_folder()
    compile_ = numba.njit(cache=folder is not None, **_OPTIONS)
    with _numba_cache(folder):
        return compile_(function)


def inner(function: Function) -> Function:
    """A kernel that kernels alone call: compiled when they are. To Python it stays a plain, slow
    function; what takes arguments over from Python would take longer to compile than most."""
    return part(function, **_OPTIONS)


def inlined(function: Function) -> Function:
    """An inner kernel that is written into its callers instead of being called.

    For small functions that take a whole structure: a call would copy hundreds of fields of
    arrays, about 100 ns.
    """
    return part(function, forceinline=True, **_OPTIONS)


def merged(function: Function) -> Function:
    """An inner kernel that is compiled as part of its caller alone, for those that have one caller:
    every kernel of its own costs the first run a third of a second."""
    return numba.njit(inline="always", **_OPTIONS)(function)


@cache
def before_compiling(tell: Callable[[], None]) -> None:
    """Have `tell` called once, when this process first finds a kernel that it must compile."""
    event.register("numba:compile", _Once(tell))


class _Once(event.Listener):
    def __init__(self, tell: Callable[[], None]) -> None:
        self.tell, self.process = tell, os.getpid()

    def on_start(self, event: event.Event) -> None:
        # A process that was forked off to compile has this listener too.
        if self.process == os.getpid():
            self.process = 0
            self.tell()

    def on_end(self, event: event.Event) -> None:
        pass


@cache
def cache_folder() -> Path | None:
    """Folder for compiled kernels, made if need be; None where nothing can be written."""
    name = _PREFIX + source_hash()
    for base in _bases():
        folder = base / name
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.utime(folder)
        except OSError:
            continue
        if _is_ours(folder):
            _prune(base, folder)
            return folder
    return None


def source_hash() -> str:
    """Hash of all that compiled code depends on: sources, Numba, NumPy and Python.

    The order of fields of the structures in ``network/arrays*.py`` is compiled into kernels, and
    Numba tells two orders apart by the types alone: these files count as sources.
    """
    digest = hashlib.blake2b(digest_size=10)
    for version in (numba.__version__, np.__version__, sys.version, platform.machine()):
        digest.update(version.encode() + b"\0")
    for path in [
        *sorted(_HERE.glob("*.py")),
        *sorted((_HERE.parent / "network").glob("arrays*.py")),
    ]:
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def user_cache() -> Path:
    """The user's own cache folder for p80, by the custom of the system."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "p80" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "p80"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "p80"


def _bases() -> Iterator[Path]:
    chosen = _SETTINGS.CACHE_DIR
    if chosen:
        yield Path(chosen)
    with suppress(RuntimeError):
        yield user_cache()
    # getuser has no answer for a user id that the system does not know, as in some containers.
    with suppress(OSError, KeyError, ImportError):
        yield Path(tempfile.gettempdir()) / f"p80-{getpass.getuser()}"


def _is_ours(folder: Path) -> bool:
    # Cached code is executed: a folder that another user made or may change is not trusted, nor
    # one inside another user's folder, who could put a different one in its place.
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    if sys.platform == "win32":
        return True
    status = folder.stat()
    owners = {status.st_uid, folder.parent.stat().st_uid}
    return owners <= {0, os.getuid()} and not status.st_mode & 0o022


def _prune(base: Path, current: Path) -> None:
    """Remove all but the latest few folders of other versions of the kernels."""
    with suppress(OSError):
        others = [p for p in base.glob(_PREFIX + "*") if p != current and not p.is_symlink()]
        for old in sorted(others, key=lambda p: p.stat().st_mtime)[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _numba_cache(folder: Path | None) -> Iterator[None]:
    """Point Numba at `folder` for the length of one decoration."""
    before = _SETTINGS.CACHE_DIR
    try:
        if folder is not None:
            _SETTINGS.CACHE_DIR = str(folder)
        yield
    finally:
        _SETTINGS.CACHE_DIR = before
