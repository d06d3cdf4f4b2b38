"""`p80 check` as a user and as a script meet it: screen, document, files, exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.health import CHECKS

PLANS = Path(__file__).parents[1] / "data" / "plans"
AIRPORT = PLANS / "airport_terminal.xer"

SOUND = """\
program: Sound
start: 2026-03-02
tasks:
  - {id: A, name: Dig, duration: 10d, uncertainty: "triangular(8d, 10d, 16d)"}
  - {id: B, name: Pour, duration: 10d, uncertainty: "triangular(8d, 10d, 16d)", after: A}
  - {id: C, name: Done, after: B}
"""


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A plan that passes every check."""
    path = tmp_path / "sound.yaml"
    path.write_text(SOUND, encoding="utf-8")
    return path


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    """The same with a lead: one check fails, none warns."""
    path = tmp_path / "lead.yaml"
    path.write_text(SOUND.replace("after: A}", "after: A FS-1d}"), encoding="utf-8")
    return path


@pytest.fixture
def double(tmp_path: Path) -> Path:
    """The same with a name twice: one check warns, none fails."""
    path = tmp_path / "double.yaml"
    path.write_text(SOUND.replace("Pour", "Dig"), encoding="utf-8")
    return path


def test_it_says_what_came_in_then_the_dates_then_the_health(p80):
    answer = p80("check", AIRPORT)
    order = (
        "66 tasks",
        "66 of 66 agree",
        "Schedule health:",
        "FAIL",
        "WARN",
        "PASS",
        "GAO",
        "first",
    )
    places = [answer.out.index(word) for word in order]
    assert places == sorted(places)
    assert answer.status == 0


def test_failures_name_their_activities_and_what_they_do(p80, lead):
    out = p80("check", lead).out
    assert "FAIL  Leads (DCMA 2): 1 of 2 links · 50 %, none allowed" in out
    assert "B Pour: FS − 1 d from A" in out
    assert "  1. Leads: Split the predecessor" in out


@pytest.mark.parametrize(
    ("name", "require", "status"),
    [
        ("sound", "health no fail", 0),
        ("sound", "health no warn", 0),
        ("lead", "health no fail", 1),
        ("lead", "health no warn", 1),
        ("double", "health no fail", 0),
        ("double", "Health  No Warn", 1),
    ],
)
def test_health_is_a_gate_where_it_is_required(p80, request, name, require, status):
    plan = request.getfixturevalue(name)
    assert p80("check", plan).status == 0
    answer = p80("check", plan, "--require", require)
    assert answer.status == status
    assert answer.err.startswith(f"required: {require} — {'met' if status == 0 else 'NOT MET'}: ")


def test_several_requirements_must_all_hold(p80, double):
    answer = p80("check", double, "--require", "health no fail", "--require", "health no warn")
    assert answer.status == 1
    assert [": met" in line or "— met" in line for line in answer.err.splitlines()] == [True, False]


def test_parity_is_a_gate_too(p80):
    both = ("--require", "parity >= 99.5%", "--require", "health no fail")
    answer = p80("check", AIRPORT, *both)
    assert answer.status == 1
    assert "required: parity >= 99.5% — met" in answer.err
    assert p80("check", AIRPORT, *both[:2]).status == 0


def test_what_needs_a_simulation_is_not_asked_of_check(p80, sound):
    answer = p80("check", sound, "--require", "finish P80 <= 2027-01-01")
    assert (answer.status, answer.out) == (2, "")
    assert "Ask it of `p80 run`" in answer.err
    answer = p80("check", sound, "--require", "jcl >= 1% and health no fail and cost mean <= 1")
    assert answer.err.count("Ask it of `p80 run`") == 2


def test_the_document_holds_everything(p80, lead):
    answer = p80("check", lead, "--json")
    assert answer.status == 0
    document = json.loads(answer.out)
    assert document["contents"] == {
        "projects": 1, "tasks": 3, "open": 3, "with_range": 2, "links": 2, "risks": 0, "drivers": 0,
        "branches": 0, "loops": 0,
    }  # fmt: skip
    health = document["health"]
    assert health["verdict"] == "fail"
    assert health["counts"]["fail"] == 1
    assert sum(health["counts"].values()) == len(health["findings"]) == len(CHECKS)
    assert len(health["practices"]) == 10
    found = {finding["key"]: finding for finding in health["findings"]}
    leads = found["leads"]
    assert (leads["count"], leads["of"], leads["share"]) == (1, 2, 0.5)
    assert leads["concerns"] == [
        {"kind": "task", "id": "P/B", "name": "Pour", "why": "FS − 1 d from A"}
    ]
    assert leads["limit"] == {"value": 0.0, "at_least": False, "size": None, "unit": None}
    missing = found["bei"]
    assert (missing["verdict"], missing["count"], missing["share"]) == (
        "not applicable",
        None,
        None,
    )


def test_all_concerns_are_in_the_document_and_few_on_the_screen(p80):
    document = json.loads(p80("check", AIRPORT, "--json").out)
    found = {finding["key"]: finding for finding in document["health"]["findings"]}
    # The file has 84 links, 28 of them with a lag.
    assert (found["lags"]["count"], found["lags"]["of"]) == (28, 84)
    assert len(found["lags"]["concerns"]) == 28
    assert "and 25 more" in p80("check", AIRPORT).out


def test_a_page_a_document_or_a_folder_with_both(p80, lead, tmp_path):
    page, document, folder = (tmp_path / name for name in ("a.html", "a.json", "report"))
    for out in (page, document, folder):
        assert p80("check", lead, "-o", out).status == 0
    assert page.read_text("utf-8") == (folder / "health.html").read_text("utf-8")
    assert "B Pour" in " ".join(page.read_text("utf-8").replace("</a>", "").split())
    assert json.loads(document.read_text("utf-8"))["program"] == "Sound"
    assert sorted(path.name for path in folder.iterdir()) == ["health.html", "health.json"]


def test_a_file_in_the_way_is_an_error_and_stays(p80, lead, tmp_path):
    blocked = tmp_path / "taken"
    blocked.write_text("mine", encoding="utf-8")
    answer = p80("check", lead, "-o", blocked)
    assert answer.status == 2
    assert "it is a file" in answer.err
    assert blocked.read_text("utf-8") == "mine"


def test_limits_of_the_plan_hold(p80, lead):
    lead.write_text(lead.read_text("utf-8") + "health: {leads: 50%}\n", encoding="utf-8")
    assert p80("check", lead, "--require", "health no fail").status == 0
