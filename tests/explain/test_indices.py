"""Indices on a fixed table of draws, worked out by hand, and on a published network."""

from __future__ import annotations

import math

import numpy as np
import pytest
from explained import DAY, MODELS, network
from scipy import stats

from simulator.engine import simulate
from simulator.engine.settings import Settings
from simulator.engine.views import views
from simulator.explain import explain
from simulator.explain.indices import IndexSums
from simulator.files import load
from simulator.model.distributions import Pert, Triangular
from simulator.network.compile import compile_network

DURATION = np.array([[2.0, 4.0, 6.0, 4.0], [3.0, 3.0, 3.0, 3.0], [0.0, 1.0, 1.0, 1.0]])
"""Three tasks, four iterations: the first beside the second, the last after both."""

LASTED = np.array([3.0, 5.0, 7.0, 5.0])
COST = np.array([10.0, 14.0, 18.0, 14.0])
SLACK = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 3.0, 1.0], [0.0, 0.0, 0.0, 0.0]])
PRESENT = np.array([[1, 1, 1, 1], [1, 1, 1, 1], [0, 1, 1, 1]], dtype=bool)
CRITICAL = np.array([[0, 1, 1, 1], [1, 0, 0, 0], [0, 1, 1, 1]], dtype=bool)


@pytest.mark.parametrize("cuts", [[], [1], [2, 3]])
def test_a_table_of_draws_by_hand_whatever_pages_it_comes_in(cuts: list[int]) -> None:
    sums = IndexSums(near=np.array([0.0, 1.0, 0.0]))
    for part in np.split(np.arange(4), cuts):
        there = PRESENT[:, part]
        cells = (DURATION[:, part], CRITICAL[:, part], SLACK[:, part], there, LASTED[part])
        sums.add(*cells, COST[part])
    found = sums.indices()
    # Mean of T is 5. Task 1: 2/3 x 3/5, then 1 x T/5. Task 2: 1 x 3/5, 3/4, 3/6 x 7/5, 3/4.
    assert found.significance[0] == pytest.approx((2 / 3 * 3 / 5 + 1 + 7 / 5 + 1) / 4)
    assert found.significance[1] == pytest.approx((3 / 5 + 3 / 4 + 1 / 2 * 7 / 5 + 3 / 4) / 4)
    assert math.isnan(found.significance[2]), "0 / (0 + 0) in the first iteration"
    np.testing.assert_allclose(found.driving, [(4 + 6 + 4) / 4, 3 / 4, 3 / 4])
    # The last is absent in the first iteration.
    np.testing.assert_allclose(found.slack, [1 / 4, 5 / 4, 0])
    np.testing.assert_allclose(found.near, [3 / 4, 3 / 4, 3 / 4])
    assert found.pearson_finish[0] == pytest.approx(1.0)
    assert found.pearson_cost[2] == pytest.approx(np.corrcoef(DURATION[2], COST)[0, 1])
    assert math.isnan(found.pearson_finish[1]), "it never moves"


def test_a_program_that_takes_no_time_has_no_significance() -> None:
    sums = IndexSums(near=np.zeros(1))
    one = np.ones((1, 2))
    sums.add(one, one > 0, one, one > 0, np.zeros(2), None)
    assert np.isnan(sums.indices().significance).all()


def test_without_money_nothing_goes_with_the_cost() -> None:
    sums = IndexSums(near=np.zeros(3))
    sums.add(DURATION, CRITICAL, SLACK, PRESENT, LASTED, None)
    assert np.isnan(sums.indices().pearson_cost).all()


WEEKS = 7 * DAY
DAVISON = {
    "A": ((4, 8, 12), ""),
    "B": ((6, 7, 8), "A"),
    "C": ((6, 12, 18), "A"),
    "D": ((3, 5, 7), "A"),
    "E": ((6, 9, 18), "CD"),
    "F": ((5, 8, 17), "CB"),
    "G": ((10, 15, 20), "EF"),
    "H": ((5, 6, 13), "FG"),
}
"""Davison Construction (Anderson, Sweeney and Williams, problem 14), weeks."""


def test_significance_of_a_published_network() -> None:
    """Independent simulation of 4,000,000 iterations of that network with PERT draws."""
    plan = network(
        {
            id: (Pert(*(week * WEEKS for week in three)), tuple(after))
            for id, (three, after) in DAVISON.items()
        }
    )
    found = explain(plan, iterations=20_480, seed=3, most=1)
    row = {name[2:]: k for k, name in enumerate(found.own.schedule.ids)}
    significance = found.tasks.indices.significance
    expected = {"A": 1.0, "B": 0.530, "F": 0.843}
    for id, value in expected.items():
        # No term is above 2, so the mean's standard error is below 2 / sqrt(n) and far below it.
        assert significance[row[id]] == pytest.approx(value, abs=0.003), id


