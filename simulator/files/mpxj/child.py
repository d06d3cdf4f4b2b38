"""The child process: ``python -m simulator.files.mpxj.child PLAN OUT [ENCODING]``.

Java can be started once a process only, cannot be stopped, and does not survive a fork: so it
never runs in the process that simulates. The answer is one JSON document in the file OUT:
``{"projects": [...]}``, or ``{"fault": code, "detail": text}``.
"""

from __future__ import annotations

import errno
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from simulator.files.mpxj import archive
from simulator.files.mpxj.archive import Refused
from simulator.files.mpxj.process import NO_ROOM, SIZE_LIMIT

MEMORY = 3 * 2**30
"""Bytes of memory, Java's included."""


def fault(code: str, detail: object) -> dict[str, Any]:
    """The answer where there is nothing to read; one line, never a stack trace."""
    lines = str(detail).strip().splitlines()
    return {"fault": code, "detail": lines[0][:500] if lines else ""}


def read(path: str, encoding: str | None) -> dict[str, Any]:
    """Start Java; then the raw document of the schedule at `path`, or a fault."""
    try:
        from simulator.files.mpxj import jvm
    except ImportError as missing:
        return fault("no-java", missing)
    try:
        jvm.start()
    except jvm.NoJava as missing:
        return fault("no-java", missing)
    return answer(path, encoding)


def answer(path: str, encoding: str | None) -> dict[str, Any]:
    """The raw document of the schedule at `path`, or a fault; Java runs already."""
    import jpype

    try:
        return _read(Path(path), encoding)
    except Refused as refused:
        return fault(refused.code, refused.detail)
    except (MemoryError, jpype.JClass("java.lang.OutOfMemoryError")):
        return fault("memory", "out of memory")
    except jpype.JClass("java.lang.StackOverflowError"):
        return fault("damaged", "it is nested too deep")
    except jpype.JClass("java.lang.Throwable") as thrown:
        return fault(*_cause(thrown))


def _read(path: Path, encoding: str | None) -> dict[str, Any]:
    import jpype

    with _source(path) as source:
        finder = jpype.JClass("org.mpxj.reader.UniversalProjectReader")()
        proxy = finder.getProjectReaderProxy(str(source))
        if proxy is None:
            return fault("not-a-schedule", "")
        try:
            return _document(proxy, encoding)
        finally:
            proxy.close()


@contextmanager
def _source(path: Path) -> Iterator[Path]:
    """The file, or the folder to which it was unpacked."""
    if not archive.is_archive(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="p80-") as folder:
        archive.unpack(path, Path(folder))
        yield Path(folder)


def _document(proxy: Any, encoding: str | None) -> dict[str, Any]:
    import jpype

    from simulator.files.mpxj.extract import document

    reader = proxy.getProjectReader()
    if encoding and hasattr(reader, "setCharset"):
        reader.setCharset(jpype.JClass("java.nio.charset.Charset").forName(encoding))
    if hasattr(reader, "setLinkCrossProjectRelations"):
        reader.setLinkCrossProjectRelations(True)
    found = proxy.readAll()
    projects = [] if found is None else [project for project in found if project is not None]
    if not projects:
        return fault("not-a-schedule", "")
    return {**document(projects), "reader": str(reader.getClass().getSimpleName())}


def _cause(thrown: Any) -> tuple[str, str]:
    """Code and text of what Java threw, from the innermost cause that says anything."""
    chain: list[str] = []
    while thrown is not None and len(chain) < 20:
        chain.append(f"{thrown.getClass().getSimpleName()}: {thrown.getMessage()}")
        thrown = thrown.getCause()
    text = " / ".join(chain)
    if "assword" in text:
        return "password", chain[0]
    if "UnsupportedCharset" in text or "IllegalCharsetName" in text:
        return "encoding", chain[-1]
    return "damaged", text


def _limit() -> None:
    """Memory and size of files, where the system has limits for a process."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_FSIZE, SIZE_LIMIT)):
        _, hard = resource.getrlimit(kind)
        if hard == resource.RLIM_INFINITY or hard > most:
            with suppress(ValueError, OSError):  # a system that knows the limit by name only
                resource.setrlimit(kind, (most, most))


def main(arguments: list[str]) -> int:
    """Read, and write the answer; status 0 even for a fault: it is in the answer, unless there is
    no room for that either."""
    path, out, *encoding = arguments
    _limit()
    try:
        data = encoded(read(path, encoding[0] if encoding else None))
        if len(data) > SIZE_LIMIT:
            data = encoded(fault("memory", "the answer is too long"))
        Path(out).write_bytes(data)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        return NO_ROOM
    return 0


def encoded(document: dict[str, Any]) -> bytes:
    """As JSON. Half a character, as damaged files hold them, becomes a question mark."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
