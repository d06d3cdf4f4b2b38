"""Schedule health: the GAO practices, the DCMA 14 points, and what they do to a risk analysis."""

from simulator.health.assess import CHECKS, Health, assess
from simulator.health.finding import Concern, Finding, Verdict

__all__ = ["CHECKS", "Concern", "Finding", "Health", "Verdict", "assess"]
