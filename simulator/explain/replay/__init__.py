"""Iterations opened again: one as a full schedule, many for what they have in common."""

from simulator.explain.replay.as_plan import AsPlan, as_plan
from simulator.explain.replay.chosen import Chosen, near, worst
from simulator.explain.replay.iteration import Replay, replay
from simulator.explain.replay.shared import Shared, Trait, shared

__all__ = [
    "AsPlan",
    "Chosen",
    "Replay",
    "Shared",
    "Trait",
    "as_plan",
    "near",
    "replay",
    "shared",
    "worst",
]
