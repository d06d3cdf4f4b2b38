"""From a file to ranges: groups, what falls back and why, what is odd, whose draws are whose."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

import simulator as sim
from simulator.errors import PlanError
from simulator.files.history import MOST_ROWS
from simulator.history import Calibration, Columns, calibrate
from simulator.history.calibration import MOST_GROUPS

DESIGN = (0.8, 0.9, 1.0, 1.1, 1.3, 1.6, 2.0)
CIVIL = (0.9, 0.95, 1.0, 1.02, 1.1)
PERMITS = (1.0, 3.0)


def rows(**kinds: tuple[float, ...]) -> str:
    lines = [f"{name},{ratio}" for name, ratios in kinds.items() for ratio in ratios]
    return "category,ratio\n" + "\n".join(lines) + "\n"


def _file(folder: Path, text: str) -> Path:
    path = folder / "history.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def found(tmp_path: Path) -> Calibration:
    return calibrate(_file(tmp_path, rows(permits=PERMITS, design=DESIGN, civil=CIVIL)))


def test_the_python_face(tmp_path: Path) -> None:
    found = sim.calibrate(_file(tmp_path, rows(design=DESIGN)), seed=3)
    assert found.measures[0].groups[0].fit is not None
    assert sim.reference_class is not None


def test_groups_come_by_their_number_of_cases_and_all_cases_are_together(
    found: Calibration,
) -> None:
    (measured,) = found.measures
    assert [(group.name, len(group.cases)) for group in measured.groups] == [
        ("design", 7), ("civil", 5), ("permits", 2),
    ]  # fmt: skip
    assert len(measured.whole.cases) == 14
    assert measured.whole.ratios.tolist() == sorted(DESIGN + CIVIL + PERMITS)


def test_the_record_is_told_by_observed_values(found: Calibration) -> None:
    """Of seven the median is the fourth, P80 the sixth: ceil(0.8 * 7) = 6."""
    design = found.measures[0].groups[0]
    assert (design.recorded(50), design.recorded(80), design.recorded(10)) == (1.1, 1.6, 0.8)


def test_few_cases_take_the_range_of_all_together_and_say_so(found: Calibration) -> None:
    *_, permits = found.measures[0].groups
    assert permits.fit is None
    assert permits.why == "2 cases, 5 are needed"


@pytest.mark.parametrize(("least", "own"), [(4, 2), (6, 1), (8, 0)])
def test_how_many_are_few_can_be_said(tmp_path: Path, least: int, own: int) -> None:
    path = _file(tmp_path, rows(permits=PERMITS, design=DESIGN, civil=CIVIL))
    groups = calibrate(path, least=least).measures[0].groups
    assert sum(group.fit is not None for group in groups) == own


def test_ratios_all_alike_have_no_range_of_their_own(tmp_path: Path) -> None:
    found = calibrate(_file(tmp_path, rows(design=DESIGN, copied=(1.0,) * 6)))
    copied = found.measures[0].groups[1]
    assert (copied.fit, copied.why) == (None, "all ratios are about 100 %")


def test_upper_and_lower_case_are_one_category_as_in_selectors(tmp_path: Path) -> None:
    found = calibrate(_file(tmp_path, rows(Design=DESIGN[:4], DESIGN=DESIGN[4:])))
    assert [(g.name, len(g.cases)) for g in found.measures[0].groups] == [("Design", 7)]


def test_cases_without_a_category_count_in_all_together_alone(tmp_path: Path) -> None:
    text = rows(design=DESIGN) + ",1.4\n,1.5\n"
    found = calibrate(_file(tmp_path, text))
    assert len(found.measures[0].whole.cases) == 9
    assert found.notes == (
        "duration: 2 of 9 cases without category; they count in all together alone",
    )


def test_a_history_without_categories_has_one_range(tmp_path: Path) -> None:
    found = calibrate(_file(tmp_path, "ratio\n" + "\n".join(map(str, DESIGN))))
    assert found.measures[0].groups == ()
    assert found.measures[0].fit.value(50) > 1


def test_a_group_does_not_depend_on_the_others(tmp_path: Path) -> None:
    alone = calibrate(_file(tmp_path, rows(design=DESIGN))).measures[0].groups[0]
    among = calibrate(_file(tmp_path, rows(civil=CIVIL, design=DESIGN))).measures[0].groups[0]
    assert alone.fit is not None
    assert among.fit is not None
    assert (alone.fit.text, alone.fit.replay) == (among.fit.text, among.fit.replay)


def test_families_can_be_named(tmp_path: Path) -> None:
    path = _file(tmp_path, "ratio\n" + "\n".join(map(str, DESIGN)))
    found = calibrate(path, families=("gamma", "weibull"))
    assert {one.name for one in found.measures[0].fit.candidates} == {"gamma", "weibull"}


def test_the_range_is_what_its_text_says(found: Calibration) -> None:
    """Text and figures come from the same four digits: 10 % of the range lies below its P10."""
    fit = found.measures[0].fit
    value = fit.distribution.quantile(np.array([0.1, 0.5, 0.8, 0.9]))
    assert [fit.value(p) for p in (10, 50, 80, 90)] == value.tolist()
    assert fit.text.startswith(f"{fit.curve.name}(")


def test_a_case_far_out_is_named_and_counted(tmp_path: Path) -> None:
    found = calibrate(_file(tmp_path, rows(design=(*DESIGN, 40.0))))
    design = found.measures[0].groups[0]
    assert design.remarks[0] == "far from all others, and counted: 4,000 % in line 9"
    assert 40.0 in design.ratios


def test_cases_exactly_as_planned_are_suspect(tmp_path: Path) -> None:
    """Four of eleven; three of eleven may be chance."""
    some = calibrate(_file(tmp_path, rows(design=(*DESIGN, 1.0, 1.0, 0.7)))).measures[0].groups[0]
    many = calibrate(_file(tmp_path, rows(design=(*DESIGN, 1.0, 1.0, 1.0)))).measures[0].groups[0]
    said = "4 of 10 are exactly as planned: measured, or filled in? No curve shows such a step"
    assert said in many.remarks
    assert not any("as planned" in remark for remark in some.remarks)


def test_a_poor_fit_is_said(tmp_path: Path) -> None:
    mixed = tuple(np.linspace(0.5, 0.55, 20)) + tuple(np.linspace(2.0, 2.2, 20))
    group = calibrate(_file(tmp_path, rows(design=mixed))).measures[0].groups[0]
    assert group.remarks == (
        "no curve fits well (p = 0.001 of the best): look at the chart; several kinds of work may "
        "be mixed",
    )


def test_wild_signs_in_categories_are_said(tmp_path: Path) -> None:
    path = _file(tmp_path, "category,ratio\n" + "".join(f"A*,{ratio}\n" for ratio in DESIGN))
    assert calibrate(path).notes == ("selectors read * and ? as any text, also those in: A*",)


ERRORS = {
    "too few": (
        "planned,actual\n10,12\n0,5\n0,6\n10,\n",
        {},
        "history.csv: duration: 1 of 4 rows can be used, and a range needs 5 (2 × the planned "
        "duration is 0; 1 × no actual duration) [no-range]\n"
        "    Add finished work, or mend the rows.",
    ),
    "all alike": (
        "ratio\n" + "1.0\n" * 9,
        {},
        "history.csv: duration: all ratios are about 100 % [no-range]\n"
        "    Add finished work that differs from its plan.",
    ),
    "no curve": (
        rows(design=DESIGN),
        {"families": ("cauchy",)},
        "--family: there is no curve 'cauchy' to fit [unknown-family]\n"
        "    Known: lognormal, gamma, weibull, normal, triangular, pert.",
    ),
    "least of all": (
        rows(design=DESIGN),
        {"least": 3},
        "--least: a range from 3 cases is no evidence [too-few-cases]\n    Ask for 4 or more.",
    ),
    "ids for categories": (
        "category,ratio\n" + "".join(f"T{n},1.{n}\n" for n in range(MOST_GROUPS + 1)),
        {},
        f"history.csv: duration: the column 'category' has {MOST_GROUPS + 1} different values, and "
        f"{MOST_GROUPS} are read [no-range]\n"
        "    Name a column of categories with --category.",
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_each_error_says_what_where_and_how_to_mend(tmp_path: Path, name: str) -> None:
    text, given, said = ERRORS[name]
    with pytest.raises(PlanError) as raised:
        calibrate(_file(tmp_path, text), **given)  # type: ignore[arg-type]
    assert [str(issue) for issue in raised.value.issues] == [said]


def test_measures_without_a_range_are_all_named(tmp_path: Path) -> None:
    text = "planned,actual,planned cost,actual cost\n" + "10,12,1k,\n" * 4
    with pytest.raises(PlanError) as raised:
        calibrate(_file(tmp_path, text))
    starts = [str(issue).split(" of ")[0] for issue in raised.value.issues]
    assert starts == ["history.csv: duration: 4", "history.csv: cost: 0"]


def test_the_document_holds_every_candidate_and_every_row_left_out(tmp_path: Path) -> None:
    text = rows(design=DESIGN, permits=PERMITS) + "design,\n"
    document = calibrate(_file(tmp_path, text), seed=5).to_dict()
    assert (document["history"], document["seed"], document["rows"]) == ("history.csv", 5, 10)
    measured = document["measures"]["duration"]
    assert measured["unused"] == [{"line": 11, "reason": "no ratio", "shown": None}]
    design = measured["categories"]["design"]
    assert design["recorded"]["P50"] == 1.1
    assert design["why_not"] is None
    candidates = design["range"]["candidates"]
    assert [one["aicc"] for one in candidates] == sorted(one["aicc"] for one in candidates)
    for one in candidates:
        assert one["aic"] == pytest.approx(4 - 2 * one["log_likelihood"])
        # Two numbers, seven cases: 2 * 2 * 3 / (7 - 2 - 1).
        assert one["aicc"] == pytest.approx(one["aic"] + 3)
    permits = measured["categories"]["permits"]
    assert (permits["range"], permits["why_not"]) == (None, "2 cases, 5 are needed")


def test_headings_may_be_given(tmp_path: Path) -> None:
    text = "art,soll,ist\n" + "".join(f"x,10,{10 * ratio}\n" for ratio in DESIGN)
    found = calibrate(_file(tmp_path, text), Columns(category="art", planned="soll", actual="ist"))
    assert found.measures[0].groups[0].ratios.tolist() == pytest.approx(sorted(DESIGN))


def test_a_history_of_fifty_thousand_rows_is_fitted(tmp_path: Path) -> None:
    """Median and deviation come out within 5 standard errors of those drawn from."""
    x = np.random.default_rng(1).lognormal(0.1, 0.4, MOST_ROWS)
    path = _file(tmp_path, "ratio\n" + "\n".join(f"{ratio:.6f}" for ratio in x))
    fit = calibrate(path).measures[0].fit
    assert fit.curve.name == "lognormal"
    assert math.log(fit.value(50)) == pytest.approx(0.1, abs=5 * 0.4 / MOST_ROWS**0.5 + 1e-3)
    assert abs(fit.wider) < 2e-3  # four digits are written
