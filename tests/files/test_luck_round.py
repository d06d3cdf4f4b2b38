"""Branches, loops, chains, windows and the rest come back from every form that p80 writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from forms import FORMS, by_yaml
from hypothesis import given, reject
from sayable import sayable
from strategies import tries
from strategies_logic import lucky

from simulator.errors import PlanError
from simulator.model.fingerprint import fingerprint
from simulator.model.program import Program

EVERYTHING = """\
program: Everything that luck decides
start: 2026-03-02
currency: EUR
whole_days: true
calendars: {long: Mon-Fri 06:00-16:00}
scales:
  probability: {low: "uniform(5%, 15%)", high: 40%}
  delay: {low: 2d, high: "triangular(3d, 5d, 9d)"}
  cost: {low: 10k, high: "uniform(20k, 50k)"}
projects:
  - id: X
    tasks:
      - {id: A, duration: 10d, cost: 5k, cost_per_day: "triangular(900, 1000, 1500)"}
      - {id: "B; odd, id", duration: 10d, after: "A FS+triangular(2d, 5d, 9d)"}
      - {id: C, duration: 5d, after: A SS+5d, exists: 62.5%, calendar: long}
      - id: D
        duration: 20d
        after: [{task: A, lag: 5d, uncertainty: "triangular(90%, 95%, 150%)"}, "B; odd, id"]
        cost_per_day: 800
        cost_per_day_uncertainty: "uniform(95%, 130%)"
      - {id: E, duration: 1d, after: "D FF+uniform(-3ed, 2ed)"}
      - {id: F, duration: 2d, after: D}
      - {id: S, kind: summary}
      - {id: S1, duration: 1d, parent: S}
  - id: Y
    calendar: long
    tasks:
      - {id: A, duration: 5d, after: X/D SS+2d}
      - {id: W, duration: 3d}
uncertainty: [{tasks: Y/*, lag: "uniform(80%, 140%)", duration: "pert(90%, 100%, 130%)"}]
risks:
  - id: R1
    probability: high
    impacts: [{tasks: [X/A, Y/A], delay: P2, start_delay: 3d, cost: low, cost_per_day: 500}]
    window: {from: 2026-03-05, to: 2026-08-31, during: X/A}
    raises: {R2: 60%, "R; 3": 100%}
    mitigated: {probability: P1, cost: 2k, tasks: [Y/W], impacts: [{tasks: X/A, delay: 10%}]}
  - {id: R2, probability: low, impacts: [{tasks: X/*, delay: "uniform(-20%, 10%)", chance: 40%}],
     parallel: true}
  - {id: "R; 3", probability: 0%, impacts: {cost: 7k}}
  - {id: R4, probability: 40%, impacts: {cost: 1k}, window: {to: 2026-12-24T12:00}}
  - {id: R5, probability: "discrete(10%: 50%, 60%: 50%)", impacts: {cost: high}}
  - {id: R6, probability: 30%, impacts: {cost: 1k}}
  - {id: R7, probability: 30%, impacts: {cost: 1k}}
exclusive: [[R7, R6], [R5, R4]]
drivers:
  - {id: D1, factor: "uniform(90%, 120%)", tasks: "*", on: [cost, rate]}
  - {id: D2, factor: "uniform(90%, 120%)", tasks: X/*, parallel: true, probability: 30%}
branches:
  - {id: B1, name: Which way, after: X/A, paths: {"B; odd, id": 70%, X/C: 20%}}
  - {id: B2, if: "X/A duration > 12d", then: [X/E], else: X/F}
  - {id: B3, if: "X/S1 finish <= 2026-03-10", paths: [{name: none, tasks: []}, {tasks: Y/A}]}
  - {id: B4, if: R1 happens, then: Y/W}
loops:
  - {id: L1, from: X/A, to: X/D, chance: 30%, at_most: 3, work: 50%}
  - {id: L2, name: Again, task: S1, chance: 12.5%}
"""


@pytest.fixture
def everything(plan: Callable[[str], Program]) -> Program:
    return plan(EVERYTHING)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_everything_comes_back(
    everything: Program, form: Callable[[Program, Path], Program], tmp_path: Path
) -> None:
    again = form(everything, tmp_path)
    for field in everything.__dataclass_fields__:
        if field not in ("notes", "calendars"):
            assert getattr(again, field) == getattr(everything, field), field
    assert fingerprint(again) == fingerprint(everything)


def test_the_plan_above_says_everything(everything: Program) -> None:
    """Else what comes back proves little: each part of the model is met at least once."""
    risks = everything.risks
    impacts = [impact for risk in risks for impact in risk.impacts]
    lags = [link.lag for task in everything.tasks for link in task.after]
    drivers = everything.drivers
    assert all((everything.whole_days, everything.exclusive, everything.branches, everything.loops))
    assert any(impact.to_start for impact in impacts)
    assert any(impact.chance < 1 for impact in impacts)
    assert any(impact.cost_per_day for impact in impacts)
    assert any(impact.delay and impact.delay.distribution.support[0] < 0 for impact in impacts)
    assert any(lag.spread and lag.spread.planned != lag.minutes for lag in lags)
    assert any(lag.spread and lag.elapsed for lag in lags)
    assert any(risk.spread for risk in risks)
    assert any(risk.response and risk.response.spread for risk in risks)
    assert any(driver.on_rate and not driver.on_duration for driver in drivers)
    asked = {one.condition.measure.value for one in everything.branches if one.condition}
    assert asked == {"duration", "finish", "happens"}


@tries(40)
@given(lucky())
def test_random_programs_come_back(
    tmp_path_factory: pytest.TempPathFactory, program: Program
) -> None:
    """What a plan file accepts, sheets and tables say as well, and YAML says it again."""
    folder = tmp_path_factory.mktemp("random")
    try:
        known = replace(by_yaml(sayable(program), folder), notes=())
    except PlanError:  # a plan file says no to it, as to a risk that does nothing
        reject()
    for form in FORMS:
        again = replace(form(known, folder), notes=())
        assert again.branches == known.branches
        assert again.loops == known.loops
        assert again.risks == known.risks
        assert fingerprint(again) == fingerprint(known)
