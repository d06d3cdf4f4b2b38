"""Earned value of projects, WBS and cost accounts: by hand, by known forecasts, and by sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from earned_chain import TODAY, at, chain, valued
from hypothesis import given, settings
from hypothesis import strategies as st
from lucky_programs import ITERATIONS, day, program, run, task

from simulator.engine.cash import cash_flow
from simulator.engine.earned import earned_value
from simulator.model.distributions import Uniform
from simulator.model.money import Basis, Element
from simulator.model.program import Program
from simulator.model.resource import Expense
from simulator.model.risk import Impact, Risk
from simulator.model.spread import Spread
from simulator.model.task import Cost, Progress
from simulator.results.earned_parts import Tree, name_of
from simulator.results.earned_value import EarnedValue, Part
from simulator.results.percentile import share_at_or_below

FIVE_SIGMA = 5 * (0.25 / ITERATIONS) ** 0.5


def parts(found: EarnedValue | None, by: str) -> dict[str, Part]:
    assert found is not None
    return {one.name: one for one in found.parts[by]}


def in_branches() -> Program:
    """The chain of the worked example: A and B below Civil, B deeper, C in no WBS."""
    a, b, c = chain().tasks
    tasks = (replace(a, wbs="Civil"), replace(b, wbs="Civil/Walls"), c)
    return replace(chain(), tasks=tasks)


def test_branches_by_hand() -> None:
    """A: 1,000 planned and earned for 1,100; B: 1,000 planned, 800 earned for 900; C not begun."""
    found = parts(valued(in_branches()), "wbs")
    assert [(name, one.level) for name, one in found.items()] == [
        ("P/Civil", 1),
        ("P/Civil, the rest", 2),
        ("P/Civil/Walls", 2),
        ("P/no WBS", 1),
    ]
    own = {name: one.figures for name, one in found.items()}
    money = {name: (one.bac, one.bcws, one.bcwp, one.acwp) for name, one in own.items()}
    assert money == {
        "P/Civil": pytest.approx((3000, 2000, 1800, 2000)),
        "P/Civil, the rest": pytest.approx((1000, 1000, 1000, 1100)),
        "P/Civil/Walls": pytest.approx((2000, 1000, 800, 900)),
        "P/no WBS": pytest.approx((500, 0, 0, 0)),
    }
    walls = own["P/Civil/Walls"]
    assert (walls.spi, walls.cpi) == pytest.approx((0.8, 8 / 9))
    assert (walls.eac_by_rate, walls.eac_by_plan) == pytest.approx((2250, 900 + 1200))


def test_each_part_against_its_own_forecast() -> None:
    """C costs U(300, 1300), its estimate is 500: enough in 20 %. B costs 2,000 for certain: its
    2,100 are always enough. A costs 1,000: its 1,100 too."""
    found = parts(valued(in_branches(), ITERATIONS), "wbs")
    expected = {"P/no WBS": 0.2, "P/Civil/Walls": 1.0, "P/Civil, the rest": 1.0, "P/Civil": 1.0}
    for name, share in expected.items():
        forecast = found[name].by_plan
        assert forecast is not None
        assert forecast.percentile == pytest.approx(share, abs=FIVE_SIGMA)
    assert found["P/no WBS"].by_rate is None


def test_the_money_of_a_risk_goes_with_the_branch_it_hits() -> None:
    """It happens in half of the iterations and adds 1,000 to B, whose estimate allows for 100."""
    hit = Risk("R", "Flood", 0.5, (Impact(("P/B",), cost=Spread(Uniform(900.0, 1100.0))),))
    known = replace(in_branches(), risks=(hit,))
    forecast = parts(valued(known, ITERATIONS), "wbs")["P/Civil/Walls"].by_plan
    assert forecast is not None
    assert forecast.percentile == pytest.approx(0.5, abs=FIVE_SIGMA)


def test_a_project_is_held_against_the_forecast_that_a_run_prints() -> None:
    known = in_branches()
    other = replace(known.projects[0], id="Q", name="Q")
    late = replace(
        task("A", 10, cost=Cost(fixed=700.0, spread=Spread(Uniform(400.0, 1400.0)))),
        id="Q/A",
        progress=Progress(actual_start=day(3), remaining=5 * 1440.0),
        expenses=(Expense("hire", 400.0, actual_cost=400.0),),
    )
    known = replace(known, projects=(*known.projects, other), tasks=(*known.tasks, late))
    result = run(known)
    found = earned_value(result, cash_flow(result, "week"))
    for id, part in parts(found, "project").items():
        cost = result.projects[id].cost
        assert cost is not None
        for forecast in (part.by_rate, part.by_plan):
            assert forecast is not None
            assert forecast.percentile == share_at_or_below(cost.ordered, forecast.eac + 1e-6)
    check_sums(found)


def test_cost_accounts_share_the_budget_of_a_task_as_its_plan_does() -> None:
    """B has 2,000 of its own and elements of 1,500 and 500 in two accounts, so that its baseline of
    2,000 is parted 4 : 3 : 1; it is 40 % earned, and 900 are paid."""
    a, b, c = in_branches().tasks
    named = (
        Element("steel", Basis.AMOUNT, 1500.0, account="Material/Steel"),
        Element("paint", Basis.AMOUNT, 500.0, account="Material/Paint"),
    )
    known = replace(chain(), tasks=(a, replace(b, elements=named), c))
    found = parts(valued(known), "account")
    assert set(found) == {"no account", "Material", "Material/Steel", "Material/Paint"}
    for name, eighths in (("Material", 4), ("Material/Steel", 3), ("Material/Paint", 1)):
        own = found[name].figures
        assert (own.bac, own.bcwp, own.acwp) == pytest.approx(
            (2000 * eighths / 8, 800 * eighths / 8, 900 * eighths / 8)
        )
        assert own.tasks == 1
    check_sums(valued(known))


def test_a_part_whose_work_is_all_unpaid_has_no_cpi() -> None:
    a, b, c = in_branches().tasks
    known = replace(chain(), tasks=(a, replace(b, expenses=()), c))
    found = parts(valued(known), "wbs")
    walls, civil = found["P/Civil/Walls"].figures, found["P/Civil"].figures
    assert (walls.acwp, walls.cpi, walls.eac_by_plan, walls.unpaid) == (None, None, None, 1)
    assert (civil.acwp, civil.unpaid) == (pytest.approx(1100.0), 1)


def test_one_part_is_no_division() -> None:
    found = valued(chain())
    assert found is not None
    assert found.parts == {}


def check_sums(found: EarnedValue | None) -> None:
    """Level 1 adds up to the whole, each branch is the sum of those right below it: to the cent."""
    assert found is not None
    for some in found.parts.values():
        sums_to(found, [one for one in some if one.level == 1])
        for k, one in enumerate(some):
            below = children(some, k)
            if below:
                sums_to(one, below)


def sums_to(whole: EarnedValue | Part, some: Sequence[Part]) -> None:
    for name in ("bac", "bcws", "bcwp", "acwp", "sv"):
        added = sum(getattr(one.figures, name) or 0.0 for one in some)
        assert added == pytest.approx(getattr(whole.figures, name) or 0.0, abs=1e-4), name


def children(some: Sequence[Part], k: int) -> list[Part]:
    found = []
    for one in some[k + 1 :]:
        if one.level <= some[k].level:
            break
        if one.level == some[k].level + 1:
            found.append(one)
    return found


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 10**9)), min_size=2, max_size=8),
       st.randoms(use_true_random=False))  # fmt: skip
def test_any_division_adds_up_to_the_cent(given_: list[tuple[int, int]], luck) -> None:  # type: ignore[no-untyped-def]
    tasks = []
    for k, (depth, cents) in enumerate(given_):
        wbs = "/".join(luck.choice("ab") for _ in range(depth))
        paid = (Expense("x", 1.0, actual_cost=cents / 300),)
        one = task(f"T{k}", 10, cost=Cost(fixed=cents / 100))
        progress = Progress(actual_start=day(k), remaining=luck.randint(1, 9) * 1440.0)
        tasks.append(replace(one, wbs=wbs, progress=progress, expenses=paid))
    check_sums(valued(at(TODAY, program(*tasks)), 1))


def test_the_order_is_that_of_the_plan_each_branch_before_what_is_below_it() -> None:
    tree = Tree([("b", "x"), ("a",), ("b",), ("a", "y"), ("b", "x")])
    assert [name_of(one) for one in tree.branches] == [
        "b", "b/x", "b, the rest", "a", "a, the rest", "a/y",
    ]  # fmt: skip
    assert [name_of(one) for one in tree.above(("b",))] == ["b", "b, the rest"]
    assert tree.above(("c",)) == []
