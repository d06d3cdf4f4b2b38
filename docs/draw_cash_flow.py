"""Draws docs/reference/cash-flow.png: the footbridge of that page.

Run ``python docs/draw_cash_flow.py`` after a change to the chart, or to how money is laid out.
"""

from __future__ import annotations

from pathlib import Path

import simulator as sim
from simulator.charts.style import render

PAGES = Path(__file__).parent / "reference"


def main() -> None:
    """Write the picture."""
    result = sim.simulate(sim.load(PAGES / "cash-flow" / "plan.yaml"))
    (PAGES / "cash-flow.png").write_bytes(render(result.charts.cash_flow("month"), "png"))


if __name__ == "__main__":
    main()
