"""Ranges by name, picked by a code of the task: what they give, and each clear error."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import by_yaml
from workbooks import PROGRAM, write_book

from simulator.errors import PlanError
from simulator.files import load
from simulator.model.distributions import Pert, Triangular, Uniform
from simulator.model.fingerprint import fingerprint
from simulator.model.program import Program
from simulator.model.spread import Spread

PLAN = """\
start: 2026-03-02
tasks:
  - {id: A, duration: 20d, cost: 10k, fields: {risk class: low}}
  - {id: B, duration: 30d, after: A, cost: 100k, fields: {risk class: HIGH}}
  - {id: C, duration: 10d, after: B}
  - {id: D, duration: 10d, uncertainty: "uniform(80%, 90%)", fields: {risk class: high}}
  - {id: E, after: [C, D], fields: {risk class: unheard of}}
templates:
  low: "pert(95%, 100%, 110%)"
  high: {duration: "pert(28d, 30d, 48d)", cost: "pert(95%, 100%, 140%)"}
  spare: "uniform(1d, 2d)"
uncertainty:
  - {field: risk class}
  - {duration: "triangular(90%, 100%, 125%)", cost: "uniform(90%, 120%)"}
"""
LOW = Spread(Pert(0.95, 1.0, 1.1), relative=True)
HIGH = Spread(Pert(28 * 480, 30 * 480, 48 * 480))


def read(folder: Path, text: str) -> Program:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_each_code_gives_the_ranges_of_its_template(tmp_path: Path) -> None:
    a, b, c, d, e = read(tmp_path, PLAN).tasks
    assert a.spread == LOW
    assert b.spread == HIGH
    assert b.cost.spread == Spread(Pert(0.95, 1.0, 1.4), relative=True)
    # What a template leaves open, and tasks without a code, are for later rules.
    assert a.cost.spread == Spread(Uniform(0.9, 1.2), relative=True)
    assert c.spread == Spread(Triangular(0.9, 1.0, 1.25), relative=True)
    # A range of its own stays; a milestone takes none, so its code needs no template.
    assert d.spread == Spread(Uniform(0.8, 0.9), relative=True)
    assert e.spread is None


def test_a_rule_by_field_can_be_narrowed(tmp_path: Path) -> None:
    found = read(tmp_path, PLAN.replace("{field: risk class}", "{field: risk class, tasks: A}"))
    assert found.tasks[0].spread == LOW
    assert found.tasks[1].spread == Spread(Triangular(0.9, 1.0, 1.25), relative=True)


def test_days_of_a_template_are_those_of_each_calendar(tmp_path: Path) -> None:
    text = PLAN.replace("{id: B, duration: 30d,", "{id: B, duration: 30d, calendar: 24/7,")
    spread = read(tmp_path, text).tasks[1].spread
    assert spread == Spread(Pert(28 * 1440, 30 * 1440, 48 * 1440))


def test_a_program_with_templates_comes_back(tmp_path: Path) -> None:
    program = read(tmp_path, PLAN)
    assert fingerprint(by_yaml(program, tmp_path)) == fingerprint(program)


def test_templates_in_a_workbook(tmp_path: Path) -> None:
    tasks = [
        ["id", "duration", "field: risk class"],
        ["A", 20, "low"],
        ["B", 30, "high"],
        ["C", 10, ""],
    ]
    templates = [
        ["name", "low", "likely", "high", "shape", "duration"],
        ["low", "", "", "", "", "experts(uniform(95%, 105%), pert(95%, 100%, 110%))"],
        ["high", 28, 30, 48, "pert", ""],
    ]
    rules = [["tasks", "field", "low", "likely", "high"], ["*", "risk class", "", "", ""]]
    sheets = {
        "Program": PROGRAM, "Tasks": tasks, "Templates": templates, "Uncertainty": rules,
    }  # fmt: skip
    a, b, c = load(write_book(tmp_path / "plan.xlsx", sheets)).tasks
    assert a.spread is not None
    assert a.spread.relative
    assert a.spread.distribution.mean() == pytest.approx((1.0 + 6.05 / 6) / 2)
    assert b.spread == HIGH
    assert c.spread is None


def test_a_mistake_in_a_workbook_names_its_cell(tmp_path: Path) -> None:
    templates = [["name", "duration"], ["low", "pert(2, 1, 3)"], ["low", ""], ["", "pert(1, 2, 3)"]]
    rules = [["tasks", "field"], ["*", "risk class"]]
    tasks = [["id", "duration", "field: risk class"], ["A", 20, "hgih"]]
    sheets = {
        "Program": PROGRAM, "Tasks": tasks, "Templates": templates, "Uncertainty": rules,
    }  # fmt: skip
    with pytest.raises(PlanError) as caught:
        load(write_book(tmp_path / "plan.xlsx", sheets))
    said = str(caught.value)
    assert "sheet Templates, row 2, column duration" in said
    assert "pert: most likely (1) is below low (2)" in said
    assert "'low' stands twice in this sheet" in said
    assert "the name is empty" in said
    assert "sheet Uncertainty, row 2, column field" in said
    assert "there is no template 'hgih'" in said


@pytest.mark.parametrize(
    ("old", "new", "rule", "message", "mend"),
    [
        (
            "risk class: HIGH", "risk class: hgih", "unknown-template",
            "there is no template 'hgih', which risk class of P/B names", "Did you mean 'high'?",
        ),
        (
            "risk class: HIGH", "risk class: 7", "unknown-template",
            "there is no template '7'", "Templates are: low, high, spare. Add it",
        ),
        (
            "{field: risk class}", "{field: risc class}", "empty-selector",
            "no task that the rule chooses has the field 'risc class'",
            "Did you mean 'risk class'?",
        ),
        (
            "{field: risk class}", "{field: owner}", "empty-selector",
            "has the field 'owner'", "Their fields: risk class.",
        ),
        (
            "{field: risk class}", '{field: risk class, duration: "uniform(1d, 2d)"}',
            "two-ranges", "the rule gives a range, and a field by which it is picked", "Keep one",
        ),
        (
            '"uniform(1d, 2d)"', '"uniform(2d, 1d)"', "distribution",
            "uniform: high (1) is below low (2)", "Write uniform",
        ),
        ('"uniform(1d, 2d)"', "5d", "no-range", "'5d' is a number and no range", "Write"),
        ('"uniform(1d, 2d)"', "{}", "missing-key", "the template spare gives no range", "Write"),
        ('"uniform(1d, 2d)"', "{delay: 5d}", "unknown-key", "unknown key 'delay'", "duration"),
        ("spare:", "Low:", "duplicate-key", "two templates are called 'Low'", "Rename"),
        ("templates:", "template:", "unknown-key", "unknown key 'template'", "templates"),
        (
            "{field: risk class}", "{tasks: A}", "missing-key",
            "the rule gives no range", "or the field of templates",
        ),
    ],
)  # fmt: skip
def test_mistakes_are_named_and_mended(
    tmp_path: Path, old: str, new: str, rule: str, message: str, mend: str
) -> None:
    assert PLAN.count(old) == 1
    with pytest.raises(PlanError) as caught:
        read(tmp_path, PLAN.replace(old, new))
    found = [issue for issue in caught.value.issues if issue.rule == rule]
    assert found
    assert message in found[0].message
    assert mend in found[0].mend
    line = next(
        n
        for n, one in enumerate(PLAN.replace(old, new).splitlines(), 1)
        if ("{field:" if rule == "unknown-template" else new) in one
    )
    assert f"plan.yaml:{line}:" in found[0].where


def test_many_tasks_of_one_unknown_code_are_one_problem(tmp_path: Path) -> None:
    rows = "\n".join(f"  - {{id: A{k}, duration: 5d, fields: {{class: x}}}}" for k in range(9))
    with pytest.raises(PlanError) as caught:
        read(tmp_path, f"start: 2026-03-02\ntasks:\n{rows}\nuncertainty: [{{field: class}}]\n")
    (issue,) = caught.value.issues
    assert "class of P/A0, P/A1, P/A2 and 6 more names" in issue.message
    assert "Templates are: none." in issue.mend
