"""Uncertain lags: ranges that are a lag, and ranges around one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.files.building.texts import ELAPSED_UNIT, folder_of, parsed
from simulator.files.place import At, Problems
from simulator.model.calendar import DAY
from simulator.model.dependency import Lag
from simulator.model.distribution import Distribution
from simulator.model.expression import Unit, parse_spread, spread_text
from simulator.model.spread import Spread
from simulator.model.units import Measure


def lag_range(text: str, day_minutes: float, at: At, problems: Problems) -> Lag | None:
    """``+triangular(2d, 5d, 9d)``: a lag that is uncertain; below 0 it is a lead."""
    read = _lag_values(text.removeprefix("+"), day_minutes, at, problems)
    if read is None:
        return None
    spread, elapsed = read
    if spread.relative:
        message = f"'{text}' is a range of shares, and of no lag"
        mend = "Write A110 FS+triangular(2d, 5d, 9d); around a lag: {task, lag, uncertainty}."
        problems.add(at, "lag", message, mend)
        return None
    return Lag(spread.distribution.planned, elapsed, spread=spread.distribution)


def _lag_values(
    text: str, day_minutes: float, at: At, problems: Problems
) -> tuple[Spread, bool] | None:
    """The range that `text` says, and whether it runs by the clock."""
    if text.startswith("-"):
        mend = "A lead is below 0: FS+uniform(-5d, -2d)."
        problems.add(at, "lag", f"'{text}' is not the range of a lag", mend)
        return None
    plain, changes = ELAPSED_UNIT.subn("", text)
    unit = Unit.delay(float(DAY) if changes else day_minutes)
    spread = parsed(at, problems, "lag", lambda: parse_spread(plain, unit, folder_of(at)))
    return None if spread is None else (spread, bool(changes))


@dataclass(frozen=True)
class _Of(Unit):
    """Reads shares of `planned` minutes as minutes."""

    planned: float = 0.0

    def read(self, text: str) -> tuple[float, bool]:
        value, percent = Unit.read(self, text)
        return (value * self.planned if percent else value), False


def times(spread: Spread, planned: float) -> Distribution:
    """A range of shares as one of minutes, of `planned` ones."""
    unit = _Of(Measure.DELAY, planned=planned)
    return parse_spread(spread_text(spread, Unit.factor()), unit).distribution


def with_lag_range(lag: Lag, text: str, day_minutes: float, at: At, problems: Problems) -> Lag:
    """`lag` with a range around it, in working time or in shares of it."""
    read = _lag_values(text, day_minutes, at, problems)
    if read is None:
        return lag
    spread, elapsed = read
    if spread.relative and (lag.minutes <= 0 or lag.share):
        message = f"{text} is a share of a lag, and there is none of a time above 0"
        mend = "Write the range itself: A110 FS+triangular(2d, 5d, 9d)."
        problems.add(at, "lag", message, mend)
        return lag
    if not spread.relative and elapsed != lag.elapsed:
        problems.add(at, "lag", f"{text} and its lag are not both elapsed time", "Write one kind.")
    around = times(spread, lag.minutes) if spread.relative else spread.distribution
    return replace(lag, spread=around)


def lag_shares(text: str, at: At, problems: Problems) -> Spread | None:
    """``triangular(90%, 100%, 150%)``: a range for lags of any length."""
    read = _lag_values(text, float(DAY), at, problems)
    if read is not None and not read[0].relative:
        message = f"{text} gives every lag the same number of days, long or short"
        mend = 'Write percent of each lag: "triangular(90%, 100%, 150%)".'
        problems.add(at, "absolute-range", message, mend)
        return None
    return None if read is None else read[0]
