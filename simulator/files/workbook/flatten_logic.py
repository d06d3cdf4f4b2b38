"""Scales, branches, chains and exclusive groups of a plan file as rows and cells of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from simulator.files.lists import item_text
from simulator.files.workbook.sheet_logic import BRANCHES

_LISTS = ("first task", "tasks")


def scale_rows(scales: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    """A row for each step."""
    for key, steps in scales.items():
        for word, value in steps.items():
            yield {"scale": key, "step": str(word), "value": str(value)}


def branch_rows(branch: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """A row for each path; what is said of the branch stands in the first."""
    once = {
        column.header: str(branch[column.key])
        for column in BRANCHES.columns
        if column.key and column.key in branch
    }
    for cells in _paths(branch):
        yield {**once, **cells}
        once = {"id": once["id"]}


def _paths(branch: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    paths = branch.get("paths")
    if paths is None:
        for key in ("then", "else"):
            if key == "then" or key in branch:
                yield _filled({"first task": branch.get(key)})
    elif isinstance(paths, dict):
        for head, chance in paths.items():
            yield _filled({"first task": head, "chance": chance})
    else:
        for path in paths:
            cells = {"path": path.get("name"), "tasks": path["tasks"], "chance": path.get("chance")}
            yield _filled(cells)


def _filled(cells: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for header, value in cells.items():
        many = value if isinstance(value, list) else [value]
        if value is None or not many:
            continue
        texts = [item_text(str(one)) if header in _LISTS else str(one) for one in many]
        found[header] = "; ".join(texts)
    return found


def raises_text(raises: Mapping[str, Any]) -> str:
    """``R2: 60%; R3: 100%``."""
    return "; ".join(item_text(f"{risk}: {chance}") for risk, chance in raises.items())


def group_of(groups: Iterable[Iterable[str]] | None) -> dict[str, str]:
    """By risk: the number of the group in which at most one happens."""
    return {str(id_): str(n) for n, group in enumerate(groups or (), start=1) for id_ in group}
