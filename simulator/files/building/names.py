"""Names of uncertain quantities: ``task A110``, ``cost of A110``, ``risk R1``, ``impact of R1``,
``driver D1``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.files.building.selectors import Selector
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.correlation import Side, Subject, What, drawn_of
from simulator.model.risk import Risk


class Names:
    """Finds what people name among tasks, risks and drivers."""

    def __init__(
        self,
        selector: Selector,
        risks: Mapping[str, Risk],
        drivers: Iterable[str],
        problems: Problems,
    ) -> None:
        self._selector, self._problems = selector, problems
        self._risks, self._drivers = risks, sorted(drivers)

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
        if what in (What.DURATION, What.COST):
            return tuple(Subject(what, task) for task in self._selector.named(rest, at))
        if what is What.FACTOR:
            return self._known(Subject(what, rest), self._drivers, at)
        side = Side.BOTH
        if what is What.IMPACT and rest not in self._risks:
            for end in (Side.TIME, Side.MONEY):
                if rest.endswith(end.value):
                    rest, side = rest.removesuffix(end.value).strip(), end
        return self._known(Subject(what, rest, side), list(self._risks), at)

    def _known(self, subject: Subject, known: list[str], at: At) -> tuple[Subject, ...]:
        kind = "driver" if subject.what is What.FACTOR else "risk"
        if subject.id not in known:
            some = ", ".join(known[:10])
            mend = f"The {kind}s are: {some}." if known else f"The plan has no {kind}."
            message = f"there is no {kind} '{subject.id}'"
            self._problems.add(at, "unknown-id", message, did_you_mean(subject.id, known, mend))
            return ()
        if not any(True for _ in drawn_of(subject, self._risks)):
            message = f"{subject} draws nothing"
            mend = "Give the risk such an impact, or name what else is meant."
            self._problems.add(at, "correlation", message, mend)
            return ()
        return (subject,)
