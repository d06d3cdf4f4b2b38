"""What no schedule can mean is found in the raw document before anything is built on it.

A date that decides is an error where its year is none of a plan; one that is only shown is left
out and counted, and so is a parent that lies below its own child.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator.errors import Issue, PlanError
from simulator.files.dates import YEARS
from simulator.files.mpxj.values import Units
from simulator.files.report import ImportReport

DECIDING = (
    "start", "finish", "actual_start", "actual_finish", "suspend", "resume", "stop",
    "expected_finish", "constraint_date", "constraint2_date", "external_start", "external_finish",
    "deadline",
)  # fmt: skip
SHOWN = (
    "early_start", "early_finish", "late_start", "late_finish", "baseline_start", "baseline_finish",
)  # fmt: skip
OF_THE_PROJECT = ("data_date", "planned_start", "start", "finish", "must_finish")
WORK = ("duration", "planned_duration", "remaining")
SPANS = ("leveling_delay", "total_float", "free_float")
FIRST, LAST = (str(year) for year in YEARS)
LONGEST = 1e9
"""Minutes: 1,900 years. Beyond, a number is no longer exact to the minute."""
DEEPEST = 200
"""Summaries in each other: many more than anyone reads."""
MOST = 50
"""Problems that are said one by one."""

Table = dict[str, list[str | None]]


def make_sound(document: Mapping[str, Any], path: Path, report: ImportReport) -> None:
    """Mend the raw document in place. Raises PlanError for what cannot be mended."""
    issues: list[Issue] = []
    for project in document["projects"]:
        of, table = project["properties"], project["tasks"]
        for key in OF_THE_PROJECT:
            if _is_strange(of[key]):
                issues.append(_strange_date(f"{path}", key, str(of[key])))
        for key in DECIDING:
            issues += [
                _strange_date(_place(path, table, row), key, str(table[key][row]))
                for row in _strange(table[key])
            ]
        _leave_out(table, report)
        _lift(project, report)
        issues += _durations(project, path)
        _open_rings(table, report)
        if _depth(table) > DEEPEST:
            message = f"summaries are nested more than {DEEPEST} deep"
            issues.append(Issue(str(path), "too-deep", message, "Flatten the outline."))
    if issues:
        more = len(issues) - MOST
        rest = [Issue("", "more-problems", f"and {more:,} problems more")] if more > 0 else []
        raise PlanError([*issues[:MOST], *rest])


def _is_strange(text: str | None) -> bool:
    return text is not None and not (FIRST <= text[:4] <= LAST and text[4:5] == "-")


def _strange(values: list[str | None]) -> list[int]:
    return [row for row, text in enumerate(values) if _is_strange(text)]


def _place(path: Path, table: Table, row: int) -> str:
    return f"{path}, task {table['activity_id'][row] or table['uid'][row]}"


def _strange_date(where: str, key: str, text: str) -> Issue:
    words = key.replace("_", " ").replace("constraint2", "second constraint")
    message = f"the {words} {text[:10]} is outside the years {FIRST} to {LAST}"
    return Issue(where, "date", message, "Correct it in the tool that made the file.")


def _leave_out(table: Table, report: ImportReport) -> None:
    for key in SHOWN:
        for row in _strange(table[key]):
            table[key][row] = None
            report.count("dates", 1, 0, f"they are outside the years {FIRST} to {LAST}")


def _durations(project: Mapping[str, Any], path: Path) -> list[Issue]:
    """Durations and lags that are no time of a plan."""
    units, table, lags = Units.of(project["properties"]), project["tasks"], project["relations"]
    found = [
        (_place(path, table, row), key.replace("_", " "), text, why)
        for key in (*WORK, *SPANS)
        for row, text in enumerate(table[key])
        if (why := _no_time(units, text))
    ]
    found += [
        (f"{path}, task {uid}", "lag", text, why)
        for uid, text in zip(lags["successor"], lags["lag"], strict=True)
        if (why := _no_time(units, text))
    ]
    mend = "Look for a number in the wrong field or unit."
    return [
        Issue(where, "duration", f"the {what} {text} {why}", mend)
        for where, what, text, why in found
    ]


def _no_time(units: Units, text: str | None) -> str:
    """What is wrong with a duration, or ""."""
    amount = units.amount(text)
    if amount is None:
        return "is no number of hours or days" if text else ""
    return "is longer than 1,900 years" if abs(amount.minutes) > LONGEST else ""


def _lift(project: Mapping[str, Any], report: ImportReport) -> None:
    """Negative work becomes none: P6 writes such durations of levels of effort."""
    units, table = Units.of(project["properties"]), project["tasks"]
    for key in WORK:
        for row, text in enumerate(table[key]):
            if text and text.startswith("-") and (units.minutes(text) or 0.0) < 0:
                table[key][row] = "0.0h"
                report.count("durations", 1, 0, "they are negative, and count as 0")


def _open_rings(table: Table, report: ImportReport) -> None:
    """A task whose parents lead back to itself stands at the top."""
    parent = dict(zip(table["uid"], table["parent"], strict=True))
    sound: set[str | None] = {None}
    for uid in table["uid"]:
        seen: dict[str | None, None] = {}
        above = uid
        while above not in sound and above in parent and above not in seen:
            seen[above] = None
            above = parent[above]
        if above in seen:
            last = list(seen)[-1]
            parent[last] = None
            table["parent"][table["uid"].index(last)] = None
            why = "they lie below their own parts, and stand at the top"
            report.count("parents of summaries", 1, 0, why)
        sound.update(seen)


def _depth(table: Table) -> int:
    """The longest chain of parents; there are no rings."""
    parent = dict(zip(table["uid"], table["parent"], strict=True))
    depth: dict[str | None, int] = {None: 0}
    for uid in parent:
        chain, above = [], uid
        while above not in depth:
            chain.append(above)
            above = parent.get(above)
        for step, one in enumerate(reversed(chain), start=depth[above] + 1):
            depth[one] = step
    return max(depth.values())
