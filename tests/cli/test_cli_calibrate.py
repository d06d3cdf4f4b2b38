"""`p80 calibrate` as a user and as a script meet it: screen, document, files, exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from simulator.files.yaml import YamlSource

HISTORY = "trade,planned,actual,budget,final cost\n" + "".join(
    f"{trade},10,{ratio},100,{10 * ratio}\n"
    for trade in ("design", "civil")
    for ratio in (8, 9, 10, 11, 13, 16)
)
REST = "permits,5,9,1,1\ndesign,0,4,1,\ncivil,10,,1,n/a\n"

PLAN = """\
start: 2027-03-01
tasks:
  - {id: A, duration: 10d, fields: {trade: design}}
  - {id: B, duration: 10d, after: A, fields: {trade: roads}}
  - {id: C, duration: 10d, after: B, uncertainty: "uniform(90%, 120%)"}
"""


@pytest.fixture
def history(tmp_path: Path) -> Path:
    path = tmp_path / "history.csv"
    path.write_text(HISTORY + REST, encoding="utf-8")
    return path


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    path = tmp_path / "projects.csv"
    lines = "".join(f"{'rail' if k % 2 else 'road'},{1 + k / 100}\n" for k in range(40))
    path.write_text("type,ratio\n" + lines, encoding="utf-8")
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_the_screen_says_how_many_how_far_and_what_was_left_out(p80, history):
    answer = p80("calibrate", history)
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert lines[0] == "history.csv · 15 rows · 3 categories of trade"
    # Of thirteen the 7th, the 11th and the 2nd: 110 %, 160 % and 80 %.
    assert (
        "half of 13 cases took more than 110 % of plan, one in five more than 160 %, one in ten "
        "80 % or less"
    ) in " ".join(answer.out.split())
    row = next(line for line in lines if line.startswith("design"))
    assert row.split()[:6] == ["design", "6", "100", "%", "130", "%"]
    rows = [" ".join(line.split()) for line in lines]
    assert "permits 1 as all together: 1 case, 5 are needed" in rows
    assert "          the planned duration is 0: line 15" in lines
    assert "          no actual duration: line 16" in lines
    assert "          the actual cost is not an amount of money: line 16 (n/a)" in lines
    assert max(map(len, lines)) <= 80
    assert "add -o ranges.yaml" in answer.err


def test_the_document_and_nothing_else(p80, history):
    answer = p80("calibrate", history, "--json", "--seed", 4)
    assert (answer.status, answer.err) == (0, "")
    document = json.loads(answer.out)
    assert document["seed"] == 4
    assert set(document["measures"]) == {"duration", "cost"}
    assert document["measures"]["duration"]["cases"] == 13


def test_rules_a_document_or_a_folder_with_charts(p80, history, plan, tmp_path):
    rules, document, folder = (tmp_path / name for name in ("r.yaml", "c.json", "report"))
    for out in (rules, document, folder):
        assert p80("calibrate", history, "-o", out).status == 0
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*")) == [
        "calibration.json", "charts/cost.png", "charts/cost.svg", "charts/duration.png",
        "charts/duration.svg", "rules.yaml",
    ]  # fmt: skip
    assert (folder / "rules.yaml").read_bytes() == rules.read_bytes()
    assert (folder / "calibration.json").read_bytes() == document.read_bytes()
    chart = (folder / "charts/duration.png").read_bytes()
    assert chart.startswith(b"\x89PNG")


def test_charts_of_an_earlier_history_do_not_stay(p80, history, projects, tmp_path):
    folder = tmp_path / "report"
    assert p80("calibrate", history, "-o", folder).status == 0
    assert p80("calibrate", projects, "-o", folder).status == 0
    assert not (folder / "charts" / "cost.png").exists()


def test_what_it_proposes_next_runs(p80, history, plan, tmp_path):
    out = tmp_path / "ranges.yaml"
    answer = p80("calibrate", history, "--plan", plan, "-o", out)
    assert f"Next: p80 run {plan} --scenario {out}" in answer.err
    assert "tasks by category: design 1" in answer.out
    assert "no task, and so no rule: civil" in answer.out
    assert "1 open task with a range in the plan: they keep it" in answer.out
    run = p80("run", plan, "--scenario", out, "-n", 64)
    assert run.status == 0
    assert "Ranges from history.csv" in run.out


def test_uplifts_of_a_reference_class(p80, projects):
    """Of twenty the 10th and the 16th rail projects: 1.19 and 1.31."""
    answer = p80("calibrate", projects, "--reference-class", "--only", "RAIL")
    assert answer.status == 0
    lines = [line.split() for line in answer.out.splitlines()]
    assert ["50", "%", "19", "%"] in [line[:4] for line in lines]
    assert ["80", "%", "31", "%"] in [line[:4] for line in lines]
    assert "90 % — too few: 36 projects are needed" in [" ".join(line) for line in lines]
    assert "it counts them twice" in " ".join(answer.out.split())


def test_the_whole_class_knows_its_p90(p80, projects):
    """Of forty the 36th: 1.35."""
    answer = p80("calibrate", projects, "--reference-class", "--json")
    uplifts = json.loads(answer.out)["measures"]["duration"]["uplifts"]
    assert uplifts["P90"]["uplift"] == pytest.approx(0.35)


def test_the_driver_runs_and_the_plan_is_warned_of_counting_twice(p80, projects, plan, tmp_path):
    out = tmp_path / "uplift.yaml"
    answer = p80("calibrate", projects, "--reference-class", "-o", out, "--plan", plan)
    assert "the plan has 1 task with a range" in " ".join(answer.out.split())
    driver = yaml.safe_load(out.read_text("utf-8"))["add"]["drivers"][0]
    assert (driver["id"], driver["tasks"]) == ("REFERENCE-CLASS-DURATION", "*")
    assert driver["factor"].startswith("empirical(100%, 101%, 102%, ")
    assert p80("run", plan, "--scenario", out, "-n", 64).status == 0


def acts(path: Path) -> list[object]:
    """What each driver acts on. By p80's own reader: others take the key `on` for true."""
    return [driver.get("on") for driver in YamlSource.read(path).root["add"]["drivers"]]


