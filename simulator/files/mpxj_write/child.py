"""The child process that writes: ``python -m simulator.files.mpxj_write.child JOB ANSWER``.

JOB and ANSWER are files of JSON; the schedule goes to the file that the job names. The answer is
``{"fields": {...}}``, or ``{"fault": code, "detail": text}``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write(job: Mapping[str, Any]) -> dict[str, Any]:
    """Start Java and do the job; a fault is part of the answer."""
    try:
        from simulator.files.mpxj import jvm
    except ImportError as missing:
        return {"fault": "no-java", "detail": str(missing)}
    try:
        jvm.start()
    except jvm.NoJava as missing:
        return {"fault": "no-java", "detail": str(missing)}
    return answer(job)


def answer(job: Mapping[str, Any]) -> dict[str, Any]:
    """Do the job; Java runs already."""
    import jpype

    try:
        return _written(job)
    except jpype.JClass("java.lang.OutOfMemoryError"):
        return {"fault": "memory", "detail": ""}
    except jpype.JClass("java.lang.Throwable") as thrown:
        return {"fault": "unwritten", "detail": str(thrown).splitlines()[0][:500]}


def _written(job: Mapping[str, Any]) -> dict[str, Any]:
    from simulator.files.mpxj_write.java.columns import add_columns
    from simulator.files.mpxj_write.java.tasks import applied
    from simulator.files.mpxj_write.java.values import java

    read = _read(job["source"]) if job["source"] else []
    files = [read[place] for place in job["keep"]] if job["keep"] else applied(job, read)
    one = job["format"] == "MSPDI"
    _complete(files)
    fields = add_columns(job["columns"], files, p6=not one)
    target = java("java.io.File")(job["out"])
    if job["format"] == "XER":
        _number(files)
        writer = java("org.mpxj.primavera.PrimaveraXERFileWriter")()
        writer.setCharset(java("java.nio.charset.Charset").forName(job["charset"]))
    elif job["format"] == "PMXML":
        writer = java("org.mpxj.primavera.PrimaveraPMFileWriter")()
    else:
        writer = java("org.mpxj.mspdi.MSPDIWriter")()
    stream = java("java.io.FileOutputStream")(target)
    try:
        # MSPDI holds one project; MPXJ's writer of it does not take a list.
        writer.write(files[0] if one else java("java.util.ArrayList")(files), stream)
    finally:
        stream.close()
    return {"fields": fields}


def _complete(files: list[Any]) -> None:
    """Give projects that stand in a file only as the ends of links the dates of the first one:
    MPXJ writes them, and does not read them, without."""
    properties = [file.getProjectProperties() for file in files]
    dated = next((of for of in properties if of.getStatusDate() is not None), None)
    for of in properties:
        if dated is not None and of.getStatusDate() is None and not of.getExportFlag():
            of.setStatusDate(dated.getStatusDate())
            of.setPlannedStart(dated.getPlannedStart())


def _number(files: list[Any]) -> None:
    """Give each task a number of its own: MPXJ's writer of XER takes tasks of two projects with
    the same number for one, and drops the codes of the second."""
    from simulator.files.mpxj_write.java.values import java

    for number, task in enumerate((task for file in files for task in file.getTasks()), 1):
        task.setID(java("java.lang.Integer").valueOf(number))


def _read(source: Mapping[str, Any]) -> list[Any]:
    """The projects of a schedule file, as the reader of `simulator.files.mpxj` opens it."""
    from simulator.files.mpxj_write.java.values import java

    proxy = java("org.mpxj.reader.UniversalProjectReader")().getProjectReaderProxy(source["path"])
    try:
        reader = proxy.getProjectReader()
        if source["encoding"] and hasattr(reader, "setCharset"):
            reader.setCharset(java("java.nio.charset.Charset").forName(source["encoding"]))
        if hasattr(reader, "setLinkCrossProjectRelations"):
            reader.setLinkCrossProjectRelations(True)
        return [project for project in proxy.readAll() if project is not None]
    finally:
        proxy.close()


def main(arguments: list[str]) -> int:
    """Write, and answer; status 0 even for a fault: it is in the answer."""
    job, answer = arguments
    found = write(json.loads(Path(job).read_text(encoding="utf-8")))
    Path(answer).write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
