"""Concerns that several checks word alike."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.health.finding import Concern
from simulator.health.plan import Link, Plan
from simulator.health.words import in_days, lag_text
from simulator.model.task import Task


def of_links(plan: Plan, links: Iterable[Link]) -> tuple[Concern, ...]:
    """The successor of each link, and what the link says."""
    return tuple(
        Concern(link.successor.id, link.successor.name, lag_text(plan, link)) for link in links
    )


def of_floats(plan: Plan, tasks: Iterable[Task]) -> tuple[Concern, ...]:
    """Each task and its total float."""
    return tuple(
        Concern(task.id, task.name, f"float {in_days(plan.total_float(task))}") for task in tasks
    )
