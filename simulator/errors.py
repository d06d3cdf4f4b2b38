"""What can be wrong, said once: where, which rule, why, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem of an input.

    where : place in the user's words, e.g. ``plan.yaml:12:5, task S100``.
    rule : short stable code in kebab case, e.g. ``unknown-key``.
    message : what is wrong and why it matters.
    mend : what to do about it.
    """

    where: str
    rule: str
    message: str
    mend: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        said = f"{place}{self.message} [{self.rule}]".replace("\n", " ")
        mend = self.mend.replace("\n", " ")
        return f"{said}\n    {mend}" if mend else said


class P80Error(Exception):
    """Any fault that the user can mend; the command line ends with status 2."""


class PlanError(P80Error):
    """All the problems of a plan at once."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(str(issue) for issue in self.issues))

    @classmethod
    def one(cls, where: str, rule: str, message: str, mend: str = "") -> PlanError:
        """A `PlanError` with a single issue."""
        return cls([Issue(where, rule, message, mend)])


class OutputError(P80Error):
    """A result could not be written; nothing half-written is left behind."""


class SettingsError(P80Error):
    """A setting of the run is impossible, such as 0 iterations."""
