"""What iterations have in common: known shares, exact tests, and silence where there is nothing."""

from __future__ import annotations

import numpy as np
import pytest
from lucky_programs import DAY, days, program, run, task
from scipy.stats import hypergeom

from simulator.errors import SettingsError
from simulator.explain.replay import Chosen, Trait, near, replay, shared, worst
from simulator.explain.replay.tested import holm, tail
from simulator.model.branch import Branch, Path
from simulator.model.distributions import Constant, Uniform
from simulator.model.program import Program
from simulator.model.risk import Driver, Impact, Risk
from simulator.model.spread import Spread
from simulator.model.task import Cost
from simulator.results.result import Result

PAGES = 4 * 1024


def rainy() -> Program:
    """A takes 4 to 6 days, and 10 more where it rains, with even chances; beside it B, of no more
    than 8; and a risk that hits nobody."""
    rain = Risk("R", "Rain", 0.5, (Impact(("P/A",), Spread(Constant(10 * DAY))),))
    snow = Risk("S", "Snow", 0.5, (Impact((), None, Spread(Constant(1.0))),))
    return program(task("A", days(4, 6)), task("B", days(2, 8)), risks=(rain, snow))


@pytest.fixture(scope="module")
def result() -> Result:
    return run(rainy(), PAGES)


def traits(result: Result, chosen: Chosen) -> dict[tuple[str, str], Trait]:
    return {(trait.kind, trait.id): trait for trait in shared(result, chosen).traits}


def test_the_worst_quarter_is_all_rain(result: Result) -> None:
    """It rains in half of all: in all of the worst quarter, in a third of the others; twice as
    often as in all. A is long, above its P80 of 14 + 0.6 × 2 days, in those from 15.2 to 16."""
    found = traits(result, worst(result, 0.25))
    rain = found["risk", "R"]
    assert (rain.inside, rain.lift) == (1.0, pytest.approx(2.0))
    assert rain.outside == pytest.approx(1 / 3)
    long = found["long", "P/A"]
    assert long.limit is not None
    # Of some 512 draws with rain in a page: 5 standard errors of the quantile at 0.6 of a uniform.
    assert long.limit == pytest.approx(15.2, abs=5 * 2 * (0.6 * 0.4 / 512) ** 0.5)
    assert long.inside == pytest.approx(16 - long.limit, abs=0.05)
    assert long.outside == pytest.approx(0.0, abs=0.001)
    # B is critical only where it does not rain.
    assert set(found) == {("risk", "R"), ("long", "P/A"), ("path", "P/A")}
    assert [one.lift for one in found.values()] == sorted(t.lift for t in found.values())[::-1]


def test_the_earliest_half_has_its_own(result: Result) -> None:
    """The other end of the same: never rain, and B may drive."""
    order = np.argsort(result.outcome.finish)
    found = traits(result, Chosen(order[: PAGES // 2], int(order[0]), "the earliest"))
    assert set(found) == {("path", "P/B")}
    # Of a, uniform from 4 to 6, and b, from 2 to 8: b is the larger with chance ½.
    assert found["path", "P/B"].inside == pytest.approx(0.5, abs=0.04)
    assert found["path", "P/B"].outside == 0.0


def test_iterations_chosen_blindly_share_nothing(result: Result) -> None:
    numbers = np.random.default_rng(5).permutation(PAGES)[:400]
    found = shared(result, Chosen(numbers, int(numbers[0]), "any"))
    assert found.traits == ()
    # Two risks; A long and on the path, B long and on the path.
    assert found.tested == 6


def test_drivers_and_branches_are_asked_too() -> None:
    """A driver between 1 and 2 on a task of a day: the worst fifth is where it is above its P80. A
    branch that costs five days more in a tenth: it is in every one of the dearest tenth."""
    fork = Branch("B", "Test", "P/A", (Path("fails", ("P/X",), 0.1), Path("holds", (), 0.9)))
    plan = program(
        task("A", 1), task("X", 0.1, "A", cost=Cost(fixed=9.0)), task("Y", 9, "A"),
        drivers=(Driver("D", "Slow", Uniform(1.0, 2.0), ("P/Y",)),), branches=(fork,),
    )  # fmt: skip
    result = run(plan, 2048)
    late = traits(result, worst(result, 0.2))["driver", "D"]
    assert late.limit == pytest.approx(1.8, abs=0.002)
    assert (late.inside, late.outside) == (
        pytest.approx(1.0, abs=0.01),
        pytest.approx(0.0, abs=0.01),
    )
    dear = traits(result, worst(result, 0.05, "cost"))["branch", "B"]
    assert (dear.part, dear.inside) == ("fails", 1.0)


def test_near_a_percentile_lies_the_percentile(result: Result) -> None:
    for level in (1, 50, 80, 99.5):
        chosen = near(result, level)
        assert result.outcome.finish[chosen.middle] == result.finish.at(level)
        assert chosen.middle in chosen.numbers
        between = result.outcome.finish[chosen.numbers]
        outside = np.delete(result.outcome.finish, chosen.numbers)
        assert ((outside <= between.min()) | (outside >= between.max())).all()
        assert replay(result, chosen.middle).finish == result.finish.at(level)


def test_the_worst_are_the_worst(result: Result) -> None:
    for of, samples in (("finish", result.outcome.finish), ("cost", result.outcome.cost)):
        chosen = worst(result, 0.05, of)  # type: ignore[arg-type]
        assert samples is not None
        assert len(chosen.numbers) == 205
        assert samples[chosen.numbers].min() >= np.sort(samples)[-205]
        assert chosen.middle in chosen.numbers


def test_fisher_is_the_tail_of_the_hypergeometric_distribution() -> None:
    luck = np.random.default_rng(1)
    for _ in range(200):
        iterations = int(luck.integers(2, 4000))
        chosen, true = (int(luck.integers(1, iterations + 1)) for _ in range(2))
        hits = int(luck.integers(max(0, chosen + true - iterations), min(chosen, true) + 1))
        known = hypergeom.sf(hits - 1, iterations, true, chosen)
        found = tail(np.array([float(hits)]), np.array([float(true)]), chosen, iterations)
        assert found[0] == pytest.approx(known, rel=1e-6, abs=1e-300)


def test_the_lady_tasting_tea() -> None:
    """Fisher 1935, section 5: four cups of eight, all found; one way of seventy."""
    found = tail(np.array([4.0]), np.array([4.0]), 4, 8)
    assert found[0] == pytest.approx(1 / 70)


def test_holm_by_hand() -> None:
    """0.005 × 4, 0.01 × 3, 0.03 × 2, and 0.04 × 1, which may not be less than the one before."""
    found = holm(np.array([0.01, 0.04, 0.03, 0.005]))
    assert found == pytest.approx([0.03, 0.06, 0.06, 0.02])


@pytest.mark.parametrize(
    ("choose", "message"),
    [
        (lambda result: near(result, 0), "percentile 0"),
        (lambda result: worst(result, 0.0), "0% of the iterations"),
        (lambda result: worst(run(program(task("A", 1)), 10), 0.5, "cost"), "no cost"),
    ],
)
def test_what_cannot_be_chosen(result: Result, choose, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        choose(result)
