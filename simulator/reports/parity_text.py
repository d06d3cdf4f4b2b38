"""How far our dates are those of the source tool, and why not: the lines of `p80 check`."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from simulator.reports.words import count, days
from simulator.results.parity import Difference, Finish, Mismatch, Parity, Part, Reason

MOST = 12
"""Root causes of one reason that are listed one by one."""


def lines(parity: Parity, most: int = MOST) -> list[str]:
    """What agrees, what does not, by how much and why; indented as the rest of the screen.

    most : root causes listed one by one for each reason; what follows from them is counted.
    """
    tool = parity.source or "the file"
    if not parity.compared:
        return [f"  dates: {tool} stores none to compare with"]
    own = [f"  dates: {parity.agree:,} of {parity.compared:,} agree with {tool} to the minute"]
    own += _rest(parity)
    own += [_finish(finish) for finish in parity.finishes if not finish.agrees]
    groups: dict[Reason, list[Difference]] = defaultdict(list)
    for one in parity.differences:
        if one.reason is not Reason.FOLLOWS:
            groups[one.reason].append(one)
    if groups:
        own.append("  Why they differ, root causes first:")
    for reason in sorted(groups, key=lambda one: -_weight(groups[one])):
        own += _group(reason, groups[reason], most)
    return own


def _weight(roots: list[Difference]) -> int:
    """Activities that differ by these causes."""
    return len({one.id for one in roots}) + sum(one.followers for one in roots)


def _rest(parity: Parity) -> list[str]:
    """What else the tool stores: one line."""
    counts = [(part.value, parity.count(part)) for part in Part if part is not Part.EARLY]
    parts = [f"{name} {c.agree:,} of {c.compared:,}" for name, c in counts if c.compared]
    same = sum(finish.agrees for finish in parity.finishes)
    if parity.finishes:
        parts.append(f"project finish {same:,} of {len(parity.finishes):,}")
    return [f"    {' · '.join(parts)}"] if parts else []


def _finish(finish: Finish) -> str:
    return (
        f"    project {finish.project}: finish {_value(finish.stored)} in the file, "
        f"{_value(finish.computed)} here"
    )


def _group(reason: Reason, roots: list[Difference], most: int) -> list[str]:
    """All root causes of one reason: how many, what it is, which, and what to do."""
    by_activity: dict[str, Difference] = {}
    for one in roots:
        by_activity.setdefault(one.id, one)
    following = sum(one.followers for one in roots)
    more = f", and {count(following, 'other')} that follow" if following else ""
    own = [f"    {reason.short}: {_activities(len(by_activity))}{more}"]
    own.append(f"      {_sentence(reason.sentence)}")
    listed = list(by_activity.values())
    for one in listed[:most]:
        own += _difference(one)
    if len(listed) > most:
        own.append(f"      and {len(listed) - most:,} more")
    return [*own, f"      > {reason.mend}"]


def _difference(one: Difference) -> list[str]:
    """One root cause: the value that differs most, how many follow from it, and the proof."""
    largest = max(one.mismatches, key=lambda mismatch: abs(mismatch.days))
    follow = f"; {one.followers:,} follow" if one.followers else ""
    own = [f"      {one.id}: {_values(largest)}{follow}"]
    return [*own, f"        {one.because}"] if one.because else own


def _values(mismatch: Mismatch) -> str:
    stored, computed = (_value(value) for value in (mismatch.stored, mismatch.computed))
    more, less = ("later", "earlier") if isinstance(mismatch.stored, datetime) else ("more", "less")
    by = f", {days(abs(mismatch.days))} {more if mismatch.days > 0 else less}"
    here = by if mismatch.days else ""
    return f"{mismatch.which} {stored} in the file, {computed} here{here}"


def _value(value: datetime | float | bool) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value / 60:,.2f} h"


def _activities(number: int) -> str:
    return "1 activity" if number == 1 else f"{number:,} activities"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
