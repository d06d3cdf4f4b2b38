"""Risks and drivers as they stand in a plan file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.files.writing.style import Items, Row, moment
from simulator.model.calendar import Calendar
from simulator.model.distribution import Distribution
from simulator.model.expression import Unit, spread_text, written
from simulator.model.program import Program
from simulator.model.risk import Driver, Impact, Response, Risk, Window
from simulator.model.spread import Spread
from simulator.model.task import Task
from simulator.model.units import plain, share_text


def risks_of(program: Program) -> list[dict[str, Any]]:
    """Rows of `risks`."""
    return [_risk(risk, program.task, program.calendars) for risk in program.risks]


def drivers_of(program: Program) -> list[Row]:
    """Rows of `drivers`."""
    return [_driver(driver) for driver in program.drivers]


def _driver(driver: Driver) -> Row:
    row = Row(
        id=driver.id,
        name=driver.name,
        factor=spread_text(Spread(driver.factor), Unit.factor()),
        probability=share_text(driver.probability),
        tasks=Items(driver.tasks),
    )
    acts = {"duration": driver.on_duration, "cost": driver.on_cost, "rate": driver.on_rate}
    on = Items(key for key, is_on in acts.items() if is_on)
    if on != ["duration"]:
        row["on"] = on
    if driver.parallel:
        row["parallel"] = True
    return row


def _risk(
    risk: Risk, tasks: Mapping[str, Task], calendars: Mapping[str, Calendar]
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": risk.id,
        "name": risk.name,
        "probability": _chance(risk.probability, risk.spread),
        "impacts": _impacts(risk.impacts, tasks, calendars),
    }
    if risk.response is not None:
        found["mitigated"] = _response(risk.response, tasks, calendars)
    if risk.window is not None:
        found["window"] = _window(risk.window)
    if risk.raises:
        found["raises"] = Row((rise.risk, share_text(rise.probability)) for rise in risk.raises)
    if risk.parallel:
        found["parallel"] = True
    return found


def _chance(planned: float, spread: Distribution | None) -> str:
    return share_text(planned) if spread is None else written(Spread(spread), share_text)


def _window(window: Window) -> Row:
    row = Row()
    if window.begin is not None:
        row["from"] = moment(window.begin)
    if window.end is not None:
        row["to"] = moment(window.end)
    if window.during is not None:
        row["during"] = window.during
    return row


def _response(
    response: Response, tasks: Mapping[str, Task], calendars: Mapping[str, Calendar]
) -> dict[str, Any]:
    found: dict[str, Any] = {"probability": _chance(response.probability, response.spread)}
    if response.cost:
        found["cost"] = plain(response.cost)
    if response.impacts is not None:
        found["impacts"] = _impacts(response.impacts, tasks, calendars)
    if response.tasks:
        found["tasks"] = Items(response.tasks)
    return found


def _impacts(
    impacts: tuple[Impact, ...], tasks: Mapping[str, Task], calendars: Mapping[str, Calendar]
) -> list[Row]:
    """Rows of those that do anything: a scenario may have taken out all tasks of a delay."""
    return [_impact(one, tasks, calendars) for one in impacts if one.tasks or one.cost]


def _impact(impact: Impact, tasks: Mapping[str, Task], calendars: Mapping[str, Calendar]) -> Row:
    row = Row()
    if impact.tasks:
        row["tasks"] = Items(impact.tasks)
    if impact.delay is not None and impact.tasks:
        day = min(calendars[tasks[task].calendar].minutes_per_day for task in impact.tasks)
        key = "start_delay" if impact.to_start else "delay"
        row[key] = spread_text(impact.delay, Unit.delay(day))
    if impact.cost is not None:
        row["cost"] = spread_text(impact.cost, Unit.money())
    if impact.cost_per_day:
        row["cost_per_day"] = plain(impact.cost_per_day)
    if impact.chance < 1.0:
        row["chance"] = share_text(impact.chance)
    return row
