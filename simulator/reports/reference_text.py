"""The screen of `p80 calibrate --reference-class`: how much to add, for how sure."""

from __future__ import annotations

from simulator.history.reference import ClassRecord, ReferenceClass
from simulator.history.rules import FOLLOWS
from simulator.history.words import percentage
from simulator.reports.calibrate_text import gutter, left_out
from simulator.reports.plain import flat
from simulator.reports.words import count

TWICE = (
    "the class holds all that went wrong there: in a plan with ranges, risks or drivers of its own "
    "it counts them twice; run it on the bare plan"
)


def summary(found: ReferenceClass, twice: str = "") -> str:
    """The whole screen, without its last line end. twice : what a plan already holds."""
    name = flat(found.history.name)
    lines = [f"{name} · {count(found.history.rows, 'row')}"]
    if found.only:
        lines[0] += f" · class {flat(found.only)}"
    for record in found.records:
        lines += ["", *_record(record)]
    caution = [TWICE, *([FOLLOWS] if len(found.records) > 1 else []), *([twice] if twice else [])]
    lines += ["", *gutter("Caution", caution)]
    lines += gutter("Note", found.notes)
    return "\n".join(line.rstrip() for line in lines)


def _record(record: ClassRecord) -> list[str]:
    projects = count(len(record.cases), "finished project")
    lines = [
        f"{record.measure.capitalize():10}{projects}, actual ÷ planned",
        f"{'':10}to be so sure   add to the plan   95 % interval",
    ]
    for one in record.uplifts:
        if one.value is None or one.low is None or one.high is None:
            few = f"too few: {one.needed} projects are needed"
            lines.append(f"{'':10}{one.level} %{'—':>19}{'':9}{few}")
        else:
            interval = f"{percentage(one.low)} to {percentage(one.high)}"
            lines.append(f"{'':10}{one.level} %{percentage(one.value):>19}{'':9}{interval}")
    return [*lines, *gutter("Left out", left_out(record.unused))]
