"""The child process: ``python -m simulator.files.mpxj.child PLAN OUT [ENCODING]``.

Java can be started once a process only, cannot be stopped, and does not survive a fork: so it
never runs in the process that simulates. The answer is one JSON document in the file OUT:
``{"projects": [...]}``, or ``{"fault": code, "detail": text}``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def fault(code: str, detail: object) -> dict[str, Any]:
    """The answer where there is nothing to read; one line, never a stack trace."""
    lines = str(detail).strip().splitlines()
    return {"fault": code, "detail": lines[0][:500] if lines else ""}


def read(path: str, encoding: str | None) -> dict[str, Any]:
    """The raw document of the schedule at `path`, or a fault."""
    try:
        from simulator.files.mpxj import jvm
    except ImportError as missing:
        return fault("no-java", missing)
    try:
        jvm.start()
    except jvm.NoJava as missing:
        return fault("no-java", missing)
    import jpype

    try:
        return _read(path, encoding)
    except jpype.JClass("java.lang.OutOfMemoryError"):
        return fault("memory", "out of memory")
    except jpype.JClass("java.lang.Throwable") as thrown:
        return fault(*_cause(thrown))


def _read(path: str, encoding: str | None) -> dict[str, Any]:
    import jpype

    from simulator.files.mpxj.extract import document

    finder = jpype.JClass("org.mpxj.reader.UniversalProjectReader")()
    proxy = finder.getProjectReaderProxy(path)
    if proxy is None:
        return fault("not-a-schedule", "")
    try:
        reader = proxy.getProjectReader()
        if encoding and hasattr(reader, "setCharset"):
            reader.setCharset(jpype.JClass("java.nio.charset.Charset").forName(encoding))
        if hasattr(reader, "setLinkCrossProjectRelations"):
            reader.setLinkCrossProjectRelations(True)
        found = proxy.readAll()
        projects = [] if found is None else [project for project in found if project is not None]
        answer = document(projects)
        answer["reader"] = str(reader.getClass().getSimpleName())
    finally:
        proxy.close()
    return answer if projects else fault("not-a-schedule", "")


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


def main(arguments: list[str]) -> int:
    """Read, and write the answer; status 0 even for a fault: it is in the answer."""
    path, out, *encoding = arguments
    answer = read(path, encoding[0] if encoding else None)
    Path(out).write_text(json.dumps(answer, separators=(",", ":")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
