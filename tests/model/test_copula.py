"""What statements mean together: groups with a factor, matrices, and contradictions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from strategies import START

from simulator.model.copula import MOST, Clash, ClashError, Copula, copula
from simulator.model.correlation import (
    Correlation,
    CorrelationMatrix,
    Drawn,
    Side,
    Statement,
    Subject,
    What,
    drawn_of,
    durations,
)
from simulator.model.distributions import Uniform
from simulator.model.program import Program
from simulator.model.risk import Impact, Response, Risk
from simulator.model.spread import Spread

A, B, C, D = durations("ABCD")
COST = Subject(What.COST, "A")
RANGE = Spread(Uniform(1.0, 2.0))


def program(statements: Sequence[Statement], risks: Iterable[Risk] = (), **more: Any) -> Program:
    """A program of nothing but what moves together."""
    return Program(
        "", START, {}, (), (), risks=tuple(risks), correlations=tuple(statements), **more
    )


def joined(*statements: Statement, repair: bool = False) -> Copula:
    return copula(program(statements, repair_correlations=repair))


def clashes(
    statements: Sequence[Statement], risks: Iterable[Risk] = (), **more: Any
) -> tuple[Clash, ...]:
    with pytest.raises(ClashError) as raised:
        copula(program(statements, risks, **more))
    return raised.value.clashes


def matrix(*coefficients: tuple[Subject, Subject, float]) -> CorrelationMatrix:
    pairs = {(one, other): value for one, other, value in coefficients}
    return CorrelationMatrix.of_pairs(pairs, dict.fromkeys(s for pair in pairs for s in pair))


def test_one_subject_alone_may_stand_for_several_draws() -> None:
    """What is removed elsewhere leaves its statement as it is."""
    alone = Correlation((Subject(What.IMPACT, "R1"),), 0.5)
    assert alone.without({Subject(What.DURATION, "P/A")}) is alone
    pair = Correlation((Subject(What.DURATION, "P/A"), Subject(What.DURATION, "P/B")), 0.5)
    assert pair.without({Subject(What.DURATION, "P/A")}) is None


def test_groups_apart_need_no_matrix() -> None:
    found = joined(Correlation((A, B, COST), 0.5), Correlation((C, D), 0.0))
    assert found.joints == ()
    assert [len(group.members) for group in found.groups] == [3, 2]
    # 2 sin(pi / 12) is 0.5176: Pearson 1907.
    assert found.groups[0].loading ** 2 == pytest.approx(0.5176380902050415)


def test_ten_thousand_need_no_matrix_either() -> None:
    found = joined(Correlation(durations(map(str, range(10_000))), 0.4))
    assert (len(found.groups), found.joints) == (1, ())


def test_negative_and_overlapping_ones_are_joined_where_they_touch() -> None:
    found = joined(Correlation((A, B), -0.3), Correlation((C, D), 0.5), Correlation((B, COST), 0.2))
    assert len(found.groups) == 1
    (joint,) = found.joints
    assert joint.statements == (0, 2)
    assert [str(member) for member in joint.members] == ["cost of A", "task A", "task B"]
    nan = math.nan
    np.testing.assert_array_equal(joint.given, [[1, nan, 0.2], [nan, 1, -0.3], [0.2, -0.3, 1]])
    np.testing.assert_array_equal(joint.used, [[1, 0, 0.2], [0, 1, -0.3], [0.2, -0.3, 1]])


def test_a_matrix_may_leave_pairs_to_a_group() -> None:
    found = joined(matrix((A, COST, 0.3), (B, COST, 0.3)), Correlation((A, B), 0.8))
    (joint,) = found.joints
    np.testing.assert_array_equal(joint.given, [[1, 0.3, 0.3], [0.3, 1, 0.8], [0.3, 0.8, 1]])


def test_the_order_of_statements_and_names_does_not_matter() -> None:
    statements = (matrix((A, COST, -0.3), (B, A, 0.3)), Correlation((B, C), 0.8))
    one = joined(*statements).joints[0]
    for order in permutations((COST, B, A)):
        again = CorrelationMatrix.of_pairs({(COST, A): -0.3, (A, B): 0.3}, order)
        other = joined(Correlation((C, B), 0.8), again).joints[0]
        assert other.members == one.members
        assert np.array_equal(other.factor, one.factor)


def test_two_coefficients_for_a_pair_are_a_contradiction() -> None:
    (clash,) = clashes([Correlation((A, B, C), 0.5), Correlation((B, C, D), 0.4)])
    assert (clash.statement, clash.rule) == (1, "correlated-twice")
    assert clash.message == (
        "the coefficient of task B and task C is 0.4 here, and 0.5 in entry 1 of the correlations"
    )


def test_the_same_coefficient_twice_is_none() -> None:
    found = joined(Correlation((A, B, C), 0.5), Correlation((B, C, D), 0.5))
    assert found.joints[0].given[1, 2] == 0.5


@pytest.mark.parametrize("count", [3, 4, 10])
def test_what_is_too_negative_for_all(count: int) -> None:
    """Normal scores cannot all be correlated by less than -1 / (k - 1)."""
    members = durations(map(str, range(count)))
    least = 6 / math.pi * math.asin(-1 / (2 * (count - 1)))
    assert len(joined(Correlation(members, least)).joints) == 1
    (clash,) = clashes([Correlation(members, least - 1e-4)])
    assert clash.mend == f"The least that is possible for all of them is {least:.3f}."


def test_what_cannot_hold_is_refused_with_its_reasons() -> None:
    (clash,) = clashes(
        [
            Correlation((A, B), 0.9),
            matrix((A, C, 0.9), (B, C, -0.9)),
        ]
    )
    assert (clash.statement, clash.rule) == (0, "not-a-correlation-matrix")
    # The eigenvalue of [[1, r, r], [r, 1, -r], [r, -r, 1]] is 1 - 2 r, r = 2 sin(0.15 pi).
    value = 1 - 4 * math.sin(0.15 * math.pi)
    assert f"smallest eigenvalue of their matrix is {value:.3f}, and none may be" in clash.message
    for pair in ("task A and task B (0.9)", "task A and task C (0.9)", "task B and task C (-0.9)"):
        assert pair in clash.message
    assert "repair_correlations: nearest" in clash.mend


def test_repair_takes_the_nearest() -> None:
    """By symmetry the nearest has one size s for all three, and is singular at s = 1/2 in normal
    scores: Spearman 6 / pi asin(1/4)."""
    statements = Correlation((A, B), 0.9), matrix((A, C, 0.9), (B, C, -0.9))
    (joint,) = joined(*statements, repair=True).joints
    size = 6 / math.pi * math.asin(0.25)
    expected = [[1, size, size], [size, 1, -size], [size, -size, 1]]
    np.testing.assert_allclose(joint.used, expected, atol=1e-7)
    assert joint.repaired
    assert joint.given[0, 1] == 0.9


def test_repair_changes_nothing_that_holds() -> None:
    (joint,) = joined(Correlation((A, B), -0.7), repair=True).joints
    assert not joint.repaired
    assert joint.used[0, 1] == -0.7


def test_a_matrix_has_a_bound_and_says_so() -> None:
    (clash,) = clashes([Correlation(durations(map(str, range(MOST + 1))), -1e-5)])
    assert clash.rule == "too-many-correlated"
    assert f"{MOST + 1:,} quantities" in clash.message


def test_contradictions_come_all_at_once() -> None:
    found = clashes(
        [Correlation((A, B), 0.5), Correlation((A, B), 0.4), Correlation((C, D, COST), -0.9)]
    )
    assert [clash.statement for clash in found] == [1, 2]


def risks(*, mitigated: bool = False) -> dict[str, Risk]:
    impacts = (
        Impact(("X", "Y"), RANGE, RANGE),
        Impact(("X",), RANGE),
        Impact(cost=RANGE),
    )
    after = Response(0.1, impacts=(Impact(("Y",), RANGE),))
    return {"R": Risk("R", "R", 0.3, impacts, after, mitigated)}


def named(subject: Subject, *, mitigated: bool = False) -> list[str]:
    return [str(drawn) for drawn in drawn_of(subject, risks(mitigated=mitigated))]


def test_an_impact_is_all_that_it_draws() -> None:
    time = ["impact of R on X", "impact of R on Y", "impact 2 of R on X"]
    money = ["impact of R on cost", "impact 3 of R on cost"]
    assert sorted(named(Subject(What.IMPACT, "R"))) == sorted([*time, *money])
    assert named(Subject(What.IMPACT, "R", Side.TIME)) == time
    assert named(Subject(What.IMPACT, "R", Side.MONEY)) == money
    assert named(Subject(What.IMPACT, "R"), mitigated=True) == ["impact of R on Y"]
    assert named(Subject(What.OCCURRENCE, "R")) == ["risk R"]


def test_a_statement_without_what_was_removed() -> None:
    risk, impact = Subject(What.OCCURRENCE, "R"), Subject(What.IMPACT, "R")
    assert Correlation((A, risk, impact), 0.1).without({risk}) == Correlation((A, impact), 0.1)
    assert Correlation((A, risk), 0.1).without({risk}) is None
    whole = matrix((A, B, 0.1), (A, risk, 0.2), (B, risk, 0.3))
    assert whole.without({risk}) == matrix((A, B, 0.1))
    assert matrix((A, risk, 0.2)).without({risk}) is None


def test_a_draw_in_two_rows_of_a_matrix_is_a_contradiction() -> None:
    impact, time = Subject(What.IMPACT, "R"), Subject(What.IMPACT, "R", Side.TIME)
    (clash,) = clashes([matrix((impact, A, 0.1), (time, A, 0.2))], risks().values())
    assert clash.message.endswith("stands in two rows of the matrix")


def test_a_risk_that_excludes_others_has_no_luck_of_its_own() -> None:
    risk = Subject(What.OCCURRENCE, "R")
    statements = [Correlation((A, B), 0.5), Correlation((risk, C), 0.2)]
    (clash,) = clashes(statements, risks().values(), exclusive=(("R", "S"),))
    assert clash.statement == 1
    assert clash.message == "risk R excludes others: one draw decides which of them happens"


def test_draws_are_ordered_by_what_they_are() -> None:
    keys = [Drawn(What.DURATION, "B"), Drawn(What.COST, "Z"), Drawn(What.DURATION, "A")]
    assert [str(one) for one in sorted(keys, key=lambda one: one.key)] == [
        "cost of Z",
        "task A",
        "task B",
    ]
