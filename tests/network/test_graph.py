"""The order of rows, and the ring that has none."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine import schedule, simulate
from simulator.errors import PlanError
from simulator.model.calendar import standard_calendar
from simulator.model.dependency import Dependency
from simulator.model.program import Program, Project
from simulator.model.task import Kind, Task
from simulator.network.graph import topological_order

START = datetime(2026, 3, 2, 8)


@given(st.permutations(range(12)), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11))))
def test_every_predecessor_stands_before_its_successors(
    hidden: list[int], pairs: list[tuple[int, int]]
) -> None:
    """Any links that follow a hidden order have an order."""
    edges = [(hidden[min(p)], hidden[max(p)]) for p in pairs if p[0] != p[1]]
    order = topological_order(range(12), edges, str)
    place = {node: k for k, node in enumerate(order)}
    assert sorted(order) == list(range(12))
    assert all(place[one] < place[other] for one, other in edges)


def test_without_links_the_order_is_the_one_given() -> None:
    assert topological_order("dbca", [], str) == ["d", "b", "c", "a"]


def _ring(members: str, outside: str = "") -> Program:
    """Tasks that wait for each other in a circle; others that wait for the first of them."""
    tasks = [
        Task(f"P/{one}", one, Kind.TASK, "standard", 60.0, after=(Dependency(f"P/{before}"),))
        for one, before in zip(members, members[-1] + members[:-1], strict=True)
    ]
    tasks += [
        Task(f"P/{one}", one, Kind.TASK, "standard", 60.0, after=(Dependency(f"P/{members[0]}"),))
        for one in outside
    ]
    calendars = {"standard": standard_calendar()}
    return Program("Ring", START, calendars, (Project("P", "P", START, "standard"),), tuple(tasks))


@pytest.mark.parametrize("run", [schedule, simulate], ids=["schedule", "simulate"])
def test_a_program_with_a_ring_lists_its_tasks_in_order(run: object) -> None:
    """Three of the five tasks wait for each other; the message names these three alone."""
    with pytest.raises(PlanError) as caught:
        run(_ring("ABC", "XY"))
    (issue,) = caught.value.issues
    assert issue.rule == "cycle"
    assert issue.message.startswith("these tasks wait for each other in a circle: ")
    named = re.findall(r"P/(\w)", issue.message)
    assert named[0] == named[-1]
    assert "".join(named[:-1]) in {"ABC", "BCA", "CAB"}
    assert issue.mend == "Remove one of these links."
