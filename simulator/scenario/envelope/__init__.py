"""The assumption envelope: the same plan under other shapes and correlations."""

from simulator.scenario.envelope.result import Envelope
from simulator.scenario.envelope.run import envelope

__all__ = ["Envelope", "envelope"]
