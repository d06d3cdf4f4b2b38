"""Reference classes: uplifts are order statistics, their intervals are binomial, and what few
projects cannot tell is not told."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from simulator.engine import simulate
from simulator.errors import PlanError
from simulator.files import load
from simulator.history import ReferenceClass, reference_class
from simulator.history.reference import cases_needed
from simulator.scenario import apply

PLAN = "start: 2027-01-04\ncalendar: 24/7\ntasks: [{id: A, duration: 100d}]\n"


def _file(folder: Path, ratios: list[float], head: str = "ratio") -> Path:
    path = folder / "projects.csv"
    path.write_text(head + "\n" + "\n".join(map(str, ratios)) + "\n", encoding="utf-8")
    return path


def _class(folder: Path, count: int) -> ReferenceClass:
    """Ratios 1.01, 1.02, ... in a shuffled order."""
    ratios = [1 + 0.01 * k for k in range(1, count + 1)]
    np.random.default_rng(1).shuffle(ratios)
    return reference_class(_file(folder, ratios))


def test_uplifts_are_order_statistics_with_binomial_intervals(tmp_path: Path) -> None:
    """Of 50 the 25th, 40th and 45th. By the binomial table the median of 50 lies between the 18th
    and the 33rd with 95 % confidence (Conover, Practical Nonparametric Statistics, table A3)."""
    (record,) = _class(tmp_path, 50).records
    assert [one.value for one in record.uplifts] == pytest.approx([0.25, 0.40, 0.45])
    median = record.uplift(50)
    assert (median.low, median.high) == (pytest.approx(0.18), pytest.approx(0.33))
    for one in record.uplifts:
        share = one.level / 100
        assert one.low is not None
        assert one.high is not None
        low, high = round(one.low * 100), round(one.high * 100)
        # The ranks leave at most 2.5 % on each side, and the next ones inwards leave more.
        assert stats.binom.cdf(low - 1, 50, share) <= 0.025 < stats.binom.cdf(low, 50, share)
        assert stats.binom.sf(high - 1, 50, share) <= 0.025 < stats.binom.sf(high - 2, 50, share)


@pytest.mark.parametrize(("level", "needed"), [(50, 6), (80, 17), (90, 36), (10, 36)])
def test_cases_that_bound_a_percentile(level: int, needed: int) -> None:
    """The greatest of n is above the 80th percentile unless all are below it: 0.8**n <= 2.5 %."""
    share = max(level, 100 - level) / 100
    assert share**needed <= 0.025 < share ** (needed - 1)
    assert cases_needed(level) == needed


@pytest.mark.parametrize(
    ("count", "known"), [(6, [50]), (16, [50]), (17, [50, 80]), (36, [50, 80, 90])]
)
def test_what_few_projects_cannot_tell_is_not_told(
    tmp_path: Path, count: int, known: list[int]
) -> None:
    (record,) = _class(tmp_path, count).records
    told = [one.level for one in record.uplifts if one.value is not None]
    assert told == known
    for one in record.uplifts:
        assert (one.low is None) == (one.high is None) == (one.value is None)
        assert (count >= one.needed) == (one.value is not None)


def test_intervals_hold_the_true_percentile_95_times_in_100(tmp_path: Path) -> None:
    """At least: ranks are whole. 400 classes of 40 lognormal projects."""
    truth, rng = stats.lognorm(0.3, scale=1.2), np.random.default_rng(2)
    hits = np.zeros(3)
    for _ in range(400):
        (record,) = reference_class(_file(tmp_path, list(truth.rvs(40, random_state=rng)))).records
        for place, one in enumerate(record.uplifts):
            assert one.low is not None
            assert one.high is not None
            hits[place] += one.low <= truth.ppf(one.level / 100) - 1 <= one.high
    assert (hits / 400 >= 0.95 - 5 * math.sqrt(0.95 * 0.05 / 400)).all()


def test_the_driver_makes_the_program_as_late_as_the_class(tmp_path: Path) -> None:
    """One task of 100 days round the clock: each percentile of the finish is the class's own. 64
    projects share 1,024 strata evenly."""
    found = _class(tmp_path, 64)
    (tmp_path / "uplift.yaml").write_text(found.drivers(), encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    program = apply(load(tmp_path / "plan.yaml"), tmp_path / "uplift.yaml")
    result = simulate(program, 10_240, seed=1)
    for level in (50, 80, 90):
        uplift = found.records[0].uplift(level).value
        assert uplift is not None
        assert result.finish.percentile(level).days == pytest.approx(100 * (1 + uplift), abs=1e-3)


def test_every_project_of_the_class_is_drawn_as_often(tmp_path: Path) -> None:
    found = _class(tmp_path, 8)
    (tmp_path / "uplift.yaml").write_text(found.drivers(), encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    program = apply(load(tmp_path / "plan.yaml"), tmp_path / "uplift.yaml")
    days = simulate(program, 10_240, seed=1).finish.days_of(
        simulate(program, 10_240, seed=1).outcome.finish
    )
    values, counts = np.unique(np.round(days, 3), return_counts=True)
    assert values == pytest.approx([100 + k for k in range(1, 9)], abs=1e-3)
    assert counts.tolist() == [1280] * 8


def test_one_category_of_several(tmp_path: Path) -> None:
    lines = [f"rail,{1 + k / 100}" for k in range(6)] + [f"Road,{2 + k / 100}" for k in range(6)]
    path = tmp_path / "projects.csv"
    path.write_text("type,ratio\n" + "\n".join(lines) + "\n", encoding="utf-8")
    both = reference_class(path)
    assert both.notes == (
        "2 categories of the column 'type' are one class here; --only NAME takes one of them",
    )
    road = reference_class(path, only="road")
    assert road.notes == ()
    assert [len(found.records[0].cases) for found in (both, road)] == [12, 6]
    assert road.records[0].uplift(50).value == pytest.approx(1.02)
    with pytest.raises(PlanError) as raised:
        reference_class(path, only="rale")
    assert str(raised.value) == (
        "projects.csv: no finished project has the category 'rale' [unknown-category]\n"
        "    Did you mean 'rail'?"
    )


def test_too_few_projects_for_anything(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as raised:
        reference_class(_file(tmp_path, [1.0, 1.1, 1.2, 1.3, 1.4]))
    assert str(raised.value) == (
        "projects.csv: duration: 5 finished projects can be used, and a class needs 6: fewer bound "
        "not even the median [too-few-cases]\n    Widen the class."
    )


COSTLY = """\
start: 2027-01-04
calendar: 24/7
tasks: [{id: A, duration: 100d, cost: 1000, cost_per_day: 30}]
"""


def test_a_class_by_cost_makes_the_program_as_dear_as_the_class(tmp_path: Path) -> None:
    """1,000 and 100 days at 30: each percentile of the cost is 4,000 times the class's own, and the
    finish stays."""
    found = reference_class(_file(tmp_path, [1 + k / 100 for k in range(64)], "cost ratio"))
    assert [record.measure for record in found.records] == ["cost"]
    (tmp_path / "uplift.yaml").write_text(found.drivers(), encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(COSTLY, encoding="utf-8")
    program = apply(load(tmp_path / "plan.yaml"), tmp_path / "uplift.yaml")
    result = simulate(program, 10_240, seed=1)
    assert result.finish.is_certain
    assert result.cost is not None
    for level in (50, 80, 90):
        uplift = found.records[0].uplift(level).value
        assert uplift is not None
        assert result.cost.percentile(level).value == pytest.approx(4000 * (1 + uplift))


def test_of_both_measures_money_by_the_day_follows_the_durations_alone(tmp_path: Path) -> None:
    """Independent factors D on durations and C on fixed cost: 1,000 C + 3,000 D, whose mean is the
    sum of means, and whose variance the sum of variances, within 5 standard errors."""
    rng = np.random.default_rng(3)
    lines = [f"{1 + k / 50},{1 + j / 40}" for k, j in enumerate(rng.permutation(32))]
    path = tmp_path / "projects.csv"
    path.write_text("ratio,cost ratio\n" + "\n".join(lines) + "\n", encoding="utf-8")
    found = reference_class(path)
    (tmp_path / "uplift.yaml").write_text(found.drivers(), encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(COSTLY, encoding="utf-8")
    program = apply(load(tmp_path / "plan.yaml"), tmp_path / "uplift.yaml")
    cost = simulate(program, 10_240, seed=1).outcome.cost
    assert cost is not None
    duration, money = (record.ratios for record in found.records)
    mean = 1000 * money.mean() + 3000 * duration.mean()
    variance = (1000 * money.std()) ** 2 + (3000 * duration.std()) ** 2
    error = math.sqrt(variance / cost.size)
    assert cost.mean() == pytest.approx(mean, abs=5 * error)
    assert cost.var() == pytest.approx(variance, rel=5 * math.sqrt(2 / cost.size))


def test_the_document(tmp_path: Path) -> None:
    document = _class(tmp_path, 20).to_dict()
    assert document["measures"]["duration"]["cases"] == 20
    uplifts = document["measures"]["duration"]["uplifts"]
    assert uplifts["P90"] == {"uplift": None, "low": None, "high": None, "cases_needed": 36}
    assert uplifts["P80"]["uplift"] == pytest.approx(0.16)
