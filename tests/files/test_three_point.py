"""Three-point durations in fields of a schedule: by name, by guess, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from raw_plans import MSP, P6, Cell, msp, part, row

from simulator.errors import PlanError
from simulator.files import load
from simulator.files.mpxj.read import program_of
from simulator.files.report import ImportReport
from simulator.files.three_point import ThreePoint, applied, parse
from simulator.model.distributions import Pert, Triangular
from simulator.model.program import Program
from simulator.model.spread import Spread

OWN = Path(__file__).parents[1] / "data" / "plans"
DAY = 480.0


def program(
    rows: list[Cell], fields: dict[str, dict[str, str]], properties: dict[str, Any] = P6
) -> Program:
    """A program whose tasks have `fields`: values by name and row number."""
    parts = [part(properties, rows, fields=fields)]
    return program_of({"projects": parts}, Path("plan.xer"), ImportReport("plan.xer"))


FIELDS = {
    "Min Duration": {"0": "1.5", "1": "4"},
    "ML Duration": {"0": "2", "1": "5"},
    "Max Duration": {"0": "4", "1": "16h"},
}


def spreads(found: Program) -> list[Spread | None]:
    return [task.spread for task in found.tasks]


def test_by_name_in_days_of_the_task() -> None:
    plan = program([row("1"), row("2")], {**FIELDS, "Max Duration": {"0": "4", "1": "72h"}})
    found, notes = applied(plan, "min duration, ML Duration, Max Duration", {}, "plan.xer")
    assert spreads(found) == [
        Spread(Triangular(1.5 * DAY, 2 * DAY, 4 * DAY)),
        Spread(Triangular(4 * DAY, 5 * DAY, 72 * 60.0)),
    ]
    assert notes == (
        "triangular ranges of 2 tasks from the fields Min Duration, ML Duration and Max Duration",
    )


def test_as_pert_and_by_the_names_of_ms_project() -> None:
    fields = {"Best": {"0": "8h"}, "Duration2": {"0": "16h"}, "Duration3": {"0": "4ed"}}
    plan = program([msp("1", duration="2.0ed")], fields, MSP)
    titles = {"Duration1": "Best", "Duration2": "Duration2", "Duration3": "Duration3"}
    found, _ = applied(plan, "pert(Duration1, Duration2, Duration3)", titles, "plan.mpp")
    assert spreads(found) == [Spread(Pert(480.0, 960.0, 4 * 1440.0))]


@pytest.mark.parametrize(
    "names",
    [
        ("Min Duration", "ML Duration", "Max Duration"),
        ("Optimistic", "Most Likely", "Pessimistic"),
        ("Optimistic Duration", "Expected Duration", "Pessimistic Duration"),
        ("Minimum Remaining Duration", "Most Likely Remaining Duration", "Maximum Remaining Dur"),
        ("low", "likely", "high"),
    ],
)
def test_usual_names_are_found_and_told(names: tuple[str, str, str]) -> None:
    fields = {name: {"0": value} for name, value in zip(names, ("1", "2", "4"), strict=True)}
    plan = program([row("1")], {**fields, "Trade": {"0": "labour"}})
    found, notes = applied(plan, None, {}, "plan.xer")
    assert spreads(found) == [Spread(Triangular(DAY, 2 * DAY, 4 * DAY))]
    assert all(name in notes[0] for name in names)
    assert "--three-point none" in notes[0]
    assert applied(plan, "none", {}, "plan.xer") == (plan, ())


def test_fields_that_are_ambiguous_are_named_and_not_used() -> None:
    plan = program([row("1"), row("2")], {**FIELDS, "Minimum": {"0": "1"}})
    found, notes = applied(plan, None, {}, "plan.xer")
    assert spreads(found) == [None, None]
    assert "Min Duration, Minimum, ML Duration" in notes[0]


def test_duration_fields_of_ms_project_are_only_hinted_at() -> None:
    fields = {f"Duration{n}": {"0": f"{8 * n}h"} for n in (1, 2, 3)}
    found, notes = applied(program([msp("1")], fields, MSP), None, {}, "plan.mpp")
    assert spreads(found) == [None]
    assert '--three-point "Duration1, Duration2, Duration3" would' in notes[0]


def test_a_task_in_progress_takes_the_proportions_for_what_remains() -> None:
    """2 days planned, 1 to 4 around them: 50 % to 200 % of the day that is left."""
    fields = {name: {"0": value} for name, value in zip("ABC", "124", strict=True)}
    started = row("1", actual_start="2026-02-20T08:00", remaining="8.0h")
    found, _ = applied(program([started], fields), "A, B, C", {}, "plan.xer")
    assert spreads(found) == [Spread(Triangular(0.5, 1.0, 2.0), relative=True)]


def test_blank_zero_and_equal_values_are_counted() -> None:
    rows = [row(str(n)) for n in range(1, 5)] + [row("9", type="FINISH_MILESTONE")]
    fields = {
        name: {"0": value, "1": "0h", "3": "3", "4": "7"}
        for name, value in zip("ABC", "124", strict=True)
    }
    found, notes = applied(program(rows, fields), "A, B, C", {}, "plan.xer")
    assert [spread is not None for spread in spreads(found)] == [True, False, False, False, False]
    assert "three times the same value, so no range, for 1 task;" in notes[0]
    assert "nothing there for 2 open tasks" in notes[0]


def test_all_wrong_values_come_in_one_error() -> None:
    rows = [row(str(n)) for n in range(1, 6)]
    fields = {
        "A": {"0": "1", "1": "5", "2": "1", "3": "soon", "4": "-1"},
        "B": {"0": "2", "1": "4", "3": "2", "4": "2"},
        "C": {"0": "4", "1": "6", "2": "4", "3": "4", "4": "4"},
    }
    with pytest.raises(PlanError) as raised:
        applied(program(rows, fields), "A, B, C", {}, "plan.xer")
    texts = [f"{issue.where}: {issue.message}" for issue in raised.value.issues]
    assert len(texts) == 4
    assert texts[0] == "plan.xer, task ONE/A2: the three do not rise: A 5, B 4, C 6"
    assert texts[1] == "plan.xer, task ONE/A3: one of the three is missing: A 1, B nothing, C 4"
    assert "soon" in texts[2]
    assert "below 0" in texts[3]


def test_wrong_values_in_guessed_fields_are_only_told() -> None:
    plan = program([row("1"), row("2")], FIELDS)
    found, notes = applied(plan, None, {}, "plan.xer")
    assert spreads(found) == [None, None]
    assert "and no range for 1 task" in notes[0]


def test_names_of_fields_that_do_not_exist() -> None:
    with pytest.raises(PlanError) as raised:
        applied(
            program([row("1"), row("2")], FIELDS), "Min Duraton, ML Duration, Worst", {}, "plan.xer"
        )
    first, second = raised.value.issues
    assert "Did you mean 'Min Duration'?" in first.mend
    assert "Worst" in second.message


@pytest.mark.parametrize("text", ["A, B", "A, B, B", "A,,C", "A, B, C, D", ""])
def test_texts_that_do_not_name_three_fields(text: str) -> None:
    with pytest.raises(PlanError, match="three different fields"):
        parse(text, "--three-point")


def test_parsing() -> None:
    with pytest.raises(PlanError, match="'beta' is no shape"):
        parse("beta(A, B, C)", "x")
    assert parse("Min (d), ML (d), Max (d)", "x").names == ("Min (d)", "ML (d)", "Max (d)")
    assert parse("A; B; C", "x") == ThreePoint("A", "B", "C")
    assert parse("Triangular(A,B,C)", "x") == ThreePoint("A", "B", "C")
    assert parse(" PERT ( A, B, C ) ", "x") == ThreePoint("A", "B", "C", "pert")


def with_user_fields(folder: Path) -> Path:
    """A plan of P6 in which the first two activities have numbers in three user-defined fields."""
    text = (OWN / "airport_terminal.xer").read_bytes().decode("cp1252")
    titles = ("Min Duration", "ML Duration", "Max Duration")
    rows = text.split("%T\tTASK\r\n")[1].splitlines()[1:20]
    tasks = [line.split("\t")[1] for line in rows if "\tTT_Task\t" in line][:2]
    lines = ["%T\tUDFTYPE", "%F\tudf_type_id\ttable_name\tudf_type_name\tudf_type_label"]
    lines[1] += "\tlogical_data_type\tsuper_flag"
    for number, title in enumerate(titles, 1):
        lines.append(f"%R\t{number}\tTASK\tuser_field_{number}\t{title}\tFT_FLOAT_2_DECIMALS\tN")
    lines += ["%T\tUDFVALUE", "%F\tudf_type_id\tfk_id\tproj_id\tudf_date\tudf_number\tudf_text"]
    for task in tasks:
        lines += [f"%R\t{n}\t{task}\t\t\t{10 * n}\t" for n in (1, 2, 3)]
    path = folder / "fields.xer"
    whole = text.replace("%E", "\r\n".join([*lines, "%E"]))
    path.write_bytes(whole.encode("cp1252"))
    return path


def test_user_fields_of_a_real_file(tmp_path: Path) -> None:
    path = with_user_fields(tmp_path)
    plan = load(path, three_point="pert(Min Duration, ML Duration, Max Duration)")
    ranged = [task for task in plan.tasks if task.spread]
    assert len(ranged) == 2
    for task in ranged:
        day = plan.calendars[task.calendar].minutes_per_day
        assert task.spread == Spread(Pert(10 * day, 20 * day, 30 * day))


def test_beside_the_file_in_a_plan(tmp_path: Path) -> None:
    with_user_fields(tmp_path)
    path = tmp_path / "plan.yaml"
    path.write_text("file: fields.xer\nthree_point: Min Duration, ML Duration, Max Duration\n")
    assert sum(task.spread is not None for task in load(path).tasks) == 2
    path.write_text("start: 2026-03-02\nthree_point: A, B, C\ntasks: [{id: A, duration: 5d}]\n")
    with pytest.raises(PlanError, match="says how to read a schedule"):
        load(path)
    with pytest.raises(PlanError, match="beside the `file:`"):
        load(path, three_point="A, B, C")
