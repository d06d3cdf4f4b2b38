"""Whatever goes wrong: one clear message, the right exit status, nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from simulator import __version__
from simulator.cli import main, run

BAD_PLANS = {
    "unknown key": ("tasks: [{id: A, durration: 4d}]", "duration"),
    "cycle": (
        "tasks: [{id: A, duration: 1d, after: B}, {id: B, duration: 1d, after: A}]",
        "cycle",
    ),
    "dangling dependency": ("tasks: [{id: A, duration: 1d, after: Z}]", "Z"),
    "duplicate id": ("tasks: [{id: A, duration: 1d}, {id: A, duration: 2d}]", "A"),
    "reversed three-point": ('tasks: [{id: A, duration: "triangular(9, 5, 3)"}]', "triangular"),
    "negative duration": ("tasks: [{id: A, duration: -4d}]", "-4d"),
    "not a number": ("tasks: [{id: A, duration: .nan}]", "nan"),
    "probability over one": (
        "tasks: [{id: A, duration: 4d}]\n"
        "risks: [{id: R, name: r, probability: 130%, impacts: [{tasks: A, delay: 2d}]}]",
        "130%",
    ),
    "empty plan": ("tasks: []", "task"),
}


@pytest.mark.parametrize("fault", BAD_PLANS)
def test_a_wrong_plan_is_named_with_its_place(p80, tmp_path, fault):
    body, word = BAD_PLANS[fault]
    path = tmp_path / "plan.yaml"
    path.write_text(f"program: Wrong\nstart: 2027-03-01\n{body}\n", encoding="utf-8")
    answer = p80("run", path)
    assert answer.status == 2
    assert answer.out == ""
    assert "plan.yaml" in answer.err
    assert word.lower() in answer.err.lower()
    assert "Traceback" not in answer.err


def test_all_problems_come_at_once(p80, tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(
        "program: Wrong\nstart: 2027-03-01\n"
        "tasks: [{id: A, durration: 4d}, {id: B, duration: -4d}, {id: C, affter: A}]\n",
        encoding="utf-8",
    )
    answer = p80("check", path)
    assert answer.status == 2
    assert answer.err.startswith("p80: 3 problems")
    for line in ("durration", "-4d", "affter"):
        assert line in answer.err


@pytest.mark.parametrize("command", ["run", "check", "convert"])
@pytest.mark.parametrize(
    ("name", "word"),
    [("no-such.yaml", "does not exist"), ("plan.docx", ".docx"), (".", "folder")],
)
def test_what_is_no_plan_is_refused(p80, tmp_path, command, name, word):
    (tmp_path / "plan.docx").write_text("not a plan", encoding="utf-8")
    more = ("-o", tmp_path / "out.yaml") if command == "convert" else ()
    answer = p80(command, tmp_path / name, *more)
    assert answer.status == 2
    assert answer.out == ""
    assert word in answer.err
    assert not (tmp_path / "out.yaml").exists()


def test_bytes_that_are_no_text(p80, tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"program: \xff\xfe\x00\x81\n")
    answer = p80("run", path)
    assert answer.status == 2
    assert "UTF-8" in answer.err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("run", "plan.yaml", "-n", "0"), "0 is not in the range"),
        (("run", "plan.yaml", "-n", "-5"), "-5 is not in the range"),
        (("run", "plan.yaml", "-n", "many"), "'many' is not a valid integer"),
        (("run", "plan.yaml", "--seed", "-1"), "-1 is not in the range"),
        (("run", "plan.yaml", "--threads", "0"), "0 is not in the range"),
        (("run", "plan.yaml", "--sampling", "sobol"), "latin"),
        (("run",), "Missing argument 'PLAN'"),
        (("run", "plan.yaml", "--frobnicate"), "No such option"),
        (("forecast", "plan.yaml"), "No such command 'forecast'"),
        (("verify", "no-such-example"), "no worked example"),
    ],
)
def test_wrong_usage(p80, arguments, word):
    answer = p80(*arguments)
    assert answer.status == 2
    assert word in answer.err
    assert answer.out == ""


def test_an_impossible_range_names_the_option(p80, plan):
    answer = p80("run", plan, "--range", "triangular(130%, 100%, 90%)")
    assert answer.status == 2
    assert "--range" in answer.err


def test_a_missing_scenario(p80, plan):
    answer = p80("run", plan, "--scenario", "no-such-scenario.yaml")
    assert answer.status == 2
    assert "no-such-scenario.yaml" in answer.err


def test_convert_says_what_it_can_write(p80, plan, tmp_path):
    answer = p80("convert", plan, "-o", tmp_path / "plan.mpp")
    assert answer.status == 2
    for suffix in (".yaml", ".xlsx", ".csv", ".xer", ".pmxml", ".xml"):
        assert suffix in answer.err


def test_a_folder_that_cannot_be_made(p80, plan, tmp_path):
    """A file stands where a folder should: not writable for any user, root included."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "report"):
        answer = p80("run", plan, "-n", "100", "--out", out)
        assert answer.status == 2
        assert str(tmp_path / "file") in answer.err
        assert answer.out == ""
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


FULL_DISK = """
import resource, sys
from simulator.cli.main import status_of
plan, *arguments = sys.argv[1:]
assert status_of(["run", plan, "-n", "100", "--json"]) == 0
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
sys.exit(status_of(arguments))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are a thing of POSIX")
@pytest.mark.parametrize("command", ["run", "convert"])
def test_a_full_disk_leaves_nothing_behind(plan, tmp_path, command):
    """No file may grow beyond 100 bytes: every write of substance fails, as on a full disk."""
    target = tmp_path / "target" / "plan.yaml"
    target.parent.mkdir()
    target.write_text("what was there", encoding="utf-8")
    arguments = {
        "run": ["run", plan, "-n", "100", "--out", target.parent],
        "convert": ["convert", plan, "-o", target],
    }[command]
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(plan), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert str(target.parent) in done.stderr
    assert [path.name for path in target.parent.iterdir()] == ["plan.yaml"]
    assert target.read_text(encoding="utf-8") == "what was there"


NO_ROOM_FOR_CODE = """
import resource, sys
from simulator.cli.main import status_of
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
sys.exit(status_of(["check", sys.argv[1]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are a thing of POSIX")
def test_no_room_for_the_compiled_engine(plan, tmp_path):
    """What cannot be written is not what is printed, and the message names the folder."""
    folder = tmp_path / "code"
    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM_FOR_CODE, str(plan)],
        env={**os.environ, "NUMBA_CACHE_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    (said,) = [line for line in done.stderr.splitlines() if line.startswith("p80: ")]
    assert said.startswith(f"p80: Cannot keep the compiled engine in {folder}/kernels-")
    assert said.endswith(": File too large.")
    assert "set NUMBA_CACHE_DIR to a folder on another disk" in done.stderr


def test_an_unexpected_fault_asks_for_a_report(p80, plan, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("seven by nought")

    monkeypatch.setattr(run, "simulate", fail)
    answer = p80("run", plan)
    assert answer.status == 3
    assert answer.out == ""
    assert "ZeroDivisionError: seven by nought" in answer.err
    assert "P80_TRACEBACK=1" in answer.err
    assert __version__ in answer.err
    assert "Traceback" not in answer.err
    monkeypatch.setenv("P80_TRACEBACK", "1")
    assert "Traceback" in p80("run", plan).err


def test_main_ends_the_process_with_the_status(monkeypatch):
    monkeypatch.setattr(main, "status_of", lambda _: 130)
    with pytest.raises(SystemExit) as ended:
        main.main(["run"])
    assert ended.value.code == 130
