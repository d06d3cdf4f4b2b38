"""`--require`: promises over the published figures, by plans whose figures are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli.requirement import Requirement, parse, parse_all
from simulator.errors import PlanError

FEW = ("-n", "2048")

PLAN = """\
program: Two projects
start: 2027-03-01
calendars: {standard: 24/7}
target: {finish: 2027-03-10, cost: 200}
projects:
  - id: X
    target: {finish: 2027-03-05, cost: 50}
    tasks:
      - {id: A, duration: 4d, cost: 40}
      - {id: M, name: X done, after: A, deadline: 2027-03-04}
  - id: Y and Z
    tasks:
      - {id: B, duration: "uniform(0d, 10d)", after: X/A, cost: 100}
      - {id: C, duration: 1d}
      - {id: M, after: B}
"""
"""X is done at the end of 4 March; the program between 5 and 15 March, uniformly, so that its mean
is the end of 9 March and P80 is eight days after 5 March 00:00; 140 are spent."""


@pytest.fixture
def two(tmp_path: Path) -> Path:
    path = tmp_path / "two.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("finish P80 <= 2027-03-13", True),
        ("finish P80 <= 2027-03-11", False),
        ("finish mean <= 2027-03-10", True),
        ("finish mean <= 2027-03-08", False),
        ("cost mean <= 140", True),
        ("cost P99.9 <= 139", False),
        ("project X P100 <= 2027-03-04", None),
        ("project X P99 <= 2027-03-04", True),
        ("project X finish P99 <= 2027-03-03", False),
        ("project X cost P50 <= 40", True),
        ("project X cost P50 <= 39", False),
        ("project Y and Z P10 <= 2027-03-06", True),
        ("project Y and Z P20 <= 2027-03-05", False),
        ("milestone X/M P80 <= 2027-03-04", True),
        ("milestone X/M P80 <= 2027-03-03", False),
        ("milestone X/M chance >= 100%", True),
        ("task A P80 <= 2027-03-04", True),
        ("task A P80 <= 2027-03-03", False),
        ("task B P80 <= 2027-03-13", True),
        ("task B P80 <= 2027-03-11", False),
        ("task B mean <= 2027-03-10", True),
        ("task X/A mean <= 2027-03-03", False),
        ("chance >= 59%", True),
        ("chance of target >= 61%", False),
        ("finish chance of the target >= 59%", True),
        ("cost chance >= 100%", True),
        ("project X chance >= 100%", True),
        ("project X cost chance >= 100%", True),
        ("jcl >= 59%", True),
        ("JCL >= 0.61", False),
        ("criticality X/A <= 99%", False),
        ("criticality C <= 1%", True),
        ("criticality of B <= 100%", True),
    ],
)
def test_each_figure_against_what_is_known(p80, two, text, holds) -> None:
    answer = p80("run", two, *FEW, "--require", text)
    assert answer.status == {True: 0, False: 1, None: 2}[holds], answer.err
    if holds is not None:
        assert answer.err.startswith(f"required: {text} — {'met' if holds else 'NOT MET'}: ")


def test_several_in_one_text_and_several_options(p80, two) -> None:
    """An `and` within an id does not part what it is part of."""
    text = "project Y and Z P10 <= 2027-03-06 and jcl >= 99% and cost P80 <= 1"
    answer = p80("run", two, *FEW, "--require", text, "--require", "finish P80 <= 2020-01-01")
    assert answer.status == 1
    lines = answer.err.splitlines()
    assert len(lines) == 4
    assert [line.split(" — ")[0].removeprefix("required: ") for line in lines] == [
        "project Y and Z P10 <= 2027-03-06",
        "jcl >= 99%",
        "cost P80 <= 1",
        "finish P80 <= 2020-01-01",
    ]
    assert ["NOT MET" in line for line in lines] == [False, True, True, True]
    assert lines[2].endswith("NOT MET: 140")


def test_the_document_holds_every_gate(p80, two, tmp_path) -> None:
    """140 are spent, so that the cost is known to the unit; B ends uniformly within ten days."""
    asked = (
        "cost P80 <= 139",
        "task X/A P80 <= 2027-03-04",
        "criticality X/A <= 99%",
        "jcl >= 59%",
    )
    answer = p80("run", two, *FEW, "--json", "--out", tmp_path, "--require", " and ".join(asked))
    assert answer.status == 1
    document = json.loads(answer.out)
    gates = document["gates"]
    assert [one["asked"] for one in gates] == list(asked)
    assert [one["met"] for one in gates] == [False, True, False, True]
    assert {one["option"] for one in gates} == {"--require"}
    assert [one["value"] for one in gates[:3]] == [140, "2027-03-05T00:00", 1.0]
    assert gates[3]["value"] == document["jcl"]["chance"]
    said = [line.split(": ", 2)[2] for line in answer.err.splitlines()]
    assert [one["found"] for one in gates] == said
    written = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert written["gates"] == gates


def test_check_holds_its_gates_too(p80, two, tmp_path) -> None:
    page = tmp_path / "health.json"
    answer = p80("check", two, "--json", "-o", page, "--require", "health no warn")
    document = json.loads(answer.out)
    (gate,) = document["gates"]
    counts = document["health"]["counts"]
    assert gate["value"] == counts["fail"] + counts["warn"]
    assert gate["met"] == (answer.status == 0) == (gate["value"] == 0)
    assert json.loads(page.read_text("utf-8"))["gates"] == [gate]


@pytest.mark.parametrize("command", ["run", "check"])
def test_without_gates_there_is_no_such_part(p80, two, command) -> None:
    assert "gates" not in json.loads(p80(command, two, "--json").out)


def test_health_is_judged_by_run_as_by_check(p80, two) -> None:
    for text in ("health no fail", "health no warn"):
        ran, checked = (p80(one, two, "--require", text) for one in ("run", "check"))
        assert ran.status == checked.status
        assert ran.err.splitlines()[-1] == checked.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("text", "message", "mend"),
    [
        (
            "project W P80 <= 2027-01-01",
            "there is no 'W'",
            "The projects of this plan: X, Y and Z.",
        ),
        ("project X. P80 <= 2027-01-01", "there is no 'X.'", "Did you mean 'X'?"),
        ("milestone Q P80 <= 2027-01-01", "there is no 'Q'", "The milestones, and tasks with a"),
        ("milestone M P80 <= 2027-01-01", "there is no 'M'", "X/M"),
        ("criticality Q <= 5%", "there is no 'Q'", "The tasks of this plan: A, B, C, X/A, X/M"),
        ("milestone Y and Z/M chance >= 5%", "Y and Z/M has no deadline", "Give it `deadline:"),
        ("project Y and Z chance >= 5%", "project Y and Z has no target", "`target: {finish: DATE"),
        ("task B P81 <= 2027-03-13", "of a task there is no P81", "There are: P1, P5, P10,"),
        ("task Q P80 <= 2027-03-13", "there is no 'Q'", "The tasks of this plan: A, B, C,"),
        ("parity >= 5%", "holds no dates of another tool", "P6 or MS Project"),
    ],
)
def test_what_the_plan_does_not_have(p80, two, text, message, mend) -> None:
    answer = p80("run", two, *FEW, "--require", text)
    assert answer.status == 2
    assert message in answer.err
    assert mend in answer.err
    assert answer.out == ""


def test_all_that_cannot_be_answered_is_said_at_once(p80, two) -> None:
    answer = p80("run", two, *FEW, "--require", "project W P80 <= 2027-01-01 and parity >= 5%")
    assert answer.err.startswith("p80: 2 problems:")
    with pytest.raises(PlanError) as raised:
        parse_all(["finish", "cost P80 <= 5 and jcl >= much", "jcl >= 50%"])
    assert len(raised.value.issues) == 2


@pytest.mark.parametrize(
    "text",
    ["P80 <= 2027-01-01", "mean <= 5", "milestone S cost P80 <= 5", "milestone S cost chance >= 5%",
     "task S chance >= 5%", "task S cost P80 <= 5",
     "project P80 <= 2027-01-01", "jcl <= 5%", "jcl >= 120%", "criticality A >= 5%",
     "finish P80 >= 2027-01-01", "finish P100 <= 2027-01-01", "joy >= 5%"],
)  # fmt: skip
def test_what_is_no_requirement(text: str) -> None:
    with pytest.raises(PlanError, match="cannot read the requirement"):
        parse(text)


def test_an_id_may_hold_any_words() -> None:
    found = parse("milestone MIL 10 P80 P80 <= 2027-01-01T12:00")
    assert isinstance(found, Requirement)
    assert (found.id, found.level, found.of) == ("MIL 10 P80", 80.0, "finish")


def test_the_document_stays_the_same(p80, two) -> None:
    with_gate = p80("run", two, *FEW, "--json", "--require", "jcl >= 99%")
    assert with_gate.status == 1
    assert json.loads(with_gate.out)["program"] == "Two projects"
