"""Draws docs/reference/compare.png: the example program and its scenarios.

Run ``python docs/draw_compare.py`` after a change to the chart.
"""

from __future__ import annotations

from pathlib import Path

import simulator as sim
from simulator.charts.style import render

ROOT = Path(__file__).parents[1]
NAMES = ("survey", "early-permit")
FACTORS = ("A4.duration=80%..120% by 20%", "R1.probability=0%, 20%, 40%")


def main() -> None:
    """Write the picture."""
    scenarios = [ROOT / "scenarios" / f"first-steps-{name}.yaml" for name in NAMES]
    found = sim.compare(sim.load(ROOT / "models" / "first-steps" / "program.yaml"), scenarios)
    (ROOT / "docs" / "reference" / "compare.png").write_bytes(render(found.chart(), "png"))
    grid = sim.vary(sim.load(ROOT / "models" / "first-steps" / "program.yaml"), FACTORS)
    (ROOT / "docs" / "reference" / "grid.png").write_bytes(render(grid.chart(), "png"))


if __name__ == "__main__":
    main()
