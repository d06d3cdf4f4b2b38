"""Real plans with the tables of what their tools stored in them, as tests of parity read them."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from simulator.engine import schedule
from simulator.files.mpxj import read_schedule
from simulator.model.program import Program
from simulator.results.raw import Schedule

SHARED = Path(__file__).parents[1] / ".." / "shared" / "plans"
OWN = Path(__file__).parent / "data" / "plans"


def plans(folder: Path) -> list[str]:
    """Names of the tables of stored dates in `folder`; none where it is absent."""
    names = (path.name for path in sorted(folder.glob("facts/*.tasks.csv")))
    return [name.removesuffix(".tasks.csv") for name in names]


@cache
def scheduled(path: Path) -> tuple[Program, Schedule]:
    """The program in a plan, and our dates of it."""
    program = read_schedule(path)
    return program, schedule(program)


def file_of(name: str) -> str:
    """The plan that a table belongs to: ``a.xer.2`` is the third project of ``a.xer``."""
    return re.sub(r"\.\d+$", "", name)


def expected(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (folder / "facts" / f"{name}.tasks.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
