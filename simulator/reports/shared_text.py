"""What some iterations have in common, in sentences."""

from __future__ import annotations

from textwrap import wrap

from simulator.explain.replay import Shared, Trait
from simulator.reports.text import COLUMNS, GUTTER, gutter
from simulator.reports.words import count, cut
from simulator.results.estimate import show_chance
from simulator.results.result import Result

MOST = 4
"""Traits of one kind that are shown."""
LETTERS = 44
KINDS = {
    "Happened": ("risk", "branch", "loop"),
    "High": ("driver",),
    "Drove": ("path",),
    "Long": ("long",),
}
"""Title of a group of sentences, and the kinds of traits in it."""


def lines(common: Shared, result: Result) -> list[str]:
    """Group by group, each with the highest lift first."""
    says = (
        f"{common.chosen.says}; number {common.chosen.middle:,} stands for them. Of "
        f"{count(common.tested, 'thing')} tested {len(common.traits):,} are more frequent in them "
        "than by chance (Fisher's test, 1 % after Holm)."
    )
    found = gutter("Set", wrap(says, COLUMNS - GUTTER))
    for title, kinds in KINDS.items():
        traits = [trait for trait in common.traits if trait.kind in kinds]
        said = [line for trait in traits[:MOST] for line in _wrapped(trait, result)]
        if len(traits) > MOST:
            said.append(f"and {len(traits) - MOST:,} more")
        found += gutter(title, said) if said else []
    return found


def _wrapped(trait: Trait, result: Result) -> list[str]:
    return wrap(sentence(trait, result), COLUMNS - GUTTER, subsequent_indent="  ")


def sentence(trait: Trait, result: Result) -> str:
    """``R9 Late grid: in 84 % of them, 20 % of the others (4.2 times as often as in all)``."""
    name = cut(f"{result.label(trait.id)} {trait.name}", LETTERS)
    inside, outside = show_chance(trait.inside), show_chance(trait.outside)
    rest = f"in {inside} of them, {outside} of the others ({trait.lift:.1f} × as often as in all)"
    return f"{name}{_how(trait)}: {rest}"


def _how(trait: Trait) -> str:
    """What is true of it, where the name alone does not say it."""
    if trait.kind == "long":
        return f" took more than {trait.limit:,.1f} d"
    if trait.kind == "driver":
        return f" above {trait.limit:.2f}"
    if trait.kind == "path":
        return " on the driving path"
    if trait.kind == "branch":
        return f", path {cut(trait.part, 30)}"
    return f", repeat {trait.part}" if trait.kind == "loop" else ""
