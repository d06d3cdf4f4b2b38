"""The groups of changes, in the order in which the bridge makes them."""

from __future__ import annotations

from enum import Enum


class Group(Enum):
    """A kind of change between two updates; the values are what people read.

    In this order no step can close a ring of dependencies: until LOGIC is taken all links are
    those of the old plan, passed on by removed tasks, and afterwards all are those of the new one.
    """

    PROGRESS = "progress"
    REMOVED = "scope removed"
    LOGIC = "logic"
    ADDED = "scope added"
    WORK = "durations, costs and ranges"
    CALENDARS = "calendars and constraints"
    RISKS = "risks and drivers"


LUCK = "luck"
"""The last bar: what another seed of the old forecast makes."""

Taken = frozenset[Group]
"""Groups in which a program is as the new plan; in all others it is as the old one."""

ORDER = tuple(Group)
NOTHING: Taken = frozenset()
EVERYTHING: Taken = frozenset(ORDER)
