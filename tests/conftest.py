"""Shared fixtures and marks: where the real plans are, and how hard Hypothesis tries."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
"""Real plans and published examples, kept beside the repository because not all may be copied."""

# Compiling a kernel takes seconds once: no deadline. `derandomize`: a red run is red for everyone.
settings.register_profile(
    "default", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", parent=settings.get_profile("default"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, visibly, what needs plans that are not here."""
    if SHARED.is_dir():
        return
    skip = pytest.mark.skip(reason="the real plans of ../shared are not on this machine")
    for item in items:
        if "shared" in item.keywords:
            # Before the mark that pytest sets where there are no plans to name.
            item.add_marker(skip, append=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real plans; use with `@pytest.mark.shared`."""
    return SHARED
