"""`p80 explain` from the command line: one screen, one document, one folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli.main import status_of

PLAN = str(Path(__file__).parents[2] / "models" / "first-steps" / "program.yaml")
FEW = ["-n", "1024", "--most", "3"]


def test_the_screen_says_what_decides_and_what_to_do_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert status_of(["explain", PLAN, *FEW, "--budget", "5k"]) == 0
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert all(len(line) <= 80 for line in lines if "p80 explain" not in line)
    assert lines[3].startswith("In short  P80 is ")
    assert "respond to R1 for 1,500 EUR" in " ".join(out.split())
    assert "all that can be afforded" in " ".join(out.split())
    assert lines[-1].startswith("Next      p80 explain ")
    assert "--budget 5k" in lines[-1]


def test_one_document_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["explain", PLAN, *FEW, "--at", "p90", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["level"] == 90.0
    shares = sum(one["days"] for one in found["shares"] if one["days"] is not None)
    assert shares == pytest.approx(found["finish"]["more"])
    milestone = next(one for one in found["tasks"] if one["id"] == "P/E1")
    assert milestone["significance"] is None, "undefined, never 0"
    assert milestone["spearman_finish"] is None


def test_the_folder_holds_tables_and_pictures(tmp_path: Path) -> None:
    assert status_of(["explain", PLAN, *FEW, "--out", str(tmp_path / "e")]) == 0
    names = {path.relative_to(tmp_path / "e").as_posix() for path in (tmp_path / "e").rglob("*.*")}
    assert "explain.json" in names
    assert "explain-tasks.csv" in names
    assert "charts/explain-levers.png" in names
    assert "charts/explain-meetings.svg" in names
    text = (tmp_path / "e" / "explain-levers.csv").read_text(encoding="utf-8")
    assert text.startswith("kind,id,name,criticality,days,days_low,days_high,cost")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--at", "often"], '"often" is no percentile'),
        (["--at", "P100"], "above 0 and below 100"),
        (["--budget", "plenty"], "--budget: 'plenty' is no sum of money"),
        (["--budget=-5"], "0 or more"),
    ],
)
def test_bad_words_are_told(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(["explain", PLAN, *FEW, *words]) == 2
    assert said in capsys.readouterr().err


def test_a_plan_without_uncertainty_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sure.yaml"
    path.write_text(
        "program: Sure\nstart: 2027-01-04\nprojects:\n  - id: P\n    name: P\n    tasks:\n"
        "      - {id: A, name: A, duration: 5}\n",
        encoding="utf-8",
    )
    assert status_of(["explain", str(path), "-n", "64", "--out", str(tmp_path / "o")]) == 0
    assert "nothing in the plan is uncertain" in " ".join(capsys.readouterr().out.split())


def test_names_of_strangers_do_no_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        "program: X\nstart: 2027-01-04\nprojects:\n  - id: P\n    name: P\n    tasks:\n"
        '      - {id: A, name: "=cmd|calc \\e[31m$x$", duration: "uniform(5, 9)"}\n'
        '      - {id: B, name: "two\\nlines", duration: "uniform(5, 9)", after: A}\n',
        encoding="utf-8",
    )
    out = tmp_path / "o"
    assert status_of(["explain", str(path), "-n", "2048", "--out", str(out)]) == 0
    screen = capsys.readouterr().out
    assert "\x1b" not in screen
    assert "two lines" in screen.replace("\n", "|")
    assert "'=cmd" in (out / "explain-levers.csv").read_text(encoding="utf-8")
