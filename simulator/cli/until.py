"""`--until "P80 within 1 day"`: run until a percentile is known so exactly.

P80 within 1 day                  of the finish; `d`, `h`, `w` as in a plan, but by the clock
cost P80 within 50k
project CIVIL cost P80 within 1M
milestone S200 P90 within 12h
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli.requirement import OWNER, Requirement, money
from simulator.cli.verdict import Verdict, quantity_of
from simulator.errors import PlanError

if TYPE_CHECKING:
    from simulator.engine.until import Search
    from simulator.results.result import Result

WITHIN = re.compile(
    rf"(?i){OWNER}(?:(?P<what>finish|cost)\s+)?P(?P<level>\d{{1,2}}(?:\.\d+)?)\s+within\s+"
    r"(?P<bound>\S.*)"
)
TIME = re.compile(r"(?i)(\d+(?:\.\d+)?|\.\d+)\s*(d|days?|h|hours?|w|weeks?)")
DAYS = {"d": 1.0, "h": 1 / 24, "w": 7.0}
FORMS = (
    'Write "P80 within 1 day", "cost P80 within 50k", "milestone S200 P90 within 12h" or '
    '"project CIVIL cost P80 within 1M".'
)


@dataclass(frozen=True, slots=True)
class Goal:
    """How exactly to know what. asked : the percentile. within : elapsed days, or money."""

    asked: Requirement
    within: float

    def margin(self, result: Result) -> float | None:
        """The larger half of its 95 % interval; None where a side of it has no end.

        Raises `PlanError` where the plan lacks what is asked about.
        """
        assert self.asked.level is not None
        found: float | None = quantity_of(self.asked, result).percentile(self.asked.level).margin
        return found

    def search(self, run: Callable[[int], Result]) -> Search:
        """How many iterations it takes; `run` simulates so many."""
        from simulator.engine.until import search

        return search(run, self.margin, self.within)

    def verdict(self, found: Search) -> Verdict:
        """Whether it was reached, and what it took."""
        size = "no end" if found.margin is None else f"± {self._shown(found.margin)}"
        bound = "" if found.reached else ", the most that --until takes"
        said = f"{size} after {found.iterations:,} iterations{bound}"
        return Verdict(found.reached, self.asked.option, self.asked.text, said, found.margin)

    def _shown(self, margin: float) -> str:
        from simulator.results.estimate import show_money

        if self.asked.of == "cost":
            return show_money(margin)
        return f"{margin:.2g} days" if margin >= 0.1 else f"{margin * 24:.2g} hours"


def parse_goal(text: str) -> Goal:
    """Read a goal. Raises `PlanError` with the forms that are understood."""
    match = WITHIN.fullmatch(text.strip())
    if match is None:
        raise unreadable(text)
    owner, of = (match["owner"] or "").lower(), (match["what"] or "finish").lower()
    level, within = float(match["level"]), _within(text, of, match["bound"])
    if level <= 0 or within <= 0 or (owner == "task" or (owner == "milestone" and of == "cost")):
        raise unreadable(text)
    asked = Requirement(
        text, "value", within, of, owner, match["id"] or "", level, option="--until"
    )
    return Goal(asked, within)


def _within(text: str, of: str, bound: str) -> float:
    if of == "cost":
        try:
            return money(text, bound)
        except PlanError:
            raise unreadable(text) from None
    match = TIME.fullmatch(bound.strip())
    if match is None:
        raise unreadable(text)
    return float(match[1]) * DAYS[match[2][0].lower()]


def unreadable(text: str) -> PlanError:
    """The error of a goal that cannot be read."""
    return PlanError.one("--until", "bad-goal", f'cannot read "{text}"', FORMS)
