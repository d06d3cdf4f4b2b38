"""Whether a requirement is met, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.cli.requirement import Requirement
from simulator.errors import Issue, PlanError

if TYPE_CHECKING:
    from simulator.health import Health
    from simulator.model.program import Program
    from simulator.results.estimate import DateEstimate
    from simulator.results.parity import Parity
    from simulator.results.result import Result

Found = TypeVar("Found")

NAMED = 20
"""Ids that are listed where one is not known."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether what was asked for holds.

    option : of the command line, `--require` or `--until`. asked : its text. found : what there is
    instead, in words. value : the same as a number, or as a date and time; None where it has none.
    """

    met: bool
    option: str
    asked: str
    found: str
    value: float | datetime | None

    @property
    def text(self) -> str:
        """The sentence: what was asked, and what was found."""
        head, yes, no = _WORDS[self.option]
        return f"{head}: {self.asked} — {yes if self.met else no}: {self.found}"

    def to_dict(self) -> dict[str, Any]:
        """A gate of docs/reference/gates.md."""
        at = self.value
        return {
            "option": self.option,
            "asked": self.asked,
            "met": self.met,
            "value": at.isoformat(timespec="minutes") if isinstance(at, datetime) else at,
            "found": self.found,
        }


_WORDS = {
    "--require": ("required", "met", "NOT MET"),
    "--until": ("until", "reached", "NOT REACHED"),
}


def gates(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """The part `gates` of a document: a list, absent where nothing was asked for."""
    found = [one.to_dict() for one in verdicts]
    return {"gates": found} if found else {}


@dataclass(frozen=True)
class Court:
    """Holds a result to requirements. program : the plan, whose health may be asked about."""

    result: Result
    program: Program

    @cached_property
    def health(self) -> Health:
        """The findings of `p80 check`, by the plan's own dates without repeats of loops."""
        from dataclasses import replace

        from simulator.engine import schedule
        from simulator.health import assess

        once = replace(self.program, loops=())
        return assess(once, schedule(once))

    def judge_all(self, requirements: Iterable[Requirement]) -> list[Verdict]:
        """One verdict each. Raises `PlanError` with all that this plan cannot answer."""
        found: list[Verdict] = []
        issues: list[Issue] = []
        for one in requirements:
            try:
                found.append(self.judge(one))
            except PlanError as error:
                issues += error.issues
        if issues:
            raise PlanError(issues)
        return found

    def judge(self, one: Requirement) -> Verdict:
        """Hold the result to one. Raises `PlanError` where the plan lacks what is asked about."""
        if one.subject == "parity":
            return of_parity(one, self.result.parity)
        if one.subject == "health":
            return of_health(one, self.health)
        if one.subject == "value":
            return self._value(one)
        if one.subject == "criticality":
            critical = self.result.sensitivity.criticality[self._row(one)]
            share = float(critical)
            return verdict(one, share <= _share(one), _percent(share), share)
        chance = self._jcl(one) if one.subject == "jcl" else self._chance(one)
        return verdict(one, chance.value >= one.bound, str(chance), chance.value)

    def _value(self, one: Requirement) -> Verdict:
        if one.owner == "task":
            day = self._of_task(one)
            assert isinstance(one.bound, datetime)
            return verdict(one, day.value <= one.bound, str(day), day.value)
        quantity = quantity_of(one, self.result)
        found = quantity.mean if one.level is None else quantity.percentile(one.level)
        return verdict(one, found.value <= one.bound, str(found), found.value)

    def _of_task(self, one: Requirement) -> DateEstimate:
        """The finish of a task, of which only some percentiles are kept."""
        from simulator.results.raw import LEVELS

        row, tallies = self._row(one), self.result.tallies
        if one.level is not None and one.level not in LEVELS:
            kept = ", ".join(f"P{p}" for p in LEVELS)
            raise one.impossible(f"of a task there is no P{one.level:g}", f"There are: {kept}.")
        assert tallies.finish_percentiles is not None, "asked for by `wants_detail`"
        assert tallies.finish_mean is not None
        if one.level is None:
            return self.result.finish.estimate(float(tallies.finish_mean[row]))
        column = LEVELS.index(int(one.level))
        return self.result.finish.estimate(float(tallies.finish_percentiles[row, column]))

    def _chance(self, one: Requirement) -> Any:
        chance = quantity_of(one, self.result).target_chance
        if chance is not None:
            return chance
        if one.owner == "milestone":
            raise one.impossible(f"{one.id} has no deadline", "Give it `deadline: DATE`.")
        whose = f"project {one.id}" if one.owner else "the plan"
        what = "DATE" if one.of == "finish" else "SUM"
        raise one.impossible(f"{whose} has no target", f"Give it `target: {{{one.of}: {what}}}`.")

    def _jcl(self, one: Requirement) -> Any:
        chance = self.result.target_joint_chance
        if chance is None:
            mend = "Give it `target: {finish: DATE, cost: SUM}`, and its tasks a cost."
            raise one.impossible("the plan has no two targets to meet together", mend)
        return chance

    def _row(self, one: Requirement) -> int:
        return known(one, _by_short(self.result.row), "tasks")


