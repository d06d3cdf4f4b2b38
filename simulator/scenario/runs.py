"""Several programs, run one after the other on the same draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from simulator.engine import simulate
from simulator.engine.passes import Progress
from simulator.model.program import Program
from simulator.results.result import Result


@dataclass
class Runs:
    """Runs programs with one seed, and reports their progress as that of one.

    total : runs that will be made. progress : called with (pages done, pages in all) of all runs
    together. threads : as in `simulate`.
    """

    iterations: int
    seed: int
    progress: Progress | None
    threads: int | None
    total: int
    done: int = field(default=0, init=False)

    def of(self, program: Program, iterations: int | None = None) -> Result:
        """The result of one program, without detail and levers of its own."""
        report = None if self.progress is None else partial(self._report, self.progress, self.done)
        self.done += 1
        return simulate(
            program,
            iterations or self.iterations,
            self.seed,
            report,
            threads=self.threads,
            detail=False,
            levers=0,
        )

    def _report(self, progress: Progress, before: int, done: int, pages: int) -> None:
        progress(before * pages + done, self.total * pages)
