"""How far our dates are those of the source tool, and why not: the lines of `p80 check`."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from simulator.reports.words import count, days
from simulator.results.parity import Difference, Finish, Mismatch, Parity, Part, Reason

MOST = 20
"""Activities that are listed one by one."""


def lines(parity: Parity, most: int = MOST) -> list[str]:
    """What agrees, what does not, by how much and why; indented as the rest of the screen.

    most : root causes that are listed one by one; what follows from them is counted.
    """
    tool = parity.source or "the file"
    if not parity.compared:
        return [f"  dates: {tool} stores none to compare with"]
    own = [f"  dates: {parity.agree:,} of {parity.compared:,} agree with {tool} to the minute"]
    own += _rest(parity)
    own += [_finish(finish) for finish in parity.finishes if not finish.agrees]
    roots = [one for one in parity.differences if one.reason is not Reason.FOLLOWS]
    for one in roots[:most]:
        own += _difference(one)
    if len(roots) > most:
        own.append(f"    and {len(roots) - most:,} more")
    return own + _mends(roots)


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


def _difference(one: Difference) -> list[str]:
    """One root cause: what differs, why, and what follows from it."""
    follow = f"; {count(one.followers, 'activity')} follow from it" if one.followers else ""
    follow = follow.replace("activitys", "activities").replace(
        "activity follow ", "activity follows "
    )
    by = f" by {days(one.days)}" if one.days else ""
    own = [f"    {one.id}: {one.part.value}{by}: {one.reason.short}{follow}"]
    own.append(f"      {one.because or one.reason.sentence}")
    return own + [f"      {_values(mismatch)}" for mismatch in one.mismatches]


def _values(mismatch: Mismatch) -> str:
    stored, computed = (_value(value) for value in (mismatch.stored, mismatch.computed))
    return f"{mismatch.which} {stored} in the file, {computed} here"


def _value(value: datetime | float | bool) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value / 60:,.2f} h"


def _mends(roots: list[Difference]) -> list[str]:
    """What to do, each mend once, the most frequent first."""
    reasons: dict[str, int] = defaultdict(int)
    for one in roots:
        reasons[one.reason.mend] += 1 + one.followers
    ordered = sorted(reasons, key=lambda mend: -reasons[mend])
    return [f"  {mend}" for mend in ordered]
