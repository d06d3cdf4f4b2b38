"""One self-contained page that can be mailed: words first, then charts, then the small print."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from simulator.charts import Charts
from simulator.charts.style import render
from simulator.reports import page_earned, words
from simulator.reports.certainty import Certainty, certainty
from simulator.reports.happened import happened
from simulator.results import funding
from simulator.results.estimate import show_chance, show_day, show_money
from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.results.result import Part, Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_LEVERS = 10
MOST_TASKS = 15
MOST_PARTS = 16
MOST_EVENTS = 40
MOST_LETTERS = 160
"""Characters of a name that a page shows; the tables beside it hold it whole."""

FUNDED = (50.0, 60.0, 70.0, 75.0, 80.0, 85.0, 90.0, 95.0)
"""Levels of confidence whose price is shown, per cent."""

LONGEST = 1000
"""Characters of a note that the page shows."""

CERTAIN = {
    "task": "it went exactly as planned",
    "lag": "it were as planned",
    "risk": "it could be ruled out",
    "branch": "it were always the likeliest one",
    "loop": "there were none",
    "exists": "it were as the plan has it",
    "weather": "it took no day",
    "downtime": "it took no day",
}
"""What making a thing certain means, by its kind."""


def page(result: Result) -> str:
    """The report as HTML. It loads nothing from anywhere and runs no script."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("simulator.reports").joinpath("report.html.j2").read_text("utf-8")
    return environment.from_string(source).render(view(result))


def view(result: Result) -> dict[str, Any]:
    """What the template shows, as text; nothing is computed there."""
    unit = words.unit(result.program.currency)
    joint = result.target_joint_chance
    parts = [*result.projects.values(), *_watched(result)]
    events = happened(result)
    return {
        "title": _cut(result.program.title),
        "certain": _why_certain(result) if result.is_certain else "",
        "finish": _answer(result.finish, ""),
        "cost": None if result.cost is None else _answer(result.cost, unit),
        "joint": None if joint is None or result.is_certain else words.share(joint),
        "charts": [{"alt": alt, "src": src} for alt, src in _charts(result)],
        "parts": [_part(result.label(part.id), part, unit) for part in parts[:MOST_PARTS]],
        "parts_hidden": max(len(parts) - MOST_PARTS, 0),
        "has_cost": result.cost is not None,
        "levers": _levers(result),
        "events": [tuple(_cut(text) for text in one) for one in events[:MOST_EVENTS]],
        "events_hidden": max(len(events) - MOST_EVENTS, 0),
        "tasks": _tasks(result),
        "funding": _funding(result, unit),
        "earned": page_earned.view(result, unit, MOST_LETTERS),
        "longer": _longer(result),
        "task_count": len(result.schedule.ids),
        "facts": _facts(result),
        "warnings": [words.cut(one, LONGEST) for one in result.warnings],
    }


def _answer(quantity: DateQuantity | MoneyQuantity, unit: str) -> dict[str, Any]:
    """One quantity: P-values with margins, the plan and the target with their chances."""
    percentiles = {p: quantity.percentile(p) for p in (10, 50, 80, 90)}
    target, chance = quantity.target_value, quantity.target_chance
    extra = quantity.contingency(80)
    return {
        **{f"p{p}": e.short + unit for p, e in percentiles.items()},
        **{f"p{p}_margin": e.tolerance for p, e in percentiles.items()},
        "certain": quantity.is_certain,
        "plan": quantity.plan.short + unit,
        "plan_likely": words.likely(quantity.plan_chance),
        "plan_chance": show_chance(quantity.plan_percentile),
        "target": None if target is None else target.short + unit,
        "target_likely": None if chance is None else words.likely(chance),
        "target_chance": None if chance is None else show_chance(chance.value),
        "extra": _extra(quantity, abs(extra), unit),
        "extra_less": extra < 0,
    }


def _extra(quantity: DateQuantity | MoneyQuantity, amount: float, unit: str) -> str:
    if isinstance(quantity, DateQuantity):
        number = round(amount)
        return "less than a day" if number == 0 else words.count(number, "day")
    return show_money(amount) + unit


def _watched(result: Result) -> list[Part]:
    """Milestones by date, those with a deadline first: they are the ones that were promised."""
    parts = list(result.milestones.values())
    return sorted(parts, key=lambda part: (part.finish.target is None, part.finish.planned))


def _part(id: str, part: Part, unit: str) -> dict[str, Any]:
    nothing = part.cost is not None and part.cost.is_certain and part.cost.planned == 0
    return {
        "id": _cut(id),
        "name": _cut(part.name),
        "finish": _answer(part.finish, ""),
        "cost": None if part.cost is None or nothing else _answer(part.cost, unit),
    }


