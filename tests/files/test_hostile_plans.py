"""Whatever stands in a plan or table: a program, or a `PlanError`, and nothing else."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import PlanError
from simulator.files.build import build
from simulator.files.csv import csv_rows
from simulator.files.document.plan import PlanDoc, ProjectDoc
from simulator.files.document.risk import DriverDoc, ImpactDoc, ResponseDoc, RiskDoc, RuleDoc
from simulator.files.document.task import ConstraintDoc, LinkDoc, TaskDoc
from simulator.files.table import TableSource
from simulator.files.yaml import YamlSource
from simulator.model.fingerprint import fingerprint

MODELS = [
    PlanDoc,
    ProjectDoc,
    TaskDoc,
    LinkDoc,
    ConstraintDoc,
    RuleDoc,
    RiskDoc,
    ImpactDoc,
    ResponseDoc,
    DriverDoc,
]
KEYS = sorted({name for model in MODELS for name in model.model_fields})
WORDS = [
    "A", "B", "P/A", "P/", "/", "A SS+5d", "A FF-50%", "5d", "5ed", "-3", "0", "1e400", "nan",
    "30%", "130%", "true", "2026-03-02", "2026-13-40", "0000-00-00", "9999-12-31", "Mon-Fri 8-5",
    "24/7", "standard", "elapsed", "NL", "summary", "milestone", "SNET 2026-05-01", "ALAP", "*",
    "wbs:x", ":", "a:b", "(", "triangular(1, 2, 3)", "triangular(3, 2, 1)", "pert(80%, 100%, 130%)",
    "normal(10, 3)", "discrete(1: 50%, 2: 50%)", "discrete()", "lognormal(p10=8, p90=20)", "",
    "é\u202e",
]  # fmt: skip
printable = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
words = st.sampled_from(WORDS) | st.text(printable, max_size=6)
values = st.recursive(
    words | st.none(),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | words, below, max_size=4)
    ),
    max_leaves=12,
)
tasks = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["A", "B", "C", "P/A", "D E"])},
        optional={key: words for key in TaskDoc.model_fields if key != "id"},
    ),
    max_size=4,
)
plans = st.dictionaries(st.sampled_from(sorted(PlanDoc.model_fields)), values, max_size=5)


def _judge(plan: dict[str, object]) -> None:
    with contextlib.suppress(PlanError):
        fingerprint(
            build(YamlSource("plan.yaml", json.dumps(plan, ensure_ascii=False)), Path("nowhere"))
        )


@settings(max_examples=150)
@given(plan=plans)
def test_any_structure(plan: dict[str, object]) -> None:
    _judge({**plan, "file": None})


@settings(max_examples=150)
@given(rows=tasks, more=plans)
def test_any_words_in_tasks(rows: list[dict[str, object]], more: dict[str, object]) -> None:
    fixed = {"start": "2026-03-02", "file": None, "projects": None, "tasks": rows}
    _judge({**more, **fixed})
    _judge({**fixed, "data_date": "2026-06-01"})


@settings(max_examples=100)
@given(text=st.text(max_size=200))
def test_any_text_as_a_plan(text: str) -> None:
    with contextlib.suppress(PlanError):
        build(YamlSource("plan.yaml", text), Path("nowhere"))


@settings(max_examples=100)
@given(
    header=st.lists(st.sampled_from(["id", "name", "duration", "low", "high", "after", "x", ""])),
    rows=st.lists(st.lists(words, max_size=8), max_size=5),
    delimiter=st.sampled_from(";,\t"),
)
def test_any_table(header: list[str], rows: list[list[str]], delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in [header, *rows])
    with contextlib.suppress(PlanError):
        TableSource("tasks.csv", csv_rows("tasks.csv", text))
