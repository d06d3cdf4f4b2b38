"""Every published worked example, and every exact answer, through the product itself."""

from __future__ import annotations

import pytest

from simulator.errors import SettingsError
from simulator.workbench import cases, verify
from simulator.workbench.verify import Verdict


@pytest.mark.parametrize("name", cases.names())
def test_worked_example_agrees(name: str) -> None:
    verdicts = verify.run([name])
    assert verdicts
    differing = [
        f"{v.shape}, {v.quantity}: {v.kind} {v.expected}, ours {v.ours} ± {v.tolerance:.3g}"
        for v in verdicts
        if not v.agrees
    ]
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("name", cases.names())
def test_every_example_names_its_source(name: str) -> None:
    case = cases.read(name)
    assert case.source
    assert case.inputs in ("published", "cited from general knowledge")
    assert all(claim.kind in verify.KINDS for _, claims in case.runs for claim in claims)


def test_tolerances_are_tight_enough_to_notice() -> None:
    """Beside formulas and independent simulations at most 3.5 % of a standard deviation passes;
    only values that the source read from a chart, or simulated briefly, have more."""
    sd = {"reliable-construction": 3.693, "exact-two-normals": 0.82565}
    for verdict in verify.run(sd):
        if verdict.kind in ("recomputed", "exact"):
            assert verdict.tolerance < 0.035 * sd[verdict.case], verdict


def _verdict(expected: float | str, ours: float | str) -> Verdict:
    return Verdict("c", "t", "s", "published", "days", "pert", "q", "exact", expected, ours, 0.01)


def test_a_wrong_value_is_noticed() -> None:
    assert _verdict(1.0, 1.009).agrees
    assert not _verdict(1.0, 1.011).agrees
    assert _verdict("A-B", "A-B").agrees
    assert not _verdict("A-B", "A-C").agrees
    assert not _verdict(1.0, float("nan")).agrees


def test_an_unknown_example_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"no worked example 'nonsense'.*davison"):
        verify.run(["nonsense"])
