"""Draws docs/reference/replay.png and bridge.png: an iteration of the example, and its move.

Run ``python docs/draw_replay.py`` after a change to the charts or to what is drawn.
"""

from __future__ import annotations

from pathlib import Path

import simulator as sim
from simulator.charts.bridge import waterfall
from simulator.charts.replay import gantt
from simulator.charts.style import render
from simulator.explain.replay import worst

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"


def main() -> None:
    """Write the pictures."""
    plan = sim.load(ROOT / "models" / "first-steps" / "program.yaml")
    result = sim.simulate(plan, detail=False, levers=0)
    opened = sim.replay(result, worst(result, 0.05).middle)
    (REFERENCE / "replay.png").write_bytes(render(gantt(opened), "png"))
    update = sim.load(REFERENCE / "bridge" / "february.yaml")
    (REFERENCE / "bridge.png").write_bytes(render(waterfall(sim.bridge(plan, update)), "png"))


if __name__ == "__main__":
    main()
