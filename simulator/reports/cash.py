"""The cash flow of a run with all that is shown beside it."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.engine.cash import cash_flow
from simulator.engine.earned import earned_value
from simulator.reports.words import unit as after
from simulator.results.cash import CashFlow
from simulator.results.earned_value import EarnedValue
from simulator.results.grants import Granted, against
from simulator.results.result import Result

ROWS = 12
"""Periods that a screen has room for."""


@dataclass(frozen=True)
class Cash:
    """All that is shown. rows : the flow by the periods of the screen; funding : of `flow`,
    row_funding : of `rows`. division : of earned value on the screen, "" for the first there is."""

    result: Result
    flow: CashFlow
    rows: CashFlow
    funding: Granted | None
    row_funding: Granted | None
    earned: EarnedValue | None
    division: str

    @property
    def money(self) -> str:
        """What stands after an amount."""
        return after(self.result.program.currency)


def laid_out(result: Result, unit: str, division: str = "") -> Cash:
    """The money of `result` by `unit`, and by budget year where that is too long for a screen.

    division : of earned value: "project", "wbs", "account", or "" for the first that there is.
    Raises SettingsError as `cash_flow` does.
    """
    flow = cash_flow(result, unit)
    rows = flow if len(flow.names) <= ROWS else cash_flow(result, "year")
    grants, sampling = result.program.funding, result.run.sampling
    return Cash(
        result=result,
        flow=flow,
        rows=rows,
        funding=against(flow, grants, sampling),
        row_funding=against(rows, grants, sampling),
        earned=earned_value(result, flow),
        division=division,
    )
