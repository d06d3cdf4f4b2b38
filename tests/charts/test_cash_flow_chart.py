"""The chart of money in time: what it draws is what the flow holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
from lucky_programs import day, days, program, run, task
from matplotlib.figure import Figure

from simulator.charts.cash_flow import cash_flow as drawn
from simulator.charts.style import day_number, render
from simulator.engine.cash import cash_flow
from simulator.model.funding import Grant
from simulator.model.task import Cost, Progress


def test_curves_band_and_steps() -> None:
    limits = (Grant(day(7), 60.0), Grant(day(14), 90.0))
    known = program(task("A", days(5, 20), cost=Cost(per_day=10.0)), funding=limits)
    result = run(known, iterations=2048)
    flow = cash_flow(result, "week")
    axes = drawn(result, flow)
    lines = {line.get_label(): line for line in axes.get_lines()}
    np.testing.assert_array_equal(lines["P50"].get_ydata(), [0.0, *flow.percentiles()[50]])
    np.testing.assert_array_equal(lines["plan"].get_ydata(), [0.0, *np.cumsum(flow.planned)])
    steps = lines["funding limit"]
    x = [day_number(at) for at in (day(0), day(7), flow.edges[-1])]
    np.testing.assert_array_equal(steps.get_xdata(), x)
    np.testing.assert_array_equal(steps.get_ydata(), [60.0, 90.0, 90.0])
    band = axes.collections[0].get_paths()[0].vertices
    assert isinstance(band, np.ndarray)
    assert band[:, 1].max() == flow.percentiles()[90][-1]
    assert axes.get_title(loc="left").startswith("Most is spent in the week of 5 Jan 2026")


def test_bars_and_whiskers_of_each_period() -> None:
    result = run(program(task("A", days(5, 20), cost=Cost(per_day=10.0))), iterations=2048)
    flow = cash_flow(result, "week")
    figure = drawn(result, flow).figure
    assert isinstance(figure, Figure)
    lower = figure.axes[1]
    own = flow.percentiles(cumulative=False)
    heights = [bar.get_height() for bar in lower.patches]  # type: ignore[attr-defined]
    np.testing.assert_allclose(heights, own[50])
    ends = [path.vertices[:, 1] for path in lower.collections[0].get_paths()]  # type: ignore[index]
    np.testing.assert_allclose(ends, np.transpose([own[10], own[90]]))


def test_finished_work_is_a_curve_of_its_own() -> None:
    done = Progress(actual_start=day(0), actual_finish=day(3))
    first = replace(task("A", 3, cost=Cost(fixed=30.0)), progress=done)
    known = program(first, task("B", 10, "A", cost=Cost(per_day=1.0)))
    today = replace(known.projects[0], data_date=day(3))
    result = run(replace(known, projects=(today,)), iterations=64)
    lines = {one.get_label(): one for one in drawn(result, cash_flow(result, "week")).get_lines()}
    np.testing.assert_allclose(lines["spent already"].get_ydata(), [0.0, 30.0])


def test_a_limit_for_good_and_the_same_bytes_every_time() -> None:
    known = program(task("A", 9, cost=Cost(fixed=5.0)), funding=(Grant(datetime.max, 4.0),))
    result = run(known, iterations=64)
    flow = cash_flow(result, "week")
    pictures = [render(drawn(result, flow), "svg") for _ in range(2)]
    assert pictures[0] == pictures[1]
    assert b"funding limit" in pictures[0]
