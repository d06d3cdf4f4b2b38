"""Scenario files: load one, and apply it to a program."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from simulator.errors import PlanError
from simulator.files.building.rules import findings
from simulator.files.document.validate import shape_of, validated
from simulator.files.place import At, Problems, did_you_mean, missing_file
from simulator.files.yaml import YamlSource
from simulator.model.program import Program
from simulator.scenario.adding import add, add_correlations
from simulator.scenario.document import SCENARIO_MODELS, ScenarioDoc
from simulator.scenario.money import with_charges, with_funding, with_prices, without_charges
from simulator.scenario.ranges import uncertainty
from simulator.scenario.removing import remove
from simulator.scenario.responding import crash, mitigate
from simulator.scenario.scaling import scale
from simulator.scenario.setting import set_values
from simulator.scenario.shifting import shift

DEEPEST = 10
"""Scenarios in a row that inherit from each other."""


@dataclass(frozen=True)
class Scenario:
    """Named edits to a program.

    model : path of the plan that it was written for, if it says so. parents : scenarios whose edits
    come first, those that they inherit before them, each once.
    """

    title: str
    note: str
    model: Path | None
    doc: ScenarioDoc
    source: YamlSource
    parents: tuple[Scenario, ...] = ()

    def __call__(self, program: Program) -> Program:
        """`program` with the edits of the parents, then its own; the same program is left as it is.

        Edits are made in this order: remove, prices (currencies, escalation, discount), funding,
        add, set, uncertainty, scale, shift, mitigate, crash. Raises `PlanError` with every edit
        that does not fit.
        """
        edited = program
        for one in (*self.parents, self):
            edited = one.edit(edited)
        return replace(edited, title=f"{program.title} ({self.title})")

    def edit(self, program: Program) -> Program:
        """`program` with its own edits alone."""
        doc, at, problems = self.doc, At(self.source), Problems()
        edited = remove(program, doc.remove, at.down("remove"), problems)
        edited = without_charges(edited, doc.remove, at.down("remove"), problems)
        edited = with_prices(edited, doc, at, problems)
        edited = with_funding(edited, doc, at, problems)
        edited = add(edited, doc.add, at.down("add"), problems)
        edited = with_charges(edited, doc.add, at.down("add"), problems)
        edited = add_correlations(edited, doc.add, at.down("add"), problems)
        edited = set_values(edited, doc.set, at.down("set"), problems)
        edited = uncertainty(edited, doc.uncertainty, at, problems)
        edited = scale(edited, doc.scale, at.down("scale"), problems)
        edited = shift(edited, doc.shift, at.down("shift"), problems)
        edited = mitigate(edited, doc.mitigate, at.down("mitigate"), problems)
        edited = crash(edited, doc.crash, at.down("crash"), problems)
        before = set(findings(program))
        for finding in (new for new in findings(edited) if new not in before):
            here = at.about(f"task {finding.subject}")
            problems.add(here, finding.rule, finding.message, finding.mend)
        problems.stop_if_any()
        return edited


def load_scenario(path: str | Path) -> Scenario:
    """The scenario in the file at `path`, with those that it inherits.

    Raises `PlanError` with every problem of its form.
    """
    found: dict[Path, Scenario] = {}
    _load(Path(path), (), found)
    *parents, scenario = found.values()
    return replace(scenario, parents=tuple(parents))


def _load(path: Path, children: tuple[Path, ...], found: dict[Path, Scenario]) -> None:
    """Put the scenario of a file behind those that it inherits into `found`, each file once.

    children : scenarios that inherit from this one, the last of them directly.
    """
    if not path.is_file():
        folder = path.parent
        near = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
        mend = did_you_mean(path.name, near, "Name a scenario file (.yaml).")
        raise PlanError.one(str(path), "no-such-file", "the scenario does not exist", mend)
    source, problems = YamlSource.read(path), Problems()
    problems.extend(source.issues)
    scenario = scenario_of(source, problems)
    _load_parents(scenario, path, (*children, path.resolve()), found, problems)
    problems.stop_if_any()
    model = path.parent / scenario.doc.model if scenario.doc.model else None
    found[path.resolve()] = replace(scenario, model=model)


def scenario_of(source: YamlSource, problems: Problems) -> Scenario:
    """The scenario in a text. Raises `PlanError` with every problem of its form."""
    at = At(source)
    if not isinstance(source.root, dict):
        message = f"a scenario is a mapping (key: value), and this file is {shape_of(source.root)}"
        problems.add(at, "not-a-scenario", message, "Begin with scenario: a title.")
    doc = validated(ScenarioDoc, source.root, at, problems, SCENARIO_MODELS)
    problems.stop_if_any()
    assert doc is not None
    return Scenario(doc.scenario, doc.note or "", None, doc, source)


def _load_parents(
    scenario: Scenario,
    path: Path,
    line: tuple[Path, ...],
    found: dict[Path, Scenario],
    problems: Problems,
) -> None:
    """Load what a scenario inherits; rings and long lines are problems. line : up to this one."""
    at = At(scenario.source).down("inherits")
    for index, name in enumerate(scenario.doc.inherits or ()):
        here, parent = at.down(index), path.parent / name
        if missing_file(parent, "scenario", here, problems):
            continue
        ring = line[line.index(parent.resolve()) :] if parent.resolve() in line else ()
        if ring:
            names = " → ".join(one.name for one in (*ring, parent))
            message = f"scenarios inherit from each other in a ring: {names}"
            problems.add(here, "scenario-cycle", message, "Take one of the inherits out.")
        elif len(line) >= DEEPEST:
            message = f"more than {DEEPEST} scenarios inherit from each other in a row"
            problems.add(here, "scenario-depth", message, "Write several of them into one file.")
        elif parent.resolve() not in found:
            try:
                _load(parent, line, found)
            except PlanError as error:
                problems.extend(error.issues)


def apply(program: Program, scenario: str | Path | Scenario) -> Program:
    """`program` with the edits of a scenario or scenario file."""
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    return loaded(program)
