"""`p80 calibrate`: ranges from finished work, uplifts from finished projects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.options import json_option, read_program
from simulator.cli.out import say, show
from simulator.errors import PlanError
from simulator.results.as_json import as_file, as_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.history import Calibration, ReferenceClass
    from simulator.history.match import Match
    from simulator.model.program import Program

RULES, DOCUMENT = "rules.yaml", "calibration.json"
CHARTS = ("charts/duration", "charts/cost")
"""With the two above all that a folder of `--out` may get."""

TEXTS = (".yaml", ".yml")
FAMILIES = ("lognormal", "gamma", "weibull", "normal", "triangular", "pert")


def _column(name: str, help: str) -> Callable[[Any], Any]:
    return click.option(f"--{name}", metavar="HEADING", help=help)


@click.command("calibrate")
@click.argument("history", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="File of rules (.yaml) or document (.json) to write; else a folder for both and charts.",
)
@json_option
@_column("category", "Column of categories; each gets a range of its own.")
@_column("planned", "Column of planned durations.")
@_column("actual", "Column of actual durations.")
@_column("ratio", "Column of actual ÷ planned, 1.2 or 120%, in place of both.")
@_column("planned-cost", "Column of planned cost.")
@_column("actual-cost", "Column of actual cost.")
@_column("cost-ratio", "Column of actual ÷ planned cost, in place of both.")
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook; else tasks, or the first one.")
@click.option("--least", type=click.IntRange(min=4), help="Cases that a range of its own takes: 5.")
@click.option(
    "--family",
    "families",
    multiple=True,
    type=click.Choice(FAMILIES),
    help="Curve to fit, again for several; else all but triangular and pert.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**64 - 1), help="Of the replays that widen ranges: 1."
)
@click.option(
    "--field", metavar="NAME", help="Field of the plan's tasks with the category; else the heading."
)
@click.option(
    "--plan",
    type=click.Path(path_type=Path),
    help="Plan that the rules are for: only those that choose tasks of it are written.",
)
@click.option(
    "--reference-class",
    "outside",
    is_flag=True,
    help="Rows are whole projects: say what to add to a plan to be 50, 80 and 90 % sure.",
)
@click.option("--only", metavar="CATEGORY", help="With --reference-class: take these rows alone.")
def command(**given: Any) -> None:
    """Ranges from HISTORY: what finished work took, compared with its plan.

    HISTORY is a CSV file or workbook of finished work, one piece a row: planned and actual duration
    or cost, and its category. Each category gets the curve that fits it best, wider where cases are
    few; categories with too few cases take the range of all together.

    \b
    p80 calibrate history.csv                              look at it
    p80 calibrate history.csv -o ranges.yaml               rules to run a plan with:
    p80 run plan.yaml --scenario ranges.yaml
    p80 calibrate projects.csv --reference-class           uplifts from whole projects
    """
    options = Options(**given)
    (outside if options.outside else inside)(options)


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    history: Path
    out: Path | None
    as_json: bool
    category: str | None
    planned: str | None
    actual: str | None
    ratio: str | None
    planned_cost: str | None
    actual_cost: str | None
    cost_ratio: str | None
    sheet: str | None
    least: int | None
    families: tuple[str, ...]
    seed: int | None
    field: str | None
    plan: Path | None
    outside: bool
    only: str | None

    def columns(self) -> Any:
        """The headings that were named."""
        from dataclasses import fields

        from simulator.history import Columns

        return Columns(**{field.name: getattr(self, field.name) for field in fields(Columns)})

    def program(self) -> Program | None:
        """The plan that the rules are for."""
        return None if self.plan is None else read_program(self.plan)

    def refuse(self, mode: str, **given: object) -> None:
        """Raise for options that do nothing in this mode."""
        idle = [f"--{name.replace('_', '-')}" for name, value in given.items() if value]
        if idle:
            message = f"{', '.join(idle)} does nothing {mode} --reference-class"
            raise PlanError.one(idle[0], "idle-option", message, f"Leave out {', '.join(idle)}.")


def inside(options: Options) -> None:
    """Ranges by category: fit, write, print."""
    options.refuse("without", only=options.only)
    from simulator.history import calibrate
    from simulator.history.calibration import LEAST
    from simulator.history.curves import USUAL
    from simulator.history.match import matched
    from simulator.history.rules import field_of, rules_text
    from simulator.reports import calibrate_text

    program = options.program()
    found = calibrate(
        options.history,
        options.columns(),
        seed=1 if options.seed is None else options.seed,
        least=options.least or LEAST,
        families=options.families or USUAL,
    )
    match: Match | None = None
    if program is not None:
        match = matched(found, field_of(found, options.field), program)
    if options.out is not None:
        text = rules_text(found, field_of(found, options.field), match)
        write(options.out, found, text)
    show(as_text(found.to_dict()) if options.as_json else calibrate_text.summary(found, match))
    _next(options)


def outside(options: Options) -> None:
    """Uplifts of a reference class: count, write, print."""
    options.refuse(
        "with", least=options.least, family=options.families, field=options.field, seed=options.seed
    )
    from simulator.history import reference_class
    from simulator.reports import reference_text

    program = options.program()
    found = reference_class(options.history, options.columns(), only=options.only)
    if options.out is not None:
        write(options.out, found, found.drivers())
    twice = "" if program is None else _twice(program)
    show(as_text(found.to_dict()) if options.as_json else reference_text.summary(found, twice))
    _next(options)


def _twice(program: Program) -> str:
    """What a plan holds that a reference class counts again."""
    from simulator.history.match import ranged_in
    from simulator.reports.words import count

    held = [
        count(number, noun)
        for number, noun in (
            (ranged_in(program), "task with a range"),
            (len(program.risks), "risk"),
            (len(program.drivers), "driver"),
        )
        if number
    ]
    return f"the plan has {' and '.join(held)}" if held else ""


def write(out: Path, found: Calibration | ReferenceClass, rules: str) -> None:
    """The rules, the document, or a folder with both and charts; whole or not at all."""
    from simulator.reports import folder
    from simulator.results.store import write_whole

    def document() -> bytes:
        return as_file(found.to_dict())

    suffix = out.suffix.casefold()
    if suffix == ".json":
        write_whole(out, document())
    elif suffix in TEXTS:
        write_whole(out, rules.encode())
    else:
        made: dict[str, Callable[[], bytes]] = {RULES: partial(str.encode, rules)}
        made |= {DOCUMENT: document, **folder.pictures(_drawn(found))}
        folder.put(out, made, (RULES, DOCUMENT, *folder.chart_files(CHARTS)))


def _drawn(found: Calibration | ReferenceClass) -> dict[str, Callable[[], Axes]]:
    """A chart of each measure."""
    from simulator.charts import history as charts
    from simulator.history import Calibration

    if isinstance(found, Calibration):
        measures = [one.measure for one in found.measures]
        draw: Callable[[str], Axes] = partial(charts.ranges, found)
    else:
        measures = [one.measure for one in found.records]
        draw = partial(charts.uplifts, found)
    return {f"charts/{measure}": partial(draw, measure) for measure in measures}


def _next(options: Options) -> None:
    """What to do now, on standard error: it is no result."""
    import shlex

    if options.as_json:
        return
    plan = "PLAN" if options.plan is None else shlex.quote(str(options.plan))
    out = options.out
    if out is None:
        say(f"Next: add -o ranges.yaml, then p80 run {plan} --scenario ranges.yaml")
    elif out.suffix.casefold() != ".json":
        rules = out if out.suffix.casefold() in TEXTS else out / RULES
        say(f"Next: p80 run {plan} --scenario {shlex.quote(str(rules))}")
