"""The run of one plan that a question is asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from simulator.cli import progress

if TYPE_CHECKING:
    from simulator.cli.options import Running
    from simulator.engine.simulate import Options
    from simulator.model.program import Program
    from simulator.results.result import Result


def simulated(program: Program, asked: Running, **more: Unpack[Options]) -> Result:
    """The result, with a progress bar where someone is watching a long run. more : as in
    `engine.simulate`; without, no percentiles of tasks and no levers."""
    with progress.shown() as report:
        from simulator.engine import simulate

        given: Options = {"threads": asked.threads, "detail": False, "levers": 0, **more}
        return simulate(program, asked.iterations, asked.seed, report, **given)
