"""Names of uncertain quantities: ``task A110``, ``cost of A110``, ``cost steel of A110``,
``risk R1``, ``impact of R1``, ``driver D1``, ``currency USD``, ``benefit Fares`` and others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.files.building.selectors import Selector
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.correlation import Side, Subject, What, drawn_of
from simulator.model.program import Program

_OF_TASK = (What.DURATION, What.COST, What.RATE)

_KINDS = {
    What.OCCURRENCE: ("risk", "risks"),
    What.IMPACT: ("risk", "risks"),
    What.FACTOR: ("driver", "drivers"),
    What.RESOURCE: ("resource", "resources"),
    What.OVERHEAD: ("overhead", "overheads"),
    What.CURRENCY: ("currency", "currencies"),
    What.INDEX: ("price index", "price indices"),
    What.BENEFIT: ("benefit", "benefits"),
    What.ELEMENT: ("cost element", "cost elements"),
}
"""What each is called, one and many."""


class Names:
    """Finds what people name in a program."""

    def __init__(self, selector: Selector, program: Program, problems: Problems) -> None:
        self._selector, self._problems = selector, problems
        self._risks = {risk.id: risk for risk in program.risks}
        self._known: Mapping[What, list[str]] = {
            What.OCCURRENCE: [*self._risks],
            What.IMPACT: [*self._risks],
            What.FACTOR: sorted(driver.id for driver in program.drivers),
            What.RESOURCE: [*program.resources],
            What.CURRENCY: [one.id for one in program.terms.currencies],
            What.INDEX: [one.id for one in program.terms.indices],
            What.BENEFIT: [one.name for one in program.benefits],
        }
        self._elements: dict[str, set[str]] = {}
        for task in program.tasks:
            for element in task.elements:
                self._elements.setdefault(element.name, set()).add(task.id)
        self._overheads: dict[str, list[str]] = {}
        for over in program.terms.overheads:
            self._overheads.setdefault(over.name, []).append(over.project)

    def subjects(self, text: str, at: At) -> tuple[Subject, ...]:
        """What `text` names, several things where a selector chooses several tasks; none, with a
        problem, where there is nothing of that name."""
        for what in What:
            word, rest = text[: len(what.value)], text[len(what.value) :]
            if word.casefold() == what.value and rest[:1].isspace() and rest.strip():
                return self._of(what, rest.strip(), at)
        kinds = ", ".join(f"{what.value} ..." for what in What)
        message = f"'{text}' does not say what of it is meant"
        self._problems.add(at, "unknown-quantity", message, f"Begin with one of: {kinds}.")
        return ()

    def _of(self, what: What, rest: str, at: At) -> tuple[Subject, ...]:
        if what in _OF_TASK:
            return tuple(Subject(what, task) for task in self._selector.named(rest, at))
        if what is What.ELEMENT:
            return self._element(rest, at)
        if what is What.OVERHEAD:
            return self._overhead(rest, at)
        side = Side.BOTH
        if what is What.IMPACT and rest not in self._risks:
            for end in (Side.TIME, Side.MONEY):
                if rest.endswith(end.value):
                    rest, side = rest.removesuffix(end.value).strip(), end
        return self._one(Subject(what, rest, side), at)

    def _element(self, rest: str, at: At) -> tuple[Subject, ...]:
        """``steel of A110``: of each task chosen that has such a cost."""
        for name, tasks in _splits(rest):
            if name in self._elements:
                chosen = self._selector.named(tasks, at)
                found = [task for task in chosen if task in self._elements[name]]
                if chosen and not found:
                    some = ", ".join(sorted(self._elements[name])[:10])
                    message = f"'{tasks}' has no cost '{name}'"
                    self._problems.add(at, "unknown-id", message, f"Tasks that have: {some}.")
                return tuple(Subject(What.ELEMENT, task, part=name) for task in found)
        if rest in self._elements:
            message = f"'cost {rest}' does not say whose cost it is"
            mend = f"Write cost {rest} of A110, or cost {rest} of * for all tasks that have it."
            self._problems.add(at, "unknown-quantity", message, mend)
            return ()
        name = rest.rpartition(" of ")[0] or rest
        return self._unknown(What.ELEMENT, name, list(self._elements), at)

    def _overhead(self, rest: str, at: At) -> tuple[Subject, ...]:
        """``site`` of all projects, ``site of CIVIL`` of one."""
        chosen = self._overheads.get(rest, [])
        name = rest
        for part, project in _splits(rest):
            if not chosen and project in self._overheads.get(part, ()):
                name, chosen = part, [project]
        if not chosen:
            known = [f"{one} of {home}" for one, all_ in self._overheads.items() for home in all_]
            return self._unknown(What.OVERHEAD, rest, known, at)
        return tuple(Subject(What.OVERHEAD, project, part=name) for project in chosen)

    def _one(self, subject: Subject, at: At) -> tuple[Subject, ...]:
        known = self._known[subject.what]
        if subject.id not in known:
            return self._unknown(subject.what, subject.id, known, at)
        if not any(True for _ in drawn_of(subject, self._risks)):
            message = f"{subject} draws nothing"
            mend = "Give the risk such an impact, or name what else is meant."
            self._problems.add(at, "correlation", message, mend)
            return ()
        return (subject,)

    def _unknown(self, what: What, id: str, known: list[str], at: At) -> tuple[Subject, ...]:
        one, many = _KINDS[what]
        mend = f"The {many} are: {', '.join(known[:10])}." if known else f"The plan has no {one}."
        message = f"there is no {one} '{id}'"
        self._problems.add(at, "unknown-id", message, did_you_mean(id, known, mend))
        return ()


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """What stands before and after each `` of `` in `text`: names may hold one themselves."""
    parts = text.split(" of ")
    for k in range(1, len(parts)):
        yield " of ".join(parts[:k]).strip(), " of ".join(parts[k:]).strip()
