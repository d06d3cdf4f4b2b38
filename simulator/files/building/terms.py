"""Money of a whole project, or by the date of a task: overheads, penalties and bonuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from simulator.files.building.ids import Ids
from simulator.files.building.prices import share_of
from simulator.files.building.texts import money
from simulator.files.document.base import present
from simulator.files.document.money import OverheadDoc, TermDoc
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.expression import Unit
from simulator.model.money import Overhead, Term, Terms
from simulator.model.program import Project
from simulator.model.task import Kind, Task


@dataclass(frozen=True)
class Charges:
    """Builds overheads, penalties and bonuses. at : of the mapping that holds their lists."""

    projects: Mapping[str, Project]
    tasks: Mapping[str, Task]
    at: At
    problems: Problems

    def over(
        self,
        terms: Terms,
        overheads: tuple[OverheadDoc, ...] | None,
        penalties: tuple[TermDoc, ...] | None,
        bonuses: tuple[TermDoc, ...] | None,
    ) -> Terms:
        """`terms` with more overheads, penalties and bonuses."""
        shares = {(one.name, one.project): one for one in terms.overheads}
        for index, doc in present(overheads):
            self._overhead(doc, shares, self.at.down("overheads", index))
        found = {one.name: one for one in terms.penalties}
        for key, docs in (("penalties", penalties), ("bonuses", bonuses)):
            for index, term in present(docs):
                self._term(term, key == "bonuses", found, self.at.down(key, index))
        return replace(terms, overheads=tuple(shares.values()), penalties=tuple(found.values()))

    @cached_property
    def _ids(self) -> Ids:
        return Ids(self.tasks)

    def _overhead(self, doc: OverheadDoc, found: dict[tuple[str, str], Overhead], at: At) -> None:
        at = at.about(f"overhead {doc.name}")
        if doc.project is not None and doc.project not in self.projects:
            known = list(self.projects)
            mend = did_you_mean(doc.project, known, f"Known are: {', '.join(known)}.")
            message = f"there is no project '{doc.project}'"
            self.problems.add(at.down("project"), "unknown-project", message, mend)
            return
        share, spread = share_of(doc.share, Unit.factor(), at.down("share"), self.problems)
        for project in [doc.project] if doc.project is not None else self.projects:
            if (doc.name, project) in found:
                message = f"two overheads of project {project} are called '{doc.name}'"
                self.problems.add(at.down("name"), "duplicate-name", message, "Rename one of them.")
            found[(doc.name, project)] = Overhead(doc.name, project, share, spread)

    def _term(self, doc: TermDoc, bonus: bool, found: dict[str, Term], at: At) -> None:
        at = at.about(f"{'bonus' if bonus else 'penalty'} {doc.name}")
        if doc.name in found:
            message = f"two penalties or bonuses are called '{doc.name}'"
            self.problems.add(at.down("name"), "duplicate-name", message, "Rename one of them.")
        term = self.term(doc, bonus, at)
        if term is not None:
            found[doc.name] = term

    def term(self, doc: TermDoc, bonus: bool, at: At) -> Term | None:
        """One penalty or bonus; None, with a problem, where it is not whole."""
        what, needed, other = (
            ("bonus", "before", "after") if bonus else ("penalty", "after", "before")
        )
        date = doc.before if bonus else doc.after
        if getattr(doc, other) is not None:
            message = f"a {what} counts from a date '{needed}', and this one has '{other}'"
            turned = "penalty" if bonus else "bonus"
            mend = f"Write {needed}, or make it a {turned}."
            if date is not None:
                mend = f"Keep {needed}, and write a {turned} for the other date."
            self.problems.add(at.down(other), "term-date", message, mend, key=True)
        elif date is None and not self.problems.in_item(at):
            message = f"the {what} has no date to count from"
            self.problems.add(at, "missing-key", message, f"Add {needed}: 2027-06-30.")
        task = self._ids.one(doc.task, None, at.down("task"), self.problems)
        if task is not None and self.tasks[task].kind is Kind.SUMMARY:
            message = f"{task} is a summary, whose finish is that of its tasks"
            mend = "Name the last of its tasks, or a milestone after them."
            self.problems.add(at.down("task"), "summary-cost", message, mend)
        per_day = self._positive(doc.per_day, at.down("per_day"))
        most = None if doc.at_most is None else self._positive(doc.at_most, at.down("at_most"))
        if task is None or date is None:
            return None
        return Term(doc.name, task, date, per_day, bonus, most)

    def _positive(self, text: str, at: At) -> float:
        value = money(text, at, self.problems)
        if value is not None and value <= 0:
            message = f"{at.loc[-1]}: {text} is not above 0"
            mend = "Write 5k; what is saved is a bonus, what is paid a penalty."
            self.problems.add(at, "negative-price", message, mend)
        return value or 0.0
