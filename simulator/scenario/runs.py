"""Several programs, one after the other, on the same luck."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from simulator.engine import simulate
from simulator.engine.passes import Progress
from simulator.model.program import Program
from simulator.results.result import Result

Sampling = Literal["latin", "random"]


@dataclass
class Runs:
    """Runs programs one after the other, and reports their progress as that of one.

    number : how many there will be. sampling : "latin" or "random". The same seed and the same
    names of draws in all: iteration k is the same luck in each, so that a difference is that of
    the programs.
    """

    number: int
    iterations: int
    seed: int
    progress: Progress | None
    threads: int | None
    sampling: Sampling = "latin"
    done: int = field(default=0, init=False)

    def of(self, program: Program, iterations: int | None = None) -> Result:
        """The result of one program, without detail and levers of its own; of fewer iterations
        where so many are given.

        Raises PlanError for a plan that cannot be scheduled, SettingsError.
        """
        report = None if self.progress is None else partial(self._report, self.progress, self.done)
        self.done += 1
        return simulate(
            program,
            iterations or self.iterations,
            self.seed,
            report,
            sampling=self.sampling,
            threads=self.threads,
            detail=False,
            levers=0,
        )

    def _report(self, progress: Progress, before: int, done: int, total: int) -> None:
        progress(before * total + done, self.number * total)
