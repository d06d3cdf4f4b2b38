"""Draws docs/reference/compare.png: the example program and its scenarios.

Run ``python docs/draw_compare.py`` after a change to the chart.
"""

from __future__ import annotations

from pathlib import Path

import simulator as sim
from simulator.charts.style import render

ROOT = Path(__file__).parents[1]
NAMES = ("survey", "early-permit")


def main() -> None:
    """Write the picture."""
    scenarios = [ROOT / "scenarios" / f"first-steps-{name}.yaml" for name in NAMES]
    found = sim.compare(sim.load(ROOT / "models" / "first-steps" / "program.yaml"), scenarios)
    (ROOT / "docs" / "reference" / "compare.png").write_bytes(render(found.chart(), "png"))


if __name__ == "__main__":
    main()
