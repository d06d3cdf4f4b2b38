"""Other assumptions for the same plan: what changes, what stays, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.errors import PlanError
from simulator.files import load
from simulator.model.correlation import Correlation
from simulator.model.correlation import durations as durations_of
from simulator.model.distributions import Discrete, Lognormal, Pert, Triangular, Uniform
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.network.compile import compile_network
from simulator.scenario.envelope.assume import correlated, ranges_of, reshaped

PLAN = """\
program: North Line
start: 2026-03-02
data_date: 2026-03-09
currency: EUR
tasks:
  - {id: A, duration: 5, actual_start: 2026-03-02, actual_finish: 2026-03-06,
     cost: "uniform(1k, 2k)"}
  - {id: B, duration: 10, remaining: 6, actual_start: 2026-03-03, uncertainty: "uniform(5, 9)"}
  - {id: C, duration: 20, uncertainty: "triangular(90%, 100%, 130%)", after: A, cost: 1000,
     cost_uncertainty: "pert(90%, 100%, 150%)"}
  - {id: D, duration: "discrete(10: 70%, 15: 30%)", after: C}
  - {id: E, duration: "triangular(4, 4, 4)", after: C, cost: "triangular(-5k, 0, 5k)"}
  - {id: F, duration: 3, after: [D, E]}
risks:
  - {id: R, probability: 30%, impacts: [{tasks: F, delay: "triangular(1, 2, 5)", cost: 1k}]}
drivers: [{id: L, factor: "triangular(0.9, 1, 1.3)", tasks: C}]
correlations: [{tasks: [B, C], coefficient: 0.9}]
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return load(path)


def test_ranges_are_counted_and_those_without_three_points_named(program: Program) -> None:
    ranges = ranges_of(program)
    project = program.projects[0].id
    moved = [(one.task.removeprefix(f"{project}/"), one.quantity) for one in ranges.moved]
    assert moved == [("A", "cost"), ("B", "duration"), ("C", "duration"), ("C", "cost")]
    kept = [(one.task[-1], one.quantity, one.family) for one in ranges.kept]
    # E's duration has no width: it is certain. Its cost goes below 0, where no lognormal goes.
    assert kept == [("D", "duration", "discrete"), ("E", "cost", "triangular")]
    assert ranges.families == {"uniform": 2, "triangular": 2, "pert": 1, "discrete": 1}


def test_durations_that_correlate_are_open_and_uncertain(program: Program) -> None:
    assert [id[-1] for id in ranges_of(program).durations] == ["B", "C", "D"]


def test_every_range_of_a_task_is_drawn_as_the_family(program: Program) -> None:
    a, b, c, d, e, _ = reshaped(program, "lognormal").tasks
    # PERT through 5, 7, 9 days of 480 minutes: mean 7, variance 2 * 2 / 7.
    assert b.spread is not None
    assert isinstance(b.spread.distribution, Lognormal)
    assert b.spread.distribution.mean() == pytest.approx(7 * 480)
    assert b.spread.distribution.variance() == pytest.approx(4 / 7 * 480**2)
    assert c.spread is not None
    assert c.spread.relative
    assert c.spread.distribution.mean() == pytest.approx((0.9 + 4 + 1.3) / 6)
    assert c.cost.spread is not None
    assert c.cost.spread.relative
    assert a.cost.spread is not None
    assert a.cost.spread.distribution.mean() == pytest.approx(1500)
    assert d.spread == program.tasks[3].spread
    assert e.cost == program.tasks[4].cost


def test_risks_and_drivers_and_the_plan_itself_stay(program: Program) -> None:
    other = reshaped(program, "uniform")
    assert other.risks == program.risks
    assert other.drivers == program.drivers
    assert [task.duration for task in other.tasks] == [task.duration for task in program.tasks]
    spread = program.tasks[1].spread
    assert spread is not None
    assert spread.distribution == Uniform(5 * 480, 9 * 480)


def test_the_plans_own_correlations_are_replaced(program: Program) -> None:
    durations = ranges_of(program).durations
    assert correlated(program, durations, 0.0).correlations == ()
    assert correlated(program, durations, 0.3).correlations == (
        Correlation(durations_of(durations), 0.3),
    )
    assert program.correlations[0].coefficient == 0.9


def test_one_uncertain_duration_correlates_with_nothing(program: Program) -> None:
    one = ranges_of(program).durations[:1]
    assert correlated(program, one, 0.6).correlations == ()


def test_every_quantity_keeps_the_name_of_its_draw(program: Program) -> None:
    """The names are the luck: the same names and seed are the same draws."""
    keys = {
        shape: compile_network(reshaped(program, shape)).network.draws.key.tolist()
        for shape in ("triangular", "pert", "lognormal", "uniform")
    }
    assert len({tuple(one) for one in keys.values()}) == 1
    assert keys["pert"] == compile_network(program).network.draws.key.tolist()


def test_both_coefficients_share_the_common_factor(program: Program) -> None:
    durations = ranges_of(program).durations
    some, much = (
        compile_network(correlated(program, durations, c)).network.draws.key.tolist()
        for c in (0.3, 0.6)
    )
    assert some == much


@pytest.mark.parametrize(
    "tasks",
    [
        "[{id: A, duration: 5}]",
        '[{id: A, duration: "triangular(5, 5, 5)"}]',
        '[{id: A, duration: "constant(5)", cost: 100}]',
    ],
)
def test_a_plan_without_ranges_says_how_to_give_them(tmp_path: Path, tasks: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(f"program: Shed\nstart: 2026-03-02\ntasks: {tasks}\n", encoding="utf-8")
    with pytest.raises(PlanError, match="no duration and no cost has a range") as caught:
        ranges_of(load(path))
    assert caught.value.issues[0].rule == "no-range"
    assert "--range" in caught.value.issues[0].mend


def test_shapes_are_those_of_the_text(program: Program) -> None:
    drawn = reshaped(program, "triangular").tasks[2]
    assert drawn.spread == Spread(Triangular(0.9, 1.0, 1.3), relative=True)
    assert drawn.cost.spread == Spread(Triangular(0.9, 1.0, 1.5), relative=True)
    as_pert = reshaped(program, "pert").tasks[2]
    assert as_pert.spread == Spread(Pert(0.9, 1.0, 1.3), relative=True)
    discrete = reshaped(program, "pert").tasks[3].spread
    assert discrete is not None
    assert isinstance(discrete.distribution, Discrete)
