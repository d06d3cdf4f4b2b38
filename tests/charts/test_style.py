"""Any name can be drawn, quietly, and the same chart is the same file."""

from __future__ import annotations

import sys
from datetime import datetime
from subprocess import run

import fabricated
import pytest

from simulator.charts import Charts
from simulator.charts.style import date_axis, day_number, new_axes, render, shorten
from simulator.results.result import Result

ODD = (
    "A name that goes on and on and on, far beyond what any chart could ever hold",
    "تحويل المرافق", "משימה", "基礎工事", "🚀 costs $5 or $6", "tab\tand\nline", "<b>&amp;", "",
)  # fmt: skip


@pytest.fixture(scope="module")
def odd() -> Result:
    return fabricated.result(2000, plan=fabricated.program(names=ODD, title="برنامج $x_1$ 🚀"))


@pytest.mark.parametrize("chart", ["s_curve", "histogram", "gantt"])
@pytest.mark.parametrize("format", ["png", "svg"])
def test_any_unicode_is_drawn_without_a_warning(odd: Result, chart: str, format: str) -> None:
    """Warnings are errors in these tests."""
    content = render(getattr(Charts(odd), chart)(), format)
    assert content.startswith(b"\x89PNG" if format == "png" else b"<?xml")


def test_names_stay_text_in_svg_and_are_escaped(odd: Result) -> None:
    svg = render(Charts(odd).gantt(), "svg").decode()
    assert "基礎工事" in svg
    assert "&lt;b&gt;&amp;amp;" in svg
    assert "🚀 costs $5 or $6" in svg


@pytest.mark.parametrize("format", ["png", "svg"])
def test_the_same_chart_is_the_same_file(format: str) -> None:
    first, second = (render(fabricated.result(500).charts.s_curve(), format) for _ in range(2))
    assert first == second


def test_long_names_are_cut_with_an_ellipsis() -> None:
    assert shorten("abcdefgh", 5) == "abcd…"
    assert shorten("abc\n\x00d", 10) == "abc  d"


@pytest.mark.parametrize(
    ("last", "said"),
    [(40, "08 Mar"), (20, "01 Mar"), (8, "28 Feb")],
)
def test_a_day_is_never_without_its_month(last: int, said: str) -> None:
    """``08`` or ``2013-Apr`` beside ``Mar`` tell nobody a date."""
    axes = new_axes()
    first = day_number(datetime(2013, 2, 25))
    axes.set_xlim(first, first + last)
    date_axis(axes)
    axes.figure.canvas.draw()
    texts = [label.get_text() for label in axes.get_xticklabels()]
    assert said in texts
    assert all(len(text.split()) == 2 for text in texts)
    assert axes.xaxis.get_offset_text().get_text() == "2013"


def test_a_result_is_charted_without_pyplot() -> None:
    """pyplot keeps windows and global state, and takes 0.4 s to load."""
    code = (
        "import sys; sys.path.insert(0, 'tests'); import fabricated;"
        "fabricated.result(100).charts.s_curve('cost');"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0
