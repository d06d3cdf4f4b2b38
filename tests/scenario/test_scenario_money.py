"""Money in scenarios: what each edit changes, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from simulator.engine import schedule
from simulator.errors import PlanError
from simulator.files.build import build
from simulator.files.yaml import YamlSource
from simulator.model.benefit import Benefit, Gain
from simulator.model.correlation import Correlation, Subject, What
from simulator.model.distributions import Constant, Triangular, Uniform
from simulator.model.funding import Grant
from simulator.model.money import Basis, Currency, Element, Index, Overhead, Term
from simulator.model.payment import END, START
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.scenario import apply

PLAN = """\
start: 2026-03-02
data_date: 2026-03-09
currency: EUR
currencies: {USD: 0.92}
escalation: {steel: {per_year: 3%, since: 2026-01-01, steps: {2027-01-01: 104%}}}
overheads: [{name: Office, share: 8%}]
penalties: [{name: Late, task: B, after: 2026-06-30, per_day: 5k}]
bonuses: [{name: Early, task: B, before: 2026-06-30, per_day: 2k}]
tasks:
  - {id: A, duration: 5d, actual_start: 2026-03-02, actual_finish: 2026-03-06, costs: {amount: 7}}
  - {id: B, duration: 5d, costs: [
      {name: Deck, amount: 900, uncertainty: "uniform(800, 1100)", paid: end, currency: USD},
      {name: Crew, per_day: 50, uncertainty: "uniform(90%, 130%)", escalation: steel}]}
"""

DECK = Element("Deck", Basis.AMOUNT, 900.0, Spread(Uniform(800.0, 1100.0)), END, "USD")
CREW = Element("Crew", Basis.DAY, 50.0, Spread(Uniform(0.9, 1.3), relative=True), index="steel")


Edit = Callable[[str], Program]


def test_set_changes_a_cost_by_its_name_and_adds_others(edit: Edit) -> None:
    found = edit("set: [{task: B, costs: [{name: Deck, amount: 950}, {name: Hut, per_day: 1}]}]")
    assert found.task["P/B"].elements == (
        replace(DECK, price=950.0, spread=None),  # a new price drops the range of the old one
        CREW,
        Element("Hut", Basis.DAY, 1.0),
    )
    assert found.task["P/A"].elements == (Element("cost 1", Basis.AMOUNT, 7.0),)


def test_set_may_change_all_but_the_price(edit: Edit) -> None:
    found = edit("set: [{task: B, costs: {name: Deck, paid: start, currency: EUR, account: X}}]")
    assert found.task["P/B"].elements == (
        replace(DECK, paid=START, currency="", account="X"),
        CREW,
    )


def test_scale_keeps_ranges_in_proportion(edit: Edit) -> None:
    """800 to 1100 around 900 are the same shares of 990; finished work stays as it was."""
    found = edit('scale: [{tasks: "*", cost: 110%}]')
    deck, crew = found.task["P/B"].elements
    assert deck.price == pytest.approx(990.0)
    assert deck.spread == Spread(Uniform(800 / 900, 1100 / 900), relative=True)
    assert crew == replace(CREW, price=pytest.approx(55.0))
    assert found.task["P/A"].elements == (Element("cost 1", Basis.AMOUNT, 7.0),)


def test_a_removed_task_costs_nothing(edit: Edit) -> None:
    assert edit("remove: {tasks: B}").task["P/B"].elements == ()


def test_prices_change_key_by_key(edit: Edit, program: Program) -> None:
    found = edit(
        "currencies: {USD: 1.1, GBP: 1.2}\n"
        "escalation: {steel: {per_year: 6%}, wages: {steps: {2027-01-01: 102%}}}\n"
        "discount: 5%\n"
        "add: {tasks: [{id: C, duration: 1d, costs: {amount: 1, currency: GBP}}]}"
    )
    steps = ((datetime(2027, 1, 1), 1.04),)
    assert found.terms.currencies == (Currency("USD", 1.1), Currency("GBP", 1.2))
    assert found.terms.indices == (
        Index("steel", datetime(2026, 1, 1), 0.06, None, steps),
        Index("wages", datetime(2027, 1, 1), 0.0, None, ((datetime(2027, 1, 1), 1.02),)),
    )
    assert found.terms.discount == 0.05
    assert found.terms.penalties == program.terms.penalties
    assert found.task["P/C"].elements[0].currency == "GBP"


def test_charges_are_removed_and_added(edit: Edit, program: Program) -> None:
    found = edit(
        "remove: {penalties: Late, bonuses: [Early], overheads: Office}\n"
        "add:\n"
        "  overheads: [{name: Office, share: 5%}]\n"
        "  penalties: [{name: Late, task: A, after: 2026-05-31, per_day: 1k}]\n"
    )
    assert found.terms.overheads == (Overhead("Office", "P", 0.05),)
    assert found.terms.penalties == (Term("Late", "P/A", datetime(2026, 6, 1), 1000.0),)
    assert found.terms.currencies == program.terms.currencies
    assert found.tasks == program.tasks


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("remove: {penalties: Lat}", "unknown-id", "Did you mean 'Late'?"),
        ("remove: {bonuses: Late}", "unknown-id", "the plan has no 'Late' among its bonuses"),
        ("remove: {overheads: X}", "unknown-id", "Known are: Office."),
        (
            "add: {penalties: [{name: Early, task: B, after: 2026-07-01, per_day: 1}]}",
            "duplicate-name",
            "two penalties or bonuses are called 'Early'",
        ),
        ("add: {overheads: [{name: Office, share: 5%}]}", "duplicate-name", "of project P"),
        ("set: [{task: B, costs: {name: Hut}}]", "missing-price", "the cost has no price"),
        ("set: [{task: B, costs: {name: Deck, amount: -1}}]", "negative-price", "below 0"),
        ("set: [{task: B, costs: {name: Deck, currency: GBP}}]", "unknown-currency", "USD"),
        ("currencies: {USD: 0}", "exchange-rate", "an exchange rate of 0 is not possible"),
        ("escalation: {wages: {since: 2026-01-01}}", "escalation", "raises no price"),
    ],
)
def test_what_does_not_fit_is_refused(edit: Edit, text: str, rule: str, words: str) -> None:
    with pytest.raises(PlanError) as raised:
        edit(text)
    (issue,) = raised.value.issues
    assert issue.rule == rule
    assert words in f"{issue.message}. {issue.mend}"


WORTH = """\
discount: 4%
funding: {2026-12-31: 5M}
benefits:
  - {name: Fares, from: B, per_month: "triangular(60k, 80k, 90k)", until: 2040-12-31}
  - {name: Land, once: 2M}
  - {name: Buses, lost_per_week: 25k, due: 2029-06-30}
