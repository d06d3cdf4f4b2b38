"""What chance takes from calendars, and what becomes of tasks that need a window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from simulator.results.dates import iso
from simulator.results.estimate import moment, show_chance, show_day
from simulator.results.raw import Floats, WindowUse

if TYPE_CHECKING:
    from simulator.results.result import Result

MOST_SAID = 10
"""Tasks of which it is said one by one that they miss their window."""


def lost_days(result: Result) -> dict[str, dict[str, Any]]:
    """By calendar that loses days: working days of an average year, how many of them are lost, to
    what cause and whose. What two causes take on the same day is lost once."""
    found = {}
    for key, calendar in result.program.calendars_in_use.items():
        if calendar.losses:
            working, lost = calendar.days_a_year(calendar.losses)
            causes = {
                loss.word: {"of": loss.owner, "lost": calendar.days_a_year((loss,))[1]}
                for loss in calendar.losses
            }
            found[key] = {"working": working, "lost": lost, "causes": causes}
    return found


def windows(result: Result) -> list[dict[str, Any]]:
    """Tasks that must lie inside a window, in the order of the plan."""
    found = []
    for one in result.windows:
        opens, closes = iso(result.origin, _array(one.open, one.close))
        found.append(
            {
                "id": one.id,
                "name": result.program.task[one.id].name,
                "plan": {"open": opens, "close": closes},
                "missed": one.missed,
                "outside": one.outside,
            }
        )
    return found


def in_short(uses: Sequence[WindowUse]) -> list[str]:
    """What a screen says of missed windows in a few words."""
    own = []
    for said, shares in (
        ("missed", [one.missed for one in uses if one.missed]),
        ("overrun", [one.outside for one in uses if one.outside]),
    ):
        if len(shares) == 1:
            own.append(f"window {said} in {show_chance(shares[0])}")
        elif shares:
            own.append(f"{len(shares):,} windows {said}, in up to {show_chance(max(shares))}")
    return own


def window_warnings(result: Result) -> list[str]:
    """Sentences about missed windows, those that are missed most first."""
    late = sorted((one for one in result.windows if one.missed), key=lambda one: -one.missed)
    said = [_missed(result, one) for one in late[:MOST_SAID]]
    if len(late) > MOST_SAID:
        said.append(f"{len(late) - MOST_SAID:,} more tasks miss the window that the plan has.")
    outside = [one for one in result.windows if one.outside]
    said += [
        f"{result.label(one.id)} fits in no window in {show_chance(one.outside)} of iterations and "
        "overruns one there: its dates are too early."
        for one in outside[:MOST_SAID]
    ]
    if len(outside) > MOST_SAID:
        said.append(f"{len(outside) - MOST_SAID:,} more tasks overrun a window.")
    return said


def _missed(result: Result, one: WindowUse) -> str:
    opens, closes = (moment(result.origin, at) for at in (one.open, one.close))
    return (
        f"{result.label(one.id)} misses the window of the plan, {_span(opens, closes)}, in "
        f"{show_chance(one.missed)} of iterations."
    )


def _span(opens: datetime, closes: datetime) -> str:
    """``1 Apr 2026 to 15 Oct 2026``, the last day included; with hours where they are not whole
    days."""
    if opens.time() == closes.time() == time():
        return f"{show_day(opens)} to {show_day(closes - timedelta(days=1))}"
    return f"{show_day(opens)} {opens:%H:%M} to {show_day(closes)} {closes:%H:%M}"


def _array(*values: float) -> Floats:
    import numpy as np

    return np.array(values)