def _levers(result: Result) -> list[dict[str, Any]]:
    levers = words.telling(result.levers)[:MOST_LEVERS]
    largest = max((abs(lever.days) for lever in levers), default=0.0) or 1.0
    return [
        {
            "kind": "" if lever.kind in ("task", *words.WHAT) else lever.kind,
            "what": words.WHAT.get(lever.kind, ""),
            "id": "" if lever.kind in words.NAMELESS else _cut(result.label(lever.id)),
            "name": "" if lever.name == lever.id else _cut(lever.name),
            "critical": "" if lever.critical is None else show_chance(lever.critical),
            "if": CERTAIN.get(lever.kind, "it were certain"),
            "days": words.days(lever.days),
            "days_long": words.days(lever.days).replace(" d", " days"),
            "interval": f"{words.days(lever.low)} to {words.days(lever.high)}",
            "width": round(max(lever.days, 0.0) / largest * 100, 1),
        }
        for lever in levers
    ]


def _tasks(result: Result) -> list[dict[str, Any]]:
    """The tasks most often on the critical path among those that can vary."""
    indices, tallies = result.sensitivity, result.tallies
    rows = [row for row in range(len(result.schedule.ids)) if tallies.duration_sd[row] > 0]
    rows.sort(key=lambda row: -indices.criticality[row])
    found = []
    for row in rows[:MOST_TASKS]:
        task = result.program.task[result.schedule.ids[row]]
        day = result.program.calendars[task.calendar].minutes_per_day
        found.append(
            {
                "id": _cut(result.label(task.id)),
                "name": _cut(task.name),
                "criticality": show_chance(float(indices.criticality[row])),
                "ssi": _number(float(indices.ssi[row])),
                "cruciality": _number(float(indices.cruciality[row])),
                "mean": f"{tallies.duration_mean[row] / day:.1f}",
                "sd": f"{tallies.duration_sd[row] / day:.1f}",
            }
        )
    return found


def _funding(result: Result, unit: str) -> list[dict[str, str]]:
    """What each confidence costs, in time and money; nothing where nothing is uncertain."""
    if result.is_certain:
        return []
    return [
        {
            "level": f"{row.level:g} %",
            "finish": row.finish.short,
            "days": words.days(row.extra_days),
            "cost": "" if row.cost is None else row.cost.short + unit,
            "money": "" if row.extra_cost is None else _signed(row.extra_cost),
        }
        for row in funding.funding(result, FUNDED)
    ]


def _signed(money: float) -> str:
    return f"−{show_money(-money)}" if money < 0 else show_money(money)


def _cut(text: str) -> str:
    return words.cut(text, MOST_LETTERS)


def _why_certain(result: Result) -> str:
    why = certainty(result)
    mend = " Give the open tasks a range, and this page will say how likely the plan is."
    return f"{why.value}.{mend if why is Certainty.NO_RANGE else ''}"


def _number(value: float) -> str:
    return "–" if value != value else f"{value:.2f}"


def _charts(result: Result) -> list[tuple[str, str]]:
    charts: Charts = result.charts
    draws: list[tuple[str, Callable[[], Axes]]] = []
    if not result.finish.is_certain:
        draws.append(("S-curve of the finish", charts.s_curve))
        draws.append(("Histogram of the finish", charts.histogram))
    if result.cost is not None and not result.cost.is_certain:
        draws.append(("S-curve of the cost", partial(charts.s_curve, "cost")))
        if not result.finish.is_certain:
            draws.append(("Finish and cost together", charts.joint))
    if result.cost is not None and not result.is_certain:
        draws.append(("Money spent in time", charts.cash_flow))
    if charts.contingency is not None:
        draws.append(("What the contingency is for", charts.contingency.chart))
        if charts.contingency.stakes:
            draws.append(("What each risk adds to the cost", charts.contingency.tornado))
    draws.append(("Gantt chart with uncertainty", charts.gantt))
    return [(alt, _inline(render(draw(), "svg"))) for alt, draw in draws]


def _longer(result: Result) -> str:
    """What the page leaves out as it would take long; empty where it leaves out nothing."""
    charts: Charts = result.charts
    is_certain = result.cost is None or result.cost.is_certain
    said = "What the contingency is for takes many more runs of so large a plan: p80 contingency."
    return "" if is_certain or charts.contingency is not None else said


def _inline(svg: bytes) -> str:
    """As an image within the page: a browser runs no script in it and loads nothing for it."""
    return "data:image/svg+xml;base64," + b64encode(svg).decode("ascii")


def _facts(result: Result) -> list[tuple[str, str]]:
    run, program, parity = result.run, result.program, result.parity
    own = [
        ("Iterations", f"{run.iterations:,}"),
        ("Seed", str(run.seed)),
        ("Sampling", {"latin": "Latin hypercube, blocks of 1,024"}.get(run.sampling, run.sampling)),
        ("Time taken", words.seconds(run.seconds)),
        ("p80", f"version {run.version}"),
        ("Fingerprint of the plan", result.fingerprint),
        ("Program start", show_day(program.start)),
    ]
    if since := words.data_dates(program):
        own.append(("Data date", since))
    counted = {
        "project": len(program.projects),
        "task": len(result.given.activities),
        "risk": len(program.risks),
        "driver": len(program.drivers),
        "branch": len(program.branches),
        "loop": len(program.loops),
    }
    own.append(("Plan", ", ".join(words.counts(counted))))
    if parity.compared:
        tool = parity.source or "the source tool"
        own.append((f"Dates that agree with {tool}", f"{parity.agree:,} of {parity.compared:,}"))
    return own
