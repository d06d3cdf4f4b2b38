"""The cost of every account in every iteration: a run played again, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from simulator.engine.pages import Page, played
from simulator.engine.passes import make_run
from simulator.engine.payers import as_planned, reaching
from simulator.engine.settings import Settings
from simulator.kernels.workspace import PAGE
from simulator.network.compile import Compiled
from simulator.network.ledger import Account
from simulator.results.raw import Floats
from simulator.results.result import Result


def money_pages(result: Result, compiled: Compiled) -> Iterator[Page]:
    """The pages of the run of `result` again; `space.ledger`, float64[account, lane], holds the
    money of each account of `compiled`, whose accounts are kept apart."""
    run, network = result.run, compiled.network
    settings = Settings(run.iterations, run.seed, run.sampling, detail=False, levers=0)
    whole = make_run(network, settings, (), result.schedule.program_finish)._replace(bare=1)
    return played(network, whole, True, range(-(-run.iterations // PAGE)))


def costs_by(
    result: Result, name: Callable[[Account], str]
) -> tuple[Mapping[str, Floats], Mapping[str, float]]:
    """(samples, planned) of the cost of `result` by what `name` calls each account: float64[
    iteration] and money. The samples add up to the cost of the program in every iteration.

    The same draws are made again, so that iteration k is that of the run.
    """
    compiled = reaching(result)
    names = [name(account) for account in compiled.accounts]
    place = {one: k for k, one in enumerate(dict.fromkeys(names))}
    rows = np.array([place[one] for one in names], dtype=np.int64)
    samples = np.zeros((len(place), result.run.iterations))
    for page in money_pages(result, compiled):
        lanes = slice(page.first, page.first + page.lanes)
        np.add.at(samples[:, lanes], rows, page.space.ledger[:, : page.lanes])
    planned = np.zeros(len(place))
    np.add.at(planned, rows, as_planned(compiled).ledger[:, 0])
    return (
        {one: samples[k] for one, k in place.items()},
        {one: float(planned[k]) for one, k in place.items()},
    )
