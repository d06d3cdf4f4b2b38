"""Money of one draft: what it costs, what of that is spent, and what is left."""

from __future__ import annotations

from dataclasses import replace

from simulator.files.building.drafts import Draft
from simulator.files.building.texts import in_proportion, is_spread, money, spread_of_money
from simulator.files.place import Problems
from simulator.model.spread import Spread
from simulator.model.task import Cost, Progress


def cost_of(draft: Draft, progress: Progress, problems: Problems) -> Cost:
    """Money of the row, each part over that of the row below."""
    base = draft.base.cost if draft.base else Cost()
    fixed, spread = _amount(draft, "cost", (base.fixed, base.spread), problems)
    per_day, rate = _amount(draft, "cost_per_day", (base.per_day, base.rate_spread), problems)
    if per_day < 0 and (text := draft.get("cost_per_day")) is not None:
        message = f"cost_per_day: {text} is below 0"
        mend = "Write what a day costs; what a day saves is a bonus."
        problems.add(draft.where("cost_per_day"), "negative-price", message, mend)
    actual = _actual(draft, base, problems)
    cost = Cost(fixed, per_day, spread, rate, actual)
    if progress.actual_finish is None:
        return _with_actual(draft, cost, problems)
    if draft.get("actual_cost") is not None and actual is not None:
        # It has cost what was spent, whatever was planned.
        return Cost(fixed=actual)
    return replace(cost, actual=None)


def _actual(draft: Draft, base: Cost, problems: Problems) -> float | None:
    """What is spent, as the row says or the one below."""
    text, at = draft.get("actual_cost"), draft.where("actual_cost")
    if text is None:
        return base.actual
    actual = money(text, at, problems)
    if actual is not None and actual < 0:
        mend = "Write what was spent by the data date: 0 or more."
        problems.add(at, "negative-price", f"actual_cost: {text} is below 0", mend)
    return actual


def _with_actual(draft: Draft, cost: Cost, problems: Problems) -> Cost:
    """`cost` of an open task. Where the row says what is left, with what is spent that is all."""
    actual, at = cost.actual, draft.where("actual_cost")
    if draft.get("remaining_cost") is not None:
        return _of_two(draft, cost, problems)
    if actual is None:
        return cost
    if not cost.fixed:
        cost = replace(cost, fixed=actual)
    elif actual > cost.fixed:
        message = f"{actual:,.2f} is spent already, and it costs {cost.fixed:,.2f} in all"
        mend = "Write what is left as remaining_cost, or raise cost to all of it."
        problems.add(at, "actual-cost", message, mend)
    return replace(cost, actual=actual)


def _of_two(draft: Draft, cost: Cost, problems: Problems) -> Cost:
    """All of it from what is spent and what is left."""
    at = draft.where("remaining_cost")
    left, spread = _amount(draft, "remaining_cost", (0.0, None), problems)
    if left < 0:
        mend = "Write what is still to be paid: 0 or more."
        problems.add(at, "negative-price", f"a remaining cost of {left:,.2f} is below 0", mend)
    if cost.actual is None:
        message = "it says what is left to pay, and not what is spent"
        problems.add(at, "actual-cost", message, "Add actual_cost: what is spent by the data date.")
        return cost
    fixed = cost.actual + left
    if draft.get("cost") is not None and abs(cost.fixed - fixed) > CENT:
        message = (
            f"{cost.actual:,.2f} spent and {left:,.2f} left make {fixed:,.2f}, "
            f"and cost says {cost.fixed:,.2f}"
        )
        problems.add(at, "actual-cost", message, "Keep remaining_cost and leave cost out.")
    if spread is not None and not spread.relative:
        spread = in_proportion(spread, left)
    return replace(cost, fixed=fixed, spread=cost.spread if spread is None else spread)


CENT = 0.01


def _amount(
    draft: Draft, key: str, base: tuple[float, Spread | None], problems: Problems
) -> tuple[float, Spread | None]:
    """Planned money and its range: both in one text, or each in its own."""
    value, spread = base
    text, at = draft.get(key), draft.where(key)
    if text is not None and is_spread(text):
        spread = spread_of_money(text, at, problems)
        if spread is not None and not spread.relative:
            value = spread.distribution.planned
    elif text is not None:
        value, spread = money(text, at, problems) or 0.0, None
    around = f"{key}_uncertainty"
    if draft.get(around) is not None:
        spread = spread_of_money(draft.get(around), draft.where(around), problems)
        if spread is not None and not spread.relative and not value:
            value = spread.distribution.planned
    return value, spread
