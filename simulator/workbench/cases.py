"""Case files: a plan with its published or exact results, in ``cases/*.yaml``.

A case holds ``tasks:``, a network in short (name: [[low, most likely, high], predecessors...]), or
``plan:``, the sections of a plan file, or both. A list of three numbers stands for a range and is
written out in the shape of the run: triangular, pert, or a number made from the three.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from simulator.files import load
from simulator.model.distributions.pert import Pert
from simulator.model.program import Program

Triple = tuple[float, float, float]
KINDS = ("published", "exact", "recomputed", "cited")


@dataclass(frozen=True, slots=True)
class Claim:
    """One result to be met. kind : one of `KINDS`. within : tolerance, or None for the default.
    digits : decimals of the source's value, or None for those usual for the quantity."""

    quantity: str
    kind: str
    value: float | str
    within: float | None = None
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One worked example. runs : for each shape the claims that hold for it."""

    name: str
    title: str
    source: str
    inputs: str
    unit: str
    tasks: Mapping[str, Any]
    plan: Mapping[str, Any]
    runs: tuple[tuple[str, tuple[Claim, ...]], ...]

    def triple(self, task: str) -> Triple:
        """The three numbers of a task of the short network."""
        low, mode, high = self.tasks[task][0]
        return float(low), float(mode), float(high)

    def program(self, shape: str) -> Program:
        """The program of the case with all ranges in `shape`, read by the plan-file reader."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{self.name}.yaml"
            path.write_text(yaml.safe_dump(_document(self, shape), sort_keys=False), "utf-8")
            return load(path)


def names() -> tuple[str, ...]:
    """Names of all cases, published ones first."""
    files = (item.name for item in _folder().iterdir() if item.name.endswith(".yaml"))
    found = [name.removesuffix(".yaml") for name in files]
    return tuple(sorted(found, key=lambda name: (name.startswith("exact-"), name)))


def read(name: str) -> Case:
    """The case `name`; KeyError where there is none."""
    if name not in names():
        raise KeyError(name)
    data = yaml.safe_load((_folder() / f"{name}.yaml").read_text("utf-8"))
    return Case(
        name=name,
        title=data["title"],
        source=data["source"],
        inputs=data.get("inputs", "published"),
        unit=data.get("unit", "days"),
        tasks=data.get("tasks", {}),
        plan=data.get("plan", {}),
        runs=tuple((run["shape"], _claims(run)) for run in data["runs"]),
    )


def _folder() -> Any:
    return resources.files("simulator.workbench") / "cases"


def _claims(run: Mapping[str, Any]) -> tuple[Claim, ...]:
    claims = []
    for kind in KINDS:
        for quantity, value in run.get(kind, {}).items():
            options = value if isinstance(value, dict) else {"value": value}
            claims.append(Claim(quantity, kind, **options))
    return tuple(claims)


def _mean(low: float, mode: float, high: float) -> str:
    return repr(Pert(low, mode, high).mean())


SHAPES: Mapping[str, Callable[[float, float, float], str]] = {
    "as written": lambda low, mode, high: f"triangular({low}, {mode}, {high})",
    "triangular": lambda low, mode, high: f"triangular({low}, {mode}, {high})",
    "pert": lambda low, mode, high: f"pert({low}, {mode}, {high})",
    "optimistic": lambda low, mode, high: repr(low),
    "most likely": lambda low, mode, high: repr(mode),
    "pessimistic": lambda low, mode, high: repr(high),
    "mean 1-4-1": _mean,
    "mean 1-4-5": lambda low, mode, high: repr((low + 4 * mode + 5 * high) / 10),
}


def _text(value: Any, shape: str) -> Any:
    if not isinstance(value, list):
        return value
    low, mode, high = map(float, value)
    if low == high:
        return f"{low!r}"
    return SHAPES[shape](low, mode, high)


def _document(case: Case, shape: str) -> dict[str, Any]:
    rows = [
        {"id": task, "name": task, "duration": _text(entry[0], shape), "after": list(entry[1:])}
        for task, entry in case.tasks.items()
    ]
    for row in case.plan.get("tasks", ()):
        filled = {key: _text(row[key], shape) for key in ("duration", "cost") if key in row}
        rows.append({"name": row["id"]} | row | filled)
    rest = {key: value for key, value in case.plan.items() if key != "tasks"}
    return {
        "program": case.title,
        "start": "2026-01-05",
        "calendars": {"every-hour": "24/7"},
        "projects": [{"id": "CASE", "name": case.name, "calendar": "every-hour", "tasks": rows}],
    } | rest
