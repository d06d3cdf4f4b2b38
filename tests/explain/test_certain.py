"""What is made certain in the network is what a plan without it would give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from explained import MODELS, model

from simulator.engine.again import Again, Change
from simulator.engine.schedule import schedule
from simulator.engine.settings import Settings
from simulator.files import load
from simulator.model.program import Program
from simulator.network.certain import touched, without
from simulator.network.factors import GROUPS, Factor, factors

SETTINGS = Settings(3000, seed=4, threads=1, detail=False)


PLANS = ["first-steps", "it-rollout", "harbour-line", "logic", "weather", "dear"]


@pytest.fixture(scope="module", params=PLANS)
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Program:
    return model(request.param, tmp_path_factory.mktemp("plan"))


def test_with_everything_certain_each_iteration_is_the_plan(program: Program) -> None:
    again = Again(program, SETTINGS)
    every = factors(again.compiled)
    samples = again.samples(partial(without, factors=every))
    plan = schedule(program)
    origin = (again.compiled.origin - plan.origin).total_seconds() / 60
    np.testing.assert_allclose(samples.finish[0] + origin, plan.program_finish, atol=1e-6)
    np.testing.assert_allclose(samples.cost[0], plan.program_cost, rtol=1e-12)


def test_every_kind_of_uncertainty_is_a_factor(tmp_path: Path) -> None:
    kinds = set()
    for name in ("logic", "weather", "dear"):
        again = Again(model(name, tmp_path), SETTINGS)
        found = factors(again.compiled)
        kinds |= {one.kind for one in found}
        assert len({(one.kind, one.id) for one in found}) == len(found)
        base = again.samples()
        for factor in found:
            changed = again.samples(partial(without, factors=(factor,)))
            same = np.array_equal(base.finish, changed.finish)
            assert not (same and np.array_equal(base.cost, changed.cost)), factor
    assert kinds == set(GROUPS)


def edited(program: Program, factor: Factor) -> Program:
    """The plan with the same thing taken out by hand."""
    if factor.kind == "task":
        tasks = (replace(t, spread=None) if t.id == factor.id else t for t in program.tasks)
        return replace(program, tasks=tuple(tasks))
    if factor.kind == "cost":
        tasks = (
            replace(t, cost=replace(t.cost, spread=None)) if t.id == factor.id else t
            for t in program.tasks
        )
        return replace(program, tasks=tuple(tasks))
    if factor.kind == "risk":
        return replace(program, risks=tuple(r for r in program.risks if r.id != factor.id))
    return replace(program, drivers=tuple(d for d in program.drivers if d.id != factor.id))


@pytest.mark.parametrize("name", ["first-steps", "harbour-line"])
@pytest.mark.parametrize("kind", ["task", "cost", "risk", "driver"])
def test_changing_the_network_is_compiling_the_changed_plan_bit_for_bit(
    name: str, kind: str
) -> None:
    """The compiled network is reused; a plan written without the thing gives the same numbers."""
    program = load(MODELS / name / "program.yaml")
    again = Again(program, SETTINGS)
    for factor in [one for one in factors(again.compiled) if one.kind == kind][:2]:
        reused = again.samples(partial(without, factors=(factor,)))
        anew = Again(edited(program, factor), SETTINGS).samples()
        assert np.array_equal(reused.finish, anew.finish), factor
        if kind == "cost":
            # What was drawn is now a part of what is certain: added in another order.
            np.testing.assert_allclose(reused.cost, anew.cost, rtol=1e-14)
        else:
            assert np.array_equal(reused.cost, anew.cost), factor


def test_many_at_once_are_each_of_them_in_turn(program: Program) -> None:
    again = Again(program, SETTINGS)
    some = factors(again.compiled)[::3]
    at_once = again.samples(partial(without, factors=some))

    def in_turn(network: object) -> object:
        one_by_one: list[Callable[..., object]] = [partial(without, factors=(f,)) for f in some]
        for change in one_by_one:
            network = change(network)
        return network

    turned = again.samples(in_turn)  # type: ignore[arg-type]
    assert np.array_equal(at_once.finish, turned.finish)
    assert np.array_equal(at_once.cost, turned.cost)


@pytest.mark.parametrize("threads", [1, 2])
def test_what_is_downstream_alone_is_the_whole_bit_for_bit(
    program: Program, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that a change does not touch stand; every number is that of the whole run again."""
    monkeypatch.setattr("simulator.engine.again.FEW", 0)
    again = Again(program, replace(SETTINGS, threads=threads))
    every = factors(again.compiled)
    out, some = every[:1], every[1 :: max(1, len(every) // 12)]
    network = again.compiled.network
    changes = [Change(partial(without, factors=(f,)), touched(network, f)) for f in some]
    found = again.each(changes, partial(without, factors=out))
    for factor, samples in zip(some, found, strict=True):
        whole = again.samples(partial(without, factors=(*out, factor)))
        assert np.array_equal(samples.finish, whole.finish), factor
        assert np.array_equal(samples.cost, whole.cost), factor
