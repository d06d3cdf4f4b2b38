"""Networks whose distribution of finish is known by formula.

Tolerances: 5 standard errors of plain sampling; Latin sampling is no worse.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import linalg, special, stats

from simulator.engine import schedule, simulate
from simulator.model.calendar import ELAPSED, elapsed_calendar
from simulator.model.dependency import Dependency, Relation
from simulator.model.distribution import Distribution
from simulator.model.distributions.constant import Constant
from simulator.model.distributions.exponential import Exponential
from simulator.model.distributions.normal import Normal
from simulator.model.distributions.uniform import Uniform
from simulator.model.program import Program, Project
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task
from simulator.results.result import Result

DAY = 1440.0
START = datetime(2026, 1, 5)
ITERATIONS = 51_200
Network = Mapping[str, tuple[Distribution, tuple[str, ...]]]
"""Task: its duration in minutes, and its predecessors: "A", or "A SS"."""


def _program(network: Network) -> Program:
    tasks = []
    for name, (distribution, after) in network.items():
        links = (link.split() for link in after)
        tasks.append(
            Task(
                id=f"P/{name}",
                name=name,
                kind=Kind.TASK,
                calendar=ELAPSED,
                duration=distribution.mean(),
                spread=None if isinstance(distribution, Constant) else Spread(distribution),
                after=tuple(Dependency(f"P/{p[0]}", Relation(*p[1:] or ("FS",))) for p in links),
            )
        )
    return Program(
        title="closed form",
        start=START,
        calendars={ELAPSED: elapsed_calendar()},
        projects=(Project("P", "closed form", START, ELAPSED),),
        tasks=tuple(tasks),
    )


def _simulate(network: Network, iterations: int = ITERATIONS) -> Result:
    return simulate(_program(network), iterations=iterations, seed=7)


def _days(result: Result) -> NDArray[np.float64]:
    start = (START - result.origin).total_seconds() / 60
    return (result.outcome.finish - start) / DAY


def _criticality(result: Result) -> dict[str, float]:
    ids = (id.split("/")[1] for id in result.schedule.ids)
    return dict(zip(ids, result.tallies.critical.tolist(), strict=True))


def _meets(sample: NDArray[np.float64], mean: float, sd: float) -> None:
    """Mean and standard deviation within 5 standard errors."""
    n = sample.size
    kurtosis = float(np.mean(((sample - mean) / sd) ** 4))
    assert sample.mean() == pytest.approx(mean, abs=5 * sd / math.sqrt(n))
    assert sample.std() == pytest.approx(sd, abs=5 * sd * math.sqrt((kurtosis - 1) / (4 * n)))


def _share(sample: NDArray[np.float64], at: float, share: float) -> None:
    """P(finish <= at) within 5 standard errors."""
    error = math.sqrt(share * (1 - share) / sample.size)
    assert np.mean(sample <= at) == pytest.approx(share, abs=5 * error)


def _series(distribution: Distribution, count: int) -> Network:
    return {f"T{k}": (distribution, (f"T{k - 1}",) if k else ()) for k in range(count)}


LEVELS = (0.05, 0.2, 0.5, 0.8, 0.95)


def test_normals_in_series_add_means_and_variances() -> None:
    sample = _days(_simulate(_series(Normal(10 * DAY, 2 * DAY), 6)))
    exact = stats.norm(60, 2 * math.sqrt(6))
    _meets(sample, exact.mean(), exact.std())
    for level in LEVELS:
        _share(sample, exact.ppf(level), level)


def test_uniforms_in_series_follow_irwin_and_hall() -> None:
    sample = _days(_simulate(_series(Uniform(0, DAY), 4)))
    _meets(sample, 2.0, math.sqrt(4 / 12))
    for x in (0.8, 1.5, 2.0, 2.7, 3.3):
        share = sum((-1) ** k * math.comb(4, k) * (x - k) ** 4 for k in range(int(x) + 1)) / 24
        _share(sample, x, share)


def test_exponentials_in_series_are_a_gamma() -> None:
    sample = _days(_simulate(_series(Exponential(3 * DAY), 5)))
    exact = stats.gamma(5, scale=3)
    _meets(sample, exact.mean(), exact.std())
    for level in LEVELS:
        _share(sample, exact.ppf(level), level)


@pytest.mark.parametrize("count", [2, 3, 8])
def test_parallel_exponentials_give_harmonic_numbers(count: int) -> None:
    result = _simulate({f"T{k}": (Exponential(2 * DAY), ()) for k in range(count)})
    sample = _days(result)
    mean = 2 * sum(1 / k for k in range(1, count + 1))
    sd = 2 * math.sqrt(sum(1 / k**2 for k in range(1, count + 1)))
    _meets(sample, mean, sd)
    for share in _criticality(result).values():
        assert share == pytest.approx(1 / count, abs=5 * math.sqrt(0.25 / ITERATIONS))


def test_the_last_of_unequal_exponentials() -> None:
    """P(i last) by inclusion and exclusion over those that outlive it."""
    rates = {"A": 1.0, "B": 0.5, "C": 0.25}
    result = _simulate({name: (Exponential(DAY / rate), ()) for name, rate in rates.items()})
    critical = _criticality(result)
    for name, rate in rates.items():
        others = [r for other, r in rates.items() if other != name]
        last = sum(
            (-1) ** size * rate / (rate + sum(chosen))
            for size in range(len(others) + 1)
            for chosen in combinations(others, size)
        )
        error = math.sqrt(last * (1 - last) / ITERATIONS)
        assert critical[name] == pytest.approx(last, abs=5 * error)


def test_the_later_of_a_normal_and_a_constant() -> None:
    """E max(X, c) = c Phi(z) + mu (1 - Phi(z)) + sigma phi(z), z = (c - mu) / sigma."""
    result = _simulate({"A": (Normal(10 * DAY, 2 * DAY), ()), "B": (Constant(11 * DAY), ())})
    z = 0.5
    mean = 11 * stats.norm.cdf(z) + 10 * stats.norm.sf(z) + 2 * stats.norm.pdf(z)
    sample = _days(result)
    assert sample.mean() == pytest.approx(mean, abs=5 * 2 / math.sqrt(ITERATIONS))
    assert _criticality(result)["A"] == pytest.approx(stats.norm.sf(z), abs=0.011)
    assert np.mean(sample == 11.0) == pytest.approx(stats.norm.cdf(z), abs=0.011)


class Bridge:
    """The Wheatstone bridge with exponential tasks as a Markov chain (Kulkarni and Adlakha,
    Markov and Markov-regenerative PERT networks, Operations Research 34 (1986) 769-781).

    A and B start at once; C and D follow A; E follows B and C. The finish is the time to the last
    state of the chain whose states are the sets of finished tasks.
    """

    rates: Mapping[str, float] = {"A": 1.0, "B": 0.5, "C": 1.25, "D": 0.6, "E": 0.9}
    after: Mapping[str, tuple[str, ...]] = {
        "A": (),
        "B": (),
        "C": ("A",),
        "D": ("A",),
        "E": ("B", "C"),
    }

    def running(self, done: frozenset[str]) -> list[str]:
        return [t for t in self.rates if t not in done and done.issuperset(self.after[t])]

    def generator(self) -> tuple[NDArray[np.float64], int, int]:
        """Generator matrix, index of the first and of the last state."""
        states = [frozenset[str]()]
        for state in states:
            states += [s for t in self.running(state) if (s := state | {t}) not in states]
        matrix = np.zeros((len(states), len(states)))
        for row, state in enumerate(states):
            for task in self.running(state):
                matrix[row, states.index(state | {task})] += self.rates[task]
                matrix[row, row] -= self.rates[task]
        return matrix, 0, states.index(frozenset(self.rates))

    def cdf(self, days: float) -> float:
        matrix, first, last = self.generator()
        return float(linalg.expm(matrix * days)[first, last])

    def moments(self) -> tuple[float, float]:
        """Mean and standard deviation of the time to absorption (phase-type)."""
        matrix, first, last = self.generator()
        keep = [k for k in range(len(matrix)) if k != last]
        inverse = np.linalg.inv(-matrix[np.ix_(keep, keep)])
        ones = np.ones(len(keep))
        mean = float((inverse @ ones)[keep.index(first)])
        second = float(2 * (inverse @ inverse @ ones)[keep.index(first)])
        return mean, math.sqrt(second - mean**2)

    def orders(
        self, done: tuple[str, ...] = (), chance: float = 1.0
    ) -> Iterator[tuple[tuple[str, ...], float]]:
        """Every order of finishing with its probability."""
        running = self.running(frozenset(done))
        if not running:
            yield done, chance
        total = sum(self.rates[task] for task in running)
        for task in running:
            yield from self.orders((*done, task), chance * self.rates[task] / total)

    def criticality(self) -> dict[str, float]:
        """The path is traced back from the last task to the predecessor that finished last."""
        critical = dict.fromkeys(self.rates, 0.0)
        for order, chance in self.orders():
            task: str | None = order[-1]
            while task is not None:
                critical[task] += chance
                task = max(self.after[task], key=order.index, default=None)
        return critical


def test_bridge_of_exponential_tasks() -> None:
    bridge = Bridge()
    result = _simulate(
        {name: (Exponential(DAY / rate), bridge.after[name]) for name, rate in bridge.rates.items()}
    )
    sample = _days(result)
    _meets(sample, *bridge.moments())
    for days in (1.5, 2.5, 4.0, 6.0, 9.0):
        _share(sample, days, bridge.cdf(days))
    critical = _criticality(result)
    for name, share in bridge.criticality().items():
        error = math.sqrt(share * (1 - share) / ITERATIONS)
        assert critical[name] == pytest.approx(share, abs=5 * error), name


def test_independent_paths_multiply() -> None:
    """P(max <= t) is the product over paths; here a gamma and a normal."""
    network: Network = {
        **_series(Exponential(2 * DAY), 3),
        "N": (Normal(7 * DAY, 1.5 * DAY), ()),
        "END": (Constant(DAY), ("T2", "N")),
    }
    sample = _days(_simulate(network))
    for t in (5.0, 6.0, 8.0, 11.0):
        share = special.gammainc(3, t / 2) * stats.norm(7, 1.5).cdf(t)
        _share(sample, t + 1, float(share))


def _wiest(middle: Distribution) -> Network:
    """A (10 days) must finish before B may, and C (8 days) may start once B has started."""
    return {
        "A": (Constant(10 * DAY), ()),
        "B": (middle, ("A FF",)),
        "C": (Constant(8 * DAY), ("B SS",)),
    }


@pytest.mark.parametrize(("days", "finish"), [(2, 16), (4, 14), (6, 12)])
def test_a_longer_task_can_finish_the_project_earlier(days: int, finish: int) -> None:
    """Reverse-critical: B ends at 10 whatever it lasts, so a longer B starts earlier. Source: J. D.
    Wiest, Precedence diagramming method: some unusual characteristics, J. Operations Management 1
    (1981) 121-130."""
    program = _program(_wiest(Constant(days * DAY)))
    origin = simulate(program, iterations=1).origin
    start = (START - origin).total_seconds() / 60
    assert (schedule(program).program_finish - start) / DAY == pytest.approx(finish, abs=1e-9)


def test_reverse_critical_under_uncertainty() -> None:
    """B uniform on 2 to 6 days: the finish is 18 - B exactly, so uniform on 12 to 16."""
    result = _simulate(_wiest(Uniform(2 * DAY, 6 * DAY)))
    sample = _days(result)
    _meets(sample, 14.0, 4 / math.sqrt(12))
    _share(sample, 15.2, 0.8)
    b = result.schedule.ids.index("P/B")
    assert result.tallies.pearson[b] == pytest.approx(-1.0, abs=1e-6)
    assert _criticality(result) == {"A": 1.0, "B": 1.0, "C": 1.0}
