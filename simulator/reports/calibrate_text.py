"""The screen of `p80 calibrate`: how finished work compares with its plan, and the range for the
next."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from simulator.files.history import Unused
from simulator.history.calibration import Calibration, Group, Measured
from simulator.history.fit import Fit
from simulator.history.match import Match
from simulator.history.words import percentage
from simulator.reports.plain import flat
from simulator.reports.words import count, fit

COLUMNS = 80
GUTTER = 10
NAME, CASES, CELL = 14, 6, 7
MOST_GROUPS, MOST_LINES, MOST_NAMES = 25, 12, 6
LEVELS = (10, 50, 80, 90)


def summary(found: Calibration, match: Match | None = None) -> str:
    """The whole screen, without its last line end. match : the plan that the rules are for."""
    rows = count(found.history.rows, "row")
    parts = [flat(found.history.name), rows]
    if found.history.heading:
        kinds = max((len(one.groups) for one in found.measures), default=0)
        parts.append(f"{kinds} categories of {flat(found.history.heading)}")
    lines = [" · ".join(parts)]
    for measured in found.measures:
        lines += ["", *_measured(measured)]
    lines += ["", *gutter("Read", [READ])]
    if match is not None:
        lines += gutter("Plan", _plan(match))
    lines += gutter("Note", found.notes)
    return "\n".join(line.rstrip() for line in lines)


READ = (
    "the next case falls between P10 and P90 of its range 8 times in 10; + is how much wider than "
    "the fitted curve that makes it, because cases are few"
)


def _measured(measured: Measured) -> list[str]:
    whole, groups = measured.whole, measured.groups
    lines = gutter(measured.measure.capitalize(), [_in_words(whole, measured.measure)])
    head = f"{'':{NAME}}{'':{CASES}}{'on record':>{2 * CELL}}{'range for the next':>{4 * CELL}}"
    cells = [f"P{p}" for p in (50, 80, *LEVELS)]
    lines += ["", head, f"{'':{NAME}}{'cases':>{CASES}}" + _cells(cells) + "  curve"]
    lines += [_row(group) for group in groups[:MOST_GROUPS]]
    if len(groups) > MOST_GROUPS:
        lines.append(f"and {len(groups) - MOST_GROUPS} categories more, all of them in --json")
    lines.append(_row(whole))
    looked = [
        f"{group.name or 'all together'}: {remark}"
        for group in (*groups[:MOST_GROUPS], whole)
        for remark in group.remarks
    ]
    if looked or measured.unused:
        lines.append("")
    return [*lines, *gutter("Look at", looked), *gutter("Left out", left_out(measured.unused))]


def _in_words(whole: Group, measure: str) -> str:
    took = "took" if measure == "duration" else "cost"
    half, fifth, tenth = (percentage(whole.recorded(p)) for p in (50, 80, 10))
    return (
        f"half of {count(len(whole.cases), 'case')} {took} more than {half} of plan, one in five "
        f"more than {fifth}, one in ten {tenth} or less"
    )


def _row(group: Group) -> str:
    name = fit(group.name or "all together", NAME - 1) + " "
    lead = f"{name}{len(group.cases):>{CASES},}"
    if group.fit is None:
        return lead + fit(f"  as all together: {group.why}", COLUMNS - NAME - CASES)
    values = [group.recorded(p) for p in (50, 80)] + [group.fit.value(p) for p in LEVELS]
    return lead + _cells([percentage(value) for value in values]) + f"  {_curve(group.fit)}"


def _curve(found: Fit) -> str:
    wider = f" +{percentage(found.wider)}" if found.wider >= 0.005 else ""
    return f"{found.curve.name}{wider}"


def _cells(texts: Iterable[str]) -> str:
    return "".join(f"{text:>{CELL}}" for text in texts)


def _plan(match: Match) -> list[str]:
    """What becomes of the tasks of the plan."""
    named = [f"{name} {number}" for name, number in match.tasks.items() if number]
    lines = [f"tasks by category: {few(named)}"] if named else []
    if match.rest:
        rest = count(match.rest, "open task")
        lines.append(f"of no category with a range of its own: {rest}; the range of all together")
    if match.idle:
        lines.append(f"no task, and so no rule: {few(match.idle)}")
    if match.ranged:
        lines.append(f"{count(match.ranged, 'open task')} with a range in the plan: they keep it")
    return lines


def left_out(unused: Sequence[Unused]) -> list[str]:
    """Rows that were not used, by reason, with their lines."""
    if not unused:
        return []
    reasons: dict[str, list[Unused]] = {}
    for row in unused:
        reasons.setdefault(row.reason, []).append(row)
    lines = [f"{count(len(unused), 'row')}:"]
    for reason, rows in reasons.items():
        places = [f"{row.line}" + (f" ({_short(row.shown)})" if row.shown else "") for row in rows]
        lines.append(f"{reason}: {'line' if len(rows) == 1 else 'lines'} {few(places, MOST_LINES)}")
    return lines


def few(texts: Sequence[str], most: int = MOST_NAMES) -> str:
    """The first of them, and how many more there are."""
    shown = ", ".join(texts[:most])
    return shown if len(texts) <= most else f"{shown} and {len(texts) - most:,} more"


def _short(text: str) -> str:
    clean = flat(text)
    return clean if len(clean) <= 20 else f"{clean[:19]}…"


def gutter(title: str, sentences: Iterable[str]) -> list[str]:
    """Sentences to the right of a title, broken to the width of the screen."""
    wrapped = [
        line
        for sentence in sentences
        for line in textwrap.wrap(flat(sentence), COLUMNS - GUTTER, break_on_hyphens=False)
    ]
    titles = [title, *[""] * (len(wrapped) - 1)]
    return [f"{head:{GUTTER}}{line}" for head, line in zip(titles, wrapped, strict=False)]
