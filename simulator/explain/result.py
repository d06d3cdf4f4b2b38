"""What explains a forecast."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from simulator.explain.ends import End
from simulator.explain.indices import Indices
from simulator.explain.paths import Path
from simulator.explain.responses import Advice
from simulator.explain.shares import Share
from simulator.results.raw import Floats, Lever
from simulator.results.result import Result

if TYPE_CHECKING:
    import pandas as pd

NEAR = 5
"""Working days of float up to which a task is near the critical path."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A place where paths meet.

    id, name : of the task that waits. end : "start" or "finish", which the links push.
    predecessors : how many. delay : mean extra wait beyond its latest mean predecessor, working
    days. latest : id of that predecessor. rival : the one that is most often as late or later, in
    `rival_share` of all iterations. criticality : of the task that waits.
    """

    id: str
    name: str
    end: str
    predecessors: int
    delay: float
    latest: str
    rival: str
    rival_share: float
    criticality: float


@dataclass(frozen=True)
class TaskIndices:
    """`Indices` and rank correlations by activity, in the order of `Schedule.ids`, NaN where
    undefined. spearman_cost : of the duration with the program's cost."""

    indices: Indices
    spearman_cost: Floats


@dataclass(frozen=True)
class Explanation:
    """What drives a date and a cost, and what would help.

    own : the forecast. level : 0 to 100, of the percentile that is explained. tasks : indices.
    levers : causes taken out one at a time, the largest first; causes : how many there are in all.
    ordered : causes taken out one after the other; they add up to the percentile less the plan.
    shares, cost_shares : of groups of causes; they add up too. paths, different : the most frequent
    critical paths, and how many there are. meetings : where paths meet, the largest delay first.
    ends : tasks at both ends of their range, the largest swing first. advice : None where no risk
    has a response left. seconds : for all runs.
    """

    own: Result
    level: float
    tasks: TaskIndices
    causes: int
    levers: tuple[Lever, ...]
    ordered: tuple[Lever, ...]
    shares: tuple[Share, ...]
    cost_shares: tuple[Share, ...] | None
    paths: tuple[Path, ...]
    different: int
    meetings: tuple[Meeting, ...]
    ends: tuple[End, ...]
    advice: Advice | None
    runs: int
    seconds: float

    @property
    def word(self) -> str:
        """The percentile as people say it: ``P80``."""
        return f"P{self.level:g}"

    def table(self, name: str = "tasks") -> pd.DataFrame:
        """One of the tables, as pandas: see `tables.TABLES`. Raises ValueError for another name."""
        found: pd.DataFrame = import_module("simulator.explain.tables").table(self, name)
        return found

    def to_dict(self) -> dict[str, Any]:
        """The document that ``p80 explain --json`` prints: docs/reference/explain.md."""
        found: dict[str, Any] = import_module("simulator.explain.document").to_dict(self)
        return found

    def chart(self, name: str = "levers", axes: Any = None) -> Any:
        """One of the pictures, a matplotlib Axes: "levers", "cost-levers", "paths", "meetings"."""
        # Charts stand above and load matplotlib: put off until asked for, as in `Result.charts`.
        return import_module("simulator.charts.explain").draw(self, name, axes)

    def __repr__(self) -> str:
        first = self.levers[0] if self.levers else None
        said = f"{first.id} adds {first.days:.1f} days" if first else "nothing is uncertain"
        return f"<Explanation of {self.own.program.title!r}: {said} to {self.word}>"
