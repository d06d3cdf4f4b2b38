"""Public holidays by country code, from the `holidays` package."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from datetime import date

from simulator.files.place import nearest
from simulator.model.program import Project

_WANTED = 12
"""Years after the first for which holidays should be known, else a note says so."""

_BEFORE, _AFTER = 5, 40
"""Years around the start for which holidays are laid into calendars."""

COUNTRY = re.compile(r"[A-Z]{2,3}(-[A-Z0-9]{1,3})?")


def holiday_years(projects: Iterable[Project]) -> range:
    """Years whose holidays a calendar of these projects may need."""
    dates = [day for one in projects for day in (one.start, one.data_date) if day is not None]
    return range(min(dates).year - _BEFORE, max(dates).year + _AFTER)


def public_holidays(code: str, years: range) -> tuple[list[date], list[str]]:
    """Days off of ``NL`` or ``DE-BY`` in `years`, and what a reader should know of them.

    Raises ValueError for a country or part of it that is not known.
    """
    import holidays
    from holidays.groups.islamic import IslamicHolidays

    country, _, part = code.partition("-")
    known = holidays.list_supported_countries(include_aliases=True)
    if country not in known:
        near = nearest(country, sorted(known))
        hint = f", did you mean {near}" if near else ""
        raise ValueError(f"no holidays are known for the country '{country}'{hint}")
    if part and part not in known[country]:
        parts = ", ".join(sorted(known[country])) or "none"
        raise ValueError(f"no holidays are known for '{part}' in {country} (known parts: {parts})")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = holidays.country_holidays(country, subdiv=part or None, years=years)
    known_to = [int(year) for one in said for year in re.findall(r"to (\d{4})", str(one.message))]
    notes = []
    if known_to and min(known_to) < years[0] + _WANTED:
        notes.append(f"some holidays of {code} are known up to {min(known_to)} only")
    if isinstance(found, IslamicHolidays):
        notes.append(
            f"some holidays of {code} follow the moon and are estimated; add the decreed dates to"
            " `exceptions` once they are known"
        )
    return sorted(found), notes
