"""Draws docs/reference/explain.png: what each cause adds to P80 of the tram line.

Run ``python docs/draw_explain.py`` after a change to the chart or to the levers.
"""

from __future__ import annotations

from pathlib import Path

import simulator as sim
from simulator.charts.style import render

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Write the picture."""
    found = sim.explain(sim.load(ROOT / "models" / "harbour-line" / "program.yaml"))
    picture = render(found.chart("levers"), "png")
    (ROOT / "docs" / "reference" / "explain.png").write_bytes(picture)


if __name__ == "__main__":
    main()
