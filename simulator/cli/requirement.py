"""`--require`: promises to hold the forecast to, for scripts and pipelines.

finish P80 <= 2027-03-31            a day counts to its end; also `finish mean`
cost P80 <= 42M
project CIVIL P80 <= 2027-03-31     its finish; `project CIVIL cost P80 <= 20M`
milestone S200 P90 <= 2027-10-15    a milestone, or a task with a deadline
task S110 P80 <= 2027-08-02         any task, at the percentiles that are published of tasks
chance >= 80%                       of the plan's own target finish; `cost chance`, `project CIVIL
                                    chance`, `project CIVIL cost chance`, `milestone S200 chance`
jcl >= 70%                          of both targets together
criticality S110 <= 40%             of one task
parity >= 99.5%                     activities whose early dates are those stored in the file
health no fail                      no check of schedule health fails; `no warn`: nor warns

Several in one text are joined by `and`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.errors import Issue, PlanError

FORMS = (
    '"finish P80 <= 2027-03-31", "cost P80 <= 42M", "project CIVIL P80 <= 2027-03-31", '
    '"milestone S200 P90 <= 2027-10-15", "task S110 P80 <= 2027-08-02", "chance >= 80%", '
    '"jcl >= 70%", "criticality S110 <= 40%", '
    '"parity >= 99.5%" or "health no fail"'
)
OWNER = r"(?:(?P<owner>project|milestone|task)\s+(?P<id>\S.*?)\s+)?"
VALUE = re.compile(
    rf"(?i){OWNER}(?:(?P<what>finish|cost)\s+)?"
    r"(?:P(?P<level>\d{1,2}(?:\.\d+)?)|(?P<mean>mean))\s*<=\s*(?P<bound>\S.*)"
)
CHANCE = re.compile(
    rf"(?i){OWNER}(?:(?P<what>finish|cost)\s+)?chance(?:\s+of\s+(?:the\s+)?target)?"
    r"\s*>=\s*(?P<bound>\S.*)"
)
SHARE = re.compile(r"(?i)(?P<what>jcl|parity)\s*>=\s*(?P<bound>\S.*)")
CRITICALITY = re.compile(r"(?i)criticality\s+(?:of\s+)?(?P<id>\S.*?)\s*<=\s*(?P<bound>\S.*)")
HEALTH = re.compile(r"(?i)health\s+no\s+(fail|warn)")
JOIN = re.compile(
    r"(?i)\s+and\s+(?=(?:finish|cost|project|milestone|task|chance|jcl|criticality|parity|health)\b)"
)
"""An id may hold the word as well: it joins only before what begins a requirement."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A parsed requirement.

    subject : "value", "chance", "jcl", "criticality", "parity" or "health". of : "finish" or
    "cost". owner : "project", "milestone", "task", or "" for the program; id : of the owner, or of
    the task. level : 0 to 100 of a percentile, None for the mean. option : of the command line,
    where it stood. bound : a date, money or a share;
    of health the gravest verdict that is allowed, 0 for none but passes, 1 for warnings.
    """

    text: str
    subject: str
    bound: datetime | float
    of: str = "finish"
    owner: str = ""
    id: str = ""
    level: float | None = None
    option: str = "--require"

    def impossible(self, message: str, mend: str) -> PlanError:
        """The error of a requirement that this plan cannot answer."""
        return PlanError.one(f'{self.option} "{self.text}"', "bad-requirement", message, mend)


def parse_all(texts: Iterable[str]) -> list[Requirement]:
    """Read all requirements, several to a text. Raises `PlanError` with all that cannot be read."""
    found: list[Requirement] = []
    issues: list[Issue] = []
    for text in texts:
        for one in JOIN.split(text.strip()):
            try:
                found.append(parse(one))
            except PlanError as error:
                issues += error.issues
    if issues:
        raise PlanError(issues)
    return found


def parse(text: str) -> Requirement:
    """Read one requirement. Raises `PlanError` with the forms that are understood."""
    given = text.strip()
    if match := VALUE.fullmatch(given):
        return _value(text, match)
    if match := CHANCE.fullmatch(given):
        return _chance(text, match)
    if match := SHARE.fullmatch(given):
        return Requirement(text, match["what"].lower(), share(text, match["bound"]))
    if match := CRITICALITY.fullmatch(given):
        return Requirement(text, "criticality", share(text, match["bound"]), id=match["id"])
    if match := HEALTH.fullmatch(given):
        return Requirement(text, "health", float(match[1].lower() == "fail"))
    raise unreadable(text)


def _value(text: str, match: re.Match[str]) -> Requirement:
    owner, level = (match["owner"] or "").lower(), match["level"]
    of = (match["what"] or ("finish" if owner else "")).lower()
    if not of or (owner in ("milestone", "task") and of == "cost") or (level and float(level) <= 0):
        raise unreadable(text)
    read = end_of_day if of == "finish" else money
    bound, percent = read(text, match["bound"]), float(level) if level else None
    return Requirement(text, "value", bound, of, owner, match["id"] or "", percent)


def _chance(text: str, match: re.Match[str]) -> Requirement:
    owner, of = (match["owner"] or "").lower(), (match["what"] or "finish").lower()
    if owner == "task" or (owner == "milestone" and of == "cost"):
        raise unreadable(text)
    return Requirement(text, "chance", share(text, match["bound"]), of, owner, match["id"] or "")


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
