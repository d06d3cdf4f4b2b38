"""Risks that make each other likelier, and risks that exclude each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from simulator.files.building.scales import PROBABILITY, Scales
from simulator.files.building.texts import probability
from simulator.files.document.base import present
from simulator.files.document.risk import RiskDoc
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.branch import Branch, Measure
from simulator.model.risk import Rise, Risk
from simulator.model.units import share_text

WHOLE = 1.0 + 1e-9
"""Shares of a third do not add up to 1 in binary."""


def raises_of(
    found: Mapping[str, Risk],
    every: Mapping[str, Risk],
    places: Mapping[str, tuple[RiskDoc, At]],
    scales: Scales,
    problems: Problems,
) -> tuple[Risk, ...]:
    """`found` with what each makes of the probability of others. every : all risks of the program.
    places : by id, how and where each of `found` is written."""
    done: dict[str, Risk] = {}
    for id_, risk in found.items():
        doc, at = places[id_]
        rises = tuple(_rises(risk, doc, every, at.down("raises"), scales, problems))
        done[id_] = replace(risk, raises=rises)
    ring = _ring({**every, **done})
    if ring:
        arrows = " → ".join((*ring, ring[0]))
        first = next(id_ for id_ in ring if id_ in places)
        at = places[first][1].down("raises")
        message = f"these risks set each other off in a circle: {arrows}"
        problems.add(at, "risk-cycle", message, "Remove one of the `raises` of this ring.")
    return tuple(done.values())


def _rises(
    risk: Risk,
    doc: RiskDoc,
    every: Mapping[str, Risk],
    at: At,
    scales: Scales,
    problems: Problems,
) -> Iterator[Rise]:
    for id_, text in (doc.raises or {}).items():
        here = at.down(id_)
        known = scales.text(PROBABILITY, text, here)
        value = None if known is None else probability(known, here, problems)
        if id_ == risk.id:
            message = f"risk {id_} raises itself"
            problems.add(here, "risk-cycle", message, "Remove this entry.", key=True)
        elif id_ not in every:
            _unknown(id_, every, here, problems)
        elif value is not None and value < every[id_].probability:
            own = share_text(every[id_].probability)
            message = f"{text} is below the probability of {id_}, which is {own} anyway"
            mend = f"Write a chance of {own} or more: what {id_} has once {risk.id} has happened."
            problems.add(here, "raises", message, mend)
        elif value is not None:
            yield Rise(id_, value)


def _unknown(id_: str, every: Mapping[str, Risk], at: At, problems: Problems) -> None:
    known = list(every)
    mend = did_you_mean(id_, known, f"Known are: {', '.join(known[:10])}.")
    problems.add(at, "unknown-risk", f"there is no risk '{id_}'", mend, key=True)


def _ring(risks: Mapping[str, Risk]) -> tuple[str, ...]:
    """Ids of one ring of risks that raise each other, () where there is none."""
    left = {id_: {rise.risk for rise in risk.raises} for id_, risk in risks.items()}
    while ends := [id_ for id_, raised in left.items() if not raised & left.keys()]:
        for id_ in ends:
            del left[id_]
    if not left:
        return ()
    path = [next(iter(left))]
    while path.count(path[-1]) == 1:
        path.append(next(id_ for id_ in sorted(left[path[-1]]) if id_ in left))
    return tuple(path[path.index(path[-1]) : -1])


def check_idle(
    docs: tuple[RiskDoc, ...] | None, branches: Iterable[Branch], at: At, problems: Problems
) -> None:
    """A risk without impacts raises others, or a branch asks about it."""
    asked = asked_about(branches)
    for index, doc in present(docs):
        here = at.down(index).about(f"risk {doc.id}")
        is_idle = doc.impacts is None and not doc.raises and doc.id not in asked
        if is_idle and not problems.below(here.down("impacts")):
            message, mend = "the key 'impacts' is missing", "Add impacts: ..."
            problems.add(here, "missing-key", message, mend)


def asked_about(branches: Iterable[Branch]) -> set[str]:
    """Ids of the risks whose occurrence decides a branch."""
    conditions = (branch.condition for branch in branches if branch.condition)
    return {one.subject for one in conditions if one.measure is Measure.HAPPENS}


def exclusive_of(
    groups: tuple[tuple[str, ...], ...] | None, risks: tuple[Risk, ...], at: At, problems: Problems
) -> tuple[tuple[str, ...], ...]:
    """Groups of risks of which at most one happens, in the order of ids."""
    every = {risk.id: risk for risk in risks}
    raised = {rise.risk: risk.id for risk in risks for rise in risk.raises}
    taken: set[str] = set()
    found = []
    if groups and all(len(group) == 1 for _, group in present(groups)):
        message = "risks stand here one by one, and one alone excludes nothing"
        mend = "Write groups: exclusive: [[R1, R2], [R5, R6]]."
        problems.add(at, "exclusive", message, mend)
        return ()
    for index, group in present(groups):
        here = at.down(index)
        for place, id_ in enumerate(group):
            _member(id_, every, raised, taken, here.down(place), problems)
            taken.add(id_)
        members = tuple(sorted({id_ for id_ in group if id_ in every}))
        if len(group) == 1:
            message = f"one risk alone ({group[0]}) excludes nothing"
            mend = "Write groups: exclusive: [[R1, R2], [R5, R6]]."
            problems.add(here, "exclusive", message, mend)
        _within_whole([every[id_] for id_ in members], here, problems)
        found.append(members)
    return tuple(sorted(found))


def _member(
    id_: str,
    every: Mapping[str, Risk],
    raised: Mapping[str, str],
    taken: set[str],
    at: At,
    problems: Problems,
) -> None:
    """One risk of a group, held to the rules."""
    if id_ not in every:
        _unknown(id_, every, at, problems)
    elif id_ in taken:
        message = f"risk {id_} stands in two places of `exclusive`"
        problems.add(at, "exclusive", message, "A risk belongs to one group, once.")
    elif id_ in raised:
        message = f"risk {id_} excludes others, and risk {raised[id_]} raises its probability"
        mend = f"Take it out of the group, or remove it from the `raises` of {raised[id_]}."
        problems.add(at, "exclusive", message, mend)


def _within_whole(group: list[Risk], at: At, problems: Problems) -> None:
    """The chances of a group can never add up to more than 100 %."""
    parts = [_highest(risk) for risk in group]
    if sum(parts) > WHOLE:
        terms = " + ".join(
            f"{risk.id} {share_text(part)}" for risk, part in zip(group, parts, strict=True)
        )
        total = share_text(round(sum(parts), 9))
        message = f"at most one of these risks happens, and their chances are {terms} = {total}"
        mend = "Lower them to 100% together, at the highest of their ranges, or split the group."
        problems.add(at, "exclusive", message, mend)


def _highest(risk: Risk) -> float:
    """The greatest probability of a risk, before its response and after it."""
    now = risk.spread.support[1] if risk.spread else risk.probability
    if risk.response is None:
        return now
    left = risk.response
    return max(now, left.spread.support[1] if left.spread else left.probability)
