"""Names of money in correlations: cost elements, rates, overheads, prices, currencies, benefits."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import by_workbook, by_yaml

from simulator.errors import Issue, PlanError
from simulator.files import load
from simulator.model.correlation import Correlation, Subject, What
from simulator.model.program import Program

PLAN = """\
start: 2026-03-02
currency: EUR
currencies: {USD: "uniform(0.8, 1)", GBP: 1.2}
escalation: {steel: {per_year: "uniform(1%, 5%)", since: 2026-03-02}}
resources: {fitter: {rate: 90/h, rate_uncertainty: "uniform(90%, 120%)"}}
projects:
  - id: P
    tasks:
      - id: A
        duration: 5d
        cost_per_day: "uniform(10, 20)"
        fields: {trade: civil}
        costs:
          - {name: steel, amount: "uniform(50k, 70k)"}
          - {name: hire of cranes, per_day: "uniform(1k, 2k)"}
      - {id: B, duration: 5d, fields: {trade: civil}, costs: [{name: steel, amount: 5k}]}
  - id: Q
    tasks: [{id: cost of it, duration: 5d, costs: [{name: steel, amount: "uniform(1k, 2k)"}]}]
overheads: [{name: site, share: "uniform(5%, 9%)"}, {name: head office, project: Q, share: 4%}]
benefits: [{name: Fares, once: "uniform(1M, 2M)"}]
"""


def made(folder: Path, entry: str) -> Program:
    path = folder / "plan.yaml"
    path.write_text(f"{PLAN}correlations:\n  - {entry}\n", encoding="utf-8")
    return load(path)


def element(task: str, name: str) -> Subject:
    return Subject(What.ELEMENT, task, part=name)


def overhead(project: str, name: str) -> Subject:
    return Subject(What.OVERHEAD, project, part=name)


FARES = Subject(What.BENEFIT, "Fares")

NAMED = [
    ("cost steel of A", [element("P/A", "steel")]),
    ("Cost steel of trade:civil", [element("P/A", "steel"), element("P/B", "steel")]),
    ("cost hire of cranes of *", [element("P/A", "hire of cranes")]),
    ("cost steel of Q/cost of it", [element("Q/cost of it", "steel")]),
    ("cost per day of A", [Subject(What.RATE, "P/A")]),
    ("rate of fitter", [Subject(What.RESOURCE, "fitter")]),
    ("overhead site", [overhead("P", "site"), overhead("Q", "site")]),
    ("overhead site of Q", [overhead("Q", "site")]),
    ("overhead head office", [overhead("Q", "head office")]),
    ("currency USD", [Subject(What.CURRENCY, "USD")]),
    ("escalation steel", [Subject(What.INDEX, "steel")]),
]


@pytest.mark.parametrize(("text", "subjects"), NAMED, ids=[text for text, _ in NAMED])
def test_money_has_names_that_are_read_again_as_written(
    tmp_path: Path, text: str, subjects: list[Subject]
) -> None:
    program = made(tmp_path, f"{{of: [benefit Fares, {text}], coefficient: 0.3}}")
    assert program.correlations == (Correlation((FARES, *subjects), 0.3),)
    for form in (by_yaml, by_workbook):
        assert form(program, tmp_path).correlations == program.correlations


FAULTS = [
    ("cost steal of A", "there is no cost element 'steal'", "steel"),
    ("cost steel", "'cost steel' does not say whose cost it is", "cost steel of A110"),
    ("cost steel of X", "'X' selects no task", ""),
    ("cost hire of cranes of B", "'B' has no cost 'hire of cranes'", "P/A"),
    ("rate of welder", "there is no resource 'welder'", "The resources are: fitter."),
    ("overhead canteen", "there is no overhead 'canteen'", "site of P, site of Q"),
    ("overhead head office of P", "there is no overhead 'head office of P'", "head office of Q"),
    ("currency JPY", "there is no currency 'JPY'", "USD, GBP"),
    ("escalation wages", "there is no price index 'wages'", "The price indices are: steel."),
    ("benefit Fare", "there is no benefit 'Fare'", "Fares"),
    ("price steel", "'price steel' does not say what of it is meant", "escalation ..."),
]


@pytest.mark.parametrize(("text", "fault", "mend"), FAULTS, ids=[text for text, _, _ in FAULTS])
def test_what_is_not_there_is_told_with_its_place(
    tmp_path: Path, text: str, fault: str, mend: str
) -> None:
    with pytest.raises(PlanError) as raised:
        made(tmp_path, f"{{of: [benefit Fares, {text}], coefficient: 0.3}}")
    issue: Issue
    (issue,) = raised.value.issues
    assert fault in issue.message
    assert mend in issue.mend
    assert "plan.yaml:22:" in issue.where


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as raised:
        made(tmp_path, "{of: [benefit Fare, currency JPY, cost steal of A], coefficient: 0.3}")
    assert len(raised.value.issues) == 3


def test_money_without_a_range_is_named_in_a_note(tmp_path: Path) -> None:
    program = made(
        tmp_path,
        "{of: [cost steel of *, currency GBP, overhead head office, overhead site, benefit Fares],"
        " coefficient: 0.3}",
    )
    (note,) = (one for one in program.notes if one.startswith("correlations name"))
    assert note == (
        "correlations name 3 that have no range and so do not move: cost steel of P/B, "
        "currency GBP, overhead head office of Q"
    )
