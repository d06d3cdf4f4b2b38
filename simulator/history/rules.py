"""What a history says, as a plan file says it: rules of uncertainty, and drivers of a class.

Both are written as a scenario, so that `p80 run PLAN --scenario FILE` takes them as they are; the
rules can be pasted below `uncertainty:` of a plan, the drivers below `drivers:`.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING

from simulator.errors import PlanError
from simulator.files.writing.style import Items, Row, dumped
from simulator.history.curves.curve import percent
from simulator.history.words import percentage

if TYPE_CHECKING:
    from simulator.history.calibration import Calibration, Measured
    from simulator.history.match import Match
    from simulator.history.reference import ClassRecord, ReferenceClass

DRIVER = "REFERENCE-CLASS"
"""Begins the ids of the drivers."""


def field_of(calibration: Calibration, field: str | None) -> str:
    """The field of tasks that the rules select by: as asked for, else the heading of the column of
    categories. Raises `PlanError` where no selector can hold it."""
    name = calibration.history.heading if field is None else field.strip()
    if ":" in name or (field is not None and not name):
        message = f"a selector cannot name a field '{name}'"
        mend = "Say which field of the plan's tasks holds the category: --field trade."
        raise PlanError.one("--field", "field-name", message, mend)
    return name


def rules(calibration: Calibration, field: str, match: Match | None = None) -> list[Row]:
    """One rule for each category with a range of its own, then one for all other tasks.

    match : the plan that they are for; categories without a task in it are left out, because a
    selector that chooses nothing is an error.
    """
    # By casefold, since one spelling may lead in the durations and another in the cost.
    ranges: dict[str, Row] = {}
    for measured in calibration.measures:
        for group in measured.groups:
            if group.fit is not None and (match is None or match.tasks.get(group.name)):
                selector = Row(tasks=f"{field}:{group.name}")
                row = ranges.setdefault(group.name.casefold(), selector)
                row[measured.measure] = group.fit.text
    rest = Row(tasks="*")
    for measured in calibration.measures:
        rest[measured.measure] = measured.fit.text
    return [*ranges.values(), rest]


def rules_text(calibration: Calibration, field: str, match: Match | None = None) -> str:
    """The rules as a scenario file, with what each rests on in comments above them."""
    name = calibration.history.name
    lines = [
        "Shares of the plan, from actual ÷ planned of finished work. Paste the rules below",
        "`uncertainty:` of a plan, or run the plan with this file: --scenario",
        "",
        *(line for measured in calibration.measures for line in _grounds(measured)),
    ]
    return _comments(lines) + dumped(
        {
            "scenario": f"Ranges from {name}",
            "note": f"Made by p80 {version('p80')} from {calibration.history.rows} rows of {name}, "
            f"seed {calibration.seed}.",
            "uncertainty": rules(calibration, field, match),
        }
    )


def driver_text(found: ReferenceClass) -> str:
    """What `ReferenceClass.drivers` gives."""
    name = found.history.name
    both = len(found.records) > 1
    lines = [
        "Whole projects, actual ÷ planned: each is as likely as any other. The class holds all",
        "that went wrong there. A plan with ranges, risks or drivers of its own would count it",
        "twice: run it on the bare plan.",
        *([FOLLOWS] if both else []),
    ]
    return _comments(lines) + dumped(
        {
            "scenario": f"Reference class of {name}",
            "note": f"Made by p80 {version('p80')} from {found.history.rows} rows of {name}.",
            "add": {"drivers": [_driver(record, name, both) for record in found.records]},
        }
    )


FOLLOWS = "The driver on cost leaves money by the day alone: that follows the durations already."


def _driver(record: ClassRecord, name: str, both: bool) -> Row:
    """One factor on all durations, or on all cost."""
    ratios = ", ".join(percent(float(ratio)) for ratio in record.ratios)
    row = Row(
        id=f"{DRIVER}-{record.measure.upper()}",
        name=f"Reference class: {record.measure} of {len(record.cases)} projects in {name}",
        factor=f"empirical({ratios})",
        tasks="*",
    )
    if record.measure == "cost":
        row["on"] = "cost" if both else Items(["cost", "rate"])
    return row


def _grounds(measured: Measured) -> Iterable[str]:
    for group in (*measured.groups, measured.whole):
        name = group.name or "all together"
        if group.fit is None:
            yield f"{measured.measure}, {name}: as all together ({group.why})"
            continue
        fit = group.fit
        poor = ", a poor fit" if fit.is_poor else ""
        wider = f", {percentage(fit.wider)} wider than the fit" if fit.wider >= 0.005 else ""
        yield (
            f"{measured.measure}, {name}: {len(group.cases)} cases, {fit.curve.name} by AICc, "
            f"p = {fit.replay.p_value:.2g}{poor}{wider}"
        )


def _comments(lines: Iterable[str]) -> str:
    """Each on one line of its own, whatever stands in it."""
    texts = ("".join(c if c.isprintable() else " " for c in line) for line in lines)
    return "".join(f"# {text}".rstrip() + "\n" for text in texts)
