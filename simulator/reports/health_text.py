"""Schedule health on the screen: failures first, what they mean, and what to do first."""

from __future__ import annotations

import textwrap

from simulator.health import Concern, Finding, Health, Verdict
from simulator.reports import health_words as words
from simulator.reports.words import fit, width

COLUMNS = 80
INDENT = "      "
MOST = 3
"""Activities that are named; the page and --json hold the others."""

LEAST = 24
"""Columns of a name that stay, however long the rest of the line is."""


def lines(health: Health) -> list[str]:
    """The whole table, without ends of lines."""
    found = [f"Schedule health: {words.tally(health)}", *_wrapped(words.headline(health), "  ")]
    for verdict in (Verdict.FAIL, Verdict.WARN):
        for finding in health.of(verdict):
            found += ["", *_finding(health, finding)]
    found += ["", *_others(health), "", *_practices(health)]
    if health.first:
        found += ["", "What to do first", *_first(health)]
    return found


def _finding(health: Health, finding: Finding) -> list[str]:
    """What was counted, for the first few what it is, and what it does to a forecast."""
    said = f"{words.measured(finding)}, {words.allowed(finding)}"
    head = f"{finding.verdict.value.upper():<6}{words.name(finding)}"
    found = [f"{head}: {said}"] if len(head) + len(said) + 2 <= COLUMNS else [head, INDENT + said]
    concerns = finding.outcome.concerns
    found += [INDENT + _concern(health, one) for one in concerns[:MOST]]
    if len(concerns) > MOST:
        found.append(f"{INDENT}and {len(concerns) - MOST:,} more")
    if finding.outcome.note:
        found += _wrapped(finding.outcome.note, INDENT)
    return found + _wrapped(finding.check.effect, INDENT)


def _concern(health: Health, concern: Concern) -> str:
    """``A310 Divert utilities: no successor`` on one line; the name gives way."""
    room = COLUMNS - len(INDENT)
    why = f": {concern.why}" if concern.why else ""
    who = words.who(health, concern)
    if width(who) > max(room - width(why), LEAST):
        who = fit(who, max(room - width(why), LEAST)).rstrip()
    return fit(who + why, room).rstrip()


def _others(health: Health) -> list[str]:
    """What is passed, and what does not apply and why, in few lines."""
    found = []
    passed = [finding.check.name for finding in health.findings if finding.verdict is Verdict.PASS]
    if passed:
        found += _wrapped(", ".join(passed), INDENT, "PASS  ")
    reasons = words.not_judged(health)
    if reasons:
        text = "; ".join(f"{', '.join(names)} ({why})" for why, names in reasons.items())
        found += _wrapped(text, INDENT, "–     ")
    return found


def _practices(health: Health) -> list[str]:
    """The ten practices of the GAO, each with its verdict and what it rests on."""
    found = ["GAO practices, as far as a file shows them"]
    for one in health.practices:
        verdict = "–" if one.verdict is Verdict.NOT_APPLICABLE else one.verdict.value
        because = ""
        if one.verdict in (Verdict.FAIL, Verdict.WARN):
            because = f": {words.beside(health, one.because)}"
        head = f"{one.practice.number:>4}  {verdict:<5} "
        found += _wrapped(f"{one.practice.name}{because}", " " * len(head), head)
    return found


def _first(health: Health) -> list[str]:
    """The few things that gain most."""
    found = []
    for number, finding in enumerate(health.first, 1):
        text = f"{finding.check.name}: {finding.check.mend}"
        found += _wrapped(text, "     ", f"  {number}. ")
    return found


def _wrapped(text: str, indent: str, first: str | None = None) -> list[str]:
    start = indent if first is None else first
    return textwrap.wrap(text, COLUMNS, initial_indent=start, subsequent_indent=indent)
