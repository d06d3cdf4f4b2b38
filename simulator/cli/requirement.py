"""`--require`: a promise to hold the forecast to, for scripts and pipelines.

finish P80 <= 2027-03-31        a day counts to its end
cost P80 <= 42M
chance >= 80%                   of the plan's own target finish
parity >= 99.5%                 activities whose early dates are those stored in the file
health no fail                  no check of schedule health fails; `no warn`: nor warns (p80 check)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from simulator.errors import PlanError

if TYPE_CHECKING:
    from simulator.health import Health
    from simulator.results.parity import Parity
    from simulator.results.result import Result

FORMS = (
    '"finish P80 <= 2027-03-31", "cost P80 <= 42M", "chance >= 80%", "parity >= 99.5%" or '
    '"health no fail"'
)
PERCENTILE = re.compile(r"(?i)(finish|cost)\s+P(\d{1,2}(?:\.\d+)?)\s*<=\s*(\S.*)")
HEALTH = re.compile(r"(?i)health\s+no\s+(fail|warn)")
SHARE = re.compile(r"(?i)(chance|parity)\s*>=\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a requirement is met, and a sentence that says so."""

    met: bool
    text: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """A parsed requirement.

    level : 0 to 100, of a percentile. bound : a date, money or a share; of health the gravest
    verdict that is allowed, 0 for none but passes, 1 for warnings.
    """

    text: str
    subject: str
    level: float
    bound: datetime | float

    def judge(self, result: Result) -> Verdict:
        """Hold the result to it. Raises `PlanError` where the plan lacks what is asked about."""
        if isinstance(self.bound, datetime):
            finish = result.finish.percentile(self.level)
            return self.verdict(finish.value <= self.bound, str(finish))
        if self.subject == "parity":
            return self.judge_parity(result.parity)
        if self.subject == "health":
            raise self.impossible("`p80 run` judges no health", "Ask it of `p80 check`.")
        if self.subject == "cost":
            if result.cost is None:
                raise self.impossible("the plan has no cost", "Give its tasks a cost.")
            cost = result.cost.percentile(self.level)
            return self.verdict(cost.value <= self.bound, str(cost))
        chance = result.finish.target_chance
        if chance is None:
            raise self.impossible("the plan has no target", "Give it `target: {finish: DATE}`.")
        return self.verdict(chance.value >= self.bound, str(chance))

    def judge_parity(self, parity: Parity) -> Verdict:
        """Hold the comparison with the stored dates to it; `p80 check` has no result to judge.

        Raises `PlanError` where the file stores no dates.
        """
        assert isinstance(self.bound, float)
        if not parity.compared:
            raise self.impossible(
                "the plan holds no dates of another tool to compare with",
                "Ask it of a schedule that P6 or MS Project has saved.",
            )
        # Rounded down: 4,216 of 4,217 are not 100 %.
        percent = parity.agree * 1000 // parity.compared / 10
        found = f"{percent:g} % ({parity.agree:,} of {parity.compared:,} activities agree)"
        return self.verdict(parity.share >= self.bound, found)

    def judge_health(self, health: Health) -> Verdict:
        """Hold the findings of `p80 check` to it."""
        from simulator.health import Verdict as Found
        from simulator.reports.health_words import tally

        counts = health.counts
        wrong = counts[Found.FAIL] + (counts[Found.WARN] if self.bound == 0 else 0)
        return self.verdict(wrong == 0, tally(health))

    def verdict(self, met: bool, found: str) -> Verdict:
        """The sentence: what was asked, and what was found."""
        return Verdict(met, f"required: {self.text} — {'met' if met else 'NOT MET'}: {found}")

    def impossible(self, message: str, mend: str) -> PlanError:
        """The error of a requirement that this plan cannot answer."""
        return PlanError.one(f'--require "{self.text}"', "bad-requirement", message, mend)


def parse(text: str) -> Requirement:
    """Read a requirement. Raises `PlanError` with the forms that are understood."""
    if match := PERCENTILE.fullmatch(text.strip()):
        subject, level, bound = match[1].lower(), float(match[2]), match[3]
        if level > 0:
            read = end_of_day if subject == "finish" else money
            return Requirement(text, subject, level, read(text, bound))
    if match := HEALTH.fullmatch(text.strip()):
        return Requirement(text, "health", 0.0, float(match[1].lower() == "fail"))
    if match := SHARE.fullmatch(text.strip()):
        return Requirement(text, match[1].lower(), 0.0, share(text, match[2]))
    raise unreadable(text)


def unreadable(text: str) -> PlanError:
    """The error of a requirement that cannot be read."""
    return PlanError.one(
        "--require", "bad-requirement", f'cannot read the requirement "{text}"', f"Write {FORMS}."
    )


def end_of_day(text: str, bound: str) -> datetime:
    """The instant of a date and time; a plain day means until its end."""
    try:
        moment = datetime.fromisoformat(bound)
    except ValueError:
        raise unreadable(text) from None
    return moment + timedelta(days=1) if len(bound) <= len("2027-03-31") else moment


def money(text: str, bound: str) -> float:
    """An amount, written as in a plan: 1200, 80k, 4.2M."""
    from simulator.model.expression import ExpressionError, parse_money

    try:
        return parse_money(bound)
    except ExpressionError:
        raise unreadable(text) from None


def share(text: str, bound: str) -> float:
    """A share of at most 1, written as in a plan: 80% or 0.8."""
    from simulator.model.expression import ExpressionError, parse_share

    try:
        found = parse_share(bound)
    except ExpressionError:
        raise unreadable(text) from None
    if not 0 <= found <= 1:
        raise unreadable(text)
    return found
