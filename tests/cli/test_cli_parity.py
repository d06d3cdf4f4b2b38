"""Agreement with the tool's own dates as a gate, in `p80 run` and by the parser alone."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from simulator.cli import requirement
from simulator.cli.verdict import of_parity
from simulator.errors import PlanError
from simulator.results.parity import Mismatch, Parity

PLANS = Path(__file__).parents[1] / "data" / "plans"
AIRPORT, STALE = PLANS / "airport_terminal.xer", PLANS / "PrimaveraProject.pmxml.xml"
FEW = ("-n", "64")
MOVED = Mismatch("P/A", "start", datetime(2027, 3, 1, 8), datetime(2027, 3, 2, 8), 1.0)


@pytest.mark.parametrize(
    ("plan", "text", "status"),
    [
        (AIRPORT, "parity>=100%", 0),
        (AIRPORT, "parity >= 0.995", 0),
        (STALE, "parity >= 99.5%", 1),
        (STALE, "PARITY >= 10%", 0),
    ],
)
def test_parity_is_a_gate(p80, plan, text, status):
    answer = p80("run", plan, *FEW, "--require", text)
    assert answer.status == status
    assert f"required: {text} — {'NOT MET' if status else 'met'}: " in answer.err


def test_the_figure_that_failed_is_said(p80):
    """12 of its 26 activities start later: their calendar has a holiday that it had not."""
    answer = p80("run", STALE, *FEW, "--require", "parity>=99.5%")
    assert answer.err.endswith(": 46.1 % (12 of 26 activities agree)\n")


def test_a_plan_without_stored_dates_cannot_be_asked(p80, plan):
    answer = p80("run", plan, *FEW, "--require", "parity >= 99.5%")
    assert answer.status == 2
    assert "holds no dates of another tool" in answer.err
    assert "[bad-requirement]" in answer.err


@pytest.mark.parametrize("text", ["parity >= 120%", "parity >= 99.5", "parity <= 99%", "parity"])
def test_a_share_that_cannot_be_is_refused(text):
    with pytest.raises(PlanError, match="cannot read the requirement"):
        requirement.parse(text)


def test_a_share_just_missed_is_not_rounded_up():
    verdict = of_parity(requirement.parse("parity >= 100%"), Parity(4217, 4216, "P6", (MOVED,)))
    assert not verdict.met
    assert "99.9 % (4,216 of 4,217" in verdict.text


def test_the_document_of_a_run_counts_every_field(p80):
    """The plan has 66 activities, each with all that P6 stores; its finish is in the notes beside
    the plans."""
    found = json.loads(p80("run", AIRPORT, *FEW, "--json").out)["parity"]
    assert (found["compared"], found["agree"], found["source"]) == (66, 66, "P6")
    assert set(found["fields"]) == {
        "start", "finish", "late start", "late finish", "total float", "free float",
        "critical by float", "longest path",
    }  # fmt: skip
    assert all(count == {"compared": 66, "agree": 66} for count in found["fields"].values())
    (finish,) = found["projects"].values()
    assert finish == {
        "stored": "2013-02-27T17:00",
        "computed": "2013-02-27T17:00",
        "agrees": True,
    }


def test_the_summary_shows_one_line(p80):
    assert "dates agree with P6: 66 of 66" in p80("run", AIRPORT, *FEW).out
    stale = p80("run", STALE, *FEW, "--range", "triangular(90%, 100%, 130%)").out
    assert "dates agree with P6: 12 of 26" in stale
    assert "p80 check" in stale
