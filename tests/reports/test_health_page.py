"""The page of health: complete by itself, safe, bounded, and every link leads somewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser

import pytest

from simulator.health import assess
from simulator.model.calendar import elapsed_calendar, standard_calendar
from simulator.model.dependency import Dependency, Lag
from simulator.model.program import Program, Project
from simulator.model.task import Kind, Task
from simulator.reports.health_page import MOST_LISTED, page
from simulator.results.parity import Parity

START = datetime(2026, 3, 2)
EVIL = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}")
NOTHING = Parity(0, 0, "")


class Tags(HTMLParser):
    """Every tag with its attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def loose(count: int, names: tuple[str, ...] = ("Dig",)) -> Program:
    """So many tasks without any link: all of them lack logic, and many share a name."""
    tasks = tuple(
        Task(
            f"P/{names[n % len(names)][:9]}-{n}",
            names[n % len(names)],
            Kind.TASK,
            "standard",
            480.0,
        )
        for n in range(count)
    )
    calendars = {"standard": standard_calendar(), "elapsed": elapsed_calendar()}
    project = Project("P", "P", START, "standard")
    return Program(names[0], START, calendars, (project,), tasks, notes=names)


@pytest.fixture(scope="module")
def html() -> str:
    return page(assess(loose(60)), NOTHING)


def test_it_loads_nothing_from_anywhere(html: str) -> None:
    for tag, attributes in Tags(html).tags:
        assert tag not in {"script", "link", "iframe", "object", "embed", "img"}
        assert (attributes.get("href") or "#").startswith("#")
        assert not any(name.startswith("on") for name in attributes)
    assert not re.search(r"url\(|@import", html)


def test_every_link_leads_to_an_anchor_of_the_page(html: str) -> None:
    tags = Tags(html).tags
    anchors = [attributes["id"] for _, attributes in tags if attributes.get("id")]
    targets = {(attributes.get("href") or "#")[1:] for tag, attributes in tags if tag == "a"}
    assert len(anchors) == len(set(anchors))
    assert targets <= set(anchors)
    assert {"logic", "a0"} <= targets


def test_the_verdict_comes_first(html: str) -> None:
    text = " ".join("".join(Tags(html).words).split())
    assert text.index("1 check failed") < text.index("What to do first") < text.index("What was")


def test_lists_are_bounded_and_say_so(html: str) -> None:
    rows = [a for tag, a in Tags(html).tags if tag == "tr" and (a.get("id") or "").startswith("a")]
    assert len(rows) == MOST_LISTED
    assert f"and {60 - MOST_LISTED} more" in html


def test_names_are_text_and_never_markup() -> None:
    html = page(assess(loose(12, EVIL)), NOTHING)
    tags = Tags(html)
    assert {tag for tag, _ in tags.tags} & {"script", "img"} == set()
    assert "{{ 7 * 7 }}" in "".join(tags.words)


def test_a_plan_with_nothing_to_judge_has_a_page_too() -> None:
    done = replace(loose(1), tasks=())
    assert "nothing to judge" in page(assess(done), NOTHING)


def test_a_name_of_ten_thousand_letters_does_not_fill_the_page() -> None:
    program = loose(2, ("x" * 10_000,))
    assert len(page(assess(program), NOTHING)) < 40_000


def test_links_are_shown_with_their_lags_on_the_right_clock() -> None:
    rows = loose(2).tasks
    wait = Dependency(rows[0].id, lag=Lag(minutes=14 * 1440.0, elapsed=True))
    program = replace(loose(2), tasks=(rows[0], replace(rows[1], after=(wait,))))
    text = page(assess(program), NOTHING)
    assert f"{rows[0].short_id} FS + 14 d by the clock" in text
