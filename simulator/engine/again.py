"""A plan that is run again with changes, on the very draws of its first run."""

from __future__ import annotations

from collections.abc import Callable

from simulator.engine.passes import make_run, samples_and_sums
from simulator.engine.schedule import longer
from simulator.engine.settings import Settings
from simulator.kernels.workspace import Samples
from simulator.model.program import Program
from simulator.network.arrays import Network
from simulator.network.compile import Compiled, compile_network


class Again:
    """Runs a program with changes to its compiled network.

    compiled : its network; calendars are lengthened where a change runs past their end.
    """

    def __init__(
        self, program: Program, settings: Settings, compiled: Compiled | None = None
    ) -> None:
        self.program = program
        self.settings = settings
        self.compiled = compile_network(program) if compiled is None else compiled

    def samples(self, change: Callable[[Network], Network] | None = None) -> Samples:
        """Finish and cost of the program and of each project in every iteration, after `change`."""
        while True:
            network = self.compiled.network
            if change is not None:
                network = change(network)
            run = make_run(network, self.settings, (), 0.0)
            found, _ = samples_and_sums(
                network, run, self.settings.workers, self.program.has_cost, None
            )
            if found.finish[0].max() < self.compiled.horizon:
                return found
            self.compiled = compile_network(self.program, longer(self.compiled))
