"""What the commands propose: words that can be typed as they stand, and nothing lost in them."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import simulator.engine

PLANS = Path(__file__).parents[1] / "data" / "plans"
AIRPORT = PLANS / "airport_terminal.xer"
FEW = ("-n", "64")


def proposed(out: str, word: str) -> list[str]:
    """The words of the proposed command that holds `word`, as a shell splits them."""
    start = out.index("p80 run", out.index(word) - len("Next      "))
    return shlex.split(out[start:].splitlines()[0].split("   ")[0])


def test_the_proposed_command_repeats_what_changes_the_run(p80, plan, tmp_path, monkeypatch):
    """Typed as proposed, it gives the same figures: nothing of the first run is lost."""
    monkeypatch.chdir(tmp_path)
    spread = "triangular(90%, 100%, 130%)"
    first = p80("run", plan.name, *FEW, "--seed", "5", "--range", spread, "--sampling", "random")
    words = proposed(first.out, "Next")
    assert words[:3] == ["p80", "run", "shed.yaml"]
    assert {"--seed", "5", "--range", spread, "--sampling", "random", "-n", "64"} <= set(words)
    second = p80(*words[1:])
    assert second.status == 0
    answers = [answer.out.split("Finish")[1].split("Next")[0] for answer in (first, second)]
    assert answers[0] == answers[1]


def test_a_plain_run_proposes_a_plain_command(p80, plan, monkeypatch):
    monkeypatch.chdir(plan.parent)
    out = p80("run", plan.name).out
    assert proposed(out, "Next") == ["p80", "run", "shed.yaml", "--out", "report"]


def test_the_explanation_that_is_proposed_is_of_the_same_plan(p80, plan, monkeypatch):
    """With all that `p80 explain` takes: it has no --sampling."""
    monkeypatch.chdir(plan.parent)
    spread = "triangular(90%, 100%, 130%)"
    given = (*FEW, "--range", spread)
    out = p80("run", plan.name, *given, "--sampling", "random").out
    (line,) = (line for line in out.splitlines() if "p80 explain" in line)
    words = shlex.split(line)
    assert words == ["p80", "explain", "shed.yaml", *given]
    assert p80(*words[1:], "--most", "1").status == 0


def test_a_folder_that_was_written_is_not_proposed_again(p80, plan, tmp_path):
    out = p80("run", plan, *FEW, "--out", tmp_path / "report").out
    assert f"open {tmp_path}/report/report.html" in out
    assert "--out" not in out


def test_tasks_in_detail_only_where_they_are_shown(p80, plan, tmp_path, monkeypatch):
    """The screen needs no second pass; what it shows is what the document says."""
    asked = []
    real = simulator.engine.simulate

    def spy(*given, **options):
        asked.append(options["detail"])
        return real(*given, **options)

    monkeypatch.setattr(simulator.engine, "simulate", spy)
    screen = p80("run", plan, *FEW).out
    document = json.loads(p80("run", plan, *FEW, "--json").out)
    with_folder = p80("run", plan, *FEW, "--out", tmp_path / "report").out
    assert asked == [False, True, True]
    shown = [text.split("Finish")[1].split("Next")[0] for text in (screen, with_folder)]
    assert shown[0] == shown[1]
    assert all(task["start"]["mean"] for task in document["tasks"])


def test_convert_counts_as_check_does(p80, tmp_path):
    """The file holds 66 rows of type TT_Task or TT_Mile, and summaries."""
    answer = p80("convert", AIRPORT, "-o", tmp_path / "plan.yaml")
    assert answer.err.splitlines()[0].endswith("plan.yaml: 1 project, 66 tasks")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("plan.xer", "p80 run plan.xer"),
        ("my plan.yaml", "p80 run 'my plan.yaml'"),
        ("runn", "p80 run"),
        ("convrt", "p80 convert"),
    ],
)
def test_a_word_that_is_no_command_is_answered_with_one(p80, word, meant):
    answer = p80(word)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.rstrip().endswith(f"No such command '{word}'. Did you mean: {meant}")


def test_a_word_like_no_command_is_answered_with_none(p80):
    answer = p80("xyzzy")
    assert answer.status == 2
    assert answer.err.rstrip().endswith("No such command 'xyzzy'.")


full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")


@full
@pytest.mark.parametrize("arguments", [["--help"], ["schema"], ["run", "PLAN", "-n", "64"]])
def test_a_full_disk_under_standard_output(plan, arguments):
    """No space is what /dev/full answers to every write."""
    command = [str(plan) if part == "PLAN" else part for part in arguments]
    with Path("/dev/full").open("w") as out:
        done = subprocess.run(
            [sys.executable, "-m", "simulator", *command],
            stdout=out, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "p80: Cannot print: No space left on device."
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="streams are closed by the shell of POSIX")
@pytest.mark.parametrize(
    ("closed", "status", "err"),
    [(">&-", 2, "p80: Cannot print: standard output is closed.\n"), ("2>&-", 0, "")],
)
def test_a_closed_stream(plan, closed, status, err):
    command = shlex.join([sys.executable, "-m", "simulator", "run", str(plan), "-n", "64"])
    done = subprocess.run(f"{command} {closed}", shell=True, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (status, err)


def test_letters_of_another_code_page(p80, tmp_path):
    """Пирс, a pier, as a Russian P6 writes it."""
    text = AIRPORT.read_text("cp1252")
    path, copy = tmp_path / "pier.xer", tmp_path / "pier.yaml"
    path.write_text(text.replace("\tProject Start\t", "\tПирс\t"), "cp1251", errors="replace")
    assert p80("convert", path, "-o", copy, "--encoding", "windows-1251").status == 0
    assert "Пирс" in copy.read_text("utf-8")
    wrong = p80("check", path, "--encoding", "windows-1")
    assert wrong.status == 2
    assert "windows-1251" in wrong.err


def test_a_plan_file_has_one_encoding(p80, plan):
    answer = p80("run", plan, "--encoding", "latin-1")
    assert (answer.status, answer.out) == (2, "")
    assert "always UTF-8" in answer.err


def test_every_mend_is_a_sentence(p80, plan, tmp_path):
    """A mend stands in the last line: it begins with a capital and ends with a full stop."""
    bare = tmp_path / "bare.yaml"
    bare.write_text("start: 2027-03-01\ntasks: [{id: A, duration: 4d}]\n", encoding="utf-8")
    for arguments in (
        ("run", plan, "--require", "soon"),
        ("run", bare, *FEW, "--require", "cost P80 <= 1M"),
        ("run", bare, *FEW, "--require", "chance >= 50%"),
        ("run", plan, "--encoding", "latin-1"),
        ("convert", plan, "-o", tmp_path / "plan.mpp"),
        ("convert", plan, "-o", tmp_path / "plan.yaml", "--p-dates", "P80"),
        ("convert", plan, "-o", tmp_path / "plan.xer", "--p-dates", "P81"),
    ):
        answer = p80(*arguments)
        mend = answer.err.splitlines()[-1].strip()
        assert answer.status == 2
        assert mend[0].isupper(), mend
        assert mend.endswith("."), mend
