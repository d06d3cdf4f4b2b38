"""One iteration as a full schedule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.errors import SettingsError
from simulator.explain.replay import document
from simulator.explain.replay.dated import Dated, dated
from simulator.explain.replay.happened import Happened, happened
from simulator.explain.replay.paid import Paid, paid
from simulator.explain.replay.stage import play, staged
from simulator.results.document import day_minutes
from simulator.results.result import Result

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Replay:
    """Iteration number `iteration` of `result`, counted from 0 as its samples are.

    finish, project_finish : instants, minutes since `result.origin`; cost, project_cost : money,
    None and empty where none is planned. All four are the samples of the run, bit for bit.
    tasks : dates, durations and what drove them. happened : risks, drivers, paths and repeats that
    came about. paid : who was paid what, or None.
    """

    result: Result
    iteration: int
    finish: float
    cost: float | None
    project_finish: dict[str, float]
    project_cost: dict[str, float]
    tasks: Dated
    happened: tuple[Happened, ...]
    paid: Paid | None

    def table(self) -> pd.DataFrame:
        """One row an activity; columns: docs/reference/replay.md, `tasks.csv`."""
        return document.table(self)

    def to_dict(self) -> dict[str, Any]:
        """The document that ``p80 replay --json`` prints: docs/reference/replay.md."""
        return document.to_dict(self)


def replay(result: Result, iteration: int) -> Replay:
    """Iteration `iteration` of `result`, from 0, played again as a full schedule.

    Raises SettingsError for an iteration that the run does not have.
    """
    if not 0 <= iteration < result.run.iterations:
        last = result.run.iterations - 1
        raise SettingsError(
            f"iteration {iteration}: the run has iterations 0 to {last:,}; give one of these, or "
            "simulate more"
        )
    stage = staged(result)
    own = play(stage, stage.network, iteration)
    clocked = play(stage, stage.by_the_clock, iteration) if stage.network.on_clock is None else own
    ids = list(result.project_outcomes)
    finishes, costs = own.finish[: 1 + len(ids), -1], own.cost[:, -1]
    return Replay(
        result,
        iteration,
        float(finishes[0]),
        float(costs[0]) if len(costs) else None,
        dict(zip(ids, finishes[1:].tolist(), strict=True)),
        dict(zip(ids, costs[1:].tolist(), strict=False)),
        dated(stage, clocked, day_minutes(result)),
        happened(stage, own),
        paid(result, iteration) if stage.with_cost else None,
    )
