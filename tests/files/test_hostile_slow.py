"""Files that take long to make or to read: as many lines, rows, links and mistakes as fit.

Memory is asserted; time only as far as nothing hangs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from measured import Measured

from simulator.files.mpxj import guard

XER = Path(__file__).parents[1] / "data" / "plans" / "MDL4D.xer"
MB = 2**20

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="memory is measured the POSIX way"),
]


def written(path: Path, parts: Iterator[bytes]) -> Path:
    with path.open("wb") as file:
        file.writelines(parts)
    return path


@pytest.mark.parametrize("place", ["before", "inside", "after"])
def test_ten_million_lines_of_garbage(
    tmp_path: Path, check: Callable[[Path], Measured], place: str
) -> None:
    """Between the rows of a plan: read as if they were not there."""
    lines = XER.read_bytes().splitlines(keepends=True)
    at = {"before": 1, "inside": len(lines) // 2, "after": len(lines) - 1}[place]

    def parts() -> Iterator[bytes]:
        yield b"".join(lines[:at])
        for _ in range(100):
            yield b"garbage \t 123\r\n" * 100_000
        yield b"".join(lines[at:])

    path = written(tmp_path / "plan.xer", parts())
    assert path.stat().st_size < guard.LARGEST
    found = check(path)
    assert found.status == 0
    assert "62 tasks" in found.out
    assert "62 of 62" in found.out
    assert found.memory < 1024


@pytest.mark.parametrize("kind", ["TASK", "TASKPRED", "PROJWBS"])
def test_as_many_rows_as_a_file_may_hold(
    tmp_path: Path, check: Callable[[Path], Measured], kind: str
) -> None:
    """The last row of a table until the file has 190 MB: the reader's memory ends it."""
    lines = XER.read_bytes().splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if line.split() == [b"%T", kind.encode()])
    row = lines[start + 2]
    times = 190 * MB // len(row)

    def parts() -> Iterator[bytes]:
        yield b"".join(lines[: start + 3])
        for _ in range(100):
            yield row * (times // 100)
        yield b"".join(lines[start + 3 :])

    found = check(written(tmp_path / "plan.xer", parts()))
    assert found.memory < 4 * 1024


def test_a_million_links_on_one_task(tmp_path: Path, check: Callable[[Path], Measured]) -> None:
    tasks = "".join(f"  - {{id: A{i}, duration: 1d}}\n" for i in range(1000))
    links = ", ".join(f"A{i % 1000} FS+{i}m" for i in range(1_000_000))
    path = tmp_path / "plan.yaml"
    path.write_text(
        f"start: 2026-03-02\ntasks:\n{tasks}  - {{id: Z, duration: 1d, after: [{links}]}}\n",
        encoding="utf-8",
    )
    found = check(path)
    assert found.status == 2
    assert "unfolds to more than" in found.err
    assert found.memory < 500


@pytest.mark.parametrize(
    ("item", "times"), [("{},", 400_000), ("a,", 990_000), ("{id: A},", 300_000)]
)
def test_as_many_mistakes_as_a_plan_can_hold(
    tmp_path: Path, check: Callable[[Path], Measured], item: str, times: int
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(f"start: 2026-03-02\ntasks: [{item * times}]\n", encoding="utf-8")
    found = check(path)
    assert found.status == 2
    assert "problems more" in found.err
    assert found.memory < 3 * 1024


def test_a_table_full_of_errors(tmp_path: Path, check: Callable[[Path], Measured]) -> None:
    """60 MB of cells that a spreadsheet has damaged."""
    head = "id," + ",".join(f"c{i}" for i in range(499))
    rows = ("A," + ",".join(["#REF!"] * 499) + "\n") * 20_000
    (tmp_path / "tasks.csv").write_text(f"{head}\n{rows}", encoding="utf-8")
    path = tmp_path / "plan.yaml"
    path.write_text("start: 2026-03-02\ntables: tasks.csv\n", encoding="utf-8")
    found = check(path)
    assert found.status == 2
    assert found.memory < 3 * 1024
