"""The page to mail: complete by itself, safe, and it says the answer first."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from html.parser import HTMLParser

import fabricated
import pytest
from earned_chain import chain
from lucky_programs import run

from simulator.reports.html import page
from simulator.results.estimate import show_money

EVIL = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "=1+1")


class Tags(HTMLParser):
    """Every tag with its attributes, and the text outside styles."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(text: str) -> Tags:
    parser = Tags()
    parser.feed(text)
    return parser


@pytest.fixture(scope="module")
def html() -> str:
    return page(fabricated.result())


def test_it_loads_nothing_from_anywhere(html: str) -> None:
    found = read(html)
    for tag, attributes in found.tags:
        assert tag not in {"script", "link", "iframe", "object", "embed"}
        for name in ("src", "href"):
            assert (attributes.get(name) or "data:").startswith("data:")
    assert not re.search(r"url\(|@import", html)


def test_it_has_the_charts(html: str) -> None:
    images = [attributes for tag, attributes in read(html).tags if tag == "img"]
    assert [image["alt"] for image in images] == [
        "S-curve of the finish",
        "Histogram of the finish",
        "S-curve of the cost",
        "Finish and cost together",
        "Money spent in time",
        "What the contingency is for",
        "What each risk adds to the cost",
        "Gantt chart with uncertainty",
    ]
    for image in images:
        assert b"<svg" in b64decode((image["src"] or "").partition(",")[2])
        assert image["alt"]


def test_the_answer_comes_first_in_plain_words(html: str) -> None:
    words = " ".join(" ".join(read(html).words).split()).replace("\xa0", " ")
    assert "There is an 80 % chance that it is finished by 22 Apr 2027 ." in words
    assert "The plan says 16 Mar 2027, which is 16 % likely." in words
    assert "The target is 5 Apr 2027, which is 50 % likely." in words
    assert "allow 37 days beyond the plan" in words
    assert "set aside 32.2M EUR beyond the plan" in words
    assert "meeting the date and the budget together is 35 %" in words
    assert "the P80 date would move by 21 d" in words
    assert words.index("80 % chance") < words.index("Criticality")


def test_the_small_print_lets_anyone_repeat_it(html: str) -> None:
    for fact in ("10,000", fabricated.result().fingerprint, "version 0.1.0", "Latin hypercube"):
        assert fact in html
    assert "3 relationships to activities outside the file were dropped." in html


def test_names_cannot_become_markup() -> None:
    result = fabricated.result(500, plan=fabricated.program(names=EVIL, title=EVIL[0]))
    text = page(result)
    assert not [
        tag for tag, attributes in read(text).tags if tag == "script" or "onerror" in attributes
    ]
    assert EVIL[0] in read(text).words
    assert "{{ 7 * 7 }}" in text


def test_a_name_of_ten_thousand_letters_does_not_fill_the_page() -> None:
    plan = fabricated.program(names=("W" * 10_000,), title="T" * 10_000)
    text = page(fabricated.result(500, plan=plan))
    assert "W" * 150 + "WWWWWWWWW…" in text
    assert "W" * 160 not in text
    assert "T" * 160 not in text


def test_a_plan_without_uncertainty_says_so() -> None:
    text = page(fabricated.certain())
    assert "Nothing in this plan is uncertain" in text
    assert "Give the open tasks a range" in text
    assert "chance that it is finished" not in text
    images = [attributes["alt"] for tag, attributes in read(text).tags if tag == "img"]
    assert images == ["Gantt chart with uncertainty"], "a curve of one point shows nothing"


def test_one_iteration_is_not_called_a_certain_plan() -> None:
    text = page(fabricated.certain(fabricated.program(), iterations=1))
    assert "One iteration shows no uncertainty" in text
    assert "Give the open tasks a range" not in text


def test_a_plan_without_money_has_no_word_of_it() -> None:
    words = " ".join(read(page(fabricated.result(500, money=False))).words)
    assert "costs no more" not in words
    assert "EUR" not in words


def test_what_would_take_long_is_left_out_and_said(monkeypatch) -> None:
    monkeypatch.setattr("simulator.scenario.contingency.run.MOST_WORK", 1000)
    found = read(page(fabricated.result(500)))
    alts = [attributes["alt"] for tag, attributes in found.tags if tag == "img"]
    assert "What the contingency is for" not in alts
    said = " ".join(" ".join(found.words).split())
    assert "takes many more runs of so large a plan: p80 contingency." in said


def test_earned_value_with_its_parts() -> None:
    """The worked example: of 3,500, 2,000 planned, 1,800 earned, 2,000 paid; EAC 3,700 is enough in
    40 % of its forecast."""
    a, b, c = chain().tasks
    tasks = (replace(a, wbs="Civil"), replace(b, wbs="Civil/Walls"), c)
    result = run(replace(chain(), tasks=tasks), 4096)
    said = " ".join(" ".join(read(page(result)).words).split())
    assert "Earned value on 20 Jan 2026" in said
    assert "P/Civil/Walls 2,000 1,000 800 900 0.80 0.89 2,100 100 %" in said
    assert re.search(r"Together 3,500 2,000 1,800 2,000 0\.90 0\.90 3,700 (39|40|41) % ", said)
    assert "it will be 3,889" in said


def test_certain_money_beside_an_uncertain_date() -> None:
    base = fabricated.result(500)
    base.outcome.cost[:] = base.schedule.program_cost
    found = read(page(base))
    words = " ".join(" ".join(found.words).split())
    assert "12.0M EUR , and nothing in it makes that sum uncertain" in words
    assert "costs no more than" not in words
    assert len([tag for tag, _ in found.tags if tag == "img"]) == 4, "money in time still varies"


def test_it_says_what_each_confidence_costs() -> None:
    """The P95 date and sum, and what they are beyond the plan of 380 days and 12M."""
    result = fabricated.result()
    text = " ".join(" ".join(read(page(result)).words).split())
    assert "What each confidence costs" in text
    assert result.cost is not None
    estimate, extra = result.cost.percentile(95), result.cost.contingency(95)
    assert f"95 % {result.finish.percentile(95).short} " in text
    assert f"{estimate.short} EUR {show_money(extra)}" in text
    assert "What each confidence costs" not in page(fabricated.certain())
