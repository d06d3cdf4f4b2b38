"""Settings of a run, checked."""

from __future__ import annotations

import operator
import os
from dataclasses import dataclass

from simulator.errors import SettingsError

MOST_ITERATIONS = 100_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """iterations >= 1; seed 0 .. 2**64 - 1; sampling "latin" or "random"; threads >= 1 (None: one
    a processor); detail : also percentiles of every task, by a second pass over the same draws;
    levers : how many tasks, risks, drivers and the like to make certain one at a time (None: as
    many as are quick).

    Raises SettingsError.
    """

    iterations: int = 10_000
    seed: int = 1
    sampling: str = "latin"
    threads: int | None = None
    detail: bool = True
    levers: int | None = None

    def __post_init__(self) -> None:
        for name in ("iterations", "seed", "threads", "levers"):
            given = getattr(self, name)
            if given is not None:
                object.__setattr__(self, name, _whole(name, given))
        if not 1 <= self.iterations <= MOST_ITERATIONS:
            raise SettingsError(
                f"{self.iterations} iterations: give a number from 1 to {MOST_ITERATIONS:,}"
            )
        if not 0 <= self.seed < 2**64:
            raise SettingsError(f"seed {self.seed}: give a whole number from 0 to 2**64 - 1")
        if self.sampling not in ("latin", "random"):
            raise SettingsError(f'sampling "{self.sampling}": give latin or random')
        if self.threads is not None and self.threads < 1:
            raise SettingsError(f"{self.threads} threads: give 1 or more")

    @property
    def workers(self) -> int:
        """Threads that will be used."""
        return self.threads or os.cpu_count() or 1


def _whole(name: str, given: object) -> int:
    """`given` as an int: NumPy's whole numbers are taken, what would be cut to one is not."""
    try:
        return int(operator.index(given))  # type: ignore[arg-type]
    except TypeError:
        raise SettingsError(f"{name} {given!r}: give a whole number") from None
