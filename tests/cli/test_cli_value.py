"""`p80 value` on the command line: the screen, the document, the folder, and what it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.files import load
from simulator.reports.words import width
from simulator.results.estimate import show_money
from simulator.scenario.value import value

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
RUN = ("-n", 3000, "--seed", 4)
WORTH = """\
discount: 6%
risks:
  - {id: R1, name: Late timber, probability: 30%, impacts: [{tasks: B, delay: 5d}]}
benefits:
  - {name: Rent, from: D, per_month: "uniform(80, 130)", until: 2029-12-31}
  - {name: Storage, from: C, lost_per_week: 40, due: 2027-03-24}
"""


@pytest.fixture
def worth(plan: Path) -> Path:
    plan.write_text(plan.read_text(encoding="utf-8") + WORTH, encoding="utf-8")
    return plan


def names(found: Any) -> Iterator[str]:
    """Every key of a document."""
    if isinstance(found, dict):
        for key, item in found.items():
            yield key
            yield from names(item)
    elif isinstance(found, list):
        for item in found:
            yield from names(item)


def test_the_screen_says_what_the_result_says(p80, worth: Path) -> None:
    answer = p80("value", worth, *RUN)
    assert answer.status == 0, answer.err
    found = value(load(worth), 3000, 4)
    assert f"the plan says {show_money(found.net.planned)}; that or more: " in answer.out
    assert f"a net present value above 0: {found.positive}" in answer.out
    assert f"80 % sure of {show_money(found.sure_of(80).value)} or more" in answer.out
    assert "lost by delay" in answer.out
    assert f"the benefits pay back the cost at all: {found.paid_back}" in answer.out
    assert re.search(r"^  R1 Late timber +\S+ ± \S+ +\S+ %$", answer.out, re.M)
    said = " ".join(answer.out.split())
    assert "at 6 % a year. Costs leave on their own dates in each iteration" in said
    assert all(width(line) <= 80 for line in answer.out.splitlines()[:-1])
    assert answer.out.splitlines()[-1].endswith("--out value -n 3000 --seed 4")


def test_without_a_discount_it_says_so(p80, worth: Path) -> None:
    text = worth.read_text(encoding="utf-8").replace("discount: 6%\n", "")
    worth.write_text(text, encoding="utf-8")
    assert "Not discounted: the plan sets no discount." in p80("value", worth, *RUN).out


def test_what_never_pays_back_is_said_once(p80, plan: Path) -> None:
    poor = "benefits: [{name: Rent, once: 1}]\n"
    plan.write_text(plan.read_text(encoding="utf-8") + poor, encoding="utf-8")
    said = p80("value", plan, *RUN).out
    assert "Payback   never in 3,000 iterations\n" in said
    assert "P50 never" not in said


def test_one_document_and_every_field_is_described(p80, worth: Path) -> None:
    found = json.loads(p80("value", worth, *RUN, "--json").out)
    expected = value(load(worth), 3000, 4).to_dict()
    assert found | {"seconds": 0} == json.loads(json.dumps(expected)) | {"seconds": 0}
    text = PAGE.read_text("utf-8")
    described = text.split("## The document of value")[1].split("\n## ")[0]
    words = set(re.findall(r"[A-Za-z_0-9]+", " ".join(re.findall(r"`([^`]*)`", text))))
    assert set(names(found)) - words == set()
    rows = [line.split("|")[1] for line in described.splitlines() if line.startswith("| `")]
    told = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    assert told - set(names(found)) == set()


def test_a_folder_with_chart_and_document(p80, worth: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = p80("value", worth, *RUN, "--out", out)
    assert answer.status == 0, answer.err
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert files == {"value.json", "charts/value.png", "charts/value.svg"}
    assert f"open {out}/charts/value.png" in answer.out


def test_a_plan_without_benefits_is_told_how(p80, plan: Path) -> None:
    answer = p80("value", plan, *RUN)
    assert answer.status == 2
    assert "says nothing of what it is worth" in answer.err
    assert "Add benefits:" in answer.err