def test_a_class_by_cost_and_by_both(p80, tmp_path):
    path = tmp_path / "projects.csv"
    path.write_text("ratio,cost ratio\n" + "1.1,1.2\n1.3,1.1\n1.2,1.3\n" * 6, encoding="utf-8")
    answer = p80("calibrate", path, "--reference-class", "-o", tmp_path / "report")
    assert answer.status == 0
    assert "leaves money by the day alone" in " ".join(answer.out.split())
    assert acts(tmp_path / "report" / "rules.yaml") == [None, "cost"]
    assert (tmp_path / "report" / "charts" / "cost.svg").exists()
    path.write_text("cost ratio\n" + "1.1\n1.3\n1.2\n" * 6, encoding="utf-8")
    assert p80("calibrate", path, "--reference-class", "-o", tmp_path / "r.yaml").status == 0
    assert acts(tmp_path / "r.yaml") == [["cost", "rate"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--only", "design"),
            "p80: --only: --only does nothing without --reference-class [idle-option]\n"
            "    Leave out --only.\n",
        ),
        (
            ("--reference-class", "--least", "6", "--field", "x"),
            "p80: --least: --least, --field does nothing with --reference-class [idle-option]\n"
            "    Leave out --least, --field.\n",
        ),
        (
            ("--planned", "soll"),
            "p80: {history}:1: there is no column 'soll' for --planned [missing-column]\n"
            "    Columns are: trade, planned, actual, budget, final cost.\n",
        ),
        (
            ("--field", "a:b", "-o", "x.yaml"),
            "p80: --field: a selector cannot name a field 'a:b' [field-name]\n"
            "    Say which field of the plan's tasks holds the category: --field trade.\n",
        ),
        (("--least", "3"), "Invalid value for '--least'"),
        (("--family", "cauchy"), "Invalid value for '--family'"),
    ],
)
def test_what_makes_no_sense_is_refused(p80, history, words, said):
    answer = p80("calibrate", history, *words)
    assert (answer.status, answer.out) == (2, "")
    assert said.replace("{history}", str(history)) in answer.err


def test_a_missing_file_and_a_folder_in_the_way(p80, history, tmp_path):
    answer = p80("calibrate", tmp_path / "none.csv")
    assert answer.status == 2
    assert "the file cannot be read: No such file or directory" in answer.err
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    answer = p80("calibrate", history, "-o", taken)
    assert answer.status == 2
    assert taken.read_text("utf-8") == "mine"


def test_a_file_that_cannot_be_written_leaves_the_old_one(p80, history, tmp_path):
    (tmp_path / "ranges.yaml").mkdir()
    answer = p80("calibrate", history, "-o", tmp_path / "ranges.yaml")
    assert answer.status == 2
    assert "Nothing was written" in answer.err
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".p80-")]


def test_names_command_no_terminal(p80, tmp_path):
    path = tmp_path / "history.csv"
    name = "\x1b[31mred\x1b]0;title\x07"
    path.write_text("kind\x1b[2J,ratio\n" + f"{name},1.1\n{name},0.9\n" * 4, encoding="utf-8")
    answer = p80("calibrate", path, "--category", "kind\x1b[2J")
    assert answer.status == 0
    assert "\x1b" not in answer.out


def test_many_rows_left_out_are_counted_and_some_named(p80, tmp_path):
    path = tmp_path / "history.csv"
    path.write_text("planned,actual\n" + "10,12\n10,9\n" * 5 + "0,5\n" * 300, encoding="utf-8")
    out = p80("calibrate", path).out
    assert "Left out  300 rows:" in out
    assert "and 288 more" in " ".join(out.split())
    document = json.loads(p80("calibrate", path, "--json").out)
    assert len(document["measures"]["duration"]["unused"]) == 300
