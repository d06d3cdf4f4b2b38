"""Limits of funding as people write them, and what is wrong with them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from forms import by_workbook, by_yaml

from simulator.errors import PlanError
from simulator.files import load
from simulator.files.funding import read_limits
from simulator.model.funding import Grant
from simulator.model.program import Program


def test_a_date_and_an_amount_or_an_amount_alone() -> None:
    assert read_limits(["5M", "2026-06-30=2M"]) == (
        Grant(datetime(2026, 7, 1), 2e6),
        Grant(datetime.max, 5e6),
    )


def test_a_table(tmp_path: Path) -> None:
    path = tmp_path / "funding.csv"
    path.write_text("Amount;Date;Remark\n2M;2026-06-30;first\n\n5M;2026-12-31T12:00;\n", "utf-8")
    assert read_limits([str(path)]) == (
        Grant(datetime(2026, 7, 1), 2e6),
        Grant(datetime(2026, 12, 31, 12), 5e6),
    )


def test_every_problem_at_once() -> None:
    with pytest.raises(PlanError) as caught:
        read_limits(["2026-02-30=1M", "=4M", "x", "-5M", "1M", "2M"])
    rules = [issue.rule for issue in caught.value.issues]
    assert rules == ["funding"] * 4 + ["two-values"]
    text = str(caught.value)
    assert "a day that no calendar has" in text
    assert "'' is not a date" in text
    assert "'x' is not an amount of money" in text
    assert "a limit of '-5M' cannot be held" in text


def test_limits_are_cumulative() -> None:
    with pytest.raises(PlanError, match="2000000 is less than 5000000, the limit of an"):
        read_limits(["2026-06-30=5M", "2026-12-31=2M"])


def test_a_table_without_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "funding.csv"
    path.write_text("day,money\n2026-06-30,2M\n", "utf-8")
    with pytest.raises(PlanError, match="needs the columns date and amount"):
        read_limits([str(path)])
    path.write_text("date,amount\n,2M\n", "utf-8")
    with pytest.raises(PlanError, match=r"funding.csv:2: '' is not a date"):
        read_limits([str(path)])


def test_more_limits_than_anyone_has(tmp_path: Path) -> None:
    rows = (f"{1900 + k // 336}-{k // 28 % 12 + 1:02}-{k % 28 + 1:02},1" for k in range(1200))
    path = tmp_path / "funding.csv"
    path.write_text("date,amount\n" + "\n".join(rows), "utf-8")
    with pytest.raises(PlanError, match="more than 1,000 limits"):
        read_limits([str(path)])


def plan_of(folder: Path, funding: str) -> Program:
    path = folder / "plan.yaml"
    text = "start: 2026-01-05\ntasks: [{id: A, duration: 5d, cost: 100}]\n"
    path.write_text(f"{text}funding: {funding}\n", "utf-8")
    return load(path)


def test_the_limits_of_a_plan_come_back_as_they_were(tmp_path: Path) -> None:
    known = plan_of(tmp_path, "{2026-12-31: 5M, 2026-06-30: 2M}")
    assert known.funding == (Grant(datetime(2026, 7, 1), 2e6), Grant(datetime(2027, 1, 1), 5e6))
    assert by_yaml(known, tmp_path).funding == known.funding


def test_the_limits_of_a_workbook_come_back_as_they_were(tmp_path: Path) -> None:
    known = plan_of(tmp_path, "{2026-12-31T12:00: 5M, 2026-06-30: 2345678}")
    assert by_workbook(known, tmp_path).funding == known.funding


@pytest.mark.parametrize(
    ("funding", "message"),
    [
        ("{2026-06-31: 2M}", "a day that no calendar has"),
        ("{2026-06-30: lots}", "'lots' is not an amount of money"),
        ("{2026-06-30: -1}", "a limit of '-1' cannot be held"),
        ("{2026-06-30: 2M, 2026-12-31: 1M}", "1000000 is less than 2000000"),
        ("{2026-06-30: 2M, 2026-06-30T24:00: 3M}", "this date has a limit already"),
        ("5M", "Write funding: {2026-06-30: 2M, 2026-12-31: 5M}."),
    ],
)
def test_what_is_wrong_with_the_limits_of_a_plan(
    tmp_path: Path, funding: str, message: str
) -> None:
    with pytest.raises(PlanError) as caught:
        plan_of(tmp_path, funding)
    assert message in str(caught.value)
    assert "plan.yaml:3" in str(caught.value)
