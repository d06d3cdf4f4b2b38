"""Benefits: ``{name: Fares, from: OPS/Z90, per_month: 1.4M, until: 2050-12-31}``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from simulator.files.building.ids import Ids
from simulator.files.building.texts import is_spread, money, spread_of_money
from simulator.files.document.base import present
from simulator.files.document.benefit import BenefitDoc
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.benefit import Benefit, Gain
from simulator.model.program import Project
from simulator.model.spread import Spread

EXAMPLE = (
    "Write per_month: 80k and until: 2040-12-31, or once: 2M, or lost_per_week: 25k and "
    "due: 2029-06-30."
)


class Benefits:
    """Builds the benefits of a program."""

    def __init__(
        self, tasks: Iterable[str], projects: Mapping[str, Project], problems: Problems
    ) -> None:
        self._ids, self._projects, self._problems = Ids(tasks), projects, problems

    def of(
        self, docs: tuple[BenefitDoc, ...] | None, at: At, known: Iterable[Benefit] = ()
    ) -> tuple[Benefit, ...]:
        """All benefits; names once each, and none of those that are `known` already."""
        taken = {one.name for one in known}
        found = []
        for index, doc in present(docs):
            here = at.down(index).about(f"benefit {doc.name}")
            if doc.name in taken:
                message = f"two benefits have the name '{doc.name}'"
                mend = "Give each a name of its own."
                self._problems.add(here.down("name"), "duplicate-id", message, mend)
                continue
            taken.add(doc.name)
            benefit = self.one(doc, here)
            if benefit is not None:
                found.append(benefit)
        return tuple(found)

    def one(self, doc: BenefitDoc, at: At) -> Benefit | None:
        """One benefit; None, with a problem, where it is not whole."""
        start = self._start(doc.from_, at.down("from"))
        texts = {gain: getattr(doc, gain.value) for gain in Gain}
        given = [gain for gain, text in texts.items() if text is not None]
        if len(given) != 1:
            message = "a benefit has one amount: per_month, once or lost_per_week"
            self._problems.add(at, "benefit", message, EXAMPLE)
            return None
        gain = given[0]
        date = self._date(doc, gain, at)
        amount, spread = self._amount(texts[gain], at.down(gain.value))
        if start is None or amount is None or (date is None and gain is not Gain.ONCE):
            return None
        return Benefit(doc.name, start, gain, amount, date, spread)

    def _start(self, text: str | None, at: At) -> str | None:
        """Full id of the task, id of the project, "" for the program; None where there is none."""
        if text is None or text == "finish":
            return ""
        found = self._ids.find(text, None)
        if text in self._projects and not found:
            return text
        if len(found) > 1:
            self._ids.ambiguous(text, found, at, self._problems)
        if len(found) == 1:
            return found[0]
        if not found:
            known = [*self._projects, *self._ids.full]
            mend = did_you_mean(text, known, "Write the id of a task or project.")
            message = f"from: there is no task and no project '{text}'"
            self._problems.add(at, "unknown-id", message, mend)
        return None

    def _date(self, doc: BenefitDoc, gain: Gain, at: At) -> datetime | None:
        """The date that goes with the amount; one that goes with another is a problem."""
        wanted = {Gain.PER_MONTH: "until", Gain.LOST_PER_WEEK: "due", Gain.ONCE: ""}[gain]
        for key in ("until", "due"):
            value = getattr(doc, key)
            if value is None and key == wanted:
                message = f"{gain.value} needs a date: {key}"
                self._problems.add(at, "benefit", message, EXAMPLE)
            if value is not None and key != wanted:
                message = f"{key} does not go with {gain.value}"
                self._problems.add(at.down(key), "benefit", message, EXAMPLE)
        return getattr(doc, wanted) if wanted else None

    def _amount(self, text: str, at: At) -> tuple[float | None, Spread | None]:
        """An amount of 0 or more, and its range; a range is in money, not in shares."""
        if not is_spread(text):
            amount = money(text, at, self._problems)
            return (self._positive(amount, text, at), None)
        spread = spread_of_money(text, at, self._problems)
        if spread is None:
            return None, None
        if spread.relative:
            message = f"{text} is a share of nothing: a benefit has no other amount"
            self._problems.add(at, "benefit", message, "Write it in money: uniform(60k, 90k).")
            return None, None
        least = spread.distribution.support[0]
        if self._positive(least, text, at) is None:
            return None, None
        return spread.distribution.planned, spread

    def _positive(self, amount: float | None, text: str, at: At) -> float | None:
        if amount is not None and amount < 0:
            message = f"{text} may be negative: what is lost is a cost, or lost_per_week"
            self._problems.add(at, "negative-number", message, "Give 0 or more.")
            return None
        return amount
