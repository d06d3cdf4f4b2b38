"""Dependencies between tasks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from simulator.model.distribution import Distribution


class Relation(Enum):
    """Which end of the predecessor drives which end of the successor."""

    # Members are singletons, and the usual hash is Python code that runs for every link.
    __hash__ = object.__hash__

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class LagCalendar(Enum):
    """The calendar on which a lag runs: a setting of the project, as in P6."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    ELAPSED = "elapsed"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Lag:
    """Wait between the two ends; negative is a lead.

    minutes : working minutes on the lag calendar, or clock minutes if `elapsed`.
    share : part of the predecessor's duration, added to `minutes` (MS Project's ``FS-50%``: -0.5).
    spread : range of `minutes`, which are then its planned value.
    """

    minutes: float = 0.0
    elapsed: bool = False
    share: float = 0.0
    spread: Distribution | None = None

    @property
    def is_zero(self) -> bool:
        """True where there is no wait at all."""
        return self.minutes == 0 and self.share == 0 and self.spread is None


@dataclass(frozen=True, slots=True)
class Dependency:
    """A link from `predecessor` (full task id) to the task that holds it."""

    predecessor: str
    relation: Relation = Relation.FS
    lag: Lag = Lag()
