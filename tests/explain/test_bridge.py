"""The bridge: each bar known by formula, all of them add up, and nothing where nothing changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from lucky_programs import DAY, START, day, days, program, task
from strategies import tries
from strategies_elements import dear
from strategies_risk import uncertain

from simulator.errors import PlanError, SettingsError
from simulator.explain.bridge import Bridge, bridge
from simulator.explain.bridge.groups import EVERYTHING, LUCK, NOTHING, ORDER, Group
from simulator.explain.bridge.match import match
from simulator.explain.bridge.mix import mixed
from simulator.files import load
from simulator.model.distributions import Constant
from simulator.model.fingerprint import fingerprint
from simulator.model.program import Program, Project
from simulator.model.risk import Impact, Risk
from simulator.model.spread import Spread
from simulator.model.task import Constraint, ConstraintType, Cost, Progress
from simulator.scenario import apply

ROOT = Path(__file__).parents[2]
ITERATIONS = 10_240
NEAR = 0.02
"""Days: a percentile of a Latin sample of a uniform is off by a thousandth of its range or so."""


def moves(found: Bridge) -> dict[str, float]:
    """Days by group, those of nothing left out."""
    return {bar.group: bar.move for bar in found.finish if bar.move}


def compared(old: Program, new: Program, **options: object) -> Bridge:
    return bridge(old, new, ITERATIONS, 3, **options)  # type: ignore[arg-type]


def hit(chance: float) -> Risk:
    """Three days more on A."""
    return Risk("R", "R", chance, (Impact(("P/A",), Spread(Constant(3 * DAY))),))


BEGUN = Progress(actual_start=START, remaining=5 * DAY)
LATER = (Constraint(ConstraintType.START_NO_EARLIER, day(2)),)

A = task("A", days(4, 6))
CASES = {
    # P80 of a uniform from a to b is a + 0.8 (b - a).
    Group.WORK: (program(A), program(task("A", days(5, 9))), 8.2 - 5.6),
    Group.REMOVED: (program(A, task("B", 3, "A")), program(A), -3.0),
    Group.ADDED: (program(A), program(A, task("B", 2, "A")), 2.0),
    Group.LOGIC: (program(A, task("B", 3)), program(A, task("B", 3, "A")), 3.0),
    Group.CALENDARS: (program(A), program(replace(A, constraints=LATER)), 2.0),
    # 5 days or 8, each in half of the iterations: P80 is 8.
    Group.RISKS: (
        program(task("A", 5)),
        program(task("A", 5), risks=(hit(0.5),)),
        3.0,
    ),
    # Four days have passed, and five remain of six.
    Group.PROGRESS: (
        program(task("A", 6)),
        replace(
            program(replace(task("A", 6), progress=BEGUN)),
            projects=(Project("P", "known", START, "elapsed", data_date=day(4)),),
        ),
        3.0,
    ),
}


@pytest.mark.parametrize("group", CASES, ids=lambda group: group.name)
@pytest.mark.parametrize("shapley", [False, True], ids=["order", "shapley"])
def test_a_change_of_one_kind_is_that_bar(group: Group, shapley: bool) -> None:
    old, new, known = CASES[group]
    found = compared(old, new, shapley=shapley)
    assert moves(found) == {group.value: pytest.approx(known, abs=NEAR)}
    assert [bar.group for bar in found.finish] == [*(one.value for one in ORDER), LUCK]


@pytest.mark.parametrize("group", CASES, ids=lambda group: group.name)
def test_a_change_undone_moves_it_back(group: Group) -> None:
    old, new, known = CASES[group]
    back = {Group.ADDED: Group.REMOVED, Group.REMOVED: Group.ADDED}.get(group, group)
    assert moves(compared(new, old)) == {back.value: pytest.approx(-known, abs=NEAR)}


def test_changes_that_overlap_go_by_order_or_are_shared() -> None:
    """A from 5 to 9 days beside a new B of 8. B alone: 3 days more; A alone: 4; both: 4. In order
    the new scope comes first, 3 and then 1. Shapley: ½ (4 + (9 - 8)) and ½ (3 + 0)."""
    old, new = program(task("A", 5)), program(task("A", 9), task("B", 8))
    ordered = moves(compared(old, new))
    assert ordered == pytest.approx({"scope added": 3.0, Group.WORK.value: 1.0})
    shared = moves(compared(old, new, shapley=True))
    assert shared == pytest.approx({"scope added": 1.5, Group.WORK.value: 2.5})


def test_money_moves_beside_the_days() -> None:
    """P80 of the cost: 100 a day for a uniform of 4 to 6 days and then of 5 to 9, and a risk of
    even chances that costs 50 once half of the iterations have it."""
    risk = Risk("R", "R", 1.0, (Impact((), None, Spread(Constant(50.0))),))
    old = program(task("A", days(4, 6), cost=Cost(per_day=100.0)))
    new = program(task("A", days(5, 9), cost=Cost(per_day=100.0)), risks=(risk,))
    found = {bar.group: bar.move for bar in compared(old, new).cost if bar.move}
    assert found == {
        Group.WORK.value: pytest.approx(260.0, abs=100 * NEAR),
        Group.RISKS.value: pytest.approx(50.0),
    }


def test_a_plan_without_money_has_no_bars_of_it() -> None:
    assert compared(*CASES[Group.WORK][:2]).cost == ()


def test_intervals_hold_the_known_answer_and_are_paired() -> None:
    """Seven of eight tasks stay as they are: their noise is in both and cancels."""
    rest = [task(f"T{k}", days(0, 10)) for k in range(1, 8)]
    chain = [replace(one, after=A.after) for one in rest]
    old = program(*chain, task("Z", 1, *[one.name for one in chain]))
    new = program(*chain, task("Z", 3, *[one.name for one in chain]))
    bar = next(one for one in compared(old, new).finish if one.move)
    assert bar.low - 1e-9 <= 2.0 <= bar.high + 1e-9
    assert bar.high - bar.low < 1e-6


def test_another_seed_is_luck() -> None:
    old = program(task("A", days(0, 100)), task("B", days(0, 100), "A"))
    found = bridge(old, old, 3000, 3, old_seed=4)
    assert set(moves(found)) == {LUCK}
    known = found.new.finish.at(80) - found.old.finish.at(80)
    assert found.days == pytest.approx(known / DAY)


@pytest.mark.parametrize("model", ["first-steps", "it-rollout", "harbour-line"])
@pytest.mark.parametrize("shapley", [False, True], ids=["order", "shapley"])
def test_a_plan_and_itself(model: str, shapley: bool) -> None:
    plan = load(ROOT / "models" / model / "program.yaml")
    found = bridge(plan, plan, 2100, 5, shapley=shapley)
    for bar in (*found.finish, *found.cost):
        assert (bar.move, bar.low, bar.high) == (0.0, 0.0, 0.0)
    assert len(found.cost) == len(found.finish) == len(ORDER) + 1
    assert found.match.matched == len(plan.tasks)


@tries(60)
@given(old=dear(), new=dear())
def test_ends_are_the_plans_themselves(old: Program, new: Program) -> None:
    """No change taken is the old plan, every change taken the new one; to the last key."""
    found = match(old, new)
    for taken, plan in ((NOTHING, found.old), (EVERYTHING, found.new)):
        between = mixed(found, taken)
        same = replace(
            plan,
            title=between.title,
            resources=between.resources,
            projects=tuple(sorted(plan.projects, key=lambda project: project.id)),
        )
        ordered = tuple(sorted(between.projects, key=lambda project: project.id))
        assert fingerprint(replace(between, projects=ordered)) == fingerprint(same)


@tries(25)
@given(old=uncertain() | dear(), new=uncertain() | dear())
def test_bars_add_up_to_the_move(old: Program, new: Program) -> None:
    """Two plans that have little but ids in common."""
    found = bridge(old, new, 40, 2)
    ends = [one.finish.at(80) + _minutes(one) for one in (found.old, found.new)]
    assert found.days == pytest.approx((ends[1] - ends[0]) / DAY, abs=1e-6)
    if found.cost:
        assert found.old.cost is not None
        assert found.new.cost is not None
        known = found.new.cost.at(80) - found.old.cost.at(80)
        assert found.money == pytest.approx(known, rel=1e-9, abs=1e-6)


def _minutes(result: object) -> float:
    return (result.origin - START) / timedelta(minutes=1)  # type: ignore[attr-defined]


def test_scenarios_of_the_models_add_up() -> None:
    plan = load(ROOT / "models" / "harbour-line" / "program.yaml")
    new = apply(plan, ROOT / "scenarios" / "harbour-line-mitigated.yaml")
    for shapley in (False, True):
        found = bridge(plan, new, 2100, 5, shapley=shapley)
        known = (found.new.finish.at(80) - found.old.finish.at(80)) / DAY
        assert found.days == pytest.approx(known, abs=1e-6)
        assert set(moves(found)) == {Group.WORK.value, Group.RISKS.value}


def test_who_is_matched_and_who_is_not() -> None:
    old = program(A, task("B", 3, "A"), replace(task("C", 3, "A"), name="Paint"))
    new = program(A, task("D", 1), replace(task("E", 3, "A"), name="Paint"))
    found = match(old, new)
    assert found.matched == 1
    assert found.removed == ("P/B", "P/C")
    assert found.added == ("P/D", "P/E")
    assert found.renamed == (("P/C", "P/E"),)


def test_a_project_under_another_id_is_the_same_project() -> None:
    """As in P6, where each update may be a project of its own."""
    old = program(A, task("B", 3, "A"), risks=(hit(0.3),))
    moved = {id: id.replace("P/", "Q/") for id in old.task}
    tasks = tuple(
        replace(
            one,
            id=moved[one.id],
            after=tuple(replace(link, predecessor=moved[link.predecessor]) for link in one.after),
        )
        for one in old.tasks
    )
    risk = replace(hit(0.3), impacts=(replace(hit(0.3).impacts[0], tasks=("Q/A",)),))
    new = replace(old, tasks=tasks, risks=(risk,), projects=(replace(old.projects[0], id="Q"),))
    found = compared(old, new)
    assert found.match.projects == {"P": "Q"}
    assert found.match.matched == 2
    # Another id is other luck, and nothing else.
    assert set(moves(found)) <= {LUCK}
    assert abs(found.days) < 0.1


def test_parts_that_do_not_go_together_are_named() -> None:
    """In some order of the changes X, which the old plan has between B and A, and the new link from
    A to B make a ring."""
    a, b, x = task("A", 1, "X"), task("B", 1), task("X", 1, "B")
    old, new = program(a, b, x), program(task("A", 1), task("B", 1, "A"))
    assert moves(compared(old, new))
    with pytest.raises(PlanError, match="leave out --shapley"):
        compared(old, new, shapley=True)


@pytest.mark.parametrize("level", [0.0, 100.0, -3.0])
def test_a_level_that_is_none(level: float) -> None:
    with pytest.raises(SettingsError, match="between 0 and 100"):
        compared(*CASES[Group.WORK][:2], level=level)
