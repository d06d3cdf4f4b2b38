"""What a finding says, in the words of tests."""

from __future__ import annotations

from dataclasses import replace

from simulator.health import Finding
from simulator.model.program import Program
from simulator.model.task import Task


def said(finding: Finding) -> tuple[str, int, int]:
    """Verdict, count, and of how many."""
    return finding.verdict.value, finding.outcome.count, finding.outcome.of


def ids(finding: Finding) -> list[str]:
    """Short ids of the activities concerned, in the order of the finding."""
    return [concern.id.split("/")[-1] for concern in finding.outcome.concerns]


def whys(finding: Finding) -> dict[str, str]:
    """What is said of each of them."""
    return {concern.id.split("/")[-1]: concern.why for concern in finding.outcome.concerns}


def changed(program: Program, short_id: str, **new: object) -> Program:
    """`program` with one task changed."""

    def change(task: Task) -> Task:
        return replace(task, **new) if task.short_id == short_id else task  # type: ignore[arg-type]

    return replace(program, tasks=tuple(change(task) for task in program.tasks))
