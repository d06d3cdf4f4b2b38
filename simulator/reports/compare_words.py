"""What a scenario would change, in sentences."""

from __future__ import annotations

from collections.abc import Callable

from simulator.results.estimate import Chance, show_chance, show_money
from simulator.results.result import Result
from simulator.scenario.compare.case import Case
from simulator.scenario.compare.difference import Difference

P = 80
"""The percentile that the sentences speak of."""

SMALL = 9.95
"""Below it a number keeps a decimal."""


def sentence(case: Case, own: Result, money: str) -> str:
    """``Saves 9.2 to 12 working days for 60k EUR at P80; chance of the target from 31 % to 44 %
    (+12 to +14 points).``

    own : the run of the plan as it is. money : what stands after an amount, as `words.unit` gives.
    """
    if case.changes_nothing:
        return "Changes nothing: every iteration gives the same finish and the same cost."
    parts = [f"{_time_and_money(case, money)} at P{P}"]
    shares = (
        ("chance of the target", case.chance, own.finish.target_chance, _in_time(case)),
        ("of both targets", case.joint, own.target_joint_chance, case.result.target_joint_chance),
    )
    for name, one, before, after in shares:
        if one is not None and before is not None and after is not None:
            parts.append(f"{name} {_shares(one, before, after)}")
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def _in_time(case: Case) -> Chance | None:
    return case.result.finish.target_chance


def _time_and_money(case: Case, money: str) -> str:
    finish, cost = case.finish[P], case.cost.get(P)
    said = _time(finish)
    if cost is None:
        return said
    if cost.same:
        return f"{said}, costs the same"
    if cost.is_noise:
        return f"{said}, moves the cost by no more than luck ({interval(cost, show_money)}{money})"
    amount = _between(cost, show_money) + money
    saves = finish.value < 0 and not finish.is_noise
    if cost.value > 0:
        return f"{said} for {amount}" if saves else f"{said}, costs {amount} more"
    return f"{said} and {amount}" if saves else f"{said}, saves {amount}"


def _time(finish: Difference) -> str:
    if finish.same:
        return "moves no date"
    if finish.is_noise:
        return (
            f"moves the finish by no more than luck ({interval(finish, plain_days)} working days)"
        )
    size = _between(finish, plain_days)
    days = f"{size} working day{'' if size == '1.0' else 's'}"
    return f"saves {days}" if finish.value < 0 else f"takes {days} longer"


def _shares(one: Difference, before: Chance, after: Chance) -> str:
    if one.same:
        return f"stays {show_chance(before.value)}"
    points = Difference(100 * one.value, 100 * one.low, 100 * one.high)
    moved = f"from {show_chance(before.value)} to {show_chance(after.value)}"
    if not one.is_known:
        return moved
    luck = "no more than luck, " if one.is_noise else ""
    return f"{moved} ({luck}{interval(points, plain_days)} points)"


def plain_days(value: float) -> str:
    """A number of days with what matters of it: ``9.2``, ``12``."""
    return f"{value:.1f}" if abs(value) < SMALL else f"{value:,.0f}"


def _between(one: Difference, show: Callable[[float], str]) -> str:
    """``9.2 to 12``, the sizes of both ends; one number where they look the same."""
    if not one.is_known:
        return f"about {show(abs(one.value))}"
    low, high = (show(size) for size in sorted((abs(one.low), abs(one.high))))
    return low if low == high else f"{low} to {high}"


def interval(one: Difference, show: Callable[[float], str]) -> str:
    """``-0.2 to +0.3``; one number where both ends look the same, or where there are none."""
    if one.same:
        return "0"
    ends = (one.low, one.high) if one.is_known else (one.value, one.value)
    low, high = (f"{'-' if end < 0 else '+'}{show(abs(end))}" for end in ends)
    return low if low == high else f"{low} to {high}"
