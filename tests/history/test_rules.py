"""Rules that are written load and run in a plan, and give tasks the very ranges that were shown."""

from __future__ import annotations

import contextlib
import math
from pathlib import Path

import numpy as np
import pytest
import yaml

from simulator.engine import simulate
from simulator.errors import PlanError
from simulator.files import load
from simulator.history import Calibration, Columns, calibrate, reference_class
from simulator.history.curves import CURVES
from simulator.history.fit import Fit
from simulator.history.match import matched
from simulator.history.rules import rules, rules_text
from simulator.model.spread import Spread
from simulator.results.raw import LEVELS
from simulator.scenario import apply

HISTORY = (
    "trade,planned,actual,planned cost,actual cost\n"
    + "".join(
        f'"{trade}",10,{10 * ratio * more},1k,{1000 * ratio}\n'
        for trade, more in (("design", 1.0), ("Civil works", 1.2), ("mep, inside", 0.9))
        for ratio in (0.8, 0.9, 1.0, 1.15, 1.3, 1.6)
    )
    + "permits,10,30,1k,1k\n"
)

PLAN = """\
program: Depot
start: 2027-03-01
tasks:
  - {id: A, duration: 100d, cost: 10k, fields: {trade: Design}}
  - {id: B, duration: 100d, cost: 10k, fields: {trade: civil works}, after: A}
  - {id: C, duration: 100d, cost: 10k, fields: {trade: "mep, inside"}, after: B}
  - {id: D, duration: 100d, cost: 10k, fields: {trade: permits}, after: C}
  - {id: E, duration: 100d, uncertainty: "uniform(90%, 110%)", fields: {trade: design}, after: D}
  - {id: F, name: Done, after: E}
"""


@pytest.fixture
def found(tmp_path: Path) -> Calibration:
    path = tmp_path / "history.csv"
    path.write_text(HISTORY, encoding="utf-8")
    return calibrate(path)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def fits_by_task(found: Calibration, measure: int) -> dict[str, Fit]:
    measured = found.measures[measure]
    fits = {group.name.casefold(): group.fit or measured.fit for group in measured.groups}
    kinds = {"A": "design", "B": "civil works", "C": "mep, inside", "D": "permits"}
    return {task: fits[kind] for task, kind in kinds.items()}


def test_as_a_scenario_they_give_every_task_its_range(
    found: Calibration, plan: Path, tmp_path: Path
) -> None:
    (tmp_path / "ranges.yaml").write_text(found.rules(), encoding="utf-8")
    program = apply(load(plan), tmp_path / "ranges.yaml")
    for index, kind in enumerate(("duration", "cost")):
        for task, fit in fits_by_task(found, index).items():
            own = program.task[f"P/{task}"]
            spread = own.spread if kind == "duration" else own.cost.spread
            assert spread == Spread(fit.distribution, relative=True)
    assert str(program.task["P/E"].spread.distribution) == "uniform(0.9, 1.1)"  # type: ignore[union-attr]
    assert (
        "rules of the scenario gave ranges to 4 of 6 tasks; 1 had a range of the duration"
        in (program.notes[-1])
    )


def test_pasted_into_the_plan_they_do_the_same(
    found: Calibration, plan: Path, tmp_path: Path
) -> None:
    text = found.rules()
    (tmp_path / "ranges.yaml").write_text(text, encoding="utf-8")
    by_scenario = apply(load(plan), tmp_path / "ranges.yaml")
    block = text[text.index("\nuncertainty:") :]
    plan.write_text(PLAN + block, encoding="utf-8")
    assert load(plan).tasks == by_scenario.tasks


def test_a_run_draws_what_the_screen_shows(found: Calibration, plan: Path, tmp_path: Path) -> None:
    """P10, P50, P80 and P90 of the duration of a task, within 5 standard errors of a share."""
    (tmp_path / "ranges.yaml").write_text(found.rules(), encoding="utf-8")
    program = apply(load(plan), tmp_path / "ranges.yaml")
    result = simulate(program, 10_240, seed=2, detail=True)
    fit = found.measures[0].groups[0].fit
    assert fit is not None
    row = result.schedule.ids.index("P/A")
    shown = result.tallies.duration_percentiles[row]  # type: ignore[index]
    for p in (10, 50, 80, 90):
        days = float(shown[LEVELS.index(p)]) / 480 / 100
        share = float(np.mean(fit.distribution.quantile((np.arange(100_000) + 0.5) / 1e5) <= days))
        assert share == pytest.approx(p / 100, abs=5 * math.sqrt(0.25 / 10_240))


def test_one_rule_a_category_and_one_for_all_others(found: Calibration) -> None:
    made = rules(found, "trade")
    assert [row["tasks"] for row in made] == [
        "trade:design", "trade:Civil works", "trade:mep, inside", "*",
    ]  # fmt: skip
    assert all(set(row) == {"tasks", "duration", "cost"} for row in made)


def test_the_field_may_have_another_name(found: Calibration) -> None:
    document = yaml.safe_load(found.rules("discipline"))
    assert document["uncertainty"][0]["tasks"] == "discipline:design"
    assert yaml.safe_load(found.rules("wbs"))["uncertainty"][0]["tasks"] == "wbs:design"


@pytest.mark.parametrize("field", ["a:b", " "])
def test_a_field_that_no_selector_can_name_is_refused(found: Calibration, field: str) -> None:
    with pytest.raises(PlanError) as raised:
        found.rules(field)
    assert str(raised.value) == (
        f"--field: a selector cannot name a field '{field.strip()}' [field-name]\n"
        "    Say which field of the plan's tasks holds the category: --field trade."
    )


