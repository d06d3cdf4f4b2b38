"""Everything that can be wrong with a plan, by the words that the reader sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.errors import Issue

Issues = Callable[[str], tuple[Issue, ...]]

HEAD = "start: 2026-03-02\n"
TWO = HEAD + "tasks:\n  - {id: A, duration: 5d}\n"

CASES: list[tuple[str, str, str, str, str]] = [
    # (text, rule, where, message, mend)
    (
        "progam: x\n" + TWO,
        "unknown-key",
        "plan.yaml:1:1",
        "unknown key 'progam'",
        "Did you mean 'program'?",
    ),
    (
        HEAD + "tasks:\n  - {id: A, duraton: 5d}\n",
        "unknown-key",
        "plan.yaml:3:13, task A",
        "unknown key 'duraton'",
        "Did you mean 'duration'?",
    ),
    (
        TWO + "branches: []\n",
        "unknown-key",
        "plan.yaml:4:1",
        "unknown key 'branches'",
        "Known are: ",
    ),
    (
        TWO + "resources: {}\n",
        "unknown-key",
        "plan.yaml:4:1",
        "unknown key 'resources'",
        "Known are: ",
    ),
    (
        "calendars: {site: {weather: {nov: 20%}}}\n" + TWO,
        "unknown-key",
        "plan.yaml:1:20, calendar site",
        "unknown key 'weather'",
        "Known are: base, work, holidays, exceptions, day.",
    ),
    (
        TWO + "  - {id: B, after: {task: A, typ: SS}}\n",
        "unknown-key",
        "plan.yaml:4:30, task B",
        "unknown key 'typ'",
        "Did you mean 'type'?",
    ),
    (
        TWO + "  - {id: B, kind: mile stone}\n",
        "unknown-word",
        "plan.yaml:4:19, task B",
        "kind: 'mile stone' is not known here",
        "Did you mean 'milestone'?",
    ),
    (
        TWO + "  - {name: B}\n",
        "missing-key",
        "plan.yaml:4:5",
        "the key 'id' is missing",
        "Add id: ...",
    ),
    (
        TWO + "  - B\n",
        "wrong-type",
        "plan.yaml:4:5",
        "tasks: this should be a mapping (key: value), not 'B'",
        "",
    ),
    (
        TWO + "risks: 5\n",
        "wrong-type",
        "plan.yaml:4:8",
        "risks: this should be a list, not '5'",
        "",
    ),
    (
        TWO + "  - {id: B, duration: [5]}\n",
        "wrong-type",
        "plan.yaml:4:23, task B",
        "duration: this should be a text or number, not a list",
        "",
    ),
    (
        TWO + "  - {id: B, alap: maybe}\n",
        "wrong-type",
        "plan.yaml:4:19, task B",
        "alap: this should be true or false, not 'maybe'",
        "",
    ),
    (
        TWO + "  - {id: A, duration: 1}\n",
        "duplicate-id",
        "plan.yaml:4:10, task P/A",
        "two tasks have the id 'A'; the first is at plan.yaml:3:5",
        "Rename one of them.",
    ),
    (
        TWO + "  - {id: Instal, duration: 1}\n  - {id: B, after: Install}\n",
        "dangling-dependency",
        "plan.yaml:5:20, task P/B",
        "there is no task 'Install'",
        "Did you mean 'Instal'?",
    ),
    (
        TWO + "  - {id: B, after: [A, XYZ SS+2d]}\n",
        "dangling-dependency",
        "plan.yaml:4:24, task P/B",
        "there is no task 'XYZ'",
        "Add it, or write the id of another task (P/A, P/B, ...).",
    ),
    (
        TWO + "  - {id: B, after: B, duration: 1}\n",
        "self-link",
        "plan.yaml:4:20, task P/B",
        "task P/B depends on itself",
        "Remove this link.",
    ),
    (
        HEAD
        + "tasks:\n  - {id: A, duration: 5, after: C}\n  - {id: B, duration: 5, after: A}\n"
        + "  - {id: C, duration: 5, after: B SS+1d}\n  - {id: D, duration: 5, after: C}\n",
        "cycle",
        "plan.yaml:3:33, task P/A",
        "these 3 tasks wait for each other: P/A → P/B → P/C → P/A",
        "Remove one of the links of this ring.",
    ),
    (
        HEAD + 'tasks:\n  - {id: A, duration: "triangular(90d, 50d, 40d)"}\n',
        "distribution",
        "plan.yaml:3:23, task P/A",
        "duration: triangular",
        "",
    ),
    (
        TWO + '  - {id: B, duration: 5d, uncertainty: "triangular(130%, 100%, 90%)"}\n',
        "distribution",
        "plan.yaml:4:40, task P/B",
        "uncertainty: triangular",
        "",
    ),
    (
        TWO + '  - {id: B, duration: 5d, uncertainty: "trangular(1, 2, 3)"}\n',
        "distribution",
        "plan.yaml:4:40, task P/B",
        "there is no distribution 'trangular'",
        "Did you mean triangular?",
    ),
    (
        TWO + "  - {id: B, duration: -5d}\n",
        "negative-duration",
        "plan.yaml:4:23, task P/B",
        "a duration of -5d is not possible",
        "Give a finite number, 0 or more.",
    ),
    (
        TWO + "  - {id: B, duration: .nan}\n",
        "duration",
        "plan.yaml:4:23, task P/B",
        "duration: '.nan' is not a duration",
        "Write days as 5 or 5d",
    ),
    (
        TWO + "  - {id: B, duration: NaN}\n",
        "duration",
        "plan.yaml:4:23, task P/B",
        "duration: 'NaN' is not a duration",
        "Write days as 5 or 5d",
    ),
    (
        TWO + "  - {id: B, duration: 5d, cost: inf}\n",
        "money",
        "plan.yaml:4:33, task P/B",
        "cost: 'inf' is not an amount of money",
        "Write 1200, 80k, 4.2M",
    ),
    (
        TWO + "  - {id: B, duration: 5 fortnights}\n",
        "duration",
        "plan.yaml:4:23, task P/B",
        "'fortnights' is no unit of time",
        "Units are min, h, d, w and mo",
    ),
    (
        TWO + "risks:\n  - {id: R, probability: 130%, impacts: [{tasks: A, delay: 5d}]}\n",
        "probability",
        "plan.yaml:5:26, risk R",
        "a probability of 130% is not possible",
        "Write a chance from 0% to 100%.",
    ),
    (
        TWO + "risks:\n  - {id: R, probability: 30, impacts: [{tasks: A, delay: 5d}]}\n",
        "probability",
        "plan.yaml:5:26, risk R",
        "a probability of 30 is not possible",
        "Did you mean 30%?",
    ),
    (
        TWO + "risks:\n  - {id: R, probability: -0.1, impacts: [{tasks: A, delay: 5d}]}\n",
        "probability",
        "plan.yaml:5:26, risk R",
        "a probability of -0.1 is not possible",
        "Write a chance from 0% to 100%.",
    ),
    (
        TWO + "risks:\n  - {id: R, probability: 10%, impacts: [{tasks: B*, delay: 5d}]}\n",
        "empty-selector",
        "plan.yaml:5:49, risk R",
        "'B*' selects no task",
        "The pattern is held against PROJECT/ID and ID.",
    ),
    (
        TWO + "risks:\n  - {id: R, probability: 10%, impacts: [{tasks: A}]}\n",
        "empty-impact",
        "plan.yaml:5:41, risk R",
        "the impact has neither a delay nor a cost",
        "Add delay:",
    ),
    (
        TWO + "risks:\n  - {id: R, probability: 10%, impacts: [{delay: 5d}]}\n",
        "missing-key",
        "plan.yaml:5:41, risk R",
        "the delay hits no task",
        "Add tasks: [ids]",
    ),
    (
        TWO + 'risks:\n  - {id: R, probability: 10%, impacts: [{cost: "uniform(90%, 110%)"}]}\n',
        "cost",
        "plan.yaml:5:48, risk R",
        "a share of no planned cost",
        "Give the cost of a risk in money.",
    ),
    (
        TWO + "risks:\n  - {id: R, probability: 1%, impacts: [{cost: 5}]}\n"
        "  - {id: R, probability: 2%, impacts: [{cost: 5}]}\n",
        "duplicate-id",
        "plan.yaml:6:10, risk R",
        "two risks have the id 'R'",
        "Give each an id of its own.",
    ),
    (
        TWO + 'drivers:\n  - {id: D, factor: "uniform(0.9, 1.2)", tasks: "trade:labour"}\n',
        "empty-selector",
        "plan.yaml:5:49, driver D",
        "'trade:labour' selects no task",
        "Fields of this plan: none.",
    ),
    (
        TWO + 'drivers:\n  - {id: D, factor: "uniform(-0.1, 1.2)", tasks: A}\n',
        "distribution",
        "plan.yaml:5:21, driver D",
        "factor: uniform",
        "",
    ),
    (
        TWO + "  - {id: B, duration: 1}\ncorrelations:\n  - {tasks: [A, B], coefficient: 1.5}\n",
        "correlation",
        "plan.yaml:6:34",
        "a coefficient of 1.5 is not possible",
        "Write a Spearman coefficient from 0 to 1.",
    ),
    (
        TWO + "correlations:\n  - {tasks: [A], coefficient: 0.5}\n",
        "correlation",
        "plan.yaml:5:13",
        "one task alone (P/A) has nothing to move with",
        "Name two or more.",
    ),
    (
        TWO + "uncertainty:\n  - {tasks: A}\n",
        "missing-key",
        "plan.yaml:5:5",
        "the rule gives no range",
        "Add duration:",
    ),
    ("program: x\nstart: 2026-03-02\n", "empty-plan", "plan.yaml:1:1", "the plan has no tasks", ""),
    (HEAD + "tasks: []\n", "empty-plan", "plan.yaml:2:8", "the plan has no tasks", "Add tasks:"),
    ("- a\n- b\n", "not-a-plan", "plan.yaml:1:1", "and this file is a list", "`p80 new`"),
    ("just text\n", "not-a-plan", "plan.yaml:1:1", "this file is 'just text'", "`p80 new`"),
    (
        "tasks: [{id: A, duration: 1}]\n",
        "missing-start",
        "plan.yaml:1:1",
        "there is no start date",
        "Add start: 2026-03-02.",
    ),
    (
        "start: 2026-02-30\ntasks: [{id: A, duration: 1}]\n",
        "date",
        "plan.yaml:1:8",
        "start: '2026-02-30' is a day that no calendar has",
        "Write 2027-09-30, or 2027-09-30T17:00.",
    ),
    (
        "start: 1.4.2026\ntasks: [{id: A, duration: 1}]\n",
        "date",
        "plan.yaml:1:8",
        "start: '1.4.2026' is not a date",
        "Write 2027-09-30",
    ),
    (
        "start: 2206-01-01\ntasks: [{id: A, duration: 1}]\n",
        "date",
        "plan.yaml:1:8",
        "the year of '2206-01-01' is outside 1900 to 2199",
        "Write 2027-09-30",
    ),
    (
        "start: 2026-01-01T25:00\ntasks: [{id: A, duration: 1}]\n",
        "date",
        "plan.yaml:1:8",
        "has a time that no clock shows",
        "Write 2027-09-30",
    ),
    (
        TWO + "  - {id: B, duration: 1, calendar: Standard}\n",
        "unknown-calendar",
        "plan.yaml:4:36, task P/B",
        "there is no calendar 'Standard'",
        "Did you mean 'standard'?",
    ),
    (
        TWO + "calendar: nights\n",
        "unknown-calendar",
        "plan.yaml:4:11",
        "project P: there is no calendar 'nights'",
        "Known are: 24/7, elapsed, standard.",
    ),
    (
        TWO + "calendars: {a: {base: b}, b: {base: a}}\n",
        "calendar-cycle",
        "plan.yaml:4:23, calendar a",
        "calendar 'a' is based on itself",
        "Give one a week of its own.",
    ),
    (
        TWO + "calendars: {a: Mon-Fri 8-17}\n",
        "calendar",
        "plan.yaml:4:16, calendar a",
        "'8-17' is not a shift",
        "Write work as in:",
    ),
    (
        TWO + "calendars: {a: Mon-Fry 08:00-17:00}\n",
        "calendar",
        "plan.yaml:4:16, calendar a",
        "'Mon-Fry' is not a day of the week",
        "Write work as in:",
    ),
    (
        TWO + 'calendars: {a: "Mon 08:00-12:00 11:00-17:00"}\n',
        "calendar",
        "plan.yaml:4:16, calendar a",
        "two shifts of one day overlap",
        "Write work as in:",
    ),
    (
        TWO + "calendars: {a: {work: Mon-Sun off}}\n",
        "calendar",
        "plan.yaml:4:16, calendar a",
        "has no working time, so nothing on it would ever end",
        "Write work as in:",
    ),
    (
        TWO + "calendars: {a: {holidays: [QQ]}}\n",
        "holiday",
        "plan.yaml:4:28, calendar a",
        "no holidays are known for the country 'QQ'",
        "Write a country code",
    ),
    (
        TWO + "calendars: {a: {holidays: [DE-XX]}}\n",
        "holiday",
        "plan.yaml:4:28, calendar a",
        "no holidays are known for 'XX' in DE (known parts: ",
        "Write a country code",
    ),
    (
        TWO + "calendars: {a: {holidays: [2026-12-31..2026-12-24]}}\n",
        "holiday",
        "plan.yaml:4:28, calendar a",
        "ends before it begins",
        "Write a country code",
    ),
    (
        TWO + '  - {id: B, duration: "uniform(90%, 110%)"}\n',
        "duration",
        "plan.yaml:4:23, task P/B",
        "is a share of a planned duration that is not given",
        "Write duration: 10d and uncertainty:",
    ),
    (
        TWO + '  - {id: B, uncertainty: "uniform(90%, 110%)"}\n',
        "missing-duration",
        "plan.yaml:4:5, task P/B",
        "the task has no planned duration",
        "Add duration: 10d",
    ),
    (
        TWO + "  - {id: B, milestone: true, duration: 5d}\n",
        "milestone-duration",
        "plan.yaml:4:40, task P/B",
        "a milestone has no duration",
        "Remove the duration, or the kind.",
    ),
    (
        TWO + '  - {id: B, milestone: true, uncertainty: "uniform(1, 2)"}\n',
        "uncertainty",
        "plan.yaml:4:43, task P/B",
        "a milestone has no duration of its own to be uncertain",
        "Give the range to the tasks that take time.",
    ),
    (
        TWO + '  - {id: B, duration: 5d, cost_uncertainty: "uniform(90%, 110%)"}\n',
        "cost",
        "task P/B",
        "this range is a share of a cost that is not given",
        "Write cost: 100k.",
    ),
    (
        TWO + '  - {id: B, duration: 5d, uncertainty: "uniform(4ed, 6ed)"}\n',
        "elapsed-range",
        "plan.yaml:4:40, task P/B",
        "is elapsed time, and the task works on calendar standard",
        "Write working time, or an elapsed duration.",
    ),
    (
        TWO + "  - {id: B, duration: 1, constraint: SNOT 2026-04-01}\n",
        "constraint",
        "plan.yaml:4:38, task B",
        "'SNOT' is not a constraint",
        "Known are: start no earlier than,",
    ),
    (
        TWO + "  - {id: B, duration: 1, constraint: SNET}\n",
        "constraint",
        "plan.yaml:4:38, task P/B",
        "'start no earlier than' needs a date",
        "Write start no earlier than 2027-03-01.",
    ),
    (
        TWO + "  - {id: B, duration: 1, constraint: [SNET 2026-05-02, SNLT 2026-05-01]}\n",
        "contradicting-dates",
        "plan.yaml:4:38, task P/B",
        "'start no earlier than 2026-05-02' and 'start no later than 2026-05-01' cannot both hold",
        "Remove one of the two, or correct its date.",
    ),
    (
        TWO + "  - {id: B, duration: 1, constraint: [SNET 2026-05-02, FNLT 2026-04-30]}\n",
        "contradicting-dates",
        "plan.yaml:4:38, task P/B",
        "cannot both hold",
        "Remove one of the two, or correct its date.",
    ),
    (
        "data_date: 2026-06-01\n"
        + TWO
        + "  - {id: B, duration: 5, actual_start: 2026-05-02, actual_finish: 2026-04-20}\n",
        "finish-before-start",
        "plan.yaml:5:67, task P/B",
        "the actual finish 2026-04-21 is before the actual start 2026-05-02",
        "Swap them?",
    ),
    (
        "data_date: 2026-06-01\n" + TWO + "  - {id: B, duration: 5, actual_start: 2026-06-02}\n",
        "actual-after-data-date",
        "plan.yaml:5:40, task P/B",
        "actual start 2026-06-02 is after the data date 2026-06-01",
        "Correct the date, or move the data date",
    ),
    (
        TWO + "  - {id: B, duration: 5, actual_start: 2026-03-03}\n",
        "no-data-date",
        "plan.yaml:4:40, task P/B",
        "actual start 2026-03-03, but the plan has no data date",
        "Add data_date",
    ),
    (
        "data_date: 2026-06-01\n" + TWO + "  - {id: B, duration: 5, actual_finish: 2026-05-02}\n",
        "actual-dates",
        "plan.yaml:5:41, task P/B",
        "there is an actual finish without an actual start",
        "Add actual_start.",
    ),
    (
        HEAD + "projects:\n  - {id: X, tasks: [{id: A, duration: 1}]}\n  - {id: X}\n",
        "duplicate-id",
        "plan.yaml:4:10, project X",
        "two projects have the id 'X'",
        "Rename one.",
    ),
    (
        HEAD + "projects:\n  - {id: X/Y, tasks: [{id: A, duration: 1}]}\n",
        "project-id",
        "plan.yaml:3:10, project X/Y",
        "'X/Y' cannot be the id of a project",
        "Use letters, digits and - without a slash",
    ),
    (
        TWO + "projects:\n  - {id: X, tasks: [{id: B, duration: 1}]}\n",
        "misplaced-key",
        "plan.yaml:2:1",
        "'tasks' stands at the top, but the plan has projects",
        "Move 'tasks' below one of the projects.",
    ),
    (
        HEAD + "projects:\n  - {id: X, tasks: [{id: A, duration: 1}]}\n"
        "  - {id: Y, tasks: [{id: A, duration: 1}]}\n  - {id: Z, tasks: [{id: B, after: A}]}\n",
        "ambiguous-id",
        "plan.yaml:5:36, task Z/B",
        "the id 'A' stands for several tasks: X/A, Y/A",
        "Write it with its project.",
    ),
    (
        TWO + "  - {id: B, parent: A}\n",
        "parent",
        "plan.yaml:4:21, task P/B",
        "the parent 'A' is a task, not a summary",
        "Give A kind: summary",
    ),
    (
        HEAD + "tables: taks.csv\n",
        "no-such-file",
        "plan.yaml:2:9",
        "the table 'taks.csv' does not exist",
        "Its path counts from the folder of the plan file.",
    ),
    (
        HEAD + "file: nothing.xer\n",
        "no-such-file",
        "plan.yaml:2:7",
        "the schedule 'nothing.xer' does not exist",
        "Its path counts from the folder of the plan file.",
    ),
]


@pytest.mark.parametrize(
    ("text", "rule", "where", "message", "mend"),
    CASES,
    ids=[f"{number}-{case[1]}" for number, case in enumerate(CASES)],
)
def test_error(issues: Issues, text: str, rule: str, where: str, message: str, mend: str) -> None:
    """One mistake gives one issue, which says where, what and how to mend it."""
    found = issues(text)
    assert [issue.rule for issue in found] == [rule], [str(issue) for issue in found]
    assert where in found[0].where
    assert message in found[0].message
    assert mend in found[0].mend


def test_every_problem_comes_at_once_in_the_order_of_the_file(issues: Issues) -> None:
    found = issues(
        """\
        progam: North Line
        start: 2026-13-01
        start: 2026-03-02
        calendars: {site: {work: Mon-Fri 8-17}}
        tasks:
          - {id: A, duraton: 5d}
          - {name: no id}
          - {id: B, duration: -3d, after: C}
          - {id: B, duration: 5d, after: [A, AA]}
        risks:
          - {id: R, probability: 2, impacts: [{tasks: Q, delay: "triangular(3, 2, 1)"}]}
        """
    )
    assert [(issue.where.split(",")[0], issue.rule) for issue in found] == [
        ("plan.yaml:3:1", "duplicate-key"),
        ("plan.yaml:1:1", "unknown-key"),
        ("plan.yaml:4:26", "calendar"),
        ("plan.yaml:6:13", "unknown-key"),
        ("plan.yaml:7:5", "missing-key"),
        ("plan.yaml:8:23", "negative-duration"),
        ("plan.yaml:8:35", "dangling-dependency"),
        ("plan.yaml:9:10", "duplicate-id"),
        ("plan.yaml:11:26", "probability"),
        ("plan.yaml:11:47", "empty-selector"),
        ("plan.yaml:11:57", "distribution"),
    ]
