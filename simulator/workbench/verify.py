"""``p80 verify``: rerun published worked examples and exact answers on this machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.errors import SettingsError
from simulator.workbench.cases import Case, Claim, names, read
from simulator.workbench.measure import Measured, measure

ITERATIONS = 102_400
REFERENCE_ITERATIONS = 4_000_000
ERRORS = 5.0
THREE_DIGITS = ("<=", "critical", "ssi", "correlation")
KINDS = {
    "published": "published by the source",
    "exact": "exact, by formula",
    "recomputed": "recomputed independently (NumPy, 4,000,000 iterations)",
    "cited": "cited from general knowledge",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One value of one worked example, beside ours.

    case : name of the case file. inputs : "published", or "cited from general knowledge".
    shape : how the ranges were read. kind : a key of `KINDS`; a "cited" value is no quotation.
    expected, ours : in `unit`, as money, as a share, or as a path "A-B-C". tolerance : largest
    difference that agrees: the source's own rounding or noise where it is stated, else the
    rounding of its value and 5 standard errors of the simulations.
    """

    case: str
    title: str
    source: str
    inputs: str
    unit: str
    shape: str
    quantity: str
    kind: str
    expected: float | str
    ours: float | str
    tolerance: float

    @property
    def agrees(self) -> bool:
        """True where ours lies within the tolerance."""
        if isinstance(self.expected, str) or isinstance(self.ours, str):
            return self.expected == self.ours
        return abs(self.expected - self.ours) <= self.tolerance


def run(cases: Iterable[str] | None = None, *, seed: int = 1) -> tuple[Verdict, ...]:
    """Rerun the worked examples named, or all of them.

    Raises `SettingsError` for a name that does not exist, with the names that do.
    """
    known = names()
    chosen = tuple(known if cases is None else cases)
    for name in chosen:
        if name not in known:
            raise SettingsError(f"no worked example {name!r}; there are: {', '.join(known)}")
    return tuple(verdict for name in chosen for verdict in _verdicts(read(name), seed))


def _verdicts(case: Case, seed: int) -> Iterable[Verdict]:
    from simulator.engine import simulate

    for shape, claims in case.runs:
        program = case.program(shape)
        result = simulate(program, iterations=ITERATIONS, seed=seed, detail=False, levers=0)
        for claim in claims:
            measured = measure(case, result, claim.quantity)
            yield Verdict(
                case=case.name,
                title=case.title,
                source=case.source,
                inputs=case.inputs,
                unit=case.unit,
                shape=shape,
                quantity=claim.quantity,
                kind=claim.kind,
                expected=claim.value,
                ours=measured.value,
                tolerance=_tolerance(claim, measured),
            )


def _tolerance(claim: Claim, measured: Measured) -> float:
    if claim.within is not None:
        return claim.within
    error = measured.error
    if claim.kind == "recomputed":
        error *= (1 + ITERATIONS / REFERENCE_ITERATIONS) ** 0.5
    return 0.5 * 10.0 ** -_digits(claim) + ERRORS * error


def _digits(claim: Claim) -> int:
    """Decimals that the value of a claim carries."""
    if claim.digits is not None:
        return claim.digits
    if claim.kind != "recomputed":
        return 6
    return 3 if any(word in claim.quantity for word in THREE_DIGITS) else 2