correlations:
  - {of: [benefit Fares, cost Deck of B, overhead Office], coefficient: 0.5}
"""

FARES = Benefit(
    "Fares", "P/B", Gain.PER_MONTH, 80e3, datetime(2041, 1, 1), Spread(Triangular(60e3, 80e3, 90e3))
)  # fmt: skip
LAND = Benefit("Land", "", Gain.ONCE, 2e6)
BUSES = Benefit("Buses", "", Gain.LOST_PER_WEEK, 25e3, datetime(2029, 7, 1))


@pytest.fixture
def worth(tmp_path: Path) -> Callable[[str], Program]:
    """The same, of a plan that says what it is worth."""
    plan = build(YamlSource("plan.yaml", PLAN + WORTH), Path())
    assert plan.benefits == (FARES, LAND, BUSES)

    def edited(text: str) -> Program:
        path = tmp_path / "scenario.yaml"
        path.write_text(f"scenario: Test\n{text}", "utf-8")
        return apply(plan, path)

    return edited


def test_set_what_a_benefit_is(worth: Edit) -> None:
    found = worth(
        "set:\n"
        "  - {benefit: Fares, per_month: 70k}\n"
        "  - {benefit: Land, once: 'uniform(1M, 2M)', from: A}\n"
        "  - {benefit: Buses, due: 2028-12-31}\n"
    )
    assert found.benefits == (
        replace(FARES, amount=70e3, spread=None),
        Benefit("Land", "P/A", Gain.ONCE, 1.5e6, None, Spread(Uniform(1e6, 2e6))),
        replace(BUSES, date=datetime(2029, 1, 1)),
    )


def test_an_amount_of_another_kind_takes_the_place_of_the_old_one(worth: Edit) -> None:
    found = worth(
        "set: [{benefit: Fares, once: 9M}, {benefit: Land, per_month: 1k, until: 2029-12-31}]"
    )
    assert found.benefits[:2] == (
        Benefit("Fares", "P/B", Gain.ONCE, 9e6),
        Benefit("Land", "", Gain.PER_MONTH, 1e3, datetime(2030, 1, 1)),
    )
    with pytest.raises(PlanError, match="per_month needs a date: until"):
        worth("set: [{benefit: Land, per_month: 1k}]")


def test_benefits_come_and_go_with_their_correlations(worth: Edit) -> None:
    deck, office = (
        Subject(What.ELEMENT, "P/B", part="Deck"),
        Subject(What.OVERHEAD, "P", part="Office"),
    )
    found = worth(
        "remove: {benefits: [Fares, Buses]}\n"
        "add:\n"
        "  benefits: [{name: Fares, from: B, once: 'uniform(1M, 3M)'}]\n"
        "  correlations: [{of: [benefit Fares, cost Crew of B], coefficient: 0.3}]\n"
    )
    fares = Benefit("Fares", "P/B", Gain.ONCE, 2e6, None, Spread(Uniform(1e6, 3e6)))
    assert found.benefits == (LAND, fares)
    assert found.correlations == (
        Correlation((deck, office), 0.5),
        Correlation(
            (Subject(What.BENEFIT, "Fares"), Subject(What.ELEMENT, "P/B", part="Crew")), 0.3
        ),
    )
    left = worth("remove: {overheads: Office, benefits: Fares}")
    assert left.correlations == ()


def test_scaled_benefits_and_overheads_keep_their_proportions(worth: Edit) -> None:
    found = worth("scale: [{benefits: [Fares, Land], amount: 50%}, {overheads: Office, share: 2}]")
    assert found.benefits == (
        replace(FARES, amount=40e3, spread=Spread(Triangular(30e3, 40e3, 45e3))),
        replace(LAND, amount=1e6),
        BUSES,
    )
    assert found.terms.overheads == (Overhead("Office", "P", 0.16),)


def test_scaled_to_nothing_nothing_is_drawn(worth: Edit) -> None:
    found = worth("scale: [{benefits: Fares, amount: 0}]").benefits[0]
    assert found.amount == 0.0
    assert found.spread == Spread(Constant(0.0))


def test_shifted_benefits(worth: Edit) -> None:
    shifted = Spread(Triangular(75e3, 1e5, 112.5e3))
    found = worth(
        "shift: [{benefits: [Fares, Buses], dates: 31}, {benefits: [Fares, Land], amount: 20k}]"
    )
    assert found.benefits == (
        replace(FARES, amount=1e5, date=datetime(2041, 2, 1), spread=shifted),
        replace(LAND, amount=2.02e6),
        replace(BUSES, date=datetime(2029, 8, 1)),
    )


def test_set_overheads_penalties_and_bonuses(worth: Edit) -> None:
    found = worth(
        "set:\n"
        "  - {overhead: Office, share: 'uniform(5%, 9%)'}\n"
        "  - {penalty: Late, per_day: 6k, at_most: 90k}\n"
        "  - {bonus: Early, task: A, before: 2026-05-31}\n"
    )
    assert found.terms.overheads == (
        Overhead("Office", "P", pytest.approx(0.07), Spread(Uniform(0.05, 0.09))),  # type: ignore[arg-type]
    )
    assert found.terms.penalties == (
        Term("Late", "P/B", datetime(2026, 7, 1), 6000.0, False, 90e3),
        Term("Early", "P/A", datetime(2026, 6, 1), 2000.0, True),
    )


def test_some_costs_of_tasks_are_scaled_by_their_names(edit: Edit) -> None:
    found = edit('scale: [{tasks: "*", costs: Crew, cost: 120%}]').task["P/B"].elements
    assert found == (DECK, replace(CREW, price=pytest.approx(60.0)))


def test_funding_is_replaced_or_taken_away(worth: Edit) -> None:
    found = worth("funding: {2026-09-30: 2M, 2027-06-30: 6M}").funding
    assert found == (Grant(datetime(2026, 10, 1), 2e6), Grant(datetime(2027, 7, 1), 6e6))
    assert worth("remove: {funding: true}").funding == ()


WORTH_FAULTS = [
    ("set: [{benefit: Fare, once: 1}]", "the plan has no benefit 'Fare'"),
    ("set: [{benefit: Fares, once: -1}]", "-1 may be negative"),
    ("set: [{benefit: Fares, due: 2030-01-01}]", "due does not go with per_month"),
    ("set: [{benefit: Fares, from: X}]", "there is no task and no project 'X'"),
    ("set: [{benefit: Fares, untl: 2030-01-01}]", "Did you mean 'until'?"),
    ("set: [{overhead: Site, share: 5%}]", "the plan has no 'Site' among its overheads"),
    ("set: [{overhead: Office, project: Q, share: 5%}]", "project Q has no overhead 'Office'"),
    ("set: [{overhead: Office, share: 9}]", "Did you mean 9%?"),
    ("set: [{overhead: Office}]", "the key 'share' is missing"),
    ("set: [{penalty: Early, per_day: 1}]", "the plan has no 'Early' among its penalties"),
    ("set: [{bonus: Early, after: 2026-05-31}]", "unknown key 'after'"),
    ("set: [{penalty: Late, per_day: 0}]", "per_day: 0 is not above 0"),
    ("remove: {benefits: Fare}", "Did you mean 'Fares'?"),
    ("add: {benefits: [{name: Land, once: 1}]}", "two benefits have the name 'Land'"),
    ("scale: [{benefits: Fare, amount: 2}]", "the plan has no benefit 'Fare'"),
    ("scale: [{benefits: Fares}]", "the key 'amount' is missing"),
    ("scale: [{overheads: Site, share: 2}]", "the plan has no 'Site' among its overheads"),
    ("scale: [{tasks: B, costs: Dek, cost: 2}]", "Did you mean 'Deck'?"),
    ("scale: [{tasks: B, costs: Deck}]", "costs are named, and no factor on them"),
    ("shift: [{benefits: Land, dates: 7}]", "comes at a finish, and has no date"),
    ("shift: [{benefits: Land, amount: -3M}]", "would be less than nothing"),
    ("shift: [{benefits: Land}]", "names benefits, and nothing that moves"),
    ("funding: {soon: 2M}", "soon"),
]


@pytest.mark.parametrize(("text", "message"), WORTH_FAULTS, ids=[one for one, _ in WORTH_FAULTS])
def test_edits_of_worth_that_do_not_fit(worth: Edit, text: str, message: str) -> None:
    with pytest.raises(PlanError) as raised:
        worth(text)
    assert message in str(raised.value)
    assert len(raised.value.issues) == 1


def test_no_limits_cannot_be_taken_away(edit: Edit) -> None:
    with pytest.raises(PlanError, match="the plan has no limits of funding"):
        edit("remove: {funding: true}")


DATED = """\
start: 2026-03-02
resources:
  fitter: {rates: [{rate: 80/h}, {start: 2026-05-01, rate: 100/h}]}