def test_correlations_are_those_of_scipy_and_driving_days_add_up() -> None:
    program = load(MODELS / "first-steps" / "program.yaml")
    found = explain(program, iterations=3000, seed=2, most=1)
    compiled = compile_network(program)
    drawn = [
        page.duration.copy() for page in views(compiled, Settings(3000, seed=2), with_cost=True)
    ]
    duration = np.concatenate(drawn, axis=1)
    cost, finish = found.own.outcome.cost, found.own.outcome.finish
    table = found.table("tasks").set_index("id")
    for row, one in enumerate(compiled.rows):
        own = table.loc[one.task.id]
        if duration[row].std() < 1e-9:
            names = ["spearman_cost", "pearson_cost", "spearman_finish", "pearson_finish"]
            assert own[names].isna().all()
            continue
        for name, values in (("cost", cost), ("finish", finish)):
            pearson = stats.pearsonr(duration[row], values).statistic
            assert own[f"pearson_{name}"] == pytest.approx(pearson, abs=1e-9)
            # Durations within one of 1,024 bins count as ties.
            spearman = stats.spearmanr(duration[row], values).statistic
            assert own[f"spearman_{name}"] == pytest.approx(spearman, abs=0.005)


def test_the_driving_path_of_a_chain_is_as_long_as_the_program() -> None:
    days = {
        "A": (Triangular(2 * DAY, 3 * DAY, 7 * DAY), ()),
        "B": (Pert(DAY, 2 * DAY, 9 * DAY), "A"),
    }
    found = explain(network(days), iterations=2048, seed=1, most=1)
    lasted = found.own.outcome.finish - found.own.finish.number(found.own.program.start)
    assert found.tasks.indices.driving.sum() == pytest.approx(lasted.mean())
    np.testing.assert_allclose(found.tasks.indices.slack, 0.0, atol=1e-6)


def test_floats_are_those_of_the_plan_where_nothing_is_uncertain() -> None:
    days = {"A": 3, "B": 5, "C": 2, "D": 4}
    after = {"A": "", "B": "A", "C": "A", "D": "BC"}
    plan = network(
        {id: (Triangular(n * DAY, n * DAY, n * DAY), tuple(after[id])) for id, n in days.items()}
    )
    found = explain(plan, iterations=64, seed=1, most=1)
    np.testing.assert_allclose(found.tasks.indices.slack, found.own.schedule.total_float)
    assert simulate(plan, 64).is_certain


RELIABLE = {
    "A": ((1, 2, 3), ""),
    "B": ((2, 3.5, 8), "A"),
    "C": ((6, 9, 18), "B"),
    "D": ((4, 5.5, 10), "C"),
    "E": ((1, 4.5, 5), "C"),
    "F": ((4, 4, 10), "E"),
    "G": ((5, 6.5, 11), "D"),
    "H": ((5, 8, 17), "EG"),
    "I": ((3, 7.5, 9), "C"),
    "J": ((3, 9, 9), "FI"),
    "K": ((4, 4, 4), "J"),
    "L": ((1, 5.5, 7), "J"),
    "M": ((1, 2, 3), "H"),
    "N": ((5, 5.5, 9), "KL"),
}
"""Reliable Construction Co. (Hillier and Lieberman), weeks."""


def test_indices_of_a_published_network() -> None:
    """Independent simulation of 4,000,000 iterations of that network with triangular draws."""
    plan = network(
        {
            id: (Triangular(*(week * WEEKS for week in three)), tuple(after))
            for id, (three, after) in RELIABLE.items()
        }
    )
    table = explain(plan, iterations=51_200, seed=3, most=1).table("tasks").set_index("id")
    expected = {
        "criticality": {"C": 1, "D": 0.315, "F": 0.649, "I": 0.037, "K": 0.205, "L": 0.480},
        "ssi": {"C": 0.691, "B": 0.345, "J": 0.262, "F": 0.248},
        "pearson_finish": {"C": 0.691, "H": 0.248, "J": 0.250},
    }
    # Five standard errors of a share of one half, and of a small correlation, are 0.011 and 0.022.
    for name, values in expected.items():
        for id, value in values.items():
            assert table.loc[f"P/{id}", name] == pytest.approx(value, abs=0.011), (name, id)
    assert (table["cruciality"] == table["spearman_finish"].abs()).sum() == 13
    both = table["spearman_finish"] * table["criticality"]
    np.testing.assert_allclose(table["cruciality_pertmaster"], both)
