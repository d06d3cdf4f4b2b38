"""Which finishes are kept in full: milestones that wait for something, and what has a deadline."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from simulator.engine import simulate
from simulator.engine.simulate import MOST_WATCHED
from simulator.model.calendar import standard_calendar
from simulator.model.dependency import Dependency
from simulator.model.distributions import Uniform
from simulator.model.program import Program, Project
from simulator.model.spread import Spread
from simulator.model.task import Kind, Progress, Task

START = datetime(2026, 3, 2, 8)
LATER = datetime(2026, 12, 1)
OPEN = Spread(Uniform(240.0, 960.0))


def _kept(*tasks: Task) -> set[str]:
    project = Project("P", "P", START, "standard", data_date=START)
    program = Program("P", START, {"standard": standard_calendar()}, (project,), tasks)
    result = simulate(program, 50, detail=False, levers=0)
    assert all(len(finish) == 50 for finish in result.milestone_samples.values())
    return {name.split("/")[1] for name in result.milestone_samples}


def _task(name: str, *after: str, **more: object) -> Task:
    links = tuple(Dependency(f"P/{one}") for one in after)
    return Task(f"P/{name}", name, Kind.TASK, "standard", 480.0, OPEN, links, **more)


def _milestone(name: str, *after: str, **more: object) -> Task:
    links = tuple(Dependency(f"P/{one}") for one in after)
    return Task(f"P/{name}", name, Kind.MILESTONE, "standard", after=links, **more)


def test_milestones_that_wait_and_deadlines_but_no_history() -> None:
    past = Progress(datetime(2026, 2, 2, 8), datetime(2026, 2, 3, 17))
    assert _kept(
        _milestone("begin"),
        _task("work", "begin"),
        _task("due", "begin", deadline=LATER),
        _milestone("end", "work"),
        _task("done", deadline=LATER, progress=past),
        _milestone("over", "done", progress=past),
    ) == {"due", "end"}


def test_of_too_many_those_that_end_a_chain() -> None:
    """41 in a chain: only the last, and what has a deadline."""
    count = MOST_WATCHED + 1
    chain = [_milestone(f"m{i}", f"m{i - 1}" if i else "work") for i in range(count)]
    due = _milestone("due", "work", deadline=LATER)
    assert _kept(_task("work"), *chain[:-1]) == {f"m{i}" for i in range(count - 1)}
    assert _kept(_task("work"), *chain, due, _task("last", "due")) == {f"m{count - 1}", "due"}


def test_the_finish_of_a_project_is_that_of_the_milestone_that_ends_it() -> None:
    project = Project("P", "P", START, "standard")
    tasks = (_task("work"), _milestone("end", "work"))
    program = Program("P", START, {"standard": standard_calendar()}, (project,), tasks)
    result = simulate(program, 300, detail=False, levers=0)
    assert np.array_equal(result.milestone_samples["P/end"], result.outcome.finish)


def test_milestones_that_open_a_plan_stay_at_its_start() -> None:
    """Midnight before the first Monday is no Friday evening, though no work lies between them."""
    midnight = datetime(2026, 3, 2)
    project = Project("P", "P", midnight, "standard")
    tasks = (_milestone("begin"), _milestone("begun", "begin"), _task("work", "begun"))
    program = Program("P", midnight, {"standard": standard_calendar()}, (project,), tasks)
    result = simulate(program, 200, levers=0)
    found, tallies = result.schedule, result.tallies
    opening = (midnight - found.origin).total_seconds() / 60
    assert (result.milestone_samples["P/begun"] == opening).all()
    for table in (tallies.start_percentiles, tallies.finish_percentiles):
        assert table is not None
        for name in ("begin", "begun"):
            assert (table[found.ids.index(f"P/{name}")] == opening).all()
