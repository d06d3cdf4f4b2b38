"""The plan of a module of tests, its `PLAN`, and edits of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.files.build import build
from simulator.files.yaml import YamlSource
from simulator.model.program import Program
from simulator.scenario import apply


@pytest.fixture
def program(request: pytest.FixtureRequest) -> Program:
    return build(YamlSource("plan.yaml", request.module.PLAN), Path())


@pytest.fixture
def edit(tmp_path: Path, program: Program) -> Callable[[str], Program]:
    """The edits of a scenario, without its title, applied to the plan."""

    def edited(text: str) -> Program:
        path = tmp_path / "scenario.yaml"
        path.write_text(f"scenario: Test\n{text}", "utf-8")
        return apply(program, path)

    return edited
