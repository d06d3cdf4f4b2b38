"""Bars where the tasks are; the most critical ones of a long plan, and how many are shown."""

from __future__ import annotations

from dataclasses import replace

import fabricated
import numpy as np
import pytest
from matplotlib.dates import date2num

from simulator.charts.gantt import SHADES, gantt, pick
from simulator.charts.style import render
from simulator.model.task import Progress
from simulator.results.raw import LEVELS


def test_twelve_tasks_are_all_shown_in_order() -> None:
    axes = gantt(fabricated.result())
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels[0] == "A100 Divert utilities"
    assert len(labels) == 12
    low, high = axes.get_ylim()
    assert low > high, "the first task stands at the top"


def test_rows_of_two_projects_carry_full_ids() -> None:
    """X20 of one project is not X20 of the other."""
    result = fabricated.result()
    own = result.program.projects
    result.program = replace(result.program, projects=(*own, replace(own[0], id="OTHER")))
    labels = [label.get_text() for label in gantt(result).get_yticklabels()]
    assert labels[0] == "CIVIL/A100 Divert utilities"


@pytest.mark.parametrize("letter", ["W", "基", "a"])
def test_long_names_leave_the_bars_their_room(letter: str) -> None:
    """At least half of the figure's width, whatever letters the names have."""
    names = (letter * 200,)
    axes = gantt(fabricated.result(500, plan=fabricated.program(names=names, title=letter * 200)))
    render(axes, "png")
    assert axes.get_position().width > 0.5


def test_bars_run_from_p50_to_p50_and_are_shaded_by_criticality() -> None:
    result = fabricated.result()
    axes = gantt(result)
    bars = axes.containers[1]
    column = LEVELS.index(50)
    base = date2num(result.origin)
    start = base + result.tallies.start_percentiles[3, column] / 1440
    finish = base + result.tallies.finish_percentiles[3, column] / 1440
    assert bars[3].get_x() == pytest.approx(start)
    assert bars[3].get_x() + bars[3].get_width() == pytest.approx(finish)
    assert np.allclose(bars[3].get_facecolor(), SHADES(result.tallies.critical[3]))


def test_whiskers_run_from_p10_to_p90_of_the_finish() -> None:
    result = fabricated.result()
    whiskers = gantt(result).collections[-1].get_segments()
    base = date2num(result.origin)
    ends = result.tallies.finish_percentiles
    assert whiskers[2][0][0] == pytest.approx(base + ends[2, LEVELS.index(10)] / 1440)
    assert whiskers[2][1][0] == pytest.approx(base + ends[2, LEVELS.index(90)] / 1440)


def test_of_4000_tasks_the_most_critical_are_shown_and_it_says_so() -> None:
    result = fabricated.result(tasks=4000)
    axes = gantt(result, most=30)
    assert len(axes.get_yticklabels()) == 30
    assert any(
        "30 of 4,000 tasks, the most often critical" in text.get_text() for text in axes.texts
    )
    chosen = pick(result, 30)
    rest = np.setdiff1d(np.arange(4000), chosen)
    assert result.tallies.critical[chosen].min() >= result.tallies.critical[rest].max()
    assert (np.diff(result.schedule.start[chosen]) >= 0).all()


def test_without_detail_the_plan_is_drawn() -> None:
    result = fabricated.certain()
    assert gantt(result).containers


def test_a_plan_of_one_milestone_and_a_finished_plan_can_be_drawn() -> None:
    assert len(gantt(fabricated.result(tasks=1)).get_yticklabels()) == 1
    plan = fabricated.program()
    done = Progress(actual_start=plan.start, actual_finish=plan.start)
    tasks = tuple(replace(task, progress=done) for task in plan.tasks)
    axes = gantt(fabricated.result(plan=replace(plan, tasks=tasks)))
    assert len(axes.get_yticklabels()) == 12
