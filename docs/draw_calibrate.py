"""Draws the pictures of docs/reference/calibrate.md from the histories beside it, and writes the
rules that the page shows.

Run ``python docs/draw_calibrate.py`` after a change to the charts or to the fits.
"""

from __future__ import annotations

import re
from pathlib import Path

from simulator.charts.history import ranges, uplifts
from simulator.charts.style import render
from simulator.history import calibrate, reference_class

PAGE = Path(__file__).parent / "reference" / "calibrate.md"
FOLDER = PAGE.with_suffix("")
BLOCK = re.compile(
    r"(<!-- rules: written by docs/draw_calibrate.py -->\n```yaml\n).*?(```)", re.DOTALL
)


def main() -> None:
    """Write the pictures and the rules."""
    found = calibrate(FOLDER / "history.csv")
    (FOLDER / "ranges.png").write_bytes(render(ranges(found), "png"))
    rail = reference_class(FOLDER / "projects.csv", only="rail")
    (FOLDER / "uplifts.png").write_bytes(render(uplifts(rail), "png"))
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(BLOCK.sub(lambda m: m[1] + found.rules() + m[2], text), encoding="utf-8")


if __name__ == "__main__":
    main()
