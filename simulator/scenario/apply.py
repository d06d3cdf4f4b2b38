"""Scenario files: load one, and apply it to a program."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from simulator.errors import PlanError
from simulator.files.building.rules import findings
from simulator.files.document.validate import shape_of, validated
from simulator.files.place import At, Problems, did_you_mean
from simulator.files.yaml import YamlSource
from simulator.model.program import Program
from simulator.scenario import edits
from simulator.scenario.adding import add
from simulator.scenario.document import SCENARIO_MODELS, ScenarioDoc
from simulator.scenario.money import with_charges, with_prices, without_charges
from simulator.scenario.ranges import uncertainty
from simulator.scenario.removing import remove


@dataclass(frozen=True)
class Scenario:
    """Named edits to a program. model : path of the plan that it was written for, if it says so."""

    title: str
    note: str
    model: Path | None
    doc: ScenarioDoc
    source: YamlSource

    def __call__(self, program: Program) -> Program:
        """`program` with the edits; the same program is left as it is.

        Edits are made in this order: remove, prices (currencies, escalation, discount), add, set,
        uncertainty, scale, shift, mitigate. Raises `PlanError` with every edit that does not fit.
        """
        doc, at, problems = self.doc, At(self.source), Problems()
        edited = remove(program, doc.remove, at.down("remove"), problems)
        edited = without_charges(edited, doc.remove, at.down("remove"), problems)
        edited = with_prices(edited, doc, at, problems)
        edited = add(edited, doc.add, at.down("add"), problems)
        edited = with_charges(edited, doc.add, at.down("add"), problems)
        edited = edits.set_values(edited, doc.set, at.down("set"), problems)
        edited = uncertainty(edited, doc.uncertainty, at, problems)
        edited = edits.scale(edited, doc.scale, at.down("scale"), problems)
        edited = edits.shift(edited, doc.shift, at.down("shift"), problems)
        edited = edits.mitigate(edited, doc.mitigate, at.down("mitigate"), problems)
        before = set(findings(program))
        for finding in (new for new in findings(edited) if new not in before):
            here = at.about(f"task {finding.subject}")
            problems.add(here, finding.rule, finding.message, finding.mend)
        problems.stop_if_any()
        return replace(edited, title=f"{program.title} ({self.title})")


def load_scenario(path: str | Path) -> Scenario:
    """The scenario in the file at `path`. Raises `PlanError` with every problem of its form."""
    path = Path(path)
    if not path.is_file():
        folder = path.parent
        near = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
        mend = did_you_mean(path.name, near, "Name a scenario file (.yaml).")
        raise PlanError.one(str(path), "no-such-file", "the scenario does not exist", mend)
    source, problems = YamlSource.read(path), Problems()
    problems.extend(source.issues)
    at = At(source)
    if not isinstance(source.root, dict):
        message = f"a scenario is a mapping (key: value), and this file is {shape_of(source.root)}"
        problems.add(at, "not-a-scenario", message, "Begin with scenario: a title.")
    doc = validated(ScenarioDoc, source.root, at, problems, SCENARIO_MODELS)
    problems.stop_if_any()
    assert doc is not None
    model = path.parent / doc.model if doc.model else None
    return Scenario(doc.scenario, doc.note or "", model, doc, source)


def apply(program: Program, scenario: str | Path | Scenario) -> Program:
    """`program` with the edits of a scenario or scenario file."""
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    return loaded(program)
