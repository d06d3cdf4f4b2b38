"""All checks together: verdicts, the GAO's practices, what to do first, and any program at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from strategies_risk import uncertain

from simulator.health import CHECKS, Health, Verdict, assess
from simulator.health.gao import PRACTICES
from simulator.model.health import DEFAULTS, Limit, Limits
from simulator.model.program import Program
from simulator.reports import health_text
from simulator.reports.words import width

GOOD = """
- {id: A, name: Dig, duration: 10d, uncertainty: "triangular(8d, 10d, 16d)"}
- {id: B, name: Pour, duration: 10d, uncertainty: "triangular(8d, 10d, 16d)", after: A}
- {id: C, name: Done, after: B}
"""


def test_every_check_has_a_limit_and_its_words() -> None:
    assert [check.key for check in CHECKS] == list(DEFAULTS)
    for check in CHECKS:
        for text in (check.name, check.definition, check.effect, check.mend, check.source):
            assert text.strip(), check.key
        assert check.worst in (Verdict.WARN, Verdict.FAIL)


def test_the_first_fourteen_are_the_dcma_points_in_order() -> None:
    assert [check.source for check in CHECKS[:14]] == [f"DCMA point {n}" for n in range(1, 15)]


def test_the_practices_are_the_gaos_and_rest_on_checks_that_exist() -> None:
    """Names as listed in GAO-16-89G."""
    assert [practice.name for practice in PRACTICES] == [
        "Capturing all activities",
        "Sequencing all activities",
        "Assigning resources to all activities",
        "Establishing the duration of all activities",
        "Verifying that the schedule can be traced horizontally and vertically",
        "Confirming that the critical path is valid",
        "Ensuring reasonable total float",
        "Conducting a schedule risk analysis",
        "Updating the schedule using actual progress and logic",
        "Maintaining a baseline schedule",
    ]
    assert {key for practice in PRACTICES for key in practice.checks} == set(DEFAULTS)


def test_a_sound_plan_has_nothing_to_mend(health) -> None:
    found = health(GOOD)
    assert found.verdict is Verdict.PASS
    assert found.first == ()
    text = "\n".join(health_text.lines(found))
    assert "Every check that applies is passed." in text
    assert "What to do first" not in text


def test_a_practice_has_the_gravest_verdict_of_its_findings(health) -> None:
    # A lead fails, the duplicate name warns; nothing is reported, so nothing is judged of updates.
    found = health(GOOD.replace("after: A}", "after: A FS-1d}").replace("Pour", "Dig"))
    verdicts = {one.practice.number: one for one in found.practices}
    assert (verdicts[1].verdict, verdicts[1].because) == (Verdict.WARN, ("duplicate_names",))
    assert (verdicts[2].verdict, verdicts[2].because) == (Verdict.FAIL, ("leads",))
    assert (verdicts[6].verdict, verdicts[6].because) == (Verdict.PASS, ())
    assert verdicts[10].verdict is Verdict.NOT_APPLICABLE


def test_what_harms_most_comes_first_and_failures_before_warnings(health) -> None:
    found = health(
        GOOD.replace("after: A}", "after: A FS-1d}")
        .replace("Pour", "Dig")
        .replace("after: B}", "after: B, constraint: mandatory start 2026-06-01}")
    )
    assert [finding.key for finding in found.first] == [
        "critical_path_test",
        "hard_constraints",
        "set_by_date",
    ]


def test_limits_of_the_plan_change_verdicts_and_nothing_else(health) -> None:
    rows = GOOD.replace("after: A}", "after: A FS-1d}")
    strict, lenient = health(rows), health(rows, "health: {leads: 50%}")
    assert strict.finding["leads"].verdict is Verdict.FAIL
    assert lenient.finding["leads"].verdict is Verdict.PASS
    assert strict.finding["leads"].outcome == lenient.finding["leads"].outcome


def check_any(found: Health) -> None:
    """Whatever the plan: counts within what was counted, words within the screen, plain JSON."""
    for finding in found.findings:
        outcome = finding.outcome
        assert 0 <= outcome.count <= max(outcome.of, 0), finding.key
        assert (finding.verdict is Verdict.NOT_APPLICABLE) == bool(outcome.why_not)
        if finding.verdict in (Verdict.FAIL, Verdict.WARN) and outcome.value is None:
            assert outcome.concerns, finding.key
    for line in health_text.lines(found):
        assert width(line) <= 80, line
    json.dumps(found.to_dict(), allow_nan=False)


@settings(max_examples=60)
@given(program=uncertain())
def test_any_program_can_be_judged(program: Program) -> None:
    check_any(assess(program))


@pytest.mark.slow
@settings(max_examples=2000)
@given(program=uncertain())
def test_any_program_can_be_judged_at_length(program: Program) -> None:
    check_any(assess(program))


def test_the_page_of_reference_names_every_check_and_practice() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "health.md"
    text = page.read_text(encoding="utf-8")
    for check in CHECKS:
        assert f"`{check.key}`" in text, check.key
        assert f"| {check.name} | {check.definition} |" in text, check.key
        assert f"| {check.name} | {check.effect} | {check.mend} |" in text, check.key
    for practice in PRACTICES:
        assert practice.name in text, practice.name


def test_odd_letters_and_long_ids_do_not_break_the_screen(planned) -> None:
    program = planned(GOOD)
    odd = "\x1b[31m" + "x" * 200 + "\u202e\n"
    rows = tuple(
        replace(
            task,
            id=task.id + odd,
            name=task.name + odd,
            after=tuple(replace(one, predecessor=one.predecessor + odd) for one in task.after),
        )
        for task in program.tasks
    )
    tight = Limits({"critical_path_test": Limit(2.0, at_least=True), "detail": Limit(2.0)})
    found = assess(replace(program, tasks=rows, health=tight))
    lines = health_text.lines(found)
    assert found.finding["critical_path_test"].verdict is Verdict.FAIL
    assert all(width(line) <= 80 and "\x1b" not in line and "\n" not in line for line in lines)
