"""Risks and drivers as they stand in a plan file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.files.writing.style import Items, Row
from simulator.model.calendar import Calendar
from simulator.model.expression import Unit, spread_text
from simulator.model.program import Program
from simulator.model.risk import Impact, Response, Risk
from simulator.model.spread import Spread
from simulator.model.task import Task
from simulator.model.units import plain, share_text


def risks_of(program: Program) -> list[dict[str, Any]]:
    """Rows of `risks`."""
    return [_risk(risk, program.task, program.calendars) for risk in program.risks]


def drivers_of(program: Program) -> list[Row]:
    """Rows of `drivers`."""
    return [
        Row(
            id=driver.id,
            name=driver.name,
            factor=spread_text(Spread(driver.factor), Unit.factor()),
            probability=share_text(driver.probability),
            tasks=Items(driver.tasks),
        )
        for driver in program.drivers
    ]


def _risk(
    risk: Risk, tasks: Mapping[str, Task], calendars: Mapping[str, Calendar]
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": risk.id,
        "name": risk.name,
        "probability": share_text(risk.probability),
        "impacts": [_impact(impact, tasks, calendars) for impact in risk.impacts],
    }
    if risk.response is not None:
        found["mitigated"] = _response(risk.response, tasks, calendars)
    return found


def _response(
    response: Response, tasks: Mapping[str, Task], calendars: Mapping[str, Calendar]
) -> dict[str, Any]:
    found: dict[str, Any] = {"probability": share_text(response.probability)}
    if response.cost:
        found["cost"] = plain(response.cost)
    if response.impacts is not None:
        found["impacts"] = [_impact(impact, tasks, calendars) for impact in response.impacts]
    return found


def _impact(impact: Impact, tasks: Mapping[str, Task], calendars: Mapping[str, Calendar]) -> Row:
    row = Row()
    if impact.tasks:
        row["tasks"] = Items(impact.tasks)
    if impact.delay is not None:
        day = min(calendars[tasks[task].calendar].minutes_per_day for task in impact.tasks)
        row["delay"] = spread_text(impact.delay, Unit.duration(day))
    if impact.cost is not None:
        row["cost"] = spread_text(impact.cost, Unit.money())
    return row
