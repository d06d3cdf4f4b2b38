"""What moves together, as plans say it: groups, pairs, matrices in the plan and in files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from workbooks import PROGRAM, Percent, Rows, write_book

from simulator.errors import Issue, PlanError
from simulator.files import load
from simulator.model.copula import MOST
from simulator.model.correlation import (
    Correlation,
    CorrelationMatrix,
    Side,
    Statement,
    Subject,
    What,
    durations,
)

PLAN = """\
start: 2026-03-02
projects:
  - id: P
    tasks:
      - {id: A, duration: 5d, uncertainty: "uniform(90%, 120%)", cost: "uniform(1, 2)",
         fields: {trade: civil}}
      - {id: B, duration: 5d, uncertainty: "uniform(90%, 120%)", fields: {trade: civil}}
      - {id: C, duration: 5d, uncertainty: "uniform(90%, 120%)"}
  - id: Q
    tasks:
      - {id: "cost of it", duration: 5d, uncertainty: "uniform(90%, 120%)"}
risks:
  - {id: R1, probability: 30%, impacts: [{tasks: [A, B], delay: "uniform(1d, 2d)"}, {cost: 5k}]}
  - {id: R2 on time, probability: 30%, impacts: [{cost: "uniform(1, 2)"}]}
drivers: [{id: D1, factor: "uniform(0.9, 1.2)", tasks: A}]
"""

A, B, C, IT = durations(["P/A", "P/B", "P/C", "Q/cost of it"])
COST = Subject(What.COST, "P/A")
RISK, IMPACT = Subject(What.OCCURRENCE, "R1"), Subject(What.IMPACT, "R1")
DRIVER = Subject(What.FACTOR, "D1")


@pytest.fixture
def said(tmp_path: Path) -> Callable[..., tuple[Statement, ...]]:
    """Statements of the plan with these correlations, and files beside it."""

    def made(text: str, **files: str) -> tuple[Statement, ...]:
        for name, content in files.items():
            (tmp_path / f"{name}.csv").write_text(dedent(content), "utf-8")
        path = tmp_path / "plan.yaml"
        path.write_text(PLAN + dedent(text), "utf-8")
        return load(path).correlations

    return made


@pytest.fixture
def wrong(said: Callable[..., tuple[Statement, ...]]) -> Callable[..., list[Issue]]:
    """What is wrong with such a plan; places without the folder."""

    def found(text: str, **files: str) -> list[Issue]:
        with pytest.raises(PlanError) as raised:
            said(text, **files)
        return list(raised.value.issues)

    return found


Said = Callable[..., tuple[Statement, ...]]
Wrong = Callable[..., list[Issue]]


def test_tasks_are_their_durations(said: Said) -> None:
    (one,) = said('correlations: [{tasks: ["trade:civil", Q/*], coefficient: 0.6}]')
    assert one == Correlation((A, B, IT), 0.6)


def test_any_quantity_has_a_name(said: Said) -> None:
    names = "[task A, Cost of A, risk R1, impact of R1, driver D1]"
    (one,) = said(f"correlations: [{{of: {names}, coefficient: 40%}}]")
    assert one == Correlation((A, COST, RISK, IMPACT, DRIVER), 0.4)


def test_a_pair_may_be_negative_and_across_projects(said: Said) -> None:
    (one,) = said("correlations: [{of: [task A, task cost of it], coefficient: -0.3}]")
    assert one == Correlation((A, IT), -0.3)


def test_sides_of_an_impact(said: Said) -> None:
    (one,) = said(
        "correlations: [{of: [impact of R1 on time, impact of R1 on cost, impact of R2 on time],"
        " coefficient: 0.2}]"
    )
    assert isinstance(one, Correlation)
    assert [(s.id, s.side) for s in one.of] == [
        ("R1", Side.TIME),
        ("R1", Side.MONEY),
        ("R2 on time", Side.BOTH),
    ], "a risk may be called like that"


def test_selectors_name_many(said: Said) -> None:
    (one,) = said('correlations: [{of: ["task trade:civil", cost of P/A], coefficient: 0.5}]')
    assert one == Correlation((A, B, COST), 0.5)


EXPECTED = CorrelationMatrix.of_pairs({(A, COST): 0.5, (RISK, A): -0.25}, [A, COST, RISK])


@pytest.mark.parametrize(
    "rows",
    [
        '[[1, 0.5, -0.25], [0.5, 1, ""], [-0.25, "", 1]]',
        '[[1], [50%, 1], [-0.25, "", 1]]',
        '[["", 0.5, -0.25], ["", "", ""], ["", "", ""]]',
    ],
    ids=["whole", "below the diagonal", "above it"],
)
def test_a_matrix_in_the_plan(said: Said, rows: str) -> None:
    (one,) = said(f"correlations: [{{of: [task A, cost of A, risk R1], matrix: {rows}}}]")
    assert one == EXPECTED


@pytest.mark.parametrize(
    "text",
    [
        ",task A,cost of A,risk R1\ntask A,1,0.5,-0.25\ncost of A,0.5,1,\nrisk R1,-0.25,,1\n",
        "names;task A;cost of A;risk R1\ntask A;1;;\n\ncost of A;0,5;1;\nrisk R1;-0,25;;1\n",
        "\ttask A\tcost of A\trisk R1\ntask A\t\t50%\t-25%\ncost of A\ntask?\n".replace(
            "task?", "risk R1"
        ),
    ],
    ids=["commas", "decimal commas", "short rows"],
)
def test_a_matrix_in_a_csv_file(said: Said, text: str) -> None:
    assert said("correlations: [{matrix: corr.csv}]", corr=text) == (EXPECTED,)


def test_a_matrix_in_a_workbook_beside_the_plan(said: Said, tmp_path: Path) -> None:
    rows: Rows = [
        ["", "task A", "cost of A", "risk R1"],
        ["task A", 1, "", ""],
        ["cost of A", Percent(0.5), 1, ""],
        ["risk R1", -0.25, "", 1],
    ]
    write_book(tmp_path / "corr.xlsx", {"Notes": [["not this"]], "Matrix": rows})
    assert said("correlations: [{matrix: corr.xlsx}]") == (EXPECTED,)


def test_a_row_of_several_tasks_stands_for_each(said: Said) -> None:
    (one,) = said('correlations: [{of: ["task trade:civil", risk R1], matrix: [[1], [0.3, 1]]}]')
    assert one == CorrelationMatrix.of_pairs({(A, RISK): 0.3, (B, RISK): 0.3}, [A, B, RISK])


def test_two_plans_that_say_the_same_are_the_same(said: Said) -> None:
    turned = 'matrix: [[1], ["", 1], [-0.25, 0.5, 1]]'
    assert said(f"correlations: [{{of: [risk R1, cost of A, task A], {turned}}}]") == (EXPECTED,)


BOOK: dict[str, Rows] = {
    "Program": PROGRAM,
    "Tasks": [["id", "duration", "low", "likely", "high", "cost"],
              ["A", 5, 4, 5, 8, 100], ["B", 5, 4, 5, 8, ""]],
    "Risks": [["id", "probability", "tasks", "delay"], ["R", 0.5, "A", 2]],
}  # fmt: skip


def book(tmp_path: Path, **sheets: Rows) -> Path:
    named = {name.replace("_", " "): rows for name, rows in sheets.items()}
    return write_book(tmp_path / "plan.xlsx", {**BOOK, **named})


def test_statements_of_a_workbook(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        Correlations=[
            ["tasks", "of", "coefficient"],
            ["A; B", "", 0.5],
            ["", "task A; risk R", -0.2],
        ],
        Matrix_costs=[["", "cost of A", "risk R"], ["cost of A", 1, 0.25], ["risk R", 0.25, 1]],
        Program=[*PROGRAM, ["repair correlations", "nearest"]],
    )
    program = load(path)
    risk, cost = Subject(What.OCCURRENCE, "R"), Subject(What.COST, "P/A")
    assert program.correlations == (
        Correlation((A, B), 0.5),
        Correlation((A, risk), -0.2),
        CorrelationMatrix.of_pairs({(cost, risk): 0.25}, [cost, risk]),
    )
    assert program.repair_correlations


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([["", "task A", "task B"], ["task A", 1, 0.5], ["task B", 0.5, 0.9]],
         "plan.xlsx, sheet Matrix, row 3, column task B: task B is correlated with itself by 1"),
        ([["", "task A", "task B"], ["task A", 1, 0.5], ["task B", 0.4, 1]],
         "plan.xlsx, sheet Matrix, row 3, column task A: task B and task A have 0.4 below the"
         " diagonal and 0.5 above it"),
        ([["", "task A", "risk Q"], ["task A", 1, 0.5], ["risk Q", "", 1]],
         "plan.xlsx, sheet Matrix, row 1, column risk Q: there is no risk 'Q'"),
        ([["", "task A", "task B"], ["task A", 1, 0.5]],
         "plan.xlsx, sheet Matrix, row 1: the matrix has 2 columns and 1 rows"),
        ([["", "task A", "task B"], ["task A", 1, 0.5], ["task X", 0.5, 1]],
         "plan.xlsx, sheet Matrix, row 3, column task A: row 2 of the matrix is 'task X'"),
    ],
)  # fmt: skip
def test_faults_of_a_sheet_name_the_cell(tmp_path: Path, rows: Rows, fault: str) -> None:
    with pytest.raises(PlanError) as raised:
        load(book(tmp_path, Matrix=rows))
    assert any(fault in str(issue) for issue in raised.value.issues), str(raised.value)


FILES = [
    (",task A\ntask A,1,0.5\n", "corr.csv:2, column task A: the row has more cells"),
    (",task A,\ntask A,1,0.5\n,0.5,1\n", "the row has more cells than the 1 columns"),
    (",task A,,task B\nx,1,1,1\n", "column 3 has no name"),
    (",task A,task A\ntask A,1,1\ntask A,1,1\n", "two columns are called 'task A'"),
    (",task A,task B\ntask A,1,2\ntask B,,1\n", "corr.csv:2, column task B: a coefficient of 2"),
    (",task A,task B\ntask A,1,-1.01\ntask B,,1\n", "a coefficient of -1.01 is not possible"),
    (",task A,task B\ntask A,1,5-May\ntask B,,1\n", "column task B: '5-May' is probably a value"),
    (",task A,task B\ntask A,1,much\ntask B,,1\n", "corr.csv:2, column task B: "),
    ("task A\n", "the first row names nothing that is correlated"),
    (",task A,task B\ntask A,1,1\ntask B,1,1\ntask C,1,1\n", "has 2 columns and more rows"),
    (f",{','.join(f'task {n}' for n in range(MOST + 1))}\n", f"at most {MOST:,} are read"),
    (",task A,task trade:civil\ntask A,1,0.2\ntask trade:civil,,1\n",
     "corr.csv:1, column task trade:civil: task P/A stands in rows 1 and 2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), FILES, ids=[fault[:40] for _, fault in FILES])
def test_faults_of_a_file_name_line_and_column(wrong: Wrong, text: str, fault: str) -> None:
    found = wrong("correlations: [{matrix: corr.csv}]", corr=text)
    assert any(fault in str(issue) for issue in found), [str(issue) for issue in found]


def test_a_file_that_is_not_there_or_not_read(wrong: Wrong) -> None:
    rules = {
        issue.rule for issue in wrong("correlations: [{matrix: none.csv}, {matrix: plan.yaml}]")
    }
    assert rules == {"no-such-file", "wrong-suffix"}


ENTRIES = [
    ("{of: [task A, B], coefficient: 0.1}", "'B' does not say what of it is", "Begin with one of"),
    ("{of: [task A, taskB], coefficient: 0.1}", "'taskB' does not say", "driver ..."),
    ("{of: [task A, risk R3], coefficient: 0.1}", "there is no risk 'R3'",
     "risks are: R1, R2 on time."),
    ("{of: [task A, driver R1], coefficient: 0.1}", "there is no driver 'R1'",
     "The drivers are: D1."),
    ("{of: [task A, cost of X], coefficient: 0.1}", "'X' selects no task", ""),
    ("{of: [task A, impact of R2 on time on time], coefficient: 0.1}",
     "impact of R2 on time on time draws nothing", ""),
    ("{of: [task A], coefficient: 0.1}", "task P/A alone has nothing to move with", "two or more"),
    ("{of: [task A, task A], coefficient: 0.1}", "task P/A alone has nothing to move with", ""),
    ("{of: [task A, task B]}", "an entry with of says no correlation", "of and coefficient"),
    ("{tasks: [A, B], of: [task A], coefficient: 0.1}", "an entry with coefficient, of, tasks", ""),
    ("{matrix: corr.csv, coefficient: 0.1}", "an entry with coefficient, matrix", "alone"),
    ("{tasks: [A, B], matrix: [[1], [0, 1]]}", "an entry with matrix, tasks", ""),
    ("{of: [task A, task B], matrix: [[1, 0.5]]}", "the matrix is not 2 by 2", "one row for each"),
    ("{of: [task A, task B], matrix: [[1, 0, 0], [0, 1, 0]]}", "the matrix is not 2 by 2", ""),
    ('{of: [task A, task B], matrix: [[1, ""], ["", 1]]}', "no cell of the matrix says", "Fill"),
    ("{of: [task A, task B], matrix: 5}", "plan.yaml", ""),
    ("{of: [task A, task B], matrix: [1, 0.5]}", "rows of coefficients, or a file", "[[1, 0.5]"),
    ("{of: [task A, task B], matrix: [[1, {a: 1}], [1, 1]]}", "rows of coefficients", ""),
    ("{of: [task A, task B], coefficient: -1.2}", "a coefficient of -1.2 is not", "from -1 to 1"),
    ("{of: [task A, task B, task C], coefficient: -0.7}", "cannot all be correlated by -0.7",
     "-0.483"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "fault", "mend"), ENTRIES, ids=[e[:60] for e, _, _ in ENTRIES])
def test_faults_of_an_entry(wrong: Wrong, entry: str, fault: str, mend: str) -> None:
    found = wrong(f"correlations:\n  - {entry}\n")
    assert len(found) == 1, [str(issue) for issue in found]
    assert fault in str(found[0])
    assert mend in found[0].mend
    assert "plan.yaml:17:" in found[0].where or entry == ENTRIES[15][0]


def test_contradictions_are_told_at_the_entry_that_comes_second(wrong: Wrong) -> None:
    (issue,) = wrong(
        """\
        correlations:
          - {tasks: [A, B], coefficient: 0.5}
          - {of: [task B, task A], coefficient: 0.4}
        """
    )
    assert "plan.yaml:18:5" in issue.where
    assert "is 0.4 here, and 0.5 in entry 1 of the correlations" in issue.message


def test_risks_that_exclude_each_other_have_no_luck_of_their_own(wrong: Wrong) -> None:
    (issue,) = wrong(
        """\
        exclusive: [[R1, R2 on time]]
        correlations:
          - {of: [task A, risk R1], coefficient: 0.4}
        """
    )
    assert "plan.yaml:18:5" in issue.where
    assert "risk R1 excludes others" in issue.message


IMPOSSIBLE = """\
correlations:
  - {of: [task A, task B], coefficient: 0.9}
  - {of: [task A, task C], coefficient: 0.9}
  - {of: [task B, task C], coefficient: -0.9}
