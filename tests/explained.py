"""Plans for the tests of explanations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from simulator.files import load
from simulator.model.calendar import ELAPSED, elapsed_calendar
from simulator.model.dependency import Dependency
from simulator.model.distribution import Distribution
from simulator.model.distributions import Uniform
from simulator.model.money import Basis, Currency, Element, Index, Overhead, Terms
from simulator.model.program import Program, Project
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task

DAY = 1440.0
START = datetime(2026, 1, 5)
MODELS = Path(__file__).parents[1] / "models"

LOGIC = """
program: Logic
start: 2027-01-04
calendars:
  site: {work: "Mon-Fri 08:00-12:00 13:00-17:00"}
calendar: site
resources:
  crew: {capacity: 4, rate: 50/h, rate_uncertainty: "triangular(90%, 100%, 130%)"}
projects:
  - id: P
    name: P
    tasks:
      - {id: A, name: A, duration: "triangular(8, 10, 20)", cost: "uniform(10k, 14k)"}
      - {id: B, name: B, duration: "pert(5, 8, 12)", after: "A FS+uniform(1d, 4d)"}
      - {id: C, name: C, duration: 6, after: A, exists: 70%, cost: 5k}
      - {id: D, name: D, duration: "uniform(3, 6)", after: A, cost_per_day: 900}
      - {id: E, name: E, duration: 9, after: A}
      - {id: F, name: F, duration: 4, after: [B, C, D, E], resources: {crew: 2}}
      - {id: Z, name: Z, after: F}
branches:
  - {id: X, after: A, paths: {D: 60%, E: 40%}}
loops:
  - {id: L, from: B, to: F, chance: 20%, at_most: 2, work: 50%}
risks:
  - id: R1
    name: R1
    probability: 30%
    impacts: [{tasks: A, delay: "triangular(2d, 5d, 9d)", cost: "uniform(1k, 3k)"}]
    raises: {R2: 60%}
  - {id: R2, name: R2, probability: "uniform(5%, 15%)", impacts: [{tasks: [B, D], delay: 3d}]}
drivers:
  - {id: K, name: K, factor: "triangular(0.9, 1, 1.4)", tasks: "*", probability: 80%}
"""

WEATHER = """
program: Weather
start: 2027-01-04
calendars:
  site:
    work: "Mon-Fri 08:00-12:00 13:00-17:00"
    weather: {jan: 20%, feb: 15%, mar: 10%}
    downtime: {every: 20, lasts: 2}
calendar: site
projects:
  - id: P
    name: P
    tasks:
      - {id: A, name: A, duration: "triangular(8, 10, 20)", cost: 1k}
      - {id: B, name: B, duration: "pert(5, 8, 12)", after: A, cost_per_day: 500}
      - {id: C, name: C, duration: 11, after: A}
      - {id: D, name: D, duration: 4, after: [B, C]}
"""


def dear() -> Program:
    """A task whose money is uncertain in every way that has no key of its own."""

    def around(low: float, high: float) -> Spread:
        return Spread(Uniform(low, high), relative=True)

    plan = network({"A": (Uniform(10 * DAY, 20 * DAY), ())})
    element = Element("steel", Basis.DAY, 800.0, around(0.9, 1.3), currency="USD", index="steel")
    tasks = (replace(plan.tasks[0], elements=(element,)),)
    terms = Terms(
        currencies=(Currency("USD", 0.9, around(0.8, 1.2)),),
        indices=(Index("steel", START, 0.05, around(0.0, 3.0)),),
        overheads=(Overhead("office", "P", 0.1, around(0.8, 1.5)),),
    )
    return replace(plan, tasks=tasks, terms=terms)


def written(text: str, folder: Path) -> Program:
    """The plan of a text."""
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def model(name: str, folder: Path) -> Program:
    """One of the models of the repository, or "logic", "weather" or "dear" from above."""
    if name == "dear":
        return dear()
    if name in ("logic", "weather"):
        return written(LOGIC if name == "logic" else WEATHER, folder)
    return load(MODELS / name / "program.yaml")


def network(tasks: Mapping[str, tuple[Distribution, Sequence[str]]]) -> Program:
    """Tasks round the clock, each with a range in minutes and after some others, finish to
    start."""
    made = tuple(
        Task(
            f"P/{id}",
            id,
            Kind.TASK,
            ELAPSED,
            duration.planned,
            Spread(duration),
            tuple(Dependency(f"P/{one}") for one in after),
        )
        for id, (duration, after) in tasks.items()
    )
    project = Project("P", "P", START, ELAPSED)
    return Program("Known", START, {ELAPSED: elapsed_calendar()}, (project,), made)
