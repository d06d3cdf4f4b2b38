"""Charts of histories show the very shares of the record, and the very ranges that are written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes

from simulator.charts.history import MOST, ranges, uplifts
from simulator.charts.style import render
from simulator.history import Calibration, ReferenceClass, calibrate, reference_class

RATIOS = (0.8, 0.9, 1.0, 1.1, 1.3, 1.6, 2.0)


def _calibration(folder: Path, text: str) -> Calibration:
    path = folder / "history.csv"
    path.write_text(text, encoding="utf-8")
    return calibrate(path)


@pytest.fixture
def found(tmp_path: Path) -> Calibration:
    lines = [f"design,{ratio}" for ratio in RATIOS] + ["permits,1.5", "permits,2.5"]
    return _calibration(tmp_path, "category,ratio\n" + "\n".join(lines) + "\n")


@pytest.fixture
def projects(tmp_path: Path) -> ReferenceClass:
    path = tmp_path / "projects.csv"
    path.write_text("ratio\n" + "\n".join(f"{1 + k / 100}" for k in range(20)), encoding="utf-8")
    return reference_class(path)


def _line(axes: Axes, label: str) -> tuple[np.ndarray, np.ndarray]:
    found = next(item for item in axes.lines if item.get_label() == label)
    return np.asarray(found.get_xdata(), float), np.asarray(found.get_ydata(), float)


def _panels(axes: Axes) -> list[Axes]:
    return [one for one in axes.figure.axes if one.get_visible()]


def test_a_panel_for_all_and_for_each_category(found: Calibration) -> None:
    panels = _panels(ranges(found))
    titles = [panel.get_title(loc="left") for panel in panels]
    assert titles == ["All together · 9", "design · 7", "permits · 2"]


def test_the_steps_are_the_share_at_or_below_each_case(found: Calibration) -> None:
    x, share = _line(_panels(ranges(found))[1], "on record")
    for value in (0.85, 1.0, 1.2, 1.99):
        inside = np.searchsorted(x, value, side="right") - 1
        assert share[inside] == pytest.approx(sum(ratio <= value for ratio in RATIOS) / 7)
    assert (share[0], share[-1]) == (0, 1)


def test_the_curves_are_the_fit_and_the_range(found: Calibration) -> None:
    fit = found.measures[0].groups[0].fit
    assert fit is not None
    panel = _panels(ranges(found))[1]
    x, share = _line(panel, "range for the next case")
    assert np.interp([0.1, 0.8, 0.9], share, x) == pytest.approx(
        [fit.value(10), fit.value(80), fit.value(90)], rel=1e-3
    )
    x, share = _line(panel, "fitted curve")
    exact = fit.curve.cdf(np.array([1.2]), fit.parameters[:, None])[0]
    assert np.interp(1.2, x, share) == pytest.approx(exact, abs=1e-3)


def test_a_category_with_few_cases_shows_the_range_of_all(found: Calibration) -> None:
    permits = _panels(ranges(found))[2]
    x, share = _line(permits, "range for the next case")
    assert np.interp(0.8, share, x) == pytest.approx(found.measures[0].fit.value(80), rel=1e-3)
    assert "fitted curve" not in [line.get_label() for line in permits.lines]
    assert "as all together" in [text.get_text() for text in permits.texts]


def test_it_says_what_it_shows(found: Calibration) -> None:
    """P80 of nine is the eighth: 200 %."""
    figure = ranges(found).figure
    assert figure.get_suptitle().strip() == "One in five took more than 200 % of plan"
    said = "\n".join(text.get_text() for text in figure.texts)
    assert "actual ÷ planned duration · history.csv · 9 cases" in said


def test_cases_beyond_the_axis_are_counted(tmp_path: Path) -> None:
    lines = [f"{ratio}" for ratio in (*RATIOS * 6, 300.0, 900.0)]
    axes = ranges(_calibration(tmp_path, "ratio\n" + "\n".join(lines)))
    right = axes.get_xlim()[1]
    assert right < 300
    assert "2 beyond this axis" in axes.texts[-1].get_text()


def test_many_categories_show_the_largest_and_say_so(tmp_path: Path) -> None:
    lines = [f"kind {k},{ratio}" for k in range(20) for ratio in RATIOS[: 5 + k % 3]]
    axes = ranges(_calibration(tmp_path, "category,ratio\n" + "\n".join(lines)))
    assert len(_panels(axes)) == MOST
    said = "\n".join(text.get_text() for text in axes.figure.texts)
    assert "8 of 20 categories" in said


def test_uplifts_stand_on_the_steps_with_their_intervals(projects: ReferenceClass) -> None:
    """Of twenty, P50 is the 10th and P80 the 16th; P90 needs 36 and is not drawn."""
    axes = uplifts(projects)
    assert axes.get_title(loc="left") == "To be 80 % sure, add 15 % to the duration"
    said = [text.get_text() for text in axes.texts]
    assert "P50  +9 %" in said
    assert "P80  +15 %" in said
    assert not any(text.startswith("P90") for text in said)
    x, _ = _line(axes, "95 % interval")
    one = projects.records[0].uplift(50)
    assert x - 1 == pytest.approx([one.low, one.high])


def test_a_measure_that_is_not_there(found: Calibration, projects: ReferenceClass) -> None:
    with pytest.raises(ValueError, match="says nothing about 'cost'"):
        ranges(found, "cost")
    with pytest.raises(ValueError, match="says nothing about 'cost'"):
        uplifts(projects, "cost")


@pytest.mark.parametrize("format", ["png", "svg"])
def test_any_name_is_drawn_and_the_same_chart_is_the_same_file(tmp_path: Path, format: str) -> None:
    """Warnings are errors in these tests."""
    names = ("基礎工事", "<b>&amp;", "costs $5 or $6", "=1+1", "تحويل", "x" * 300)
    lines = [f"{name},{ratio}" for name in names for ratio in RATIOS]
    text = "category,ratio\n" + "\n".join(lines)
    first, second = (render(ranges(_calibration(tmp_path, text)), format) for _ in range(2))  # type: ignore[arg-type]
    assert first == second
    if format == "svg":
        assert "&lt;b&gt;&amp;amp;" in first.decode()
