"""One door for every file that a plan can be read from."""

from __future__ import annotations

from pathlib import Path

from simulator.errors import PlanError
from simulator.files.csv import CSV_SUFFIXES
from simulator.files.excel import PLAN_WORKBOOKS, WORKBOOK_SUFFIXES
from simulator.files.place import PlanSource, did_you_mean
from simulator.model.program import Program

TEXTS = (".yaml", ".yml")
PLANS = (*TEXTS, *PLAN_WORKBOOKS)
TABLES = (*CSV_SUFFIXES, *WORKBOOK_SUFFIXES)
_SCHEDULES = """.xer .pmxml .xml .mpp .mpx .mpt .mspdi .gan .pod .pp .ppx .planner .prx .stx .sdef
.fts .cdpx .pep .schedule_grid .plf .pmt .pwx .p3 .zip .json .mdb .accdb .db .sqlite .tlp"""
SCHEDULES = tuple(_SCHEDULES.split())


def load(
    path: str | Path, *, encoding: str | None = None, three_point: str | None = None
) -> Program:
    """The program in the file at `path`: a plan (.yaml, .xlsx), or a schedule from P6, MS Project
    or another tool (.xer, .xml, .mpp and more).

    encoding : code page of an XER or MPX file, where it is not windows-1252.
    three_point : fields of a schedule that hold optimistic, likely and pessimistic durations, such
    as "Duration1, Duration2, Duration3" or "pert(Min, Likely, Max)"; "none" for none.
    Raises `PlanError` with every problem of the file.
    """
    path = Path(path)
    _check(path)
    suffix = path.suffix.casefold()
    if suffix in PLANS:
        if encoding is not None:
            message = f"a plan file is always UTF-8, not {encoding}"
            mend = "Leave out the encoding, or write `encoding:` beside the `file:` in the plan."
            raise PlanError.one(str(path), "encoding", message, mend)
        if three_point is not None:
            message = "fields with three-point durations are those of a schedule"
            mend = "Write `three_point:` beside the `file:` in the plan."
            raise PlanError.one(str(path), "three-point", message, mend)
        from simulator.files.build import build

        return build(source_of(path), path.parent)
    from simulator.files.mpxj import read_schedule

    return read_schedule(path, encoding=encoding, three_point=three_point)


def source_of(path: Path) -> PlanSource:
    """The plan at `path`, as text or as a workbook."""
    if path.suffix.casefold() in TEXTS:
        from simulator.files.yaml import YamlSource

        return YamlSource.read(path)
    from simulator.files.workbook.source import WorkbookSource

    return WorkbookSource.read(path)


def _check(path: Path) -> None:
    """Raise `PlanError` for what cannot be a plan."""
    name, suffix = str(path), path.suffix.casefold()
    if path.is_dir():
        inside = sorted(one.name for one in path.iterdir() if one.suffix in PLANS)
        mend = f"It holds: {', '.join(inside[:5])}." if inside else "Name a file in it."
        raise PlanError.one(name, "is-a-folder", "this is a folder, not a plan file", mend)
    if not path.exists():
        folder = path.parent
        beside = sorted(folder.iterdir()) if folder.is_dir() else []
        near = [one.name for one in beside if one.exists()]
        otherwise = (
            "Check the path." if beside else f"The folder {folder} does not exist or is empty."
        )
        if name.startswith(("http:", "https:")):
            otherwise = "Plans are read from this machine: download it, and name the copy."
        mend = did_you_mean(path.name, near, otherwise)
        what = "link leads to a file that" if path.is_symlink() else "file"
        raise PlanError.one(name, "no-such-file", f"the {what} does not exist", mend)
    readable = f"Plans: {' '.join(PLANS)}; schedules: {' '.join(SCHEDULES)}."
    if suffix in TABLES and suffix not in PLANS:
        mend = "Name it in a plan file:  {start: 2026-03-02, tables: " + path.name + "}"
        if suffix in WORKBOOK_SUFFIXES:
            mend = f"A plan workbook is saved as .xlsx. A table of tasks: {mend}"
        raise PlanError.one(name, "wrong-suffix", "a table alone has no start date", mend)
    if suffix not in PLANS and suffix not in SCHEDULES:
        message = f"files that end in '{suffix}' are not read as plans"
        if not suffix:
            message = "the file has no suffix, so its format is not known"
        raise PlanError.one(name, "wrong-suffix", message, readable)
