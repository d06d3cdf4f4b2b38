"""What an editor says of scenarios by `p80 schema --scenario`, and of plans by `p80 schema`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from schema_check import faults, read

from simulator.files import schema as plans
from simulator.files.yaml import YamlSource
from simulator.scenario.document import AddDoc, RemoveDoc, ScenarioDoc
from simulator.scenario.schema import json_schema

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/plan-file.md").read_text(encoding="utf-8")
SHOWN = re.search(r"```yaml\n(scenario: .*?)```", PAGE, re.DOTALL)
FILES = sorted((ROOT / "scenarios").glob("*.yaml"))
PLANS = sorted([*ROOT.glob("models/*/program.yaml"), *ROOT.glob("docs/reference/*/plan.yaml")])


def said(text: str) -> list[str]:
    """The faults of a scenario with these edits."""
    return faults(json_schema(), read(f"scenario: Test\n{text}"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_scenario_of_the_repository_is_one(path: Path) -> None:
    assert faults(json_schema(), read(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_every_plan_of_the_repository_is_one(path: Path) -> None:
    assert faults(plans.json_schema(), read(path.read_text(encoding="utf-8"))) == []
    assert faults(json_schema(), read(path.read_text(encoding="utf-8")))


def test_the_scenario_of_the_page_is_one() -> None:
    assert SHOWN is not None
    assert faults(json_schema(), read(SHOWN[1])) == []


@pytest.mark.parametrize(
    ("edits", "fault"),
    [
        ("remov: {tasks: A}", "$.remov: unknown"),
        ("remove: {task: A}", "$.remove: none of its forms"),
        ("set: [{task: A, duratoin: 8d}]", "$.set: none of its forms"),
        ("set: [{duration: 8d}]", "$.set: none of its forms"),
        ("set: [{risk: R, factor: 1.2}]", "$.set: none of its forms"),
        ("scale: [{tasks: A, rate: 2}]", "$.scale: none of its forms"),
        ("shift: [{duration: 2d}]", "$.shift: none of its forms"),
        ("crash: [{task: A, by: 2d}]", "$.crash: none of its forms"),
        ("mitigate: {R: 1}", "$.mitigate: none of its forms"),
    ],
)
def test_what_p80_refuses_an_editor_marks(edits: str, fault: str) -> None:
    assert said(edits) == [fault]
    source = YamlSource("s.yaml", f"scenario: Test\n{edits}")
    with pytest.raises(ValueError, match="validation error"):
        ScenarioDoc.model_validate(source.root)


@pytest.mark.parametrize(
    "edits",
    [
        "set: [{task: A, duration: 8d}, {risk: R, probability: 5%}, {driver: D, factor: 1.1}]",
        "set: [{resource: r, capacity: 8}, {calendar: c, work: Mon-Fri 08:00-16:00}]",
        "scale: [{tasks: A, cost: 2}, {risks: [R], delay: 50%}, {resources: r, rate: 110%}]",
        "scale: [{drivers: D, factor: 2}, {benefits: F, amount: 2}, {overheads: O, share: 2}]",
        "set: [{benefit: F, once: 2M}, {overhead: O, share: 12%}, {penalty: P, per_day: 5k}]",
        "shift: [{task: A, duration: 2d}, {benefits: F, dates: 14}]",
        "mitigate: R\nremove: {risks: [R, 7], correlations: true}",
    ],
)
def test_all_kinds_of_rows_are_known(edits: str) -> None:
    assert said(edits) == []


def test_every_key_is_known_and_no_other_is_allowed() -> None:
    schema = json_schema()
    assert schema["title"] == "p80 scenario"
    assert set(schema["properties"]) == set(ScenarioDoc.model_fields)
    for model in (AddDoc, RemoveDoc):
        assert set(schema["$defs"][model.__name__]["properties"]) == set(model.model_fields)
    assert all(one["additionalProperties"] is False for one in (schema, *schema["$defs"].values()))
    # What the models pass a row on by is no key of the file.
    assert not any(
        name.startswith(("of_", "move_"))
        for one in schema["$defs"].values()
        for name in one["properties"]
    )
