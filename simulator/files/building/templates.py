"""Ranges with a name, which rules pick by a code of the task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from simulator.files.building.lags import lag_shares
from simulator.files.building.texts import shares_of_money, spread_of, spread_of_money
from simulator.files.document.risk import RangesDoc, RuleDoc, TemplateDoc
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.calendar import ELAPSED, Calendar
from simulator.model.task import Task

_NAMED = 3
"""Tasks of one code that a message names."""


class Given(NamedTuple):
    """The texts of ranges for some tasks, by what they are of, and where they stand."""

    texts: Mapping[str, str]
    at: At
    tasks: Sequence[Task]


def ranges_of(doc: RangesDoc) -> dict[str, str]:
    """The texts of a rule or a template by what they are of."""
    found = {key: getattr(doc, key) for key in RangesDoc.model_fields}
    return {key: text for key, text in found.items() if text is not None}


class Templates:
    """The templates of a plan by name; upper and lower case are alike, as in selectors."""

    def __init__(
        self,
        docs: Mapping[str, TemplateDoc] | None,
        calendar: Calendar,
        at: At,
        problems: Problems,
    ) -> None:
        self._problems = problems
        self._found: dict[str, tuple[TemplateDoc, At]] = {}
        self._names = list(docs or {})
        for name, doc in (docs or {}).items():
            here = at.down(name).about(f"template {name}")
            if name.casefold() in self._found:
                message = f"two templates are called '{name}' but for upper and lower case"
                problems.add(here, "duplicate-key", message, "Rename one of them.", key=True)
            self._found[name.casefold()] = doc, here
            self._check(name, doc, calendar, here)

    def _check(self, name: str, doc: TemplateDoc, calendar: Calendar, at: At) -> None:
        """Read it once, so that a mistake shows even where no task has its code."""
        if not ranges_of(doc):
            mend = f'Write {name}: "triangular(90%, 100%, 125%)".'
            self._problems.add(at, "missing-key", f"the template {name} gives no range", mend)
        if doc.duration is not None:
            spread_of(doc.duration, ELAPSED, calendar, at.down("duration"), self._problems)
        for key in ("cost", "rate"):
            if (text := getattr(doc, key)) is not None:
                spread_of_money(text, at.down(key), self._problems)
        if doc.costs is not None:
            shares_of_money(doc.costs, at.down("costs"), self._problems)
        if doc.lag is not None:
            lag_shares(doc.lag, at.down("lag"), self._problems)

    def of(self, rule: RuleDoc, tasks: Sequence[Task], at: At) -> Iterator[Given]:
        """What a rule gives to the tasks that it chose and that can take a range: its own, or
        those of the templates that their codes name."""
        own = ranges_of(rule)
        if rule.field is None:
            if not own:
                mend = 'Add duration: "triangular(90%, 100%, 125%)", or the field of templates.'
                self._problems.add(at, "missing-key", "the rule gives no range", mend)
            yield Given(own, at, tasks)
            return
        if own:
            message = "the rule gives a range, and a field by which it is picked"
            self._problems.add(at.down("field"), "two-ranges", message, "Keep one of them.")
        for code, coded in self._by_code(rule.field, tasks, at).items():
            template = self._found.get(code.casefold())
            if template is None:
                self._missing(rule.field, code, coded, at)
            else:
                doc, here = template
                yield Given(ranges_of(doc), here, coded)

    def _by_code(self, field: str, tasks: Sequence[Task], at: At) -> dict[str, list[Task]]:
        found: dict[str, list[Task]] = {}
        for task in tasks:
            if task.fields.get(field):
                found.setdefault(task.fields[field], []).append(task)
        if tasks and not found:
            known = sorted({name for task in tasks for name in task.fields})
            mend = did_you_mean(field, known, f"Their fields: {', '.join(known[:10]) or 'none'}.")
            message = f"no task that the rule chooses has the field '{field}'"
            self._problems.add(at.down("field"), "empty-selector", message, mend)
        return found

    def _missing(self, field: str, code: str, tasks: Sequence[Task], at: At) -> None:
        named = ", ".join(task.id for task in tasks[:_NAMED])
        more = f" and {len(tasks) - _NAMED} more" if len(tasks) > _NAMED else ""
        message = f"there is no template '{code}', which {field} of {named}{more} names"
        known = f"Templates are: {', '.join(self._names) or 'none'}."
        mend = did_you_mean(code, self._names, f"{known} Add it, or narrow the rule by tasks.")
        self._problems.add(at.down("field"), "unknown-template", message, mend)
