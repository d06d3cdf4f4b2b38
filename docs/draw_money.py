"""Draws the pictures of the pages on money: joint confidence.

Run ``python docs/draw_money.py`` after a change to one of the charts, or to the model it draws.
"""

from __future__ import annotations

from pathlib import Path

import simulator as sim
from simulator.charts.style import render

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "reference"


def main() -> None:
    """Write the pictures."""
    result = sim.simulate(sim.load(ROOT / "models" / "harbour-line" / "program.yaml"))
    (PAGES / "joint-confidence.png").write_bytes(render(result.joint().chart(), "png"))


if __name__ == "__main__":
    main()
