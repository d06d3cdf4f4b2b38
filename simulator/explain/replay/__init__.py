"""Iterations opened again: one as a full schedule, many for what they have in common."""

from simulator.explain.replay.iteration import Replay, replay

__all__ = ["Replay", "replay"]
