"""What the simulation makes of a risk: after a scenario took the response, the response."""

from __future__ import annotations

from simulator.model.risk import Impact, Risk


def chance(risk: Risk) -> float:
    """Probability that the simulation uses."""
    return risk.response.probability if risk.mitigated and risk.response else risk.probability


def impacts(risk: Risk) -> tuple[Impact, ...]:
    """Impacts that the simulation uses."""
    response = risk.response if risk.mitigated else None
    if response is None or response.impacts is None:
        return risk.impacts
    return response.impacts
