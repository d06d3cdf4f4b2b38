"""A program written in each form that p80 writes whole plans in, and read again."""

from __future__ import annotations

from pathlib import Path

from simulator.files import load
from simulator.files.workbook import lost_in_workbook, to_workbook
from simulator.files.write_csv import to_csv_folder
from simulator.files.write_yaml import to_yaml
from simulator.model.program import Program


def by_yaml(program: Program, folder: Path) -> Program:
    """As one file of text."""
    (folder / "plan.yaml").write_text(to_yaml(program), encoding="utf-8")
    return load(folder / "plan.yaml")


def by_workbook(program: Program, folder: Path) -> Program:
    """As a workbook, which must say that it holds all of it."""
    assert lost_in_workbook(program) == []
    (folder / "plan.xlsx").write_bytes(to_workbook(program))
    return load(folder / "plan.xlsx")


def by_tables(program: Program, folder: Path) -> Program:
    """As a folder of tables."""
    for name, data in to_csv_folder(program).items():
        (folder / name).write_bytes(data)
    return load(folder / "plan.yaml")


FORMS = (by_yaml, by_workbook, by_tables)