def test_rules_for_a_plan_leave_out_what_chooses_nothing(
    found: Calibration, plan: Path, tmp_path: Path
) -> None:
    plan.write_text(PLAN.replace("trade: civil works", "trade: roads"), encoding="utf-8")
    program = load(plan)
    (tmp_path / "all.yaml").write_text(found.rules(), encoding="utf-8")
    with pytest.raises(PlanError, match="'trade:Civil works' selects no task"):
        apply(program, tmp_path / "all.yaml")
    match = matched(found, "trade", program)
    assert match.tasks == {"design": 2, "Civil works": 0, "mep, inside": 1}
    assert (match.idle, match.rest, match.ranged) == (("Civil works",), 2, 1)
    (tmp_path / "some.yaml").write_text(rules_text(found, "trade", match), encoding="utf-8")
    assert apply(program, tmp_path / "some.yaml").task["P/B"].spread is not None


def test_a_plan_without_the_field_is_told_so(found: Calibration, plan: Path) -> None:
    with pytest.raises(PlanError) as raised:
        matched(found, "trades", load(plan))
    assert str(raised.value) == (
        "--field: no task of the plan has a field 'trades' [unknown-field]\n"
        "    Did you mean 'trade'? --field says which."
    )


def test_wbs_elements_can_be_categories(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_text(HISTORY.replace("trade,", "element,"), encoding="utf-8")
    found = calibrate(path, Columns(category="element"))
    plan = tmp_path / "plan.yaml"
    tasks = "[{id: A, duration: 9d, wbs: Site/Design}, {id: B, duration: 9d, wbs: Site/Other}]"
    plan.write_text(f"start: 2027-03-01\ntasks: {tasks}\n", encoding="utf-8")
    program = load(plan)
    match = matched(found, "wbs", program)
    assert match.tasks["design"] == 1
    (tmp_path / "ranges.yaml").write_text(rules_text(found, "wbs", match), encoding="utf-8")
    ranged = apply(program, tmp_path / "ranges.yaml")
    fit = found.measures[0].groups[0].fit
    assert fit is not None
    assert ranged.task["P/A"].spread.distribution == fit.distribution  # type: ignore[union-attr]


NASTY = (
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "- {tasks: x}", "a: b", "#c", "'q\"", "{x}", "null", "~",
    "x\n  - {tasks: '*', duration: 1d}", "y\u2028uncertainty: []", "tab\there", "é 基礎 \U0001f680",
    "\x1b[31mred", "%T", "!!python/object:os.system", "&a *a",
)  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
def test_whatever_a_category_is_called_the_file_holds_that_text_and_no_more(
    tmp_path: Path, name: str
) -> None:
    """Names are texts in YAML and in its comments; nothing that they hold becomes a rule."""
    quoted = '"' + name.replace('"', '""') + '"'
    path = tmp_path / "history.csv"
    lines = "".join(f"{quoted},{ratio}\n" for ratio in (0.8, 0.9, 1.0, 1.2, 1.5))
    path.write_text("kind,ratio\n" + lines, encoding="utf-8")
    found = calibrate(path, Columns(category="kind"))
    text = found.rules("kind")
    document = yaml.safe_load(text)
    clean = " ".join(name.split())
    assert [row["tasks"] for row in document["uncertainty"]] == [f"kind:{clean}", "*"]
    assert set(document) == {"scenario", "note", "uncertainty"}
    plan = tmp_path / "plan.yaml"
    task = {"id": "A", "duration": "5d", "fields": {"kind": clean}}
    plan.write_text(yaml.safe_dump({"start": "2027-03-01", "tasks": [task]}), encoding="utf-8")
    (tmp_path / "ranges.yaml").write_text(text, encoding="utf-8")
    ranged = apply(load(plan), tmp_path / "ranges.yaml")
    assert ranged.task["P/A"].spread is not None


def test_the_name_of_the_file_is_text_as_well(tmp_path: Path) -> None:
    path = tmp_path / "x'; uncertainty: [] #.csv"
    path.write_text("ratio\n" + "1.1\n0.9\n1.3\n" * 4, encoding="utf-8")
    assert set(yaml.safe_load(calibrate(path).rules())) == {"scenario", "note", "uncertainty"}
    assert set(yaml.safe_load(reference_class(path).drivers())) == {"scenario", "note", "add"}


@pytest.mark.parametrize("seed", range(12))
def test_any_history_makes_rules_that_a_plan_takes(tmp_path: Path, seed: int) -> None:
    """Random ratios of every spread, from 1 % to thousandfold, with every curve; the text is read
    by the plan and drawn by the engine."""
    rng = np.random.default_rng(seed)
    spread = float(10 ** rng.uniform(-2, 0.5))
    ratios = np.clip(np.exp(spread * rng.standard_t(4, int(rng.integers(5, 80)))), 1e-3, 1e3)
    path, plan = tmp_path / "history.csv", tmp_path / "plan.yaml"
    path.write_text("ratio\n" + "\n".join(f"{r:.5g}" for r in ratios) + "\n", encoding="utf-8")
    plan.write_text("start: 2027-03-01\ntasks: [{id: A, duration: 2d}]\n", encoding="utf-8")
    rules_of: dict[str, str] = {}
    for family in CURVES:
        with contextlib.suppress(PlanError):  # "no-range", where no such curve will do
            rules_of[family] = calibrate(path, families=(family,)).rules()
    assert {"lognormal", "gamma"} <= set(rules_of)
    for text in rules_of.values():
        (tmp_path / "ranges.yaml").write_text(text, encoding="utf-8")
        result = simulate(apply(load(plan), tmp_path / "ranges.yaml"), 64, seed=1, levers=0)
        assert np.isfinite(result.outcome.finish).all()
