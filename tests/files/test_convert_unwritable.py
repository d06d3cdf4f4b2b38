"""What no schedule file holds is counted and said, in the singular where there is one of it."""

from __future__ import annotations

from pathlib import Path

from simulator.files import load
from simulator.files.mpxj_write.formats import Format
from simulator.files.mpxj_write.losses import Losses
from simulator.files.mpxj_write.unwritable import count_unknown, count_unwritable

PLAN = """
program: Quay
start: 2027-03-01
calendars:
  site: {base: standard, weather: {nov: 20%}}
  barge: {base: standard, windows: 04-01..10-15}
resources:
  crew: {rate: 95/h, rate_uncertainty: "triangular(95%, 100%, 120%)"}
tasks:
  - id: A
    duration: 10d
    calendar: site
    resources: {crew: {units: 2, uncertainty: "uniform(90%, 120%)"}}
  - {id: B, duration: 10d, after: "A FS+uniform(1d, 3d)", calendar: barge}
  - {id: C, duration: 5d, after: A, exists: 40%}
funding: {2027-06-30: 1M}
branches: [{id: B1, after: A, paths: {B: 70%, C: 30%}}]
loops: [{id: L1, from: A, to: A, chance: 30%, at_most: 2}]
"""


def test_each_is_named(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    losses = Losses()
    count_unwritable(load(path), ["P"], losses)
    assert {line.partition(":")[0] for line in losses.lines()} == {
        "1 range of prices",
        "1 range of quantities",
        "1 range of lags",
        "1 task that may not exist",
        "1 branch",
        "1 limit of funding",
        "1 loop",
        "1 calendar with weather or downtime",
        "1 calendar with windows",
    }


SPENT = """
start: 2027-03-01
data_date: 2027-03-08
resources: {crew: {}}
tasks:
  - {id: A, duration: 10d, actual_start: 2027-03-01, cost: 900, actual_cost: 300,
     resources: {crew: {cost: 900, actual_cost: 300, paid: bell}}}
  - {id: B, duration: 10d, actual_start: 2027-03-01, cost: 900, actual_cost: 300}
"""


def test_money_spent_that_no_assignment_holds_and_when_it_leaves(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(SPENT, encoding="utf-8")
    losses = Losses()
    count_unknown(load(path), ["P"], next(one for one in Format if one.is_p6), losses)
    assert {line.partition(":")[0] for line in losses.lines()} == {
        "1 payment of assignments by a profile",
        "1 actual cost of tasks",
    }
