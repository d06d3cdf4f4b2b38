"""Draws the pictures of the pages on money: joint confidence, contingency, value.

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
    program = sim.load(ROOT / "models" / "harbour-line" / "program.yaml")
    found = sim.contingency(program)
    pictures = {
        "joint-confidence": found.own.joint().chart(),
        "contingency-waterfall": found.chart("cost"),
        "contingency-tornado": found.tornado(),
        "value": sim.value(program).chart(),
    }
    for name, axes in pictures.items():
        (PAGES / f"{name}.png").write_bytes(render(axes, "png"))


if __name__ == "__main__":
    main()
