"""What a project holds that p80 does not use: counted and named in the report."""

from __future__ import annotations

from simulator.files.mpxj.raw import RawProject
from simulator.files.report import ImportReport


def remarks(project: RawProject, report: ImportReport) -> None:
    """Add to `report` what of `project` is dropped or assumed."""
    resources = len(project.resources)
    report.count("resources", resources, 0, "durations are those of the file, without levelling")
    report.count("assignments", project.assignments, 0, "their cost is in the cost of the task")
