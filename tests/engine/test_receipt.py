"""Receipts: what was asked for, what was drawn, and whether the draws show it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from luck import lucks, noise, small, spearman

from simulator.engine import Settings, correlations, simulate
from simulator.engine.receipt import ITERATIONS, LISTED, SAMPLED
from simulator.model.correlation import (
    Correlation,
    CorrelationMatrix,
    Subject,
    What,
    durations,
)
from simulator.model.distributions import Constant, Discrete, Triangular
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.reports import correlation_text
from simulator.results.correlation import in_short, is_off, remarks, title
from simulator.results.raw import Receipt

A, B, C = durations(["P/A", "P/B", "P/C"])
RISK = Subject(What.OCCURRENCE, "R")
IMPOSSIBLE = CorrelationMatrix.of_pairs({(A, B): 0.9, (A, C): 0.9, (B, C): -0.9}, [A, B, C])
SIZE = 6 / math.pi * math.asin(0.25)
"""Spearman coefficients of the nearest, see the model's tests."""


def of_count(count: int, *statements: Correlation) -> Program:
    """A program of so many tasks without names for people."""
    names = [f"T{k:04d}" for k in range(count)]
    program = small(*statements)
    task = replace(program.tasks[2], after=())
    tasks = tuple(replace(task, id=f"P/{name}", name=name) for name in names)
    return replace(program, tasks=tasks, risks=(), drivers=())


def test_every_pair_has_its_receipt() -> None:
    statements = (
        Correlation((A, B), 0.6),
        Correlation((C, RISK), -0.3),
    )
    result = simulate(small(*statements), 5000, seed=3, levers=0)
    group, pair = result.receipts
    assert (group.of, group.given, group.used, group.change) == (
        ("task P/A", "task P/B"),
        0.6,
        0.6,
        0,
    )
    assert (pair.of, pair.given, pair.used) == (("risk R", "task P/C"), -0.3, -0.3)
    assert (group.pairs, group.iterations) == (1, 5000)
    for receipt in result.receipts:
        assert abs(receipt.realised - receipt.used) < noise(receipt.used, 5000)
        assert not is_off(receipt)


def test_the_receipt_is_of_the_draws_of_the_run() -> None:
    """The rank correlation of the very numbers, by their ranks."""
    program = small(Correlation((A, B), 0.6), Correlation((C, RISK), 0.4))
    found = lucks(program, 4000, seed=9)
    one, other = correlations(program, Settings(iterations=4000, seed=9))
    a, b, c = (found[f"task P/{name} duration"] for name in "ABC")
    # Ranks and the numbers themselves differ by the noise of a sample.
    assert one.realised == pytest.approx(spearman(a, b), abs=2e-3)
    assert other.realised == pytest.approx(-spearman(c, found["risk R occurs"]), abs=2e-3)
    assert one.realised == pytest.approx(float(np.corrcoef(a, b)[0, 1]), abs=1e-12)


def test_what_is_repaired_is_told_pair_by_pair() -> None:
    result = simulate(small(IMPOSSIBLE, repair=True), 10_000, seed=3, levers=0)
    signs = {("task P/A", "task P/B"): 1, ("task P/A", "task P/C"): 1, ("task P/B", "task P/C"): -1}
    assert {receipt.of for receipt in result.receipts} == set(signs)
    for receipt in result.receipts:
        sign = signs[receipt.of]
        assert receipt.given == 0.9 * sign
        assert receipt.used == pytest.approx(SIZE * sign, abs=1e-6)
        assert receipt.change == pytest.approx(0.9 - SIZE, abs=1e-6)
        assert abs(receipt.realised - receipt.used) < noise(SIZE, 10_000)
    (said,) = (one for one in result.warnings if one.startswith("Correlations"))
    assert said.startswith(
        "Correlations of 3 pairs could not all hold and were moved to the nearest that can, by at "
        "most 0.42: task P/A and task P/B."
    )
    assert in_short(result.receipts) == ["correlations moved by up to 0.42"]


def test_a_pair_that_only_the_repair_correlates_is_told_as_not_given() -> None:
    """Higham's example in normal scores: the pair of which nothing is said gets 0.1573."""
    ones = CorrelationMatrix.of_pairs({(A, B): 1.0, (B, C): 1.0}, [A, B, C])
    found = {one.of: one for one in correlations(small(ones, repair=True))}
    loose = found["task P/A", "task P/C"]
    assert math.isnan(loose.given)
    assert loose.used == pytest.approx(6 / math.pi * math.asin(0.1573 / 2), abs=1e-4)
    assert loose.change == loose.used
    tied = found["task P/A", "task P/B"]
    assert tied.used == pytest.approx(6 / math.pi * math.asin(0.7607 / 2), abs=1e-4)


def test_nothing_is_said_where_nothing_is_correlated() -> None:
    result = simulate(small(), 2000, levers=0)
    assert result.receipts == ()
    assert result.correlations().empty
    assert list(result.correlations().columns)[:5] == ["of", "quantities", "pairs", "given", "used"]
    assert result.to_dict()["correlations"] == []
    assert correlation_text.lines(()) == []


