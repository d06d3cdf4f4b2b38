"""Names that command terminals, browsers and spreadsheets: shown everywhere, obeyed nowhere."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import unicodedata
import warnings
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from simulator.cli.main import status_of
from simulator.cli.out import say, show
from simulator.engine import simulate
from simulator.files.build import build
from simulator.files.yaml import YamlSource
from simulator.model.program import Program
from simulator.reports import folder, text
from simulator.reports.plain import flat, visible
from simulator.reports.words import fit, width
from simulator.results.result import Result

NAMES = {
    "escape": "\x1b[31mred\x1b]0;title\x07\x1b[2J",
    "8-bit escape": "\x9b31mred\x9d0;title\x9c",
    "override": "exe.\u202etxt.\u2066isolate",
    "returns": "kept\rover\nwritten\x0b\x0c\x85\u2028\u2029",
    "backspaces": "yes\b\b\bno\x7f",
    "right to left": "بناء الجسر הגשר",
    "emoji": "👷\U0001f3fd\u200d♀️ crane 🏗️",
    "tags": "plain\U000e0041\U000e007f",
    "wide": "基礎工事" * 30,
    "marks": "e" + "\u0301" * 2000,
    "long": "n" * 10_000,
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'",
    "template": "{{ 7 * 7 }}{% raw %}",
    "formula": '=HYPERLINK("http://x")',
    "mathtext": r"$\frac{1}{$ _^ \undefined{",
    "blank": "",
    "nonsense": "\ufffe\uffff\ue000\U000f0000",
}
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def result() -> Result:
    """A run with all of the names."""
    return simulate(named(list(NAMES.values())), 64, seed=1, levers=2)


def named(names: list[str]) -> Program:
    """Tasks with these names one after the other; the first name stands for all else."""
    tasks = "".join(
        f'  - {{id: T{i}, duration: "triangular(4d, 5d, 8d)", after: [T{i - 1}]}}\n'
        for i in range(1, len(names))
    )
    plan = (
        "start: 2027-03-01\nprogram: p\ntarget: {finish: 2027-04-30, cost: 5000}\ntasks:\n"
        '  - {id: T0, duration: "triangular(4d, 5d, 8d)", cost: "uniform(800, 900)"}\n'
        f"{tasks}  - {{id: M, kind: milestone, after: T0, deadline: 2027-04-01}}\nrisks:\n"
        '  - {id: R, probability: 40%, impacts: [{tasks: [T0], delay: "triangular(1, 2, 9)"}]}\n'
    )
    plain = build(YamlSource("plan.yaml", plan), Path())
    first = names[0]
    return replace(
        plain,
        title=first,
        currency=first,
        projects=tuple(replace(one, name=first) for one in plain.projects),
        tasks=tuple(
            replace(one, name=name, wbs=name)
            for one, name in zip(plain.tasks, [*names, first], strict=True)
        ),
        risks=tuple(replace(one, name=first) for one in plain.risks),
        notes=(first,),
    )


@pytest.mark.parametrize("kind", NAMES)
def test_the_screen(kind: str) -> None:
    result = simulate(named([NAMES[kind]]), 64, seed=1, levers=2)
    lines = text.summary(result, "plan.yaml").splitlines()
    assert len(lines) <= 24
    for line in lines:
        assert not FORBIDDEN.search(line)
        assert width(line) <= 80


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("columns", [1, 2, 10, 42])
def test_a_column_is_as_wide_as_it_should_be(kind: str, columns: int) -> None:
    cell = fit(NAMES[kind], columns)
    assert width(cell) == columns
    assert not FORBIDDEN.search(cell)


def test_the_folder(result: Result, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        written = folder.write(result, tmp_path / "out")
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")
    assert {path.name for path in written} >= {"report.html", "tasks.csv", "summary.json"}
    check_page((tmp_path / "out" / "report.html").read_text(encoding="utf-8"))
    json.loads((tmp_path / "out" / "summary.json").read_bytes())
    charts = list((tmp_path / "out" / "charts").glob("*.svg"))
    assert charts
    for chart in charts:
        check_picture(chart.read_bytes())
    table = (tmp_path / "out" / "tasks.csv").read_bytes().decode()
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert len(rows) == len(NAMES) + 2
    for cell in (cell for row in rows for cell in row):
        number = re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell)
        assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


class Page(HTMLParser):
    """Tags and their attributes, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def check_page(source: str) -> None:
    page = Page()
    page.feed(source)
    assert not FORBIDDEN.search(source)
    for tag, attributes in page.seen:
        assert tag not in ("script", "iframe", "object", "base", "form")
        for name, value in attributes.items():
            assert not name.startswith("on")
            if name in ("src", "href"):
                assert str(value).startswith(("data:image/svg+xml;base64,", "#")), value
    for image in re.findall(r"data:image/svg\+xml;base64,([^\"]+)", source):
        check_picture(base64.b64decode(image))


def check_picture(svg: bytes) -> None:
    for element in ET.fromstring(svg).iter():
        assert not element.tag.endswith("}script")
        assert not any(name.rpartition("}")[2].startswith("on") for name in element.attrib)


@pytest.mark.parametrize("kind", NAMES)
def test_what_is_printed(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output and error take no command from a name; JSON stays the same document."""
    show(NAMES[kind])
    say(NAMES[kind])
    for printed in capsys.readouterr():
        assert not FORBIDDEN.search(printed.replace("\r", "\x00"))
    document = json.dumps({"name": NAMES[kind]}, ensure_ascii=False)
    assert json.loads(visible(document)) == {"name": NAMES[kind]}


def test_letters_that_are_no_commands_stay() -> None:
    for kind in ("right to left", "emoji", "wide"):
        assert visible(NAMES[kind]) == NAMES[kind]
        assert flat(NAMES[kind]) == NAMES[kind]
    assert flat(NAMES["override"]) == "exe.txt.isolate"
    assert flat("a\tb\nc") == "a b c"


def test_every_control_of_unicode_is_caught() -> None:
    """All of category Cc but the tab and the end of a line, and all that embed or override."""
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    for code in range(0x110000):
        character = chr(code)
        control = unicodedata.category(character) in ("Cc", "Zl", "Zp")
        if control or unicodedata.bidirectional(character) in turning:
            assert character in "\t\n" or visible(character) != character, hex(code)
            assert flat(character) in ("", " "), hex(code)


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_hostile_plan_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """As a user meets it: names, ids and messages of errors, all from the file."""
    sound, wrong = tmp_path / "sound.yaml", tmp_path / "wrong.yaml"
    name = json.dumps(NAMES["escape"] + NAMES["8-bit escape"] + "\nFORGED line" + NAMES["override"])
    head = (
        f"start: 2027-03-01\nprogram: {name}\ntasks:\n  - {{id: A, name: {name}, duration: 5d}}\n"
    )
    sound.write_text(head, encoding="utf-8")
    wrong.write_text(f"{head}  - {{id: {name}, after: {name}, {name}: 1}}\n", encoding="utf-8")
    assert status_of([command, str(sound)]) in (0, 1)
    assert status_of([command, str(wrong)]) == 2
    for printed in capsys.readouterr():
        assert not FORBIDDEN.search(printed)
        assert "FORGED" in printed
        assert not re.search(r"^\s*FORGED", printed, re.MULTILINE)
