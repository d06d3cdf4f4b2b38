"""Everyday mistakes, from the file to the screen: the words that a reader sees, whole.

Output folders and full disks are in `test_cli_errors.py`.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

HEAD = "program: Wrong\nstart: 2027-03-01\n"

MISTAKES = {
    "unknown key": (
        "tasks: [{id: A, durration: 4d}]",
        "plan.yaml:3:17, task A: unknown key 'durration' [unknown-key]\n"
        "    Did you mean 'duration'?",
    ),
    "cycle": (
        "tasks: [{id: A, duration: 1d, after: B}, {id: B, duration: 1d, after: A}]",
        "plan.yaml:3:38, task P/A: these 2 tasks wait for each other: P/A → P/B → P/A [cycle]\n"
        "    Remove one of the links of this ring.",
    ),
    "dangling dependency": (
        "tasks: [{id: A, duration: 1d, after: Z}]",
        "plan.yaml:3:38, task P/A: there is no task 'Z' [dangling-dependency]\n"
        "    Add it, or write the id of another task (P/A, ...).",
    ),
    "duplicate id": (
        "tasks: [{id: A, duration: 1d}, {id: A, duration: 2d}]",
        "plan.yaml:3:37, task P/A: two tasks have the id 'A'; the first is at plan.yaml:3:9 "
        "[duplicate-id]\n    Rename one of them.",
    ),
    "reversed three-point": (
        'tasks: [{id: A, duration: "triangular(9, 5, 3)"}]',
        "plan.yaml:3:27, task P/A: duration: triangular: most likely (5) is below low (9) "
        "[distribution]\n    Write triangular(low, likely, high).",
    ),
    "negative duration": (
        "tasks: [{id: A, duration: -4d}]",
        "plan.yaml:3:27, task P/A: a duration of -4d is not possible [negative-duration]\n"
        "    Give a finite number, 0 or more.",
    ),
    "NaN": (
        "tasks: [{id: A, duration: .nan}]",
        "plan.yaml:3:27, task P/A: duration: '.nan' is not a duration [duration]\n"
        "    Write days as 5 or 5d; hours 4h; weeks 2w.",
    ),
    "NaN in a range": (
        'tasks: [{id: A, duration: "triangular(1, nan, 3)"}]',
        "plan.yaml:3:27, task P/A: duration: likely: 'nan' is not a duration [distribution]\n"
        "    Write days as 5 or 5d; hours 4h; weeks 2w.",
    ),
    "probability over 1": (
        "tasks: [{id: A, duration: 4d}]\n"
        "risks: [{id: R, name: r, probability: 130%, impacts: [{tasks: A, delay: 2d}]}]",
        "plan.yaml:4:39, risk R: a probability of 130% is not possible [probability]\n"
        "    Write a chance from 0% to 100%.",
    ),
    "empty plan": (
        "tasks: []",
        "plan.yaml:3:8: the plan has no tasks [empty-plan]\n"
        "    Add tasks: [{id: A, name: First task, duration: 5d}], or `p80 new` for a start.",
    ),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_plan(p80, here, mistake):
    body, words = MISTAKES[mistake]
    (here / "plan.yaml").write_text(f"{HEAD}{body}\n", encoding="utf-8")
    assert p80("run", "plan.yaml") == (2, "", f"p80: {words}\n")


def test_a_plan_of_one_milestone_runs_and_says_that_nothing_has_a_duration(p80, here):
    """Midnight at the start of 1 March is where it stands."""
    (here / "plan.yaml").write_text(f"{HEAD}tasks: [{{id: Done}}]\n", encoding="utf-8")
    answer = p80("run", "plan.yaml", "-n", "100")
    assert answer.status == 0
    assert "Finish    the plan says 1 Mar 2027" in answer.out
    assert "No open task of this plan has a duration" in answer.out


def test_a_range_that_no_task_takes(p80, here):
    (here / "plan.yaml").write_text(
        f'{HEAD}tasks: [{{id: A, duration: "uniform(4, 6)"}}]\n', encoding="utf-8"
    )
    answer = p80("run", "plan.yaml", "-n", "100", "--range", "triangular(90%, 100%, 130%)")
    assert answer.status == 0
    assert answer.err == "p80: the range of --range is for no task: all that are open have one\n"


def test_no_iterations(p80, here):
    (here / "plan.yaml").write_text(f"{HEAD}tasks: [{{id: A, duration: 4d}}]\n", encoding="utf-8")
    answer = p80("run", "plan.yaml", "-n", "0")
    assert (answer.status, answer.out) == (2, "")
    assert "Invalid value for '-n' / '--iterations': 0 is not in the range x>=1." in answer.err


def test_a_file_that_may_not_be_read(p80, here, monkeypatch):
    """As the system refuses it to all but root."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (here / "plan.yaml").write_text(HEAD, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    words = (
        "p80: plan.yaml: the file cannot be read: Permission denied [unreadable]\n"
        "    Check the name and the permissions.\n"
    )
    assert p80("run", "plan.yaml") == (2, "", words)