tasks:
  - {id: A, duration: 10d, resources: {fitter: 2}, costs: {name: Hut, amount: 7}}
"""


@pytest.mark.parametrize(
    ("text", "price", "steps"),
    [
        ("scale: [{resources: fitter, rate: 110%}]", 2 * 8 * 88.0, [1.25]),
        ("set: [{resource: fitter, rate: 50/h}]", 2 * 8 * 50.0, []),
        (
            "set: [{resource: fitter, rates: [{rate: 60/h}, {start: 2026-04-01, rate: 90/h}]}]",
            2 * 8 * 60.0,
            [1.5],
        ),
    ],
)
def test_work_at_dated_rates_follows_the_new_ones(
    tmp_path: Path, text: str, price: float, steps: list[float]
) -> None:
    program = build(YamlSource("plan.yaml", DATED), Path())
    path = tmp_path / "scenario.yaml"
    path.write_text(f"scenario: Test\n{text}", "utf-8")
    found = apply(program, path)
    hut, work = found.task["P/A"].elements
    assert (hut.price, work.price) == (7.0, pytest.approx(price))
    (index,) = found.terms.indices
    assert [level for _, level in index.steps] == pytest.approx(steps)
    path.write_text("scenario: Test\nset: [{resource: fitter, rate: 50/h, per_use: 9}]", "utf-8")
    assert "new charge for each use" in apply(program, path).notes[-1]


def test_a_removed_resource_takes_its_work_along(tmp_path: Path) -> None:
    program = build(YamlSource("plan.yaml", DATED), Path())
    path = tmp_path / "scenario.yaml"
    path.write_text("scenario: Test\nremove: {resources: fitter}", "utf-8")
    assert [one.name for one in apply(program, path).task["P/A"].elements] == ["Hut"]


LABOUR = """\
start: 2026-03-02
data_date: 2026-03-09
resources: {crew: {}, sand: {type: material}}
tasks:
  - {id: A, duration: 10d, actual_start: 2026-03-02, remaining: 5d, cost: 1000,
     cost_uncertainty: "uniform(900, 1100)", resources: {
      crew: {cost: 800, actual_cost: 300, remaining_cost: 500},
      sand: {cost: 200, actual_cost: 100}}}
