"""Which rows become tasks, and under what ids."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.report import ImportReport


def project_ids(projects: list[Any], path: Path) -> list[str]:
    """An id for each raw project: P6's short name, else the name of the file; all different."""
    taken: Counter[str] = Counter()
    ids = []
    for project in projects:
        properties = project["properties"]
        wanted = _safe(properties["id"]) or _safe(_stem(path)) or "PROJECT"
        taken[wanted] += 1
        ids.append(wanted if taken[wanted] == 1 else f"{wanted}-{taken[wanted]}")
    return ids


def _safe(text: str | None) -> str:
    """Text fit for the project part of a full id: one line, no slash."""
    return re.sub(r"\s+", " ", (text or "").replace("/", "-")).strip()


def _stem(path: Path) -> str:
    """Name of the file without its suffixes, blanks as hyphens."""
    return re.sub(r"\s+", "-", path.name.split(".")[0].strip())


def name_tasks(project: RawProject, report: ImportReport) -> None:
    """Drop the rows that are no tasks, and give all others their full ids (`project.ids`)."""
    read = len(project.rows)
    kept = [place for place, row in enumerate(project.rows) if is_task(row)]
    report.quiet("blank rows", read - len(kept), 0)
    inactive = [place for place in kept if project.rows[place]["active"] == "false"]
    report.count("inactive tasks", len(inactive), 0, "the source tool ignores them too")
    off = set(inactive)
    kept = [place for place in kept if place not in off]
    project.rows, project.fields = (
        [project.rows[place] for place in kept],
        [project.fields[place] for place in kept],
    )
    taken: Counter[str] = Counter()
    for row in sorted(project.rows, key=_is_summary):
        wanted = _short_id(project, row)
        taken[wanted] += 1
        number = taken[wanted]
        if number > 1:
            report.remark(f"The id {wanted} stands for several rows; later ones got a number.")
            wanted = f"{wanted}~{number}"
        project.ids[str(row["uid"])] = f"{project.id}/{wanted}"


def is_task(row: RawRow) -> bool:
    """False for blank rows and for the summary of the whole project that MS Project adds."""
    blank = row["null"] == "true" or row["uid"] is None or row["name"] is None
    return not blank and not (row["uid"] == "0" and row["type"] is None)


def _is_summary(row: RawRow) -> bool:
    return row["summary"] == "true"


def _short_id(project: RawProject, row: RawRow) -> str:
    """P6's activity id or WBS code; elsewhere the unique id, which editing never changes."""
    if project.is_p6:
        own = row["wbs"] if _is_summary(row) else row["activity_id"]
        if own and own.strip():
            return re.sub(r"\s+", " ", own.strip())
    return str(row["uid"])
