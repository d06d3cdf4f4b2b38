"""Every YAML block of docs/reference/plan-file.md is a plan, or a part of one, that loads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.files import load
from simulator.files.build import build
from simulator.files.document.calendar import CalendarDoc
from simulator.files.document.money import ElementDoc, IndexDoc, OverheadDoc, TermDoc
from simulator.files.document.plan import PlanDoc, ProjectDoc
from simulator.files.document.resource import (
    AssignmentDoc,
    BaselineDoc,
    ExpenseDoc,
    RateDoc,
    ResourceDoc,
)
from simulator.files.document.risk import (
    DriverDoc,
    ImpactDoc,
    ResponseDoc,
    RiskDoc,
    RuleDoc,
    TemplateDoc,
)
from simulator.files.document.task import LinkDoc, TaskDoc
from simulator.files.yaml import YamlSource
from simulator.scenario import apply
from simulator.scenario.document import (
    AddDoc,
    CrashDoc,
    RemoveDoc,
    ScaleDriversDoc,
    ScaleResourcesDoc,
    ScaleRisksDoc,
    ScaleTasksDoc,
    ScenarioDoc,
    SetDriverDoc,
    SetRiskDoc,
    ShiftTasksDoc,
)
from simulator.scenario.money_document import (
    ScaleBenefitsDoc,
    ScaleOverheadsDoc,
    SetBenefitDoc,
    SetBonusDoc,
    SetOverheadDoc,
    SetPenaltyDoc,
    ShiftBenefitsDoc,
)

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "plan-file.md"
TEXT = PAGE.read_text("utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
TABLE = re.findall(r"```csv\n(.*?)```", TEXT, re.DOTALL)[0]
PLANS = [block for block in BLOCKS if not block.startswith("scenario:")]
SCENARIOS = [block for block in BLOCKS if block.startswith("scenario:")]


@pytest.mark.parametrize("block", PLANS, ids=[block.splitlines()[0] for block in PLANS])
def test_plan_of_the_page_loads(block: str) -> None:
    program = build(YamlSource("page.yaml", block), Path())
    assert program.activities


@pytest.mark.parametrize("block", SCENARIOS, ids=[block.splitlines()[0] for block in SCENARIOS])
def test_scenario_of_the_page_applies_to_its_first_plan(block: str, tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text(block, "utf-8")
    program = build(YamlSource("page.yaml", PLANS[0]), Path())
    assert apply(program, path).tasks != program.tasks


def test_the_page_has_scenarios_and_plans() -> None:
    assert len(PLANS) >= 6
    assert SCENARIOS


def test_the_table_of_the_page_is_read(tmp_path: Path) -> None:
    (tmp_path / "tasks.csv").write_text(TABLE, "utf-8")
    (tmp_path / "plan.yaml").write_text("start: 2026-03-02\ntables: tasks.csv\n", "utf-8")
    program = load(tmp_path / "plan.yaml")
    assert str(program.tasks[0].spread and program.tasks[0].spread.distribution).startswith("pert")
    assert program.tasks[1].fields == {"trade": "labour"}


@pytest.mark.parametrize(
    "model",
    [
        PlanDoc,
        ProjectDoc,
        CalendarDoc,
        TaskDoc,
        LinkDoc,
        RuleDoc,
        TemplateDoc,
        RiskDoc,
        ImpactDoc,
        ResponseDoc,
        DriverDoc,
        ResourceDoc,
        RateDoc,
        AssignmentDoc,
        ExpenseDoc,
        BaselineDoc,
        ElementDoc,
        IndexDoc,
        OverheadDoc,
        TermDoc,
        ScenarioDoc,
        SetRiskDoc,
        SetDriverDoc,
        RemoveDoc,
        AddDoc,
        ScaleTasksDoc,
        ScaleRisksDoc,
        ScaleDriversDoc,
        ScaleResourcesDoc,
        ScaleBenefitsDoc,
        ScaleOverheadsDoc,
        SetBenefitDoc,
        SetBonusDoc,
        SetOverheadDoc,
        SetPenaltyDoc,
        ShiftBenefitsDoc,
        ShiftTasksDoc,
        CrashDoc,
    ],
)
def test_the_page_names_every_key(model: type[PlanDoc]) -> None:
    keys = {info.alias or name for name, info in model.model_fields.items() if not info.exclude}
    assert {key for key in keys if f"`{key}`" not in TEXT} == set()
