"""Cost elements of one draft, over those of the row below."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from simulator.files.building.drafts import Draft
from simulator.files.building.texts import is_spread, money, payment, spread_of_money
from simulator.files.document.base import present
from simulator.files.document.money import ElementDoc
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.money import Basis, Element, Terms
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task

_PRICES = tuple(basis.value for basis in Basis)


@dataclass(frozen=True)
class Elements:
    """Builds cost elements. terms : with the currencies and indices that they may name.
    currency : the program's own."""

    terms: Terms
    currency: str
    problems: Problems

    def of(self, task: Task, draft: Draft) -> tuple[Element, ...]:
        """Elements of `task`: one with the name of one of the row below changes that, key by key,
        others are added."""
        found = {one.name: one for one in (draft.base.elements if draft.base else ())}
        docs, seen = draft.get("costs"), set[str]()
        if docs and task.kind is Kind.SUMMARY:
            message = "a summary has no dates of its own at which its costs could be paid"
            mend = "Give them to a task, or to a level of effort that spans its tasks."
            self.problems.add(draft.where("costs"), "summary-cost", message, mend, key=True)
            return ()
        for index, doc in present(docs):
            at = draft.where("costs").down(index)
            name = doc.name.strip() if doc.name else f"cost {index + 1}"
            if not name or name in seen:
                message = f"two costs of the task are called '{name}'"
                self.problems.add(at.down("name"), "duplicate-name", message, "Rename one of them.")
                continue
            seen.add(name)
            one = self._one(name, doc, found.get(name), at)
            if one is not None:
                found[name] = one
        if task.is_finished and any(one.actual is not None for one in found.values()):
            message = f"{task.id} is finished: nothing is left of its costs"
            mend = "Leave actual out, and give what each did cost as its price."
            self.problems.add(draft.where("costs"), "finished", message, mend, key=True)
        return tuple(found.values())

    def _one(self, name: str, doc: ElementDoc, base: Element | None, at: At) -> Element | None:
        if not self._has_a_price(doc, base, at):
            return None
        one = self._priced(doc, base or Element(name, Basis.AMOUNT, 0.0), at)
        given: dict[str, Any] = {}
        if doc.paid is not None:
            given["paid"] = payment(doc.paid, at.down("paid"), self.problems)
        if doc.actual is not None:
            given["actual"] = self._actual(doc.actual, at.down("actual"))
        if doc.currency is not None and doc.currency != self.currency:
            known = [currency.id for currency in self.terms.currencies]
            given["currency"] = self._known("currency", "currencies", doc.currency, known, at)
        elif doc.currency is not None:
            given["currency"] = ""
        if doc.escalation is not None:
            known = [index.id for index in self.terms.indices]
            given["index"] = self._known("escalation", "escalation", doc.escalation, known, at)
        if doc.account is not None:
            given["account"] = self._account(doc.account, at.down("account"))
        return replace(one, **given)

    def _has_a_price(self, doc: ElementDoc, base: Element | None, at: At) -> bool:
        """False, with a problem, where an element has no price, or more than one."""
        given = [key for key in _PRICES if getattr(doc, key) is not None]
        if len(given) > 1:
            message = f"'{given[0]}' and '{given[1]}' both say what it costs"
            mend = "Keep one of them, or make it two costs."
            self.problems.add(at.down(given[1]), "two-prices", message, mend, key=True)
            return False
        if not given and base is None and not self.problems.in_item(at):
            message = "the cost has no price"
            mend = f"Give it one of {', '.join(_PRICES)}."
            self.problems.add(at, "missing-price", message, mend)
            return False
        return True

    def _priced(self, doc: ElementDoc, one: Element, at: At) -> Element:
        """`one` with the price and range of `doc`."""
        for basis in Basis:
            text, here = getattr(doc, basis.value), at.down(basis.value)
            if text is None:
                continue
            if not is_spread(text):
                price = money(text, here, self.problems) or 0.0
                one = replace(one, basis=basis, price=price, spread=None)
            elif (spread := spread_of_money(text, here, self.problems)) is not None:
                if doc.uncertainty is not None:
                    message = f"there is a range in {basis.value} and one in uncertainty"
                    self.problems.add(here, "two-ranges", message, "Keep one of them.")
                planned = 0.0 if spread.relative else spread.distribution.planned
                one = replace(one, basis=basis, price=planned, spread=spread)
            if one.price < 0:
                message = f"a price of {text} is below 0"
                mend = "Give a price of 0 or more; a bonus, or a risk with a cost below 0, saves."
                self.problems.add(here, "negative-price", message, mend)
        if doc.uncertainty is not None:
            one = replace(one, spread=self._range(doc.uncertainty, at.down("uncertainty")))
        if one.spread is not None and one.spread.relative and not one.price:
            message = "this range is a share of a price that is not given"
            mend = f'Write {one.basis.value}: 80k, uncertainty: "triangular(90%, 100%, 130%)".'
            self.problems.add(at, "cost", message, mend)
        return one

    def _actual(self, text: str, at: At) -> float | None:
        value = money(text, at, self.problems)
        if value is not None and value < 0:
            message, mend = f"{text} is below 0", "Write what was spent: 0 or more."
            self.problems.add(at, "negative-price", message, mend)
        return value

    def _range(self, text: str, at: At) -> Spread | None:
        if is_spread(text):
            return spread_of_money(text, at, self.problems)
        mend = 'Write "triangular(90%, 100%, 130%)", or the number as the price.'
        self.problems.add(at, "no-range", f"'{text}' is a number and no range", mend)
        return None

    def _known(self, what: str, where: str, key: str, known: list[str], at: At) -> str:
        """`key` where the plan has it; else a problem."""
        if key not in known:
            examples = {"currency": "0.92", "escalation": "{per_year: 3%, since: 2026-01-01}"}
            mend = f"Write {where}: {{{key}: {examples[what]}}} at the top of the plan."
            if known:
                mend = did_you_mean(key, known, f"Known are: {', '.join(known)}.")
            message = f"there is no {what} '{key}'"
            self.problems.add(at.down(what), f"unknown-{what}", message, mend)
            return ""
        return key

    def _account(self, text: str, at: At) -> str:
        """The path without spaces around its parts."""
        parts = [part.strip() for part in text.split("/")]
        if not all(parts):
            message = f"the account '{text}' has an empty part"
            self.problems.add(at, "account", message, "Write one or more names, / between.")
        return "/".join(parts)
