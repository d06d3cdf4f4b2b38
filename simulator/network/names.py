"""Stable names of random quantities: a draw belongs to its name, wherever the quantity stands."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b


def name_key(name: str) -> int:
    """64-bit key of a stable name, the same on every machine; 0 <= key < 2**64."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def task_duration(task: str) -> str:
    """Name of a task's duration; `task` is a full id."""
    return f"task {task} duration"


def task_cost(task: str) -> str:
    """Name of a task's fixed cost."""
    return f"task {task} cost"


def risk_occurs(risk: str) -> str:
    """Name of the event that a risk happens."""
    return f"risk {risk} occurs"


def risk_delay(risk: str, impact: int, task: str) -> str:
    """Name of the delay that impact number `impact` (from 0) of a risk brings to one task."""
    return f"risk {risk} impact {impact} delay of {task}"


def risk_cost(risk: str, impact: int) -> str:
    """Name of the cost of impact number `impact` (from 0) of a risk."""
    return f"risk {risk} impact {impact} cost"


def driver_occurs(driver: str) -> str:
    """Name of the event that a driver acts."""
    return f"driver {driver} occurs"


def driver_factor(driver: str) -> str:
    """Name of a driver's factor."""
    return f"driver {driver} factor"


def benefit(name: str) -> str:
    """Name of the amount of a benefit."""
    return f"benefit {name}"


def correlation_factor(first: str) -> str:
    """Name of the common factor of a group, after the first of its members' names: no other
    member, and no order in a file, changes it."""
    return f"correlation of {first}"


REPEAT = " again "
"""Stands between the id of a task and the number of its repeat."""


def risk_probability(risk: str) -> str:
    """Name of a risk's probability, where that is itself uncertain."""
    return f"risk {risk} probability"


def risk_hits(risk: str, impact: int, task: str) -> str:
    """Name of the event that impact number `impact` (from 0) hits one task, by a chance of its
    own."""
    return f"risk {risk} impact {impact} hits {task}"


def exclusive(risks: Iterable[str]) -> str:
    """Name of the common draw of risks that exclude each other."""
    return f"one of the risks {' '.join(sorted(risks))}"


def branch_path(branch: str) -> str:
    """Name of the draw that takes one path of a branch."""
    return f"branch {branch} path"


def task_exists(task: str) -> str:
    """Name of the event that a task has to be done at all."""
    return f"task {task} exists"


def response(risk: str) -> str:
    """Name of the event that the response to a risk is taken: certain either way."""
    return f"risk {risk} response"


def loop_repeat(loop: str, number: int) -> str:
    """Name of the event that rework is done for the `number`-th time (from 1)."""
    return f"loop {loop} repeat {number}"


def repeated(task: str, number: int) -> str:
    """Full id of the `number`-th repeat (from 1) of a task in a loop."""
    return f"{task}{REPEAT}{number}"


def resource_rate(resource: str) -> str:
    """Name of the factor on a resource's rates."""
    return f"resource {resource} rate"


def task_quantity(task: str, resource: str, number: int) -> str:
    """Name of the factor on the quantity of assignment number `number` (from 0) of a task."""
    return f"task {task} quantity of {resource} {number}"


def task_rate(task: str) -> str:
    """Name of a task's cost per day."""
    return f"task {task} cost per day"


def task_element(task: str, element: str) -> str:
    """Name of a cost element of a task."""
    return f"task {task} cost {element}"


def currency(id: str) -> str:
    """Name of what one unit of a currency costs."""
    return f"currency {id}"


def price_index(id: str) -> str:
    """Name of the yearly growth of a price index."""
    return f"price index {id}"


def overhead(name: str, project: str) -> str:
    """Name of the share that an overhead adds to what a project spends."""
    return f"overhead {name} of {project}"


def link_lag(predecessor: str, relation: str, successor: str) -> str:
    """Name of the lag of a dependency."""
    return f"lag of {predecessor} {relation} {successor}"