"""


@pytest.mark.parametrize(
    ("text", "cost", "crew", "sand"),
    [
        # Of 1,000 the 500 of crew that are left grow by half; 400 are spent.
        ("scale: [{tasks: A, duration: 150%}]", 1250.0, 750.0, None),
        ("scale: [{tasks: A, cost: 120%}]", 1120.0, 600.0, 220.0),
        ("scale: [{tasks: A, duration: 150%, cost: 120%}]", 1420.0, 900.0, 220.0),
        ("shift: [{task: A, duration: 5d}]", 1500.0, 1000.0, None),
    ],
)
def test_labour_follows_scaled_work_and_what_is_spent_stays(
    tmp_path: Path, text: str, cost: float, crew: float, sand: float | None
) -> None:
    program = build(YamlSource("plan.yaml", LABOUR), Path())
    path = tmp_path / "scenario.yaml"
    path.write_text(f"scenario: Test\n{text}", "utf-8")
    task = apply(program, path).task["P/A"]
    assert task.cost.fixed == pytest.approx(cost)
    assert task.assignments[0].remaining_cost == pytest.approx(crew)
    assert task.assignments[1].cost == pytest.approx(sand or 200.0)
    spread = task.cost.spread
    assert spread is not None
    assert spread.relative
    assert schedule(apply(program, path)).program_cost == pytest.approx(cost)
