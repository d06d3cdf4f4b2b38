"""The command line as a process: light start, signals, pipes, terminals."""

from __future__ import annotations

import errno
import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")
HEAVY = ("numpy", "pandas", "numba", "matplotlib", "scipy", "networkx", "pydantic", "rich")


def test_help_loads_nothing_heavy():
    script = (
        "import sys; from simulator.cli.main import status_of; status = status_of(['--help'])\n"
        f"assert status == 0; loaded = [name for name in {HEAVY} if name in sys.modules]\n"
        "assert not loaded, loaded"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for command in ("run", "check", "envelope", "calibrate", "convert", "verify", "new", "schema"):
        assert f"\n  {command} " in done.stdout


def test_help_is_quick():
    """Under 0.2 s of processor time, Python's own start included; the best of three."""

    def seconds() -> float:
        before = os.times()
        subprocess.run([sys.executable, "-m", "simulator", "--help"], check=True, stdout=-3)
        after = os.times()
        return (
            after.children_user
            + after.children_system
            - (before.children_user + before.children_system)
        )

    assert min(seconds() for _ in range(3)) < 0.2


def test_version(shell):
    assert shell("--version").stdout == "p80 0.1.0\n"


@pytest.mark.parametrize(
    "command", ["run", "check", "envelope", "calibrate", "convert", "verify", "new", "schema"]
)
def test_every_command_explains_itself(p80, command):
    answer = p80(command, "--help")
    assert answer.status == 0
    assert answer.out.startswith(f"Usage: p80 {command}")


def test_new_prints_a_plan_that_runs(p80, tmp_path):
    starter = p80("new")
    assert starter.status == 0
    path = tmp_path / "plan.yaml"
    path.write_text(starter.out, encoding="utf-8")
    assert p80("check", path).status == 0
    assert p80("run", path, "-n", "2048").status == 0


def test_schema_is_a_json_schema(p80):
    schema = json.loads(p80("schema").out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "tasks" in schema["properties"]
    scenario = json.loads(p80("schema", "--scenario").out)
    assert scenario["$schema"] == schema["$schema"]
    assert scenario["required"] == ["scenario"]


def test_check_says_what_the_plan_holds(p80, plan):
    answer = p80("check", plan)
    assert answer.status == 0
    assert answer.out.splitlines()[0] == "Garden shed"
    assert "4 tasks" in answer.out
    assert "3 links" in answer.out


def test_convert_writes_a_plan_with_the_same_dates(p80, plan, tmp_path):
    copy = tmp_path / "copy.yaml"
    assert p80("convert", plan, "-o", copy).status == 0
    few = ("-n", "2048", "--json")
    before, after = (json.loads(p80("run", path, *few).out) for path in (plan, copy))
    for part in ("finish", "cost", "tasks"):
        assert before[part] == after[part]


@posix
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--help"], 0),
        (["schema"], 0),
        (["run", "PLAN", "-n", "100"], 0),
        (["run", "PLAN", "-n", "100", "--require", "finish P80 <= 2020-01-01"], 1),
    ],
)
def test_a_reader_that_has_seen_enough_changes_no_status(plan, arguments, status):
    """Like `p80 run … | head -1`: the pipe is closed before anything is written to it."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [str(plan) if part == "PLAN" else part for part in arguments]
    done = subprocess.run(
        [sys.executable, "-m", "simulator", *command],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


SLOW_DISK = """
import sys
from simulator.cli.main import main
from simulator.files import read
read.data_of = lambda _: open(sys.argv[1], "rb").read()
main(["run", sys.argv[2]])
"""
"""A run whose plan comes as slowly as the pipe that is named first."""


@posix
def test_interrupt_while_reading_a_plan(tmp_path, plan):
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    command = [sys.executable, "-c", SLOW_DISK, str(fifo), str(plan)]
    process = interruptible(command, stderr=-1, text=True)
    writing = opened_by_the_reader(fifo)
    time.sleep(1.0)  # open, but perhaps not yet reading
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    os.close(writing)
    assert process.returncode == 130
    assert out == ""
    assert err.strip() == "Interrupted. Nothing was half-written."


def interruptible(command, **options):
    """A process that an interrupt reaches, also where this one ignores it, as jobs that a script
    leaves in the background do."""

    def listen():
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    return subprocess.Popen(command, stdout=-1, preexec_fn=listen, **options)


def opened_by_the_reader(fifo: Path) -> int:
    """The pipe's writing end, once the other process has opened it to read."""
    for _ in range(6000):
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            time.sleep(0.01)
    raise AssertionError("the plan was never opened")


@posix
def test_a_long_run_shows_progress_and_can_be_interrupted(p80, tmp_path):
    plan, out = tmp_path / "long.yaml", tmp_path / "out"
    tasks = "\n".join(
        f'  - {{id: T{i}, duration: "triangular(4d, 5d, 9d)", after: [T{max(i - 9, 0)}]}}'
        if i
        else "  - {id: T0, duration: 1d}"
        for i in range(500)
    )
    plan.write_text(f"program: Long\nstart: 2027-03-01\ntasks:\n{tasks}\n", encoding="utf-8")
    assert p80("run", plan, "-n", "100").status == 0  # compiles, so that the bar is not late
    terminal, stderr = os.openpty()
    command = [sys.executable, "-m", "simulator", "run", plan, "-n", "3000000", "--out", out]
    process = interruptible([str(part) for part in command], stderr=stderr)
    os.close(stderr)
    seen = until(terminal, b"Simulating")
    process.send_signal(signal.SIGINT)
    printed, _ = process.communicate(timeout=60)
    seen += until(terminal, b"Interrupted")
    os.close(terminal)
    assert process.returncode == 130
    assert printed == b""
    assert b"Traceback" not in seen
    assert not out.exists()


def until(terminal: int, word: bytes) -> bytes:
    """What the terminal shows, up to and with `word`."""
    seen = b""
    while word not in seen:
        ready, _, _ = select.select([terminal], [], [], 60)
        assert ready, f"waited in vain for {word!r} after {seen!r}"
        seen += os.read(terminal, 4096)
    return seen


def test_verify_prints_source_published_value_and_ours(p80):
    """The later of two uniform numbers: mean 2/3, exact."""
    answer = p80("verify", "exact-two-uniforms")
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert "order statistics" in lines[1]
    (mean,) = (line.split() for line in lines if "finish mean" in line)
    assert mean[-3] == "0.666667"
    assert abs(float(mean[-2]) - 2 / 3) < 0.01
    assert mean[-1] == "agrees"
    assert lines[-1] == "5 of 5 values agree"


def test_verify_says_where_a_value_differs(p80, monkeypatch):
    from simulator.workbench import verify

    wrong = verify.Verdict(
        case="c", title="t", source="s", inputs="published", unit="days", shape="as written",
        quantity="finish mean", kind="exact", expected=2.0, ours=3.0, tolerance=0.5,
    )  # fmt: skip
    monkeypatch.setattr(verify, "run", lambda _: (wrong,))
    answer = p80("verify")
    assert answer.status == 1
    assert "DIFFERS by more than 0.5" in answer.out
    assert answer.out.endswith("0 of 1 values agree\n")