def test_a_large_group_is_measured_by_some_of_its_pairs() -> None:
    count = 300
    (receipt,) = correlations(
        of_count(count, Correlation(durations(f"P/T{k:04d}" for k in range(count)), 0.5))
    )
    assert (receipt.quantities, receipt.pairs) == (count, count * (count - 1) // 2)
    assert len(receipt.of) == SAMPLED
    assert receipt.low < receipt.realised < receipt.high
    assert receipt.iterations == 10_000
    assert not is_off(receipt)
    assert title(receipt) == "300 quantities: task P/T0000, task P/T0015, task P/T0031, ..."


def test_a_large_matrix_lists_some_pairs_and_counts_the_others() -> None:
    count = 60
    names = durations(f"P/T{k:04d}" for k in range(count))
    found = correlations(of_count(count, Correlation(names, -0.01)))
    *listed, rest = found
    assert len(listed) == LISTED * (LISTED - 1) // 2
    assert rest.pairs + len(listed) == count * (count - 1) // 2
    assert (rest.of, rest.change, rest.iterations) == ((), 0.0, 0)
    assert title(rest) == f"{rest.pairs:,} other pairs of 60 quantities"
    assert not is_off(rest)


def test_the_most_changed_pairs_are_among_those_listed() -> None:
    count = 60
    names = durations(f"P/T{k:04d}" for k in range(count))
    wrong = CorrelationMatrix.of_pairs(
        {(names[50], names[57]): 0.9, (names[50], names[59]): 0.9, (names[57], names[59]): -0.9},
        [names[50], names[57], names[59]],
    )
    chain = [Correlation(names[k : k + 2], -0.01) for k in range(count - 1)]
    program = of_count(count, wrong, *chain[:57])
    found = correlations(replace(program, repair_correlations=True))
    most = max(found, key=lambda receipt: receipt.change)
    assert set(most.of) <= {"task P/T0050", "task P/T0057", "task P/T0059"}


def test_what_is_certain_has_no_receipt() -> None:
    program = small(Correlation((A, B, C), 0.5))
    first, second, *others = program.tasks
    tasks = (replace(first, spread=None), replace(second, spread=Spread(Constant(9.0))), *others)
    assert correlations(replace(program, tasks=tasks)) == ()


def test_steps_are_measured_before_they_are_taken() -> None:
    """A value of three steps has ties; what it is drawn from has none."""
    program = small(
        Correlation((A, B), 0.6), distribution=Discrete((100.0, 150.0, 300.0), (0.2, 0.5, 0.3))
    )
    (receipt,) = correlations(program)
    assert abs(receipt.realised - 0.6) < noise(0.6, 10_000)


@pytest.mark.parametrize("iterations", [1, 2, 7])
def test_few_iterations_say_little_and_break_nothing(iterations: int) -> None:
    result = simulate(small(Correlation((A, B), 0.5)), iterations, levers=0)
    (receipt,) = result.receipts
    assert math.isnan(receipt.realised) == (iterations == 1)
    assert result.to_dict()["correlations"][0]["used"] == 0.5


def test_no_more_iterations_are_measured_than_it_takes() -> None:
    program = small(Correlation((A, B), 0.5))
    (receipt,) = correlations(program, Settings(iterations=10**8))
    assert receipt.iterations == ITERATIONS


def test_what_is_off_is_said() -> None:
    """Five standard errors of 0.5 in 10,001 iterations: 5 x 0.75 / 100."""
    good = Receipt(("a", "b"), 2, 1, 0.5, 0.5, 0.0, 0.537, 0.537, 0.537, 10_001)
    bad = replace(good, realised=0.538, low=0.538, high=0.538)
    assert (is_off(good), is_off(bad)) == (False, True)
    assert remarks([good]) == []
    assert remarks([good, bad]) == [
        "Correlations further from what was asked for than noise explains: 1, first a and b."
    ]
    assert in_short([good, bad]) == ["correlations not as asked: 1"]


def test_the_table_and_the_document() -> None:
    result = simulate(
        small(IMPOSSIBLE, repair=True, distribution=Triangular(1, 2, 4)), 2000, levers=0
    )
    table = result.correlations()
    assert table["of"].iloc[0] == "task P/A and task P/B"
    assert table["given"].tolist() == [0.9, 0.9, -0.9]
    entry = result.to_dict()["correlations"][0]
    assert entry["of"] == ["task P/A", "task P/B"]
    assert set(entry) == set(table.columns)
    assert entry["iterations"] == 2000


def test_the_screen_of_check() -> None:
    found = correlations(small(IMPOSSIBLE, repair=True))
    lines = correlation_text.lines(found)
    assert lines[:3] == [
        "Correlation, as realised in 10,000 iterations",
        "   given   used  realised   from     to",
        f"    0.90   0.48      {found[0].realised:.2f}                task P/A and task P/B",
    ]
    assert lines[5].startswith("  Correlations of 3 pairs could not all hold")
    assert all(len(line) <= 80 for line in lines)
    assert correlation_text.lines(found, "P")[2].endswith("  task A and task B")


def test_as_many_of_a_group_are_named_as_a_line_holds() -> None:
    names = tuple(f"task P/{name * 9}" for name in "ABC")
    receipt = Receipt(names, 40, 780, 0.3, 0.3, 0.0, 0.3, 0.29, 0.31, 10_000)
    for project, ends in (
        ("", "40 quantities: task P/AAAAAAAAA, ..."),
        ("P", "task AAAAAAAAA, ..."),
    ):
        (line,) = correlation_text.lines([receipt], project)[2:3]
        assert line.endswith(ends)
    short = replace(receipt, of=("task P/A", "task P/B", "task P/C"))
    assert correlation_text.lines([short], "P")[2].endswith("task A, task B, ...")
    three = replace(receipt, quantities=3, pairs=3)
    assert correlation_text.lines([three], "P")[2].endswith("3 quantities: task AAAAAAAAA, ...")
