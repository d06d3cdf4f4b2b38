"""Whatever stands in a history: ranges that a plan takes, or an error in plain words."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.errors import PlanError
from simulator.history import calibrate, reference_class
from simulator.model.expression import Unit, parse_spread

NUMBERS = st.one_of(
    st.integers(-3, 60).map(str),
    st.floats(1e-6, 1e6).map(lambda value: f"{value:.4g}"),
    st.sampled_from(["", "0", "n/a", "5d", "2w", "3ed", "5-May", "#REF!", "1,5", "=1+1", "1e-300"]),
    st.text(max_size=6),
)
KINDS = st.one_of(st.sampled_from(["a", "A", "b c", "*", "a:b", ""]), st.text(max_size=5))
TABLES = st.lists(st.tuples(KINDS, NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=40)
HEADS = ("category", "planned", "actual", "budget", "actual cost")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=TABLES, delimiter=st.sampled_from(",;\t"))
def test_any_table(
    rows: list[tuple[str, ...]], delimiter: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "history.csv"
    sink = io.StringIO()
    csv.writer(sink, delimiter=delimiter).writerows([HEADS, *rows])
    path.write_bytes(sink.getvalue().encode("utf-8", "replace"))
    _ranges(path)
    _uplifts(path)


def _said(fault: PlanError) -> None:
    assert fault.issues
    assert all(issue.message and issue.rule for issue in fault.issues)


def _ranges(path: Path) -> None:
    try:
        found = calibrate(path)
    except PlanError as fault:
        _said(fault)
        return
    for measured in found.measures:
        assert len(measured.whole.cases) + len(measured.unused) == found.history.rows
        for group in (*measured.groups, measured.whole):
            assert (group.fit is None) == bool(group.why)
            if group.fit is not None:
                spread = parse_spread(group.fit.text, Unit.duration(480.0))
                assert spread.distribution == group.fit.distribution
                assert 0 < group.fit.value(10) < group.fit.value(90) < math.inf
    for row in yaml.safe_load(found.rules())["uncertainty"]:
        assert set(row) <= {"tasks", "duration", "cost"}


def _uplifts(path: Path) -> None:
    try:
        found = reference_class(path)
    except PlanError as fault:
        _said(fault)
        return
    for record in found.records:
        for one in record.uplifts:
            if one.value is not None and one.low is not None and one.high is not None:
                assert one.low <= one.value <= one.high
