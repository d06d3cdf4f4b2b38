"""Iterations opened again: one as a full schedule, many for what they have in common."""

from simulator.explain.replay.chosen import Chosen, near, worst
from simulator.explain.replay.iteration import Replay, replay
from simulator.explain.replay.shared import Shared, Trait, shared

__all__ = ["Chosen", "Replay", "Shared", "Trait", "near", "replay", "shared", "worst"]
