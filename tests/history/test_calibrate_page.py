"""The page on ranges from evidence shows what the product makes of its histories."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from simulator.cli.calibrate import FAMILIES
from simulator.engine import simulate
from simulator.files import load
from simulator.history import calibrate, reference_class
from simulator.history.calibration import LEAST
from simulator.history.curves import CURVES
from simulator.history.match import matched
from simulator.history.reference import LEVELS, cases_needed
from simulator.history.rules import rules_text
from simulator.scenario import apply

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "calibrate.md"
FOLDER = PAGE.with_suffix("")
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_rules_are_those_that_are_written() -> None:
    (shown,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert shown == calibrate(FOLDER / "history.csv").rules()


def test_the_first_rows_are_those_of_the_file() -> None:
    (shown,) = re.findall(r"```csv\n(.*?)```", TEXT, re.DOTALL)
    assert (FOLDER / "history.csv").read_text(encoding="utf-8").startswith(shown)


def test_the_plan_beside_it_runs_with_the_rules(tmp_path: Path) -> None:
    found, program = calibrate(FOLDER / "history.csv"), load(FOLDER / "plan.yaml")
    rules = tmp_path / "ranges.yaml"
    rules.write_text(rules_text(found, "trade", matched(found, "trade", program)), "utf-8")
    ranged = apply(program, rules)
    assert all(task.spread is not None for task in ranged.activities)
    assert not simulate(ranged, 256, seed=1).is_certain


def test_the_example_shows_what_rows_can_be_wrong_with() -> None:
    with (FOLDER / "history.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = calibrate(FOLDER / "history.csv")
    assert len(rows) == found.history.rows
    for measured in found.measures:
        assert len(measured.whole.cases) + len(measured.unused) == len(rows)
        assert measured.unused


def test_every_field_of_the_documents_has_its_line() -> None:
    document = calibrate(FOLDER / "history.csv").to_dict()
    group = document["measures"]["duration"]["all"]
    outside = reference_class(FOLDER / "projects.csv").to_dict()
    fields = {
        *document,
        *document["measures"]["duration"],
        *group,
        *group["range"]["candidates"][0],
    }
    fields |= {*outside, *outside["measures"]["duration"]}
    fields |= set(outside["measures"]["duration"]["uplifts"]["P80"])
    missing = [field for field in fields if f"`{field}`" not in TEXT]
    assert missing == []
    for field in group["range"]:
        assert f"`range.{field}`" in TEXT or f"`.{field}`" in TEXT


def test_numbers_of_the_page_are_those_of_the_code() -> None:
    needed = [cases_needed(level) for level in LEVELS]
    assert f"P50 needs {needed[0]}\nprojects, P80 {needed[1]}, P90 {needed[2]}." in TEXT
    assert f"Categories with fewer than {LEAST} cases" in TEXT
    assert set(FAMILIES) == set(CURVES)
    for name in CURVES:
        assert name.casefold() in TEXT.casefold()
