"""Accounts: who pays for what, and when."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

import numpy as np

from simulator.model.payment import EVENLY, Payment
from simulator.model.program import Program
from simulator.network.dtypes import I32


class Stage(Enum):
    """Which part of a task's time money is paid over: all of it, what lies before the data date,
    or what lies after."""

    WHOLE = "whole"
    SPENT = "spent"
    LEFT = "left"


class Account(NamedTuple):
    """Money of one kind.

    project : id. task : full id of the task over whose time it is paid, "" for the project's.
    heading : place in the cost breakdown, "" where the plan gives none. cause : the risk, overhead
    or penalty that it is for, "" for planned work. escalation : id of the index by which it
    rises, "" without. stage : over which time.
    """

    project: str
    task: str = ""
    paid: Payment = EVENLY
    heading: str = ""
    cause: str = ""
    escalation: str = ""
    stage: Stage = Stage.WHOLE


class Ledger:
    """Places of accounts in the arrays of a network.

    apart : True to keep every account for itself; else each project has one, which is all that
    totals need.
    """

    def __init__(self, program: Program, apart: bool) -> None:
        self._apart = apart
        self._project = {project.id: k for k, project in enumerate(program.projects)}
        own = [Account(project.id) for project in program.projects]
        self._place = {account: k for k, account in enumerate(own)}

    def place(self, account: Account) -> int:
        """Where the money of `account` is kept."""
        if not self._apart:
            return self._project[account.project]
        if account not in self._place:
            self._place[account] = len(self._place)
        return self._place[account]

    def places(self, accounts: Iterable[Account]) -> I32:
        """The places of several."""
        return np.array([self.place(one) for one in accounts], dtype=np.int32)

    def projects(self) -> I32:
        """Place of the project of each account."""
        return np.array([self._project[one.project] for one in self._place], dtype=np.int32)

    def all(self) -> tuple[Account, ...]:
        """The accounts, in their places."""
        return tuple(self._place)
