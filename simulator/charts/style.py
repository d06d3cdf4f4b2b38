"""What all charts share: colours that survive grey printing and colour blindness, and plain axes.

Colours are of the Okabe-Ito set (Okabe and Ito 2008) or shades of one blue; nothing is told by
colour alone: lines differ in dash and carry their names.
"""

from __future__ import annotations

import io
import unicodedata
import warnings
from datetime import datetime, timedelta
from typing import Any, Literal, cast

import numpy as np
from matplotlib import dates as mdates
from matplotlib import font_manager, rc_context
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulator.results.estimate import MINUTES_A_DAY, show_money
from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.results.raw import Floats

INK = "#1b2733"
FAINT = "#6b7785"
GRID = "#e3e7eb"
BLUE = "#0072b2"
PALE = "#a9cce3"
ORANGE = "#d55e00"
FONTS = (
    "DejaVu Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Microsoft YaHei", "PingFang SC",
    "Yu Gothic", "Malgun Gothic", "Noto Sans Devanagari", "Nirmala UI", "Noto Emoji",
    "Segoe UI Symbol", "Apple Symbols",
)  # fmt: skip
"""Tried in this order for each character, as far as this machine has them."""

SIZE = (8.0, 4.6)
"""Inches; half an A4 page."""

DOTS = 160
"""Dots an inch of a PNG."""

Format = Literal["png", "svg"]


def new_axes(size: tuple[float, float] = SIZE) -> Axes:
    """Axes on a figure of their own, which belongs to no window and no global state."""
    figure = Figure(figsize=size, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def dress(axes: Axes, title: str, subtitle: str) -> None:
    """Title that says what the chart says, and a quiet frame."""
    axes.set_title(
        shorten(title, 72), loc="left", color=INK, fontsize=13, fontweight="bold", pad=34
    )
    line = axes.annotate(
        shorten(subtitle, 110), (0, 1), (0, 20), "axes fraction", "offset points",
        color=FAINT, fontsize=9, va="bottom", annotation_clip=False,
    )  # fmt: skip
    # A long line may be cut at the edge; it must not squeeze the chart.
    line.set_in_layout(False)
    quiet(axes, 9)


def quiet(axes: Axes, size: float) -> None:
    """Two sides of a frame and a grid, all faint. size : of the figures along the axes, points."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(FAINT)
    axes.tick_params(colors=INK, labelsize=size, length=3, color=FAINT)
    axes.grid(visible=True, color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)


def x_values(quantity: DateQuantity | MoneyQuantity, values: Floats) -> Floats:
    """Samples' unit to the axis: Matplotlib's days, or money."""
    if isinstance(quantity, DateQuantity):
        return day_number(quantity.origin) + values / MINUTES_A_DAY
    return values


def day_number(date: datetime) -> float:
    """A date as Matplotlib counts days: since 1970."""
    return (date - datetime(1970, 1, 1)) / timedelta(days=1)


def x_axis(axes: Axes, quantity: DateQuantity | MoneyQuantity, currency: str) -> None:
    """Ticks and label for dates or money."""
    if isinstance(quantity, DateQuantity):
        date_axis(axes)
        axes.set_xlabel("Finish", color=INK)
        return
    money_scale(axes.xaxis)
    axes.set_xlabel(f"Cost, {shorten(currency, 12)}" if currency else "Cost", color=INK)


def date_axis(axes: Axes) -> None:
    """Dates along x."""
    date_scale(axes.xaxis)


def money_scale(axis: Axis) -> None:
    """Sums along an axis."""
    axis.set_major_locator(MaxNLocator(7))
    axis.set_major_formatter(FuncFormatter(lambda value, _: show_money(value)))


def date_scale(axis: Axis) -> None:
    """Dates along an axis, with no more words than they need."""
    # Matplotlib's dates carry no types.
    dates: Any = mdates
    locator = dates.AutoDateLocator(minticks=4, maxticks=9)
    axis.set_major_locator(locator)
    # Years, months, days, hours, minutes, seconds; a day is never without its month.
    formatter = dates.ConciseDateFormatter(
        locator,
        formats=["%Y", "%b", "%d %b", "%H:%M", "%H:%M", "%S.%f"],
        zero_formats=["", "%Y", "%d %b", "%d %b", "%H:%M", "%H:%M"],
        offset_formats=["", "%Y", "%Y", "%d %b %Y", "%d %b %Y", "%d %b %Y"],
    )
    axis.set_major_formatter(formatter)


def shorten(text: str, length: int) -> str:
    """At most as wide as `length` small letters, on one line, never read as a formula."""
    kept = "".join(" " if unicodedata.category(c)[0] == "C" and c != "\u200d" else c for c in text)
    return _fitted(kept, length).replace("$", r"\$")


def _fitted(text: str, length: int) -> str:
    reached = np.cumsum([_breadth(character) for character in text])
    if not len(text) or reached[-1] <= length:
        return text
    return text[: int(np.searchsorted(reached, length - 1, side="right"))].rstrip() + "…"


def _breadth(character: str) -> float:
    """About how many small letters are as wide."""
    if unicodedata.east_asian_width(character) in "WF":
        return 2.0
    return 1.3 if character.isupper() else 1.0


def render(axes: Axes, format: Format) -> bytes:
    """The chart as a file. SVG keeps its text as text; both are the same bytes every time."""
    buffer = io.BytesIO()
    settings: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "p80"}
    figure = cast(Figure, axes.figure)
    present = set(font_manager.get_font_names())
    families = [name for name in FONTS if name in present]
    for text in figure.findobj(Text):
        text.set_fontfamily(families)
    metadata = {"Date": None} if format == "svg" else {"Software": None}
    with rc_context(settings), warnings.catch_warnings():
        # A name may hold any character; one that the font lacks is drawn as a box.
        warnings.filterwarnings("ignore", "Glyph", UserWarning)
        warnings.filterwarnings("ignore", "Matplotlib currently does not support", UserWarning)
        figure.savefig(buffer, format=format, dpi=DOTS, metadata=metadata)
    return buffer.getvalue()