"""


def test_what_cannot_hold_is_told_and_how_to_mend_it(wrong: Wrong, said: Said) -> None:
    (issue,) = wrong(IMPOSSIBLE)
    assert issue.rule == "not-a-correlation-matrix"
    assert "the smallest eigenvalue of their matrix is -0.816" in issue.message
    assert "repair_correlations: nearest" in issue.mend
    assert len(said(f"{IMPOSSIBLE}repair_correlations: nearest\n")) == 3


PAGE = (Path(__file__).parents[2] / "docs/reference/correlation.md").read_text("utf-8")

AROUND = """\
start: 2026-03-02
currency: EUR
tasks:
  - {id: A110, duration: 5d, uncertainty: "uniform(90%, 120%)", cost: "uniform(1, 2)",
     cost_per_day: "uniform(1, 2)", costs: [{name: steel, amount: "uniform(1, 2)"}]}
  - {id: A120, duration: 5d, uncertainty: "uniform(90%, 120%)", cost: "uniform(1, 2)"}
  - {id: A130, duration: 5d, uncertainty: "uniform(90%, 120%)"}
  - {id: B110, duration: 5d, uncertainty: "uniform(90%, 120%)", fields: {trade: civil}}
  - {id: B120, duration: 5d, uncertainty: "uniform(90%, 120%)", fields: {trade: civil}}
