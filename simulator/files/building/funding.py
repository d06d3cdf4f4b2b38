"""What may be spent by when: ``funding: {2026-06-30: 2M, 2026-12-31: 5M}``."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.errors import PlanError
from simulator.files.funding import grants_of
from simulator.files.place import At, Problems
from simulator.model.funding import Grant


def funding_of(doc: Mapping[str, str] | None, at: At, problems: Problems) -> tuple[Grant, ...]:
    """The limits of a plan, in the order of their dates."""
    try:
        return grants_of((at.down(key).words(), key, text) for key, text in (doc or {}).items())
    except PlanError as error:
        problems.extend(error.issues)
        return ()
