"""Who was paid what in one iteration."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.explain.replay.stage import play, staged
from simulator.results.result import Result

CAUSES = ("risk", "response to")
"""What stands before the id of a risk as the cause of an account."""


@dataclass(frozen=True)
class Paid:
    """Money by full id of a task; by id of a risk: what it cost, its response included; by name of
    an overhead, penalty or bonus. Who was paid nothing is left out."""

    tasks: dict[str, float]
    risks: dict[str, float]
    terms: dict[str, float]

    @property
    def total(self) -> float:
        """All of it; the cost of the iteration, but for the order of adding."""
        return sum(sum(own.values()) for own in (self.tasks, self.risks, self.terms))


def paid(result: Result, iteration: int) -> Paid:
    """Who was paid what in `iteration`: the accounts in which the kernels keep it."""
    stage = staged(result, apart=True)
    page = play(stage, stage.network, iteration)
    ledger = page.space.ledger[:, page.lanes - 1]
    risks = {f"{word} {risk.id}": risk.id for risk in result.program.risks for word in CAUSES}
    found = Paid({}, {}, {})
    for account, money in zip(stage.compiled.accounts, ledger.tolist(), strict=True):
        if account.cause in risks:
            own, name = found.risks, risks[account.cause]
        elif account.cause or not account.task:
            own, name = found.terms, account.cause or f"project {account.project}"
        else:
            own, name = found.tasks, account.task
        if money:
            own[name] = own.get(name, 0.0) + money
    return found
