"""Schedule health as one page to mail: the verdict first, findings linked to their activities."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from simulator.health import Concern, Finding, Health, Verdict
from simulator.health.plan import Link
from simulator.health.words import relation_text
from simulator.model.task import Task
from simulator.reports import health_words as words
from simulator.reports.check_document import contents_text
from simulator.reports.plain import flat
from simulator.reports.words import cut
from simulator.results.estimate import show_day
from simulator.results.parity import Parity

MOST_LISTED = 25
"""Activities that one finding lists; the JSON document holds all."""

MOST_LINKS = 6
"""Links that one activity shows on either side."""

MOST_LETTERS = 120

CLASSES = {
    Verdict.FAIL: "fail",
    Verdict.WARN: "warn",
    Verdict.PASS: "pass",
    Verdict.NOT_APPLICABLE: "none",
}


def page(health: Health, parity: Parity) -> str:
    """The page as HTML. It loads nothing from anywhere and runs no script."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("simulator.reports").joinpath("health.html.j2").read_text("utf-8")
    return environment.from_string(source).render(view(health, parity))


def view(health: Health, parity: Parity) -> dict[str, Any]:
    """What the template shows, as text; nothing is computed there."""
    program = health.plan.program
    troubled = (*health.of(Verdict.FAIL), *health.of(Verdict.WARN))
    shown = {one.id for finding in troubled for one in _listed(finding) if one.kind == "task"}
    return {
        "title": cut(program.title, MOST_LETTERS),
        "verdict": CLASSES[health.verdict],
        "headline": words.headline(health),
        "tally": [
            (CLASSES[verdict], health.counts[verdict], word)
            for verdict, word in words.WORDS.items()
        ],
        "finish": _last_day(health.plan.finish_of_program),
        "contents": contents_text(program),
        "parity": _parity(parity),
        "first": [(one.key, one.check.name, one.check.mend) for one in health.first],
        "findings": [_finding(health, finding) for finding in troubled],
        "passed": [
            (words.name(one), words.measured(one), words.allowed(one))
            for one in health.of(Verdict.PASS)
        ],
        "not_judged": list(words.not_judged(health).items()),
        "practices": [_practice(health, number) for number in range(len(health.practices))],
        "activities": _activities(health, troubled, shown),
        "of_all": f"{len(health.plan.activities):,}",
        "notes": [flat(note) for note in program.notes],
    }


def _last_day(end: datetime) -> str:
    """24:00 belongs to the day before."""
    return show_day(end - timedelta(microseconds=1))


def _parity(parity: Parity) -> str:
    if not parity.compared:
        return "The file stores no dates of another tool to compare with."
    tool = parity.source or "the source tool"
    return f"{parity.agree:,} of {parity.compared:,} activities have the dates of {tool}."


def _listed(finding: Finding) -> tuple[Concern, ...]:
    return finding.outcome.concerns[:MOST_LISTED]


def _finding(health: Health, finding: Finding) -> dict[str, Any]:
    concerns = finding.outcome.concerns
    return {
        "key": finding.key,
        "name": words.name(finding),
        "verdict": CLASSES[finding.verdict],
        "measured": words.measured(finding),
        "allowed": words.allowed(finding),
        "note": finding.outcome.note,
        "effect": finding.check.effect,
        "mend": finding.check.mend,
        "definition": finding.check.definition,
        "source": finding.check.source,
        "concerns": [
            {
                "anchor": _anchor(health, one),
                "id": cut(
                    health.plan.label(one.id) if one.kind == "task" else one.id, MOST_LETTERS
                ),
                "name": cut(one.name if one.name != one.id else "", MOST_LETTERS),
                "why": cut(one.why, MOST_LETTERS),
            }
            for one in _listed(finding)
        ],
        "hidden": f"{len(concerns) - MOST_LISTED:,}" if len(concerns) > MOST_LISTED else "",
    }


def _anchor(health: Health, concern: Concern) -> str:
    """Where the activity stands on the page; "" for what is no activity."""
    row = health.plan.row.get(concern.id) if concern.kind == "task" else None
    return "" if row is None else f"a{row}"


def _practice(health: Health, number: int) -> dict[str, Any]:
    one = health.practices[number]
    found = one.verdict in (Verdict.FAIL, Verdict.WARN)
    because = [(key, health.finding[key].check.name) for key in one.because] if found else []
    return {
        "number": one.practice.number,
        "name": one.practice.name,
        "verdict": CLASSES[one.verdict],
        "word": words.WORDS[one.verdict],
        "because": because,
        "beyond": one.practice.beyond,
    }


def _activities(
    health: Health, troubled: tuple[Finding, ...], shown: set[str]
) -> list[dict[str, Any]]:
    """Every activity that a finding on this page names, by its start."""
    plan = health.plan
    about: dict[str, dict[str, str]] = {id: {} for id in shown}
    for finding in troubled:
        for concern in finding.outcome.concerns:
            if concern.kind == "task" and concern.id in about:
                about[concern.id][finding.key] = finding.check.name
    tasks = sorted((plan.program.task[id] for id in shown if id in plan.row), key=plan.start)
    return [_activity(health, task, list(about[task.id].items())) for task in tasks]


def _activity(health: Health, task: Task, about: list[tuple[str, str]]) -> dict[str, Any]:
    plan = health.plan
    total = plan.total_float(task)
    state = "finished" if task.is_finished else "in progress" if task.is_started else ""
    return {
        "anchor": f"a{plan.row[task.id]}",
        "id": cut(plan.label(task.id), MOST_LETTERS),
        "name": cut(task.name, MOST_LETTERS),
        "start": show_day(plan.start(task)),
        "finish": _last_day(plan.finish(task)),
        "length": f"{task.duration / plan.day(task):,.3g} d",
        "float": "" if total != total else f"{total:,.1f} d",
        "critical": plan.is_critical(task),
        "state": state,
        "before": _links(health, plan.into[task.id], -1),
        "after": _links(health, plan.out_of[task.id], +1),
        "about": about,
    }


def _links(health: Health, links: tuple[Link, ...], side: int) -> str:
    """``A100 FS, A110 SS + 5 d, and 3 more``."""
    texts = []
    for link in links[:MOST_LINKS]:
        other = link.predecessor if side < 0 else link.successor
        relation = relation_text(health.plan, link)
        texts.append(f"{cut(health.plan.label(other.id), MOST_LETTERS)} {relation}")
    if len(links) > MOST_LINKS:
        texts.append(f"and {len(links) - MOST_LINKS:,} more")
    return ", ".join(texts) or "none"
