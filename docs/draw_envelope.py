"""Draws docs/reference/envelope.png: the example program under every assumption.

Run ``python docs/draw_envelope.py`` after a change to the chart or to the rule of shapes.
"""

from __future__ import annotations

from pathlib import Path

import simulator as sim
from simulator.charts.style import render

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Write the picture."""
    result = sim.envelope(sim.load(ROOT / "models" / "first-steps" / "program.yaml"))
    (ROOT / "docs" / "reference" / "envelope.png").write_bytes(render(result.chart(), "png"))


if __name__ == "__main__":
    main()
