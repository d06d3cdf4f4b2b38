"""Any program as a workbook that p80 reads back, and the template of `p80 new --excel`."""

from __future__ import annotations

from simulator.files.workbook.flatten import Flat
from simulator.files.workbook.write import workbook_of
from simulator.model.program import Program


def to_workbook(program: Program) -> bytes:
    """The workbook of `program`, an .xlsx that gives the same dates.

    Kept is what a plan file keeps; notes of the reader stand in a sheet that is not read back.
    Raises `PlanError` where a spreadsheet cannot hold it: cells of more than 32,767 characters,
    too many rows.
    """
    from simulator.files.write_yaml import document_of

    return workbook_of(Flat(document_of(program)), program.notes)


def lost_in_workbook(program: Program) -> list[str]:
    """What a workbook has no column for, in words."""
    from simulator.files.write_yaml import document_of

    left = Flat(document_of(program)).left
    return [f"{what} ({count} times)" if count > 1 else what for what, count in left.items()]


def template() -> bytes:
    """The starter plan as a workbook."""
    from simulator.files import starter
    from simulator.files.yaml import YamlSource

    return workbook_of(Flat(YamlSource("plan.yaml", starter.text()).root))
