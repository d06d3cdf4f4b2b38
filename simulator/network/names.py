"""Stable names of random quantities: a draw belongs to its name, wherever the quantity stands."""

from __future__ import annotations

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


def correlation_factor(first: str) -> str:
    """Name of the common factor of a group, after the first of its members' names: no other
    member, and no order in a file, changes it."""
    return f"correlation of {first}"