risks:
  - {id: R1, probability: 30%, impacts: [{tasks: A110, delay: "uniform(1d, 2d)", cost: 5k}]}
drivers: [{id: D1, factor: "uniform(0.9, 1.2)", tasks: A110}]
resources: {fitter: {rate: 90/h, rate_uncertainty: "uniform(90%, 120%)"}}
overheads: [{name: site, share: "uniform(5%, 9%)"}]
currencies: {USD: "uniform(0.8, 1)"}
escalation: {wages: {per_year: "uniform(1%, 5%)", since: 2026-03-02}}
benefits: [{name: Fares, once: "uniform(1M, 2M)"}]
"""


def test_every_name_in_the_table_of_the_page_is_read(tmp_path: Path) -> None:
    (table,) = re.findall(r"\| name \| the quantity \|\n((?:\|.*\n)+)", PAGE)
    names = [name for row in table.splitlines() for name in re.findall("`(.*?)`", row)]
    # The quantities of the table, and not the words that it explains.
    named = [one for one in names if any(one.startswith(f"{what.value} ") for what in What)]
    assert len(named) > 12
    plan = yaml.safe_load(AROUND)
    plan["projects"] = [{"id": "CIV", "tasks": plan.pop("tasks")}]
    plan["start"] = str(plan["start"])
    plan["escalation"]["wages"]["since"] = "2026-03-02"
    for name in named:
        plan["correlations"] = [{"of": ["task B110", name], "coefficient": 0.2}]
        (tmp_path / "plan.yaml").write_text(json.dumps(plan), "utf-8")
        assert len(load(tmp_path / "plan.yaml").correlations) == 1, name


def test_the_page_of_the_manual_says_what_is_read(tmp_path: Path) -> None:
    (plan,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (table,) = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "costs.csv").write_text(table, "utf-8")
    # What the page shows side by side would say two things of one pair: each is tried alone.
    entries = yaml.safe_load(plan)["correlations"]
    assert len(entries) == 7
    for entry in entries:
        path = tmp_path / "plan.yaml"
        path.write_text(f"{AROUND}correlations: [{json.dumps(entry)}]\n", "utf-8")
        assert len(load(path).correlations) == 1
    assert yaml.safe_load(plan)["repair_correlations"] == "nearest"


def test_the_page_shows_the_error_as_it_is(wrong: Wrong) -> None:
    (shown,) = re.findall(r"```\np80: plan.yaml:6:5: (.*?),\n    (.*?) task P/A", PAGE)
    (issue,) = wrong(IMPOSSIBLE)
    assert issue.message.startswith(f"{shown[0]}, {shown[1]}")


def test_there_is_one_kind_of_repair(wrong: Wrong) -> None:
    (issue,) = wrong("repair_correlations: shrink\n")
    assert issue.rule == "unknown-word"
    assert "nearest" in issue.mend
