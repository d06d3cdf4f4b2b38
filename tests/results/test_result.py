"""A result made from normal distributions: every answer has a formula."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import fabricated
import numpy as np
import pytest
from fabricated import MEAN_COST, MEAN_DAYS, SD_COST, SD_DAYS, START
from scipy.stats import norm

from simulator.model.task import StoredDates
from simulator.results.raw import LEVELS
from simulator.results.result import Result

N = 20_480


@pytest.fixture(scope="module")
def result() -> Result:
    return fabricated.result(N)


@pytest.mark.parametrize("p", [10, 50, 80, 90])
def test_percentiles_are_those_of_the_normal(result: Result, p: int) -> None:
    """Within 5 standard errors, sqrt(p q / n) / f(x), of the exact value."""
    score = norm.ppf(p / 100)
    error = np.sqrt(p * (100 - p)) / 100 / np.sqrt(N) / norm.pdf(score)
    assert result.finish.percentile(p).days == pytest.approx(
        MEAN_DAYS + SD_DAYS * score, abs=5 * SD_DAYS * error
    )
    assert result.cost is not None
    assert result.cost.percentile(p).value == pytest.approx(
        MEAN_COST + SD_COST * score, abs=5 * SD_COST * error
    )


def test_a_date_and_its_days_agree(result: Result) -> None:
    estimate = result.finish.percentile(80)
    exact = START + timedelta(days=estimate.days)
    assert timedelta(0) <= estimate.value - exact < timedelta(minutes=1)
    assert estimate.low is not None
    assert estimate.high is not None
    assert estimate.low.value <= estimate.value <= estimate.high.value


def test_the_plan_has_a_percentile_of_its_own(result: Result) -> None:
    """380 days lie one standard deviation below the mean: 15.87 %."""
    assert result.finish.plan_percentile == pytest.approx(norm.cdf(-1), abs=5 * 0.0026)
    assert result.finish.plan.days == 380.0


def test_contingency_is_the_difference_to_the_plan(result: Result) -> None:
    found = result.finish.contingency(80)
    assert found == pytest.approx(result.finish.percentile(80).days - 380.0)


def test_the_chance_of_the_target_has_an_interval(result: Result) -> None:
    chance = result.finish.target_chance
    assert chance is not None
    assert chance.low <= 0.5 <= chance.high
    assert chance.value == pytest.approx(0.5, abs=5 * 0.0035)


@pytest.mark.parametrize(
    ("rho", "p70"), [(0, 0.490), (0.3, 0.528), (0.5, 0.557), (0.7, 0.591), (0.9, 0.638)]
)
def test_joint_chance_at_p70_of_both(rho: float, p70: float) -> None:
    """Bivariate normal, each target at its own P70 (values of the bivariate normal integral)."""
    result = fabricated.result(N, seed=4, rho=rho)
    score = norm.ppf(0.7)
    chance = result.joint_chance(
        START + timedelta(days=MEAN_DAYS + SD_DAYS * score), MEAN_COST + SD_COST * score
    )
    assert chance is not None
    assert chance.value == pytest.approx(p70, abs=0.0005 + 5 * np.sqrt(p70 * (1 - p70) / N))
    assert chance.low < chance.value < chance.high


def test_both_targets_together(result: Result) -> None:
    """Medians of a bivariate normal: 1/4 + arcsin(rho) / (2 pi) (Sheppard 1899)."""
    chance = result.target_joint_chance
    assert chance is not None
    exact = 0.25 + np.arcsin(0.6) / (2 * np.pi)
    assert chance.value == pytest.approx(exact, abs=5 * np.sqrt(exact * (1 - exact) / N))


def test_ssi_is_criticality_times_the_ratio_of_the_spreads(result: Result) -> None:
    """Task 0: always critical, sd 2 working days; the finish: sd 20 working days."""
    assert result.sensitivity.ssi[0] == pytest.approx(1.0 * 2.0 / 20.0)


def test_what_is_undefined_is_null_and_never_zero() -> None:
    document = fabricated.certain().to_dict()
    assert document["tasks"][0]["cruciality"] is None
    milestone = fabricated.result().to_dict()["tasks"][-1]
    assert milestone["cruciality"] is None
    still = fabricated.certain()
    still.tallies.finish_sd[:] = 0.0
    assert np.isnan(still.sensitivity.ssi).all()


def test_one_project_takes_the_programs_target(result: Result) -> None:
    assert result.projects["CIVIL"].finish.target == result.finish.target


def test_the_document_is_json_and_says_what_the_design_says(result: Result) -> None:
    document = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    assert list(document)[:7] == [
        "program", "fingerprint", "version", "seed", "iterations", "sampling", "seconds",
    ]  # fmt: skip
    finish = document["finish"]
    assert list(finish["percentiles"]) == [f"P{p}" for p in LEVELS]
    assert set(finish["percentiles"]["P80"]) == {"value", "days", "low", "high"}
    assert set(finish["percentiles"]["P80"]["low"]) == {"value", "days"}
    assert datetime.fromisoformat(finish["percentiles"]["P80"]["value"])
    assert finish["plan"] == {"value": "2027-03-17T00:00", "days": 380.0}
    assert set(finish["target"]) == {"value", "days", "chance", "low", "high"}
    assert set(document["cost"]["percentiles"]["P80"]) == {"value", "low", "high"}
    assert set(document["jcl"]) == {"finish", "cost", "chance", "low", "high", "quadrants"}
    assert sum(one["chance"] for one in document["jcl"]["quadrants"].values()) == pytest.approx(1)
    assert set(document["projects"]["CIVIL"]) == {"name", "finish", "cost"}
    assert set(document["milestones"]["CIVIL/A210"]) == {"name", "finish"}
    task = document["tasks"][0]
    assert task["plan"] == {"start": "2026-03-02T08:00", "finish": "2026-04-02T23:20"}
    assert list(task["finish"]["percentiles"]) == ["P10", "P50", "P80", "P90"]
    assert task["duration"]["mean"] == 20.0
    assert task["duration"]["sd"] == 2.0
    nothing = {"compared": 0, "agree": 0, "source": "", "fields": {}, "projects": {}}
    assert document["parity"] == nothing


def test_a_run_without_money_has_no_cost() -> None:
    result = fabricated.result(money=False)
    assert result.cost is None
    assert "cost" not in result.to_dict()
    assert "jcl" not in result.to_dict()


def test_one_iteration_still_gives_an_answer() -> None:
    result = fabricated.result(1)
    document = json.dumps(result.to_dict(), allow_nan=False)
    assert json.loads(document)["finish"]["sd"] is None
    assert result.finish.percentile(80).low is None


def test_few_iterations_are_said_to_be_few() -> None:
    assert any("100 iterations are few" in text for text in fabricated.result(100).warnings)
    assert not any("few" in text for text in fabricated.result().warnings)


def test_notes_of_the_reader_are_passed_on(result: Result) -> None:
    assert result.warnings == result.program.notes


def test_parity_counts_each_activity_once_and_names_the_dates() -> None:
    """A0 agrees in both dates; A1 differs by an hour in both; A2 has no stored dates."""
    base = fabricated.result()
    dates = [
        START + timedelta(minutes=m) for m in (*base.schedule.start[:2], *base.schedule.finish[:2])
    ]
    right = StoredDates(early_start=dates[0], early_finish=dates[2])
    hour = timedelta(hours=1)
    wrong = StoredDates(early_start=dates[1] + hour, early_finish=dates[3] + hour)
    tasks = (
        replace(base.program.tasks[0], stored=right),
        replace(base.program.tasks[1], stored=wrong),
        *base.program.tasks[2:],
    )
    project = replace(base.program.projects[0], source="P6")
    found = fabricated.result(plan=replace(base.program, tasks=tasks, projects=(project,))).parity
    assert (found.compared, found.agree, found.source) == (2, 1, "P6")
    assert [(m.id, m.which) for m in found.mismatches] == [
        (tasks[1].id, "start"), (tasks[1].id, "finish"),
    ]  # fmt: skip
    assert found.mismatches[0].stored - found.mismatches[0].computed == hour


def test_repr_gives_the_answer(result: Result) -> None:
    assert "P80 22 Apr 2027" in repr(result)


def test_a_task_without_a_name_is_said_once() -> None:
    """A row without a name has its id for one."""
    found = fabricated.result(100)
    first, second = found.program.tasks[:2]
    bare = (first, replace(second, name=second.short_id), *found.program.tasks[2:])
    found.program = replace(found.program, tasks=bare)
    assert found.named(first.id) == f"{first.short_id} {first.name}"
    assert found.named(second.id) == second.short_id
    other = replace(found.program.projects[0], id="OTHER")
    found.program = replace(found.program, projects=(*found.program.projects, other))
    assert found.named(second.id) == second.id
