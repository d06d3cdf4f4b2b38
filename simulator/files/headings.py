"""Which column of a history is which: as the user says, else by what people usually call it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from simulator.errors import Issue, PlanError
from simulator.files.place import did_you_mean

USUAL: Mapping[str, str] = {
    "category": "category; task category; activity category; type; task type; activity type; "
    "work type; type of work; class; reference class; discipline; trade",
    "planned": "planned; plan; planned duration; duration planned; planned days; planned time; "
    "original duration; baseline duration; bl duration; bl project duration; target duration; "
    "estimate; estimated; estimated duration; duration estimate; scheduled duration",
    "actual": "actual; actuals; actual duration; duration actual; actual days; actual time; "
    "at completion duration; as built duration; outturn duration; real duration",
    "ratio": "ratio; duration ratio; actual planned; actual plan; actual to planned; "
    "actual vs planned; actual estimate; actual duration planned duration",
    "planned_cost": "planned cost; cost planned; budget; budgeted cost; budget cost; "
    "baseline cost; bl project total cost; budgeted total cost; estimated cost; cost estimate",
    "actual_cost": "actual cost; cost actual; actual total cost; at completion total cost; "
    "outturn; outturn cost; final cost; cost at completion",
    "cost_ratio": "cost ratio; ratio of cost; actual cost planned cost; actual cost budget",
}
"""What is looked for in each column, as `plain` leaves it; the headings of P6 and MS Project, and
what people write themselves."""

MEASURES: Mapping[str, tuple[str, str, str]] = {
    "duration": ("planned", "actual", "ratio"),
    "cost": ("planned_cost", "actual_cost", "cost_ratio"),
}
"""What can be compared, and the columns that it needs: plan and actual, or their ratio."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Headings of a history, where they are not the usual ones; None is looked for.

    sheet : the sheet of a workbook; None for `tasks`, or else the first one.
    """

    category: str | None = None
    planned: str | None = None
    actual: str | None = None
    ratio: str | None = None
    planned_cost: str | None = None
    actual_cost: str | None = None
    cost_ratio: str | None = None
    sheet: str | None = None

    def named(self) -> Iterator[tuple[str, str | None]]:
        """(what a column holds, its heading)."""
        for field in fields(self):
            if field.name != "sheet":
                yield field.name, getattr(self, field.name)


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of the columns, from 0. pairs : for each measure (planned, actual), or (ratio,).

    notes : columns that are there and not used.
    """

    category: int | None
    pairs: Mapping[str, tuple[int, ...]]
    notes: tuple[str, ...]


def option(role: str) -> str:
    """The option of the command line that names a column."""
    return f"--{role.replace('_', '-')}"


def plain(heading: str) -> str:
    """``Planned Duration (days)`` as ``planned duration``."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"[(\[].*?[)\]]", " ", heading.casefold())))


def laid_out(header: Sequence[str], columns: Columns, where: str) -> Layout:
    """The places of all columns. Raises `PlanError` for all that are missing or doubtful."""
    names = [name.strip() for name in header]
    issues: list[Issue] = []
    found: dict[str, int] = {}
    for role, heading in columns.named():
        at = _asked(names, role, heading, where) if heading else _usual(names, role, where)
        if isinstance(at, Issue):
            issues.append(at)
        elif at is not None:
            found[role] = at
    if issues:
        raise PlanError(issues)
    pairs, notes = _pairs(names, found, columns, where)
    return Layout(found.get("category"), pairs, notes)


def _asked(names: list[str], role: str, heading: str, where: str) -> int | Issue:
    """The column that the user names; upper and lower case alike where nothing fits better."""
    exact = [at for at, name in enumerate(names) if name == heading.strip()]
    near = [at for at, name in enumerate(names) if name.casefold() == heading.strip().casefold()]
    places = exact or near
    if len(places) == 1:
        return places[0]
    if places:
        message = f"{len(places)} columns are called '{heading}'"
        return Issue(where, "duplicate-column", message, "Rename all but one of them.")
    mend = did_you_mean(heading, names, f"Columns are: {_listed(names)}.")
    return Issue(
        where, "missing-column", f"there is no column '{heading}' for {option(role)}", mend
    )


def _usual(names: list[str], role: str, where: str) -> int | Issue | None:
    usual = set(USUAL[role].split("; "))
    places = [at for at, name in enumerate(names) if plain(name) in usual]
    if len(places) < 2:
        return places[0] if places else None
    several = " and ".join(f"'{names[at]}'" for at in places)
    message = f"{several} may each hold the {role.replace('_', ' ')}"
    mend = f"Say which: {option(role)} '{names[places[0]]}'."
    return Issue(where, "doubtful-column", message, mend)


def _pairs(
    names: list[str], found: Mapping[str, int], columns: Columns, where: str
) -> tuple[dict[str, tuple[int, ...]], tuple[str, ...]]:
    """What each measure is worked out from. A ratio that is asked for comes before plan and actual,
    and these before a ratio that happens to be there."""
    pairs: dict[str, tuple[int, ...]] = {}
    notes: list[str] = []
    for measure, (planned, actual, ratio) in MEASURES.items():
        both = planned in found and actual in found
        if ratio in found and (getattr(columns, ratio) is not None or not both):
            pairs[measure], idle = (found[ratio],), (planned, actual)
        elif both:
            pairs[measure], idle = (found[planned], found[actual]), (ratio, "")
        else:
            idle = (planned, actual)
        notes += [f"column '{names[found[role]]}' is not used" for role in idle if role in found]
    if pairs:
        return pairs, tuple(notes)
    lone = "; ".join(
        f"'{names[found[role]]}' alone is not enough" for role in found if role != "category"
    )
    raise PlanError.one(
        where,
        "missing-column",
        f"no columns with planned and actual values were found{f' ({lone})' if lone else ''}; "
        f"there are: {_listed(names)}",
        "Name them: --planned HEADING --actual HEADING, or --ratio HEADING for actual ÷ planned.",
    )


def _listed(names: list[str]) -> str:
    shown = ", ".join(name for name in names[:12] if name)
    return f"{shown}, …" if len(names) > 12 else shown or "none with a name"
