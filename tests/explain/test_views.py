"""Pages of a run looked at as a whole and in parts: the same numbers, bit for bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from explained import model

from simulator.engine import simulate, views
from simulator.engine.settings import Settings
from simulator.network.compile import compile_network

N = 2700
"""Two pages and a part of one, whose last quarter is not full."""

KEPT = ("duration", "start", "finish", "critical", "present", "finish_of_all", "cost")


@pytest.mark.parametrize("name", ["first-steps", "it-rollout", "logic", "dear"])
def test_parts_of_pages_are_the_pages(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = model(name, tmp_path)
    compiled = compile_network(program)

    def seen(wide: int) -> tuple[list[int], dict[str, np.ndarray]]:
        monkeypatch.setattr(views, "LANES", wide)
        found: dict[str, list[np.ndarray]] = {one: [] for one in KEPT}
        lanes = []
        for page in views.views(compiled, Settings(N, seed=3), with_cost=True):
            assert page.first == sum(lanes)
            lanes.append(page.lanes)
            for one in KEPT:
                found[one].append(np.array(getattr(page, one)))
        return lanes, {one: np.concatenate(many, axis=-1) for one, many in found.items()}

    (pages, expected), (parts, own) = seen(1024), seen(256)
    assert pages == [1024, 1024, 652]
    assert parts == [256] * 10 + [140]
    for one in KEPT:
        np.testing.assert_array_equal(own[one], expected[one])
    result = simulate(program, N, seed=3, levers=0)
    # By the clock here, in working time there.
    np.testing.assert_allclose(own["finish_of_all"], result.outcome.finish, atol=1e-6)


def test_some_pages_are_those_of_the_run(tmp_path: Path) -> None:
    program = model("it-rollout", tmp_path)
    result = simulate(program, N, seed=3, levers=0)
    some = views.views(compile_network(program), Settings(N, seed=3), False, [1])
    found = [(page.first, page.finish_of_all.copy()) for page in some]
    assert [first for first, _ in found] == [1024, 1280, 1536, 1792]
    finish = np.concatenate([many for _, many in found])
    np.testing.assert_array_equal(finish, result.outcome.finish[1024:2048])
