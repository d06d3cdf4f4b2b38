"""Names from strangers do nothing to the screen, the charts or the tables of the money commands."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

EVIL = "=1+1\\e[2J$x$<b>"
PLAN = f"""\
program: "{EVIL}"
start: 2027-03-01
currency: "{EVIL}"
discount: 5%
target: {{finish: 2027-04-30, cost: 3000}}
projects:
  - id: "=N"
    name: "{EVIL}"
    target: {{finish: 2027-04-15}}
    tasks:
      - {{id: "A\\e[2J", name: "{EVIL}", wbs: "=W", duration: "uniform(4, 9)", cost_per_day: 50}}
      - {{id: M, name: "{EVIL}", after: "A\\e[2J", deadline: 2027-03-10}}
  - id: S
    tasks: [{{id: B, name: b, duration: "uniform(5, 9)", cost: "uniform(100, 200)"}}]
risks:
  - {{id: "=R", name: "{EVIL}", probability: 40%, impacts: [{{tasks: B, delay: 3d, cost: 90}}]}}
benefits:
  - {{name: "{EVIL}", from: "=N", per_month: 100, until: 2029-01-01}}
"""


@pytest.mark.parametrize("command", [("joint",), ("contingency", "--by", "wbs"), ("value",)])
def test_names_do_nothing(p80, tmp_path: Path, command: tuple[str, ...]) -> None:
    path, out = tmp_path / "plan.yaml", tmp_path / "out"
    path.write_text(PLAN, encoding="utf-8")
    answer = p80(command[0], path, *command[1:], "-n", 600, "--out", out)
    assert answer.status == 0, answer.err
    assert "\x1b" not in answer.out
    for svg in out.rglob("*.svg"):
        text = svg.read_text(encoding="utf-8")
        assert "\x1b" not in text
        assert "<b>" not in text
    for table in out.rglob("*.csv"):
        with table.open(encoding="utf-8") as file:
            for row in csv.reader(file):
                assert not any(cell.startswith(("=", "+", "@")) for cell in row)
