"""Weather and downtime of the plan file to the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from simulator.files.building.records import condition_of, lost_days
from simulator.files.building.texts import folder_of, length, probability, share
from simulator.files.dates import YEARS, days_of
from simulator.files.document.calendar import DowntimeDoc
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.calendar import DAY
from simulator.model.weather import MONTHS, Chances, Downtime, Observed, Weather

STRONGEST = 0.99
"""Greatest persistence; days a year apart still correlate by 0.03 then."""

MOST_YEARS = 200
"""Observed years that are read."""

LONGEST_DAYS = 3650
"""Longest mean time between two outages, and of an outage, days."""

_KEYS = ("persistence", "series", "years", "lost")
_SEASONS = ("spring", "summer", "autumn", "fall", "winter")
_MONTHS_MEND = "Write months and what is lost of them: {nov: 20%, dec-feb: 35%}."
_RECORD_MEND = "Write {series: observed.csv, lost: wind > 12}, or {years: 2019..2021, lost: [...]}."

Doc = Mapping[str, tuple[str, ...]]


def weather_of(doc: Doc, owner: str, at: At, problems: Problems) -> Weather | None:
    """The weather that a calendar is given; None where it loses nothing, or cannot be read."""
    record = [key for key in ("series", "years", "lost") if key in doc]
    others = [key for key in doc if key not in record]
    if not record:
        return _chances(doc, owner, at, problems)
    if others:
        message = f"'{others[0]}' is a chance and '{record[0]}' a record: weather is one of the two"
        problems.add(at.down(others[0]), "weather", message, "Keep one of them.", key=True)
        return None
    if "series" in doc and "years" in doc:
        message = "a series has its own years"
        problems.add(at.down("years"), "weather", message, _RECORD_MEND, key=True)
        return None
    read = _series if "series" in doc else _diary
    return read(doc, owner, at, problems)


def _chances(doc: Doc, owner: str, at: At, problems: Problems) -> Weather | None:
    """Chances by month; those that are not named lose nothing."""
    found: dict[int, float] = {}
    said: dict[int, str] = {}
    for key, texts in doc.items():
        if key == "persistence":
            continue
        here = at.down(key)
        months = _months(key, here, problems)
        chance = _one(texts, here, problems, probability)
        for month in months if chance is not None else ():
            if month in found:
                message = f"{MONTHS[month].capitalize()} is in '{said[month]}' and in '{key}'"
                problems.add(here, "weather", message, "Name each month once.", key=True)
            found[month], said[month] = chance or 0.0, key
    persistence = 0.0
    if "persistence" in doc:
        persistence = _persistence(doc["persistence"], at.down("persistence"), problems)
    if not doc:
        return None
    if set(doc) == {"persistence"}:
        message = "there is a persistence, and no month in which days are lost"
        problems.add(at, "weather", message, _MONTHS_MEND)
    return Chances(owner, tuple(found.get(k, 0.0) for k in range(12)), persistence)


def _months(key: str, at: At, problems: Problems) -> list[int]:
    """Numbers from 0 of ``nov`` or ``dec-feb``."""
    ends = [_month(word) for word in key.split("-")]
    if len(ends) <= 2 and None not in ends:
        first, last = ends[0] or 0, ends[-1] or 0
        return [(first + k) % 12 for k in range((last - first) % 12 + 1)]
    mend = did_you_mean(key, [*MONTHS, *(name[:3] for name in MONTHS), *_KEYS], _MONTHS_MEND)
    if key.casefold() in _SEASONS:
        mend = "Seasons differ from place to place: write their months, as in dec-feb."
    problems.add(at, "unknown-month", f"'{key}' is not a month", mend, key=True)
    return []


def _month(word: str) -> int | None:
    """Number from 0 of ``nov`` or ``November``."""
    word = word.strip().casefold()
    found = [k for k, name in enumerate(MONTHS) if len(word) >= 3 and name.startswith(word)]
    return found[0] if found else None


def _persistence(texts: Sequence[str], at: At, problems: Problems) -> float:
    value = _one(texts, at, problems, share)
    if value is not None and not 0 <= value <= STRONGEST:
        message = f"a persistence of {texts[0]} is not possible"
        mend = f"It is the correlation of one day with the next: from 0 to {STRONGEST}."
        problems.add(at, "weather", message, mend)
        return 0.0
    return value or 0.0


def _one(
    texts: Sequence[str],
    at: At,
    problems: Problems,
    read: Callable[[str, At, Problems], float | None],
) -> float | None:
    """The one value of a key."""
    if len(texts) != 1:
        message = f"this is one value, not a list of {len(texts)}"
        problems.add(at, "wrong-type", message, _MONTHS_MEND)
        return None
    return read(texts[0], at, problems)


def _series(doc: Doc, owner: str, at: At, problems: Problems) -> Weather | None:
    """Weather from a table with a row a day."""
    here = at.down("series")
    if "lost" not in doc:
        message = "the series does not say on which of its days work is lost"
        problems.add(at, "missing-key", message, "Add lost: wind > 12, or a column of yes and no.")
        return None
    if len(doc["series"]) != 1:
        problems.add(here, "weather", "a series is one file", _RECORD_MEND)
        return None
    conditions = [condition_of(text) for text in doc["lost"]]
    days = lost_days(folder_of(at) / doc["series"][0], conditions, here, problems)
    if not days or not _whole_years(days, here, problems):
        return None
    years = tuple(sorted({day.year for day in days}))
    return Observed(owner, years, tuple(sorted(day for day, lost in days.items() if lost)))


def _whole_years(days: Iterable[date], at: At, problems: Problems) -> bool:
    """True where each year that the days touch is there from its first day to its last."""
    known = set(days)
    years = sorted({day.year for day in known})
    if len(years) > MOST_YEARS:
        message = f"{len(years)} years of weather; at most {MOST_YEARS} are read"
        problems.add(at, "too-large", message, "Keep the latest ones.")
        return False
    whole = True
    for year in years:
        begin = date(year, 1, 1)
        length_ = (date(year + 1, 1, 1) - begin).days
        gaps = [day for k in range(length_) if (day := begin + timedelta(days=k)) not in known]
        if gaps:
            message = f"the record has {length_ - len(gaps)} of the {length_} days of {year}"
            mend = f"The first that is missing is {gaps[0]}: add it, or leave {year} out."
            problems.add(at, "short-year", message, mend)
            whole = False
    return whole


def _diary(doc: Doc, owner: str, at: At, problems: Problems) -> Weather | None:
    """Weather from the days that were lost in some years, as a site diary has them."""
    if "years" not in doc or "lost" not in doc:
        there = "years" if "years" in doc else "lost"
        message = f"a record needs both years and lost, and this has only '{there}'"
        problems.add(at, "missing-key", message, _RECORD_MEND)
        return None
    years: set[int] = set()
    for index, text in enumerate(doc["years"]):
        years |= _years(text, at.down("years", index), problems)
    lost: set[date] = set()
    for index, text in enumerate(doc["lost"]):
        here = at.down("lost", index)
        try:
            days = days_of(text)
        except ValueError as fault:
            problems.add(here, "date", str(fault), "Write 2020-01-07 or 2020-02-03..2020-02-05.")
            continue
        outside = next((day for day in days if day.year not in years), None)
        if outside and years:
            message = f"{outside} is in none of the observed years"
            problems.add(here, "weather", message, "Add its year, or remove the day.")
        lost |= {day for day in days if day.year in years}
    return Observed(owner, tuple(sorted(years)), tuple(sorted(lost))) if lost and years else None


def _years(text: str, at: At, problems: Problems) -> set[int]:
    """``2019`` or ``2012..2021``, both ends included."""
    match = re.fullmatch(r"\s*(\d{4})\s*(?:\.\.\s*(\d{4})\s*)?", text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if match and YEARS[0] <= first <= last <= YEARS[1] and last - first < MOST_YEARS:
        return set(range(first, last + 1))
    message = f"'{text}' is not a year, or some years in a row"
    mend = f"Write 2019, or 2012..2021; at most {MOST_YEARS}, from {YEARS[0]} to {YEARS[1]}."
    problems.add(at, "weather", message, mend)
    return set()


def downtime_of(doc: DowntimeDoc, owner: str, at: At, problems: Problems) -> Downtime | None:
    """How often a machine fails, and for how long; None where this cannot be read."""
    every = _days(doc.every, at.down("every"), problems)
    lasts = _days(doc.lasts, at.down("lasts"), problems)
    if every is None or lasts is None:
        return None
    if 1 / every + 1 / lasts > 1 + STRONGEST:
        message = f"{doc.lasts} down after every {doc.every} up leaves nothing to chance"
        problems.add(at, "downtime", message, "Give it as exceptions of the calendar.")
        return None
    return Downtime(owner, every, lasts)


def _days(text: str, at: At, problems: Problems) -> float | None:
    """Days by the clock, at least one."""
    read = length(text, float(DAY), at, problems)
    if read is None:
        return None
    if read.spread is not None or read.minutes is None:
        problems.add(at, "downtime", f"'{text}' is a range", "Give the mean, as in 60d.")
        return None
    days = read.minutes / DAY
    if not 1 <= days <= LONGEST_DAYS:
        message = f"{text} is no mean of whole days"
        mend = f"Downtime goes by days: write 1d to {LONGEST_DAYS}d."
        problems.add(at, "downtime", message, mend)
        return None
    return days