def test_a_wrong_suffix(p80, here):
    (here / "plan.docx").write_text("x", encoding="utf-8")
    answer = p80("run", "plan.docx")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(
        "p80: plan.docx: files that end in '.docx' are not read as plans [wrong-suffix]\n"
        "    Plans: .yaml .yml .xlsx .xlsm; schedules: .xer "
    )


def test_a_path_that_does_not_exist(p80, here):
    (here / "north-line.yaml").write_text(HEAD, encoding="utf-8")
    words = (
        "p80: north-lin.yaml: the file does not exist [no-such-file]\n"
        "    Did you mean 'north-line.yaml'?\n"
    )
    assert p80("run", "north-lin.yaml") == (2, "", words)


def test_a_table_that_a_spreadsheet_has_mangled(p80, here):
    """A duration of 5-May, an id that became a number, an error of a formula: each by its row."""
    (here / "tasks.csv").write_text("id,duration\nA,5-May\n1.00E+10,3\nC,#REF!\n", "utf-8")
    (here / "plan.yaml").write_text(f"{HEAD}tables: tasks.csv\n", encoding="utf-8")
    answer = p80("run", "plan.yaml")
    assert (answer.status, answer.out) == (2, "")
    for words in (
        "tasks.csv:2, column duration: '5-May' is probably a value that a spreadsheet turned into "
        "a date [mangled-date]\n    Format the column as text, enter the value again and save.\n",
        "tasks.csv:3, column id: '1.00E+10' is an id that a spreadsheet turned into a number "
        "[mangled-id]\n    Format the column as text, enter the ids again and save.\n",
        "tasks.csv:4, column duration: the cell holds the spreadsheet error #REF! "
        "[spreadsheet-error]\n    Repair the formula in the spreadsheet and save again.\n",
    ):
        assert words in answer.err


def test_an_alias_bomb(p80, here):
    """Eleven lines that stand for 9**10 values: refused before they unfold."""
    lines = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 10)]
    text = "\n".join([f"l0: &l0 [{', '.join(['lol'] * 9)}]", *lines])
    (here / "plan.yaml").write_text(f"{HEAD}{text}\n", encoding="utf-8")
    began = time.perf_counter()
    answer = p80("run", "plan.yaml")
    assert time.perf_counter() - began < 5
    assert answer.status == 2
    assert answer.err == (
        "p80: plan.yaml:9:10: the file unfolds to more than 2,000,000 values or 100,000,000 "
        "characters; aliases (*name) that repeat other aliases do this [too-many-values]\n"
        "    Write the values out, or split the plan into projects with tables.\n"
    )


def test_a_plan_of_200_megabytes(p80, here):
    with (here / "plan.yaml").open("wb") as file:
        file.truncate(200_000_000)
    answer = p80("run", "plan.yaml")
    assert (answer.status, answer.out) == (2, "")
    assert "p80: plan.yaml: the file is larger than " in answer.err
