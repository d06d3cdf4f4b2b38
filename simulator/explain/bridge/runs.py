"""The simulated programs of a bridge, each once."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from simulator.engine import simulate
from simulator.errors import PlanError
from simulator.explain.bridge.groups import ORDER, Taken
from simulator.explain.bridge.match import Match
from simulator.explain.bridge.mix import mixed
from simulator.model.calendar import DAY
from simulator.model.fingerprint import fingerprint
from simulator.model.program import Program
from simulator.results.paired import block_percentiles
from simulator.results.raw import Floats
from simulator.results.result import Result

EPOCH = datetime(1970, 1, 1)


class Runs:
    """Figures of the programs between two updates: float64[2, 1 + pages] each, the percentile of
    the finish (elapsed days since 1970) and of the cost (NaN where there is none): of all
    iterations, then of each full page of 1,024. So they can be added and weighed as one."""

    def __init__(
        self, match: Match, iterations: int, seed: int, level: float, threads: int | None
    ) -> None:
        self.match = match
        self._iterations, self._seed, self._threads = iterations, seed, threads
        self._level = level
        self._programs: dict[Taken, str] = {}
        self._figures: dict[str, Floats] = {}

    def result(self, program: Program, seed: int) -> Result:
        """What a bridge needs of a simulation."""
        return simulate(
            program, self._iterations, seed, threads=self._threads, detail=False, levers=0
        )

    def figures_of(self, result: Result) -> Floats:
        """The figures of a result."""
        begin = (result.origin - EPOCH) / timedelta(days=1)
        finish = (
            begin + self._percentiles(result.finish.samples, result.finish.at(self._level)) / DAY
        )
        if result.cost is None:
            return np.stack([finish, np.full_like(finish, np.nan)])
        cost = self._percentiles(result.cost.samples, result.cost.at(self._level))
        return np.stack([finish, cost])

    def _percentiles(self, samples: Floats, whole: float) -> Floats:
        return np.array([whole, *block_percentiles(samples, self._level)])

    def keep(self, taken: Taken, result: Result) -> None:
        """Take `result` for that of the program that is as the new one in `taken`."""
        self._figures[self.name(taken)] = self.figures_of(result)

    def name(self, taken: Taken) -> str:
        """The same for the same program, whichever groups make it."""
        if taken not in self._programs:
            self._programs[taken] = fingerprint(mixed(self.match, taken))
        return self._programs[taken]

    def figures(self, taken: Taken) -> Floats:
        """The figures of the program that is as the new one in `taken`.

        Raises PlanError where that cannot be scheduled, though each of the two plans can.
        """
        name = self.name(taken)
        if name not in self._figures:
            try:
                result = self.result(mixed(self.match, taken), self._seed)
            except PlanError as error:
                raise _impossible(taken, error) from error
            self._figures[name] = self.figures_of(result)
        return self._figures[name]


def _impossible(taken: Taken, error: PlanError) -> PlanError:
    """What stands in the way of a step."""
    new = ", ".join(group.value for group in ORDER if group in taken)
    old = ", ".join(group.value for group in ORDER if group not in taken)
    return PlanError.one(
        "bridge",
        "no-step",
        f"a program between the two plans cannot be scheduled (new: {new}; old: {old}): {error}",
        "Both plans hold, but not these parts of them together: make the change in two updates, "
        "or leave out --shapley, which takes the groups in every order.",
    )