def quantity_of(one: Requirement, result: Result) -> Any:
    """The finish or cost that is asked about: a `DateQuantity` or a `MoneyQuantity`.

    Raises `PlanError` where the plan has no such project, milestone or cost.
    """
    holder: Any = result
    if one.owner == "project":
        holder = known(one, result.projects, "projects")
    elif one.owner == "milestone":
        every = _by_short(result.milestones)
        holder = known(one, every, "milestones, and tasks with a deadline,")
    quantity = getattr(holder, one.of)
    if quantity is None:
        whose = f"project {one.id}" if one.owner else "the plan"
        raise one.impossible(f"{whose} has no cost", "Give its tasks a cost.")
    return quantity


def _by_short(found: Mapping[str, Found]) -> dict[str, Found]:
    shorts = [id.split("/", 1)[1] for id in found]
    clear = {id.split("/", 1)[1]: value for id, value in found.items()}
    return {**{id: clear[id] for id in shorts if shorts.count(id) == 1}, **found}


def known(one: Requirement, found: Mapping[str, Found], what: str) -> Found:
    """What `found` holds under the id that is asked about; else the error names what there is."""
    if one.id in found:
        return found[one.id]
    from simulator.files.place import did_you_mean

    every = sorted(found)
    more = f" and {len(every) - NAMED:,} more" if len(every) > NAMED else ""
    listed = f"The {what} of this plan: {', '.join(every[:NAMED]) or 'none'}{more}."
    raise one.impossible(f"there is no '{one.id}'", did_you_mean(one.id, every, listed))


def of_parity(one: Requirement, parity: Parity) -> Verdict:
    """Hold the comparison with the stored dates to it; `p80 check` has no result to judge.

    Raises `PlanError` where the file stores no dates.
    """
    if not parity.compared:
        raise one.impossible(
            "the plan holds no dates of another tool to compare with",
            "Ask it of a schedule that P6 or MS Project has saved.",
        )
    # Rounded down: 4,216 of 4,217 are not 100 %.
    percent = parity.agree * 1000 // parity.compared / 10
    found = f"{percent:g} % ({parity.agree:,} of {parity.compared:,} activities agree)"
    return verdict(one, parity.share >= _share(one), found, parity.share)


def of_health(one: Requirement, health: Health) -> Verdict:
    """Hold the findings of `p80 check` to it."""
    from simulator.health import Verdict as Found
    from simulator.reports.health_words import tally

    counts = health.counts
    wrong = counts[Found.FAIL] + (counts[Found.WARN] if one.bound == 0 else 0)
    return verdict(one, wrong == 0, tally(health), wrong)


def verdict(one: Requirement, met: bool, found: str, value: float | datetime) -> Verdict:
    """Of a requirement."""
    return Verdict(bool(met), one.option, one.text, found, value)


def _share(one: Requirement) -> float:
    assert isinstance(one.bound, float)
    return one.bound


def _percent(value: float) -> str:
    from simulator.results.estimate import show_chance

    return show_chance(value)
