"""The screen of `p80 run`: the answers first, and it fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import fabricated
import numpy as np
import pytest

from simulator.model.program import Program, Target
from simulator.model.task import Kind, Progress
from simulator.reports.text import sparkline, summary
from simulator.reports.words import days, fit, likely, width
from simulator.results.estimate import Chance
from simulator.results.quantity import MoneyQuantity
from simulator.results.raw import Outcome
from simulator.results.result import Result


def screens() -> list[Result]:
    names = (
        "Très long nom qui n’en finit jamais et jamais et encore jamais",
        "تحويل المرافق",
        "基礎工事基礎",
    )
    odd = fabricated.program(names=names, title="基礎工事 " * 20)
    late = fabricated.program()
    far = replace(late, target=Target(datetime(2031, 12, 31), 1e15))
    return [
        fabricated.result(),
        fabricated.result(100),
        fabricated.result(1),
        fabricated.result(money=False),
        fabricated.result(levers=False),
        fabricated.result(plan=odd),
        fabricated.result(plan=far),
        fabricated.certain(),
        moved(),
        fabricated.with_calendars(moved()),
    ]


def moved() -> Result:
    """A result whose correlations could not all hold."""
    found = fabricated.result()
    found.receipts = fabricated.some_receipts(found.program, 0.123)
    return found


def test_missed_windows_are_told_in_a_few_words() -> None:
    found = fabricated.with_calendars(fabricated.result(), outside=0.0)
    assert "seed 1 · window missed in 25 %" in summary(found)
    found.windows = (found.windows[0], replace(found.windows[0], missed=0.4, outside=0.02))
    text = summary(found).replace("\n", " · ")
    assert "2 windows missed, in up to 40 % · window overrun in 2 %" in text


def test_correlations_that_were_moved_are_told_in_a_few_words() -> None:
    assert "seed 1 · correlations moved by up to 0.12 · 1 note" in summary(moved())
    assert "correlations" not in summary(fabricated.result())


@pytest.mark.parametrize("which", range(10))
def test_it_fits_a_screen_of_80_by_24(which: int) -> None:
    lines = summary(screens()[which], "north-line.yaml").splitlines()
    assert len(lines) <= 23, "one line stays for the prompt"
    assert max(width(line) for line in lines) <= 80


def test_the_answers_come_first() -> None:
    text = summary(fabricated.result(), "north-line.yaml")
    lines = text.split("\n")
    assert lines[0] == "North Line"
    assert lines[1] == "1 project · 12 tasks · 1 risk · data date 1 Jun 2026"
    assert lines[2] == "10,000 iterations in 0.3 s · seed 1 · 1 note"
    assert lines[4] == "Finish    the plan says 16 Mar 2027, which is 16 % likely"
    assert lines[5] == "          the target is 5 Apr 2027, which is 50 % likely"
    assert "P50 5 Apr 2027 ± 1 d   P80 22 Apr 2027 ± 1 d   P90 1 May 2027 ± 1 d" in text
    assert "the plan says 12.0M EUR, which none of 10,000 iterations met" in text
    assert "both targets together: 35 %" in text
    assert "p80 run north-line.yaml --out report" in text


def test_the_five_things_that_matter_most() -> None:
    text = summary(fabricated.result())
    after = text.split("What decides it")[1].split("\n")
    assert after[0].split() == ["on", "the", "critical", "path", "moves", "P80", "by"]
    assert after[1].split() == ["A100", "Divert", "utilities", "83", "%", "21", "d"]
    assert after[2].split() == ["R1", "Utility", "diversion", "found", "late", "12", "d"]
    assert len([line for line in after[1:] if line.startswith("  ")]) >= 5


def test_all_five_are_shown_where_the_screen_is_full() -> None:
    """Of what is proposed the last goes, not what matters."""
    text = summary(fabricated.with_calendars(moved()), "north-line.yaml")
    assert len(text.splitlines()) == 23
    decides, proposed = text.split("What decides it")[1].split("Next ")
    assert len([line for line in decides.splitlines()[1:] if line]) == 5
    assert "p80 run north-line.yaml --out report" in proposed
    assert "p80 explain" not in proposed


def test_nothing_uncertain_says_how_to_add_a_range() -> None:
    text = summary(fabricated.certain(), "plan.yaml")
    assert "Nothing in this plan is uncertain" in text
    assert 'p80 run plan.yaml --range "triangular(90%, 100%, 130%)"' in text
    assert "P80 17" not in text
    assert "the target 5 Apr 2027 is met" in text


def test_a_plan_with_ranges_is_not_told_to_add_ranges() -> None:
    """Nothing moves, but not for want of a range: too few iterations, or all is done."""
    plan = fabricated.program()
    once = summary(fabricated.certain(plan, iterations=1), "plan.yaml")
    assert "1 iteration in " in once
    assert "One iteration shows no uncertainty" in once
    assert "--range" not in once
    assert "move neither its finish nor its cost" in summary(fabricated.certain(plan))
    over = Progress(actual_start=fabricated.START, actual_finish=fabricated.START)
    done = replace(plan, tasks=tuple(replace(task, progress=over) for task in plan.tasks))
    assert "Every task of this plan is finished" in summary(fabricated.certain(done))


def test_a_plan_of_milestones_is_not_told_to_give_its_tasks_a_range() -> None:
    plan = fabricated.program()
    bare = [replace(task, kind=Kind.MILESTONE, duration=0.0) for task in plan.tasks]
    text = summary(fabricated.certain(replace(plan, tasks=tuple(bare), risks=())))
    assert "No open task of this plan has a duration" in text
    assert "--range" not in text


def test_projects_that_reported_up_to_different_days_show_the_first_and_the_last() -> None:
    plan = fabricated.program()
    later = replace(plan.projects[0], id="LATER", data_date=datetime(2026, 7, 4))
    text = summary(
        replace_program(fabricated.result(), replace(plan, projects=(*plan.projects, later)))
    )
    assert "data date 1 Jun 2026 to 4 Jul 2026" in text.replace("\n", " ")


def test_check_is_proposed_with_the_options_that_say_how_the_plan_is_read() -> None:
    """Else it would show the notes of another plan; seed and iterations do not concern it."""
    options = ("-n", "500", "--encoding", "GBK", "--range", "pert(90%, 100%, 150%)")
    lines = summary(fabricated.result(), "plan.xer", options=options).splitlines()
    (check,) = (line.strip() for line in lines if "p80 check" in line)
    assert check == "p80 check plan.xer --encoding GBK --range 'pert(90%, 100%, 150%)'"


def test_few_iterations_are_said_on_the_screen() -> None:
    assert "few: rough figures" in summary(fabricated.result(100))
    assert "few: rough figures" not in summary(fabricated.result(1000))


def test_two_projects_need_full_ids() -> None:
    """X20 of one project is not X20 of the other."""
    plan = fabricated.program()
    both = replace(plan, projects=(*plan.projects, replace(plan.projects[0], id="OTHER")))
    assert "  CIVIL/A100 Divert utilities" in summary(replace_program(fabricated.result(), both))
    unmeasured = replace_program(fabricated.result(levers=False), both)
    assert "  CIVIL/A" in summary(unmeasured).split("What decides it")[1]


def replace_program(result: Result, plan: Program) -> Result:
    result.program = plan
    return result


def test_a_sum_that_cannot_move_says_so() -> None:
    still = fabricated.result()
    fixed = np.full(10_000, still.schedule.program_cost)
    still.outcome = Outcome(still.outcome.finish, fixed)
    assert "EUR; nothing in the plan makes that sum uncertain" in summary(still)


def test_the_proposed_command_repeats_the_same_run() -> None:
    """Without the range of the command line the next run would find nothing uncertain."""
    options = ("--range", "triangular(90%, 100%, 130%)")
    text = summary(fabricated.result(), "a.xer", options=options)
    assert "p80 run a.xer --out report --range 'triangular(90%, 100%, 130%)'" in text


def test_what_to_do_next_can_be_copied() -> None:
    assert "p80 run 'my plan.yaml' --out report" in summary(fabricated.result(), "my plan.yaml")
    written = summary(fabricated.result(), "plan.yaml", out="out")
    assert "open out/report.html" in written
    assert "--out" not in written


def test_parity_is_said_with_the_tools_name() -> None:
    base = fabricated.result()
    schedule = base.schedule
    from simulator.model.task import StoredDates

    def stored(row: int) -> StoredDates:
        start, finish = (
            fabricated.START + timedelta(minutes=round(float(dates[row])))
            for dates in (schedule.start, schedule.finish)
        )
        return StoredDates(early_start=start, early_finish=finish)

    tasks = tuple(replace(t, stored=stored(row)) for row, t in enumerate(base.program.tasks))
    project = replace(base.program.projects[0], source="P6")
    plan = replace(base.program, tasks=tasks, projects=(project,))
    assert "dates agree with P6: 12 of 12" in summary(fabricated.result(plan=plan))


@pytest.mark.parametrize(
    ("chance", "text"),
    [
        (0.04, "which is 4 % likely"),
        (0.0003, "which is <1 % likely"),
        (0.9997, "which is >99 % likely"),
        (0.0, "which none of 10,000 iterations met"),
        (1.0, "which all 10,000 iterations met"),
    ],
)
def test_chances_are_honest(chance: float, text: str) -> None:
    assert likely(Chance(chance, chance, chance, 10_000)) == text


def test_the_sparkline_is_the_shape() -> None:
    """A rising triangle gives rising bars; a uniform one equal bars."""
    rising = MoneyQuantity(np.sqrt(np.arange(1, 20_001)), 0.0, None)
    bars = sparkline(rising)
    assert list(bars) == sorted(bars)
    even = MoneyQuantity(np.arange(24_000.0), 0.0, None)
    assert set(sparkline(even)[1:-1]) <= {"▇", "█"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.0 d"),
        (0.04, "<0.1 d"),
        (3.14, "3.1 d"),
        (21.4, "21 d"),
        (-2.0, "-2.0 d"),
        (1234, "1,234 d"),
    ],
)
def test_days_are_said_as_exactly_as_they_matter(value: float, text: str) -> None:
    assert days(value) == text


def test_wide_characters_take_two_columns() -> None:
    assert width("基礎") == 4
    assert width("é") == width("e\u0301") == 1
    assert fit("基礎工事", 5) == "基礎…"
    assert width(fit("基礎工事", 6)) == 6
